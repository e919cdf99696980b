package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"verbatim/internal/store"
)

// erase deletes what makes an offer's payloads readable and its candidate findable. Everything else is append-only.
func (t *tx) erase(c store.Changes) error {
	if !c.Erase {
		return nil
	}
	if c.Offer == nil {
		return errors.New("erase without an offer")
	}
	if err := t.one(`DELETE FROM offer_keys WHERE offer_id = $1`, string(c.Offer.ID)); err != nil {
		return err
	}
	return t.run(`DELETE FROM offer_search WHERE offer_id = $1`, string(c.Offer.ID))
}

// Scrub takes deleted rows out of the files. SQLite overwrites them in the database itself (secure_delete); the log of
// writes beside it is emptied here, and it fails while a reader holds it. PostgreSQL's vacuum frees the rows; older
// segments of its own log and copies are the operator's.
func (s *Store) Scrub(ctx context.Context) error {
	if s.dialect.name == namePostgres {
		_, err := s.write.ExecContext(ctx, `VACUUM offer_keys, offer_search`)
		return s.dialect.translate(err)
	}
	var busy, pages, moved int
	if err := s.write.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved); err != nil {
		return s.dialect.translate(err)
	}
	if busy != 0 {
		return fmt.Errorf("the write-ahead log is being read and was not emptied: try again")
	}
	return nil
}
