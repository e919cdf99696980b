package sqlstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"verbatim/internal/digest"
	"verbatim/internal/letter"
	"verbatim/internal/locale"
	"verbatim/internal/offer"
	"verbatim/internal/seal"
	"verbatim/internal/store"
)

// Letter reads a version without PDF bytes; n = 0 means the latest.
func (s *Store) Letter(ctx context.Context, sc store.Scope, o offer.ID, n int) (letter.Version, error) {
	if _, err := s.Offer(ctx, sc, o); err != nil {
		return letter.Version{}, err
	}
	query, args := `SELECT number, sealed FROM letters WHERE offer_id = $1 AND number = $2`, []any{string(o), n}
	if n == 0 {
		query, args = `SELECT number, sealed FROM letters WHERE offer_id = $1 ORDER BY number DESC LIMIT 1`, args[:1]
	}
	var sealed []byte
	if err := s.read.QueryRowContext(ctx, query, args...).Scan(&n, &sealed); err != nil {
		return letter.Version{}, s.dialect.translate(err)
	}
	key, err := s.offerKey(ctx, s.read, string(o))
	if err != nil {
		return letter.Version{}, s.dialect.translate(err)
	}
	var v letter.Version
	return v, openJSON(key, sealed, letterPlace(n), &v)
}

func letterPlace(n int) string { return fmt.Sprintf("letters/%d", n) }

func summaryPlace(n int) string { return fmt.Sprintf("letters/%d/summary", n) }

func blobPlace(sum digest.Digest) string { return "blobs/" + string(sum) }

// ListLetters gives every version in short, newest first.
func (s *Store) ListLetters(ctx context.Context, sc store.Scope, o offer.ID) ([]letter.Version, error) {
	if _, err := s.Offer(ctx, sc, o); err != nil {
		return nil, err
	}
	key, err := s.offerKey(ctx, s.read, string(o))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	rows, err := s.read.QueryContext(ctx, `SELECT number, summary FROM letters WHERE offer_id = $1 ORDER BY number DESC`, string(o))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out := []letter.Version{}
	err = each(rows, func() error {
		var n int
		var sealed []byte
		if err := rows.Scan(&n, &sealed); err != nil {
			return err
		}
		var v shortVersion
		if err := openJSON(key, sealed, summaryPlace(n), &v); err != nil {
			return err
		}
		out = append(out, v.Version)
		return nil
	})
	return out, s.dialect.translate(err)
}

// shortVersion is a version as its summary is stored. Its own members hide the terms, which have no valid zero value.
type shortVersion struct {
	letter.Version
	Verbal  *struct{} `json:"verbal,omitempty"`
	Written *struct{} `json:"written,omitempty"`
	Changes *struct{} `json:"changes,omitempty"`
}

// summary is a version without trees and terms.
func summary(v letter.Version) shortVersion {
	short := letter.Version{
		Offer: v.Offer, Number: v.Number, Handoff: v.Handoff, Round: v.Round, Created: v.Created, Author: v.Author, LockDigest: v.LockDigest,
		Lock: letter.Lock{LetterDate: v.Lock.LetterDate, AsOf: v.Lock.AsOf, Number: v.Number, Language: v.Lock.Language, Mark: v.Lock.Mark},
	}
	for _, r := range v.Documents {
		r.Document = letter.Document{ID: r.Document.ID, Title: r.Document.Title, Language: r.Document.Language, Date: r.Document.Date, Number: r.Document.Number}
		r.PDF = nil
		short.Documents = append(short.Documents, r)
	}
	return shortVersion{Version: short}
}

