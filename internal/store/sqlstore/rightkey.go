package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ErrOtherKey says that a database was made with another installation's key than the one that is given.
var ErrOtherKey = errors.New("it was made with another installation's key. Give that key by VERBATIM_KEY, or put its file, named key, in the data folder; " +
	"every server on one database needs the same. Do not make a new one: without the first key nothing that is stored can be read")

// rightKey opens one thing of each sort that the installation's key seals: a server with another key must not start, since
// it would seal under a key of its own what the others cannot read.
func (s *Store) rightKey(ctx context.Context) error {
	for _, x := range []struct {
		query string
		opens func(id string, a, b []byte) error
	}{
		{`SELECT id, sealed, sealed FROM people LIMIT 1`, func(id string, sealed, _ []byte) error { _, err := s.key.Open(sealed, "people/"+id); return err }},
		{`SELECT offer_id, wrapped_key, salt FROM offer_keys LIMIT 1`, func(id string, key, salt []byte) error { _, err := s.key.Unwrap(id, key, salt); return err }},
	} {
		var id string
		var a, b []byte
		err := s.read.QueryRowContext(ctx, x.query).Scan(&id, &a, &b)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return fmt.Errorf("the installation's key: %w", s.dialect.translate(err))
		}
		if x.opens(id, a, b) != nil {
			return ErrOtherKey
		}
	}
	return nil
}
