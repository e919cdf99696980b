package sqlstore

import (
	"context"
	"database/sql"
	"errors"

	"verbatim/internal/digest"
	"verbatim/internal/seal"
	"verbatim/internal/store"
)

// ahead is what a write makes before its transaction, so that nobody waits for it: the key of a new offer, and the PDFs of
// a letter, sealed.
type ahead struct {
	key    *seal.Offer // of the offer; nil when the write has neither a new offer nor a letter
	papers []paper
}

// paper is the PDF of one document under the digest of its sealed bytes: sealing is random, so no two offers share one.
type paper struct {
	document string
	sum      digest.Digest
	sealed   []byte
}

// ahead seals the PDFs of a write and hands them to the object store where there is one. When the transaction fails after
// that, its objects belong to no letter: they cannot be read, harm nobody, and verify lists them.
func (s *Store) ahead(ctx context.Context, c store.Changes) (ahead, error) {
	var a ahead
	var err error
	switch {
	case c.Offer == nil:
		return a, nil
	case c.Expect == 0:
		a.key, err = seal.NewOffer(string(c.Offer.ID))
	case c.Letter != nil:
		a.key, err = s.offerKey(ctx, s.read, string(c.Offer.ID))
		if errors.Is(err, sql.ErrNoRows) { // the transaction says what is wrong: there is no such offer, or it is erased
			return a, nil
		}
	}
	if err != nil || c.Letter == nil {
		return a, err
	}
	for _, r := range c.Letter.Documents {
		p := paper{document: r.Document.ID, sealed: a.key.Seal(r.PDF, blobPlace(r.PDFDigest))}
		p.sum = digest.Of(p.sealed)
		if s.blobs != nil {
			if err := s.blobs.Put(ctx, p.sum, p.sealed); err != nil {
				return a, err
			}
		}
		a.papers = append(a.papers, p)
	}
	return a, nil
}

// errElsewhere says that a PDF that the database does not hold cannot be looked for.
var errElsewhere = errors.New("its PDF is not in the database, and no object store is configured")

// object fetches the sealed bytes of a PDF that is not in the database. That one is gone is a loss, never a "not found".
func (s *Store) object(ctx context.Context, sum digest.Digest) ([]byte, error) {
	if s.blobs == nil {
		return nil, errElsewhere
	}
	sealed, err := s.blobs.Get(ctx, sum)
	if errors.Is(err, store.ErrNotFound) {
		return nil, errLost
	}
	return sealed, err
}

var errLost = errors.New("its PDF is in neither the database nor the object store")
