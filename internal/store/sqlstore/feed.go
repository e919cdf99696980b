package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/store"
)

// Seal gives committed events their positions and writes a checkpoint, all under the lease.
func (s *Store) Seal(ctx context.Context, l store.Lease, now time.Time, limit int) (store.Sealed, error) {
	var out store.Sealed
	err := s.inTx(ctx, func(t *tx) (err error) {
		out, err = t.seal(l, now, limit)
		return err
	})
	return out, s.dialect.translate(err)
}

func (t *tx) seal(l store.Lease, now time.Time, limit int) (store.Sealed, error) {
	if err := t.holds(l, now); err != nil {
		return store.Sealed{}, err
	}
	head, err := headOf(t.ctx, t.Tx)
	if err != nil {
		return store.Sealed{}, err
	}
	n, err := t.exec(`INSERT INTO event_positions (position, offer_id, sequence)
		SELECT $1 + row_number() OVER (ORDER BY offer_id, sequence), offer_id, sequence
		FROM (SELECT offer_id, sequence FROM events_waiting ORDER BY offer_id, sequence LIMIT $2) w`, head.Position, limit)
	if err != nil || n == 0 {
		return store.Sealed{Checkpoint: head}, err
	}
	if err := t.run(`DELETE FROM events_waiting WHERE EXISTS (SELECT 1 FROM event_positions p
		WHERE p.offer_id = events_waiting.offer_id AND p.sequence = events_waiting.sequence AND p.position > $1)`, head.Position); err != nil {
		return store.Sealed{}, err
	}
	next, err := t.sum(head)
	if err != nil {
		return store.Sealed{}, err
	}
	next.At = now.UTC().Truncate(time.Millisecond)
	return store.Sealed{Count: int(n), Checkpoint: next},
		t.run(`INSERT INTO checkpoints (position, hash, sealed_at) VALUES ($1, $2, $3)`, next.Position, string(next.Hash), next.At.UnixMilli())
}

// sum continues the hash over positions from a checkpoint to the last one.
func (t *tx) sum(c store.Checkpoint) (store.Checkpoint, error) {
	rows, err := t.QueryContext(t.ctx, `SELECT p.position, p.offer_id, p.sequence, e.hash FROM event_positions p
		JOIN events e ON e.offer_id = p.offer_id AND e.sequence = p.sequence WHERE p.position > $1 ORDER BY p.position`, c.Position)
	if err != nil {
		return c, err
	}
	err = each(rows, func() error {
		var p store.Placed
		var hash string
		if err := rows.Scan(&p.Position, &p.Offer, &p.Sequence, &hash); err != nil {
			return err
		}
		p.Hash = digest.Digest(hash)
		c = c.Continue(p)
		return nil
	})
	return c, err
}

// Head gives the latest checkpoint.
func (s *Store) Head(ctx context.Context) (store.Checkpoint, error) {
	c, err := headOf(ctx, s.read)
	return c, s.dialect.translate(err)
}

func headOf(ctx context.Context, q querier) (store.Checkpoint, error) {
	var c store.Checkpoint
	var hash string
	var at int64
	err := q.QueryRowContext(ctx, `SELECT position, hash, sealed_at FROM checkpoints ORDER BY position DESC LIMIT 1`).Scan(&c.Position, &hash, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return store.Checkpoint{}, nil
	}
	c.Hash, c.At = digest.Digest(hash), instant(at)
	return c, err
}

// Feed gives events after a position, in order and without payloads.
func (s *Store) Feed(ctx context.Context, sc store.Scope, after int64, limit int) ([]store.Positioned, error) {
	out, err := feed(ctx, s.read, sc, after, limit)
	return out, s.dialect.translate(err)
}

func feed(ctx context.Context, q querier, sc store.Scope, after int64, limit int) ([]store.Positioned, error) {
	if limit <= 0 || limit > 1000 {
		limit = 500
	}
	f := &filter{}
	f.parts = append(f.parts, "p.position > "+f.arg(after))
	f.sees(sc)
	rows, err := q.QueryContext(ctx, positioned+f.where()+` ORDER BY p.position LIMIT `+f.arg(limit), f.args...)
	if err != nil {
		return nil, err
	}
	out := []store.Positioned{}
	err = each(rows, func() error {
		p, err := scanPositioned(rows)
		out = append(out, p)
		return err
	})
	return out, err
}

const positioned = `SELECT p.position, o.entity, e.facts FROM event_positions p
	JOIN events e ON e.offer_id = p.offer_id AND e.sequence = p.sequence JOIN offers o ON o.id = p.offer_id`

func scanPositioned(row scanner) (store.Positioned, error) {
	var p store.Positioned
	var in, facts string
	if err := row.Scan(&p.Position, &in, &facts); err != nil {
		return p, err
	}
	p.Entity = entity.ID(in)
	return p, decodeJSON(facts, &p.Event)
}
