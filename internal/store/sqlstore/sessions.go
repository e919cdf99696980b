package sqlstore

import (
	"context"
	"time"

	"verbatim/internal/store"
)

// Session finds a session that lasts, with its key.
func (s *Store) Session(ctx context.Context, id string, now time.Time) (store.Session, error) {
	v := store.Session{ID: id}
	var key string
	var created, expires int64
	err := s.read.QueryRowContext(ctx, `SELECT key_id, created_at, expires_at FROM sessions WHERE id = $1 AND expires_at > $2`, id, now.UnixMilli()).
		Scan(&key, &created, &expires)
	if err != nil {
		return store.Session{}, s.dialect.translate(err)
	}
	v.Created, v.Expires = instant(created), instant(expires)
	v.Key, err = s.scanKey(s.read.QueryRowContext(ctx, keyColumns+` WHERE k.id = $1 AND k.revoked_at IS NULL`, key))
	return v, s.dialect.translate(err)
}

// sessions opens and ends sessions, and takes away those that are over.
func (t *tx) sessions(c store.Changes) error {
	if c.SignIn != nil {
		if err := t.run(`DELETE FROM sessions WHERE expires_at <= $1`, c.SignIn.Created.UnixMilli()); err != nil {
			return err
		}
		return t.run(`INSERT INTO sessions (id, key_id, created_at, expires_at) VALUES ($1, $2, $3, $4)`,
			c.SignIn.ID, c.SignIn.Key.ID, c.SignIn.Created.UnixMilli(), c.SignIn.Expires.UnixMilli())
	}
	if c.SignOut != "" {
		return t.run(`DELETE FROM sessions WHERE id = $1`, c.SignOut)
	}
	return nil
}