// PDF reads the bytes of one document and holds them against the digest that the version has of them.
func (s *Store) PDF(ctx context.Context, sc store.Scope, o offer.ID, n int, document string) ([]byte, error) {
	latest, err := s.Offer(ctx, sc, o)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		n = latest.Letter
	}
	key, err := s.offerKey(ctx, s.read, string(o))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	var short, sealed []byte
	var blob string
	err = s.read.QueryRowContext(ctx, `SELECT l.summary, d.blob_digest, b.sealed FROM documents d
		JOIN letters l ON l.offer_id = d.offer_id AND l.number = d.letter
		LEFT JOIN blobs b ON b.offer_id = d.offer_id AND b.digest = d.blob_digest
		WHERE d.offer_id = $1 AND d.letter = $2 AND d.id = $3`, string(o), n, document).Scan(&short, &blob, &sealed)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	if sealed == nil {
		if sealed, err = s.object(ctx, digest.Digest(blob)); err != nil {
			return nil, fmt.Errorf("document %s of letter %d of offer %s: %w", document, n, o, err)
		}
	}
	var v shortVersion
	if err := openJSON(key, short, summaryPlace(n), &v); err != nil {
		return nil, err
	}
	pdf, err := openPDF(key, v.Version, document, digest.Digest(blob), sealed)
	if err != nil {
		return nil, fmt.Errorf("document %s of letter %d of offer %s is not what was stored: %w", document, n, o, err)
	}
	return pdf, nil
}

// openPDF holds the sealed bytes against the digest that they are stored under, and the opened ones against the digest
// that the version has of them.
func openPDF(key *seal.Offer, v letter.Version, document string, blob digest.Digest, sealed []byte) ([]byte, error) {
	if digest.Of(sealed) != blob {
		return nil, errors.New("the sealed bytes have another digest")
	}
	for _, r := range v.Documents {
		if r.Document.ID != document {
			continue
		}
		pdf, err := key.Open(sealed, blobPlace(r.PDFDigest))
		if err == nil && digest.Of(pdf) != r.PDFDigest {
			err = errors.New("its digest is another")
		}
		return pdf, err
	}
	return nil, errors.New("the version does not know it")
}

func (t *tx) letter(c store.Changes) error {
	v := c.Letter
	if v == nil {
		return nil
	}
	if err := t.next(v, c.Expect); err != nil {
		return err
	}
	sealed, err := t.sealJSON(letterPlace(v.Number), v)
	if err != nil {
		return err
	}
	short, err := t.sealJSON(summaryPlace(v.Number), summary(*v))
	if err != nil {
		return err
	}
	err = t.run(`INSERT INTO letters (offer_id, number, handoff_id, round, created_at, author, summary, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		v.Offer, v.Number, v.Handoff, v.Round, v.Created.UnixMilli(), v.Author, short, sealed)
	if err != nil {
		return err
	}
	for _, step := range []func(*letter.Version) error{t.documents, t.pins, t.searchWords} {
		if err := step(v); err != nil {
			return err
		}
	}
	return nil
}

// documents names the papers of a version, and stores them where they do not stand in an object store already.
func (t *tx) documents(v *letter.Version) error {
	var blobs, documents [][]any
	for _, p := range t.ahead.papers {
		if t.store.blobs == nil {
			blobs = append(blobs, []any{v.Offer, string(p.sum), p.sealed})
		}
		documents = append(documents, []any{v.Offer, v.Number, p.document, string(p.sum)})
	}
	if err := t.insert("blobs", "offer_id, digest, sealed", "", blobs); err != nil {
		return err
	}
	return t.insert("documents", "offer_id, letter, id, blob_digest", "", documents)
}

// searchWords keeps a keyed digest of everything that an offer is found by through this version, so that it can be found
// and not read.
func (t *tx) searchWords(v *letter.Version) error {
	return t.found(v.Offer, t.store.searchMarks(v))
}

// found lets an offer be found by marks.
func (t *tx) found(offer string, marks []string) error {
	var rows [][]any
	for _, mark := range marks {
		rows = append(rows, []any{mark, offer})
	}
	return t.insert("offer_search", "word, offer_id", " ON CONFLICT (word, offer_id) DO NOTHING", rows)
}

// searchMarks are keyed digests of each word of the candidate's name, of each PDF and of the lock.
func (s *Store) searchMarks(v *letter.Version) []string {
	marks := s.nameMarks(v.Verbal.Candidate.Name.Full)
	for _, r := range v.Documents {
		marks = append(marks, s.key.Digest("paper", string(r.PDFDigest)))
	}
	return append(marks, s.key.Digest("paper", string(v.LockDigest)))
}

// nameMarks are keyed digests of each word of a name.
func (s *Store) nameMarks(name string) []string {
	var marks []string
	for _, w := range locale.NameWords(name) {
		marks = append(marks, s.key.Digest("name", w))
	}
	return marks
}

func decodeJSON(text string, into any) error {
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("stored row: %w", err)
	}
	return nil
}
