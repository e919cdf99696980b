package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/store"
)

// Claim takes an idempotency key, or says how it stands.
func (s *Store) Claim(ctx context.Context, c store.Claim, now time.Time) (store.Claimed, error) {
	var out store.Claimed
	c.Key, c.Body = s.claimKey(c), digest.Digest(s.key.Digest("body", string(c.Body)))
	err := s.inTx(ctx, func(t *tx) (err error) {
		out, err = t.claim(c, now)
		return err
	})
	return out, s.dialect.translate(err)
}

// claimKey is what stands for a client's key in the table: a client may have put a name into it. The body's digest is
// keyed too, so that nobody who reads the table can try bodies against it.
func (s *Store) claimKey(c store.Claim) string { return s.key.Digest("claim", c.Key) }

func (t *tx) claim(c store.Claim, now time.Time) (store.Claimed, error) {
	if err := t.run(`DELETE FROM claims WHERE owner = $1 AND operation = $2 AND key = $3 AND expires_at <= $4`,
		c.Owner, c.Operation, c.Key, now.UnixMilli()); err != nil {
		return store.Claimed{}, err
	}
	n, err := t.exec(`INSERT INTO claims (owner, operation, key, body, token, until, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (owner, operation, key) DO NOTHING`,
		c.Owner, c.Operation, c.Key, string(c.Body), c.Token, c.Until.UnixMilli(), c.Expires.UnixMilli())
	if err != nil {
		return store.Claimed{}, err
	}
	if n == 1 {
		return store.Claimed{Status: store.Taken}, nil
	}
	return t.standing(c, now)
}

// standing says how a key stands that somebody took before, and takes it anew when that one's lease has run out.
func (t *tx) standing(c store.Claim, now time.Time) (store.Claimed, error) {
	var body, token string
	var until int64
	var result *string
	err := t.QueryRowContext(t.ctx, `SELECT body, token, until, result FROM claims WHERE owner = $1 AND operation = $2 AND key = $3`,
		c.Owner, c.Operation, c.Key).Scan(&body, &token, &until, &result)
	if errors.Is(err, sql.ErrNoRows) { // released between the two statements
		return store.Claimed{Status: store.Running, Until: now}, nil
	}
	if err != nil {
		return store.Claimed{}, err
	}
	switch {
	case digest.Digest(body) != c.Body:
		return store.Claimed{Status: store.Other}, nil
	case result != nil:
		out := store.Claimed{Status: store.Done}
		return out, decodeJSON(*result, &out.Result)
	case until > now.UnixMilli():
		return store.Claimed{Status: store.Running, Until: instant(until)}, nil
	}
	n, err := t.exec(`UPDATE claims SET token = $1, until = $2, expires_at = $3 WHERE owner = $4 AND operation = $5 AND key = $6 AND token = $7 AND result IS NULL`,
		c.Token, c.Until.UnixMilli(), c.Expires.UnixMilli(), c.Owner, c.Operation, c.Key, token)
	if err != nil {
		return store.Claimed{}, err
	}
	if n == 1 {
		return store.Claimed{Status: store.Taken}, nil
	}
	return store.Claimed{Status: store.Running, Until: c.Until}, nil
}

// Release gives up a claim that came to nothing. Done claims stay.
func (s *Store) Release(ctx context.Context, c store.Claim) error {
	_, err := s.write.ExecContext(ctx, `DELETE FROM claims WHERE owner = $1 AND operation = $2 AND key = $3 AND token = $4 AND result IS NULL`,
		c.Owner, c.Operation, s.claimKey(c), c.Token)
	return s.dialect.translate(err)
}

// Prune removes claims whose time is over.
func (s *Store) Prune(ctx context.Context, before time.Time) error {
	_, err := s.write.ExecContext(ctx, `DELETE FROM claims WHERE expires_at <= $1`, before.UnixMilli())
	return s.dialect.translate(err)
}
