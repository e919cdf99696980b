package sqlstore

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"verbatim/internal/digest"
)

const (
	fetchers = 8         // objects that are fetched at once
	settled  = time.Hour // after which an object that no letter has is left over, and not one of a letter that is being stored
	asked    = 500       // digests in one question
)

// document is one document of a letter and the digest of its sealed bytes.
type document struct {
	offer, id string
	letter    int
	sum       digest.Digest
	sealed    []byte
	err       error // of fetching it
}

func (d document) entry() string { return fmt.Sprintf("document %s of letter %d", d.id, d.letter) }

// documents reads the PDFs of a chunk: those in the database, then those that stand in the object store.
func (v *verifier) documents(c *chunk) error {
	if err := v.strayBlobs(c); err != nil {
		return err
	}
	var elsewhere []*document
	query := `SELECT d.offer_id, d.letter, d.id, d.blob_digest, b.sealed FROM documents d LEFT JOIN blobs b ON b.offer_id = d.offer_id AND b.digest = d.blob_digest`
	err := v.rows(c, query, "d.offer_id", "d.offer_id, d.letter, d.id", func(r *sql.Rows) error {
		var d document
		if err := r.Scan(&d.offer, &d.letter, &d.id, &d.sum, &d.sealed); err != nil {
			return err
		}
		if d.sealed == nil {
			elsewhere = append(elsewhere, &d)
			return nil
		}
		return v.document(c, d)
	})
	if err != nil {
		return err
	}
	v.fetch(elsewhere)
	for _, d := range elsewhere {
		if d.err == nil {
			v.proof.Objects++
			d.err = v.document(c, *d)
		} else if errors.Is(d.err, errLost) || errors.Is(d.err, errElsewhere) {
			d.err = broken(d.offer, d.entry(), "%s", d.err)
		}
		if d.err != nil {
			return d.err
		}
	}
	return nil
}

// strayBlobs refuses bytes in the database that no letter has: a write leaves none.
func (v *verifier) strayBlobs(c *chunk) error {
	query := `SELECT b.offer_id, d.id FROM blobs b LEFT JOIN documents d ON d.offer_id = b.offer_id AND d.blob_digest = b.digest`
	return v.rows(c, query, "b.offer_id", "b.offer_id", func(r *sql.Rows) error {
		var o string
		var id sql.NullString
		if err := r.Scan(&o, &id); err != nil {
			return err
		}
		if !id.Valid {
			return broken(o, "a PDF", "no letter has it")
		}
		return nil
	})
}

// fetch gets objects, some at once.
func (v *verifier) fetch(all []*document) {
	var running sync.WaitGroup
	slots := make(chan struct{}, fetchers)
	for _, d := range all {
		slots <- struct{}{}
		running.Go(func() {
			d.sealed, d.err = v.store.object(v.ctx, d.sum)
			<-slots
		})
	}
	running.Wait()
}

// document holds the bytes of one document against the digest that they are kept under, and against the letter.
func (v *verifier) document(c *chunk, d document) error {
	h, err := c.of(d.offer, d.entry())
	if err != nil {
		return err
	}
	if digest.Of(d.sealed) != d.sum {
		return broken(d.offer, d.entry(), "its bytes are not those that were stored")
	}
	v.proof.Documents++
	if h.key == nil {
		return nil
	}
	h.papers--
	for _, r := range h.versions[d.letter].Documents {
		if r.Document.ID != d.id {
			continue
		}
		if pdf, err := h.key.Open(d.sealed, blobPlace(r.PDFDigest)); err == nil && digest.Of(pdf) == r.PDFDigest {
			return nil
		}
	}
	return broken(d.offer, d.entry(), "it is not the PDF that the letter names")
}

// leftOver lists the objects that no letter has. They are what is left of writes that failed, and no fault.
func (v *verifier) leftOver() error {
	if v.store.blobs == nil {
		return nil
	}
	before := v.store.now().Add(-settled)
	var sums []digest.Digest
	err := v.store.blobs.Each(v.ctx, func(sum digest.Digest, since time.Time) error {
		if since.After(before) {
			return nil
		}
		if sums = append(sums, sum); len(sums) < asked {
			return nil
		}
		defer func() { sums = sums[:0] }()
		return v.unknown(sums)
	})
	if err != nil {
		return err
	}
	return v.unknown(sums)
}

// unknown adds those of the digests to the proof that no document names.
func (v *verifier) unknown(sums []digest.Digest) error {
	if len(sums) == 0 {
		return nil
	}
	marks, args := make([]string, len(sums)), make([]any, len(sums))
	for i, sum := range sums {
		marks[i], args[i] = fmt.Sprintf("$%d", i+1), string(sum)
	}
	rows, err := v.tx.QueryContext(v.ctx, `SELECT blob_digest FROM documents WHERE blob_digest IN (`+strings.Join(marks, ", ")+`)`, args...)
	if err != nil {
		return err
	}
	known := map[digest.Digest]bool{}
	err = each(rows, func() error {
		var sum digest.Digest
		err := rows.Scan(&sum)
		known[sum] = true
		return err
	})
	for _, sum := range sums {
		if !known[sum] {
			v.proof.Orphans = append(v.proof.Orphans, sum)
		}
	}
	return err
}
