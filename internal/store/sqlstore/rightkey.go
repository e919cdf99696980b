package sqlstore

import (
	"context"
	"errors"
	"fmt"
)

// ErrOtherKey says that a database was made with another installation's key than the one that is given.
var ErrOtherKey = errors.New("it was made with another installation's key. Give that key by VERBATIM_KEY, or put its file, named key, in the data folder; " +
	"every server on one database needs the same. Do not make a new one: without the first key nothing that is stored can be read")

// rightKey opens some of what the installation's key seals: a server with another key must not start, since it would seal
// under a key of its own what the others cannot read. One row that opens is enough: a row that was spoilt is found by
// verification, and stops nobody.
func (s *Store) rightKey(ctx context.Context) error {
	seen := 0
	for _, x := range []struct {
		query string
		opens func(id string, a, b []byte) error
	}{
		{`SELECT id, sealed, sealed FROM people LIMIT 8`, func(id string, sealed, _ []byte) error { _, err := s.key.Open(sealed, "people/"+id); return err }},
		{`SELECT offer_id, wrapped_key, salt FROM offer_keys LIMIT 8`, func(id string, key, salt []byte) error { _, err := s.key.Unwrap(id, key, salt); return err }},
	} {
		opened := false
		rows, err := s.read.QueryContext(ctx, x.query)
		if err == nil {
			err = each(rows, func() error {
				var id string
				var a, b []byte
				err := rows.Scan(&id, &a, &b)
				seen++
				opened = opened || err == nil && x.opens(id, a, b) == nil
				return err
			})
		}
		if err != nil {
			return fmt.Errorf("the installation's key: %w", s.dialect.translate(err))
		}
		if opened {
			return nil
		}
	}
	if seen > 0 {
		return ErrOtherKey
	}
	return nil
}
