package sqlstore

import (
	"context"
	"time"

	"verbatim/internal/store"
)

// Lease takes a lease, or makes the holder's own longer: one conditional write, so that of many one gets it.
func (s *Store) Lease(ctx context.Context, l store.Lease, now time.Time) (bool, error) {
	var n int64
	err := s.inTx(ctx, func(t *tx) (err error) {
		n, err = t.exec(`INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3)
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
			WHERE leases.holder = excluded.holder OR leases.until <= $4`, l.Name, l.Holder, l.Until.UnixMilli(), now.UnixMilli())
		return err
	})
	return n == 1, s.dialect.translate(err)
}

// Unlease gives a lease back.
func (s *Store) Unlease(ctx context.Context, l store.Lease) error {
	_, err := s.write.ExecContext(ctx, `DELETE FROM leases WHERE name = $1 AND holder = $2`, l.Name, l.Holder)
	return s.dialect.translate(err)
}

// holds makes the transaction wait for anybody else who works under the lease, and fail when it has passed on.
func (t *tx) holds(l store.Lease, now time.Time) error {
	n, err := t.exec(`UPDATE leases SET until = $1 WHERE name = $2 AND holder = $3 AND until > $4`,
		l.Until.UnixMilli(), l.Name, l.Holder, now.UnixMilli())
	if err != nil {
		return err
	}
	if n != 1 {
		return store.ErrStale.With("the lease of %s has passed to somebody else", l.Name)
	}
	return nil
}
