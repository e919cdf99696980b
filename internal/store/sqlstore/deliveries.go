package sqlstore

import (
	"context"
	"errors"
	"strconv"
	"time"

	"verbatim/internal/store"
)

// Queue makes deliveries of the events after each endpoint's cursor. The cursor is moved by a conditional write, so that
// of two who queue one does. What is there already is sent again: that is how a replay works.
func (s *Store) Queue(ctx context.Context, now time.Time, limit int) (int, error) {
	endpoints, err := s.Endpoints(ctx)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, e := range endpoints {
		if e.State != store.EndpointOn {
			continue
		}
		n := 0
		err := s.inTx(ctx, func(t *tx) (err error) {
			n, err = t.queue(e, now, limit)
			return err
		})
		if errors.Is(err, store.ErrStale) {
			continue
		}
		if err != nil {
			return total, s.dialect.translate(err)
		}
		total += n
	}
	return total, nil
}

// queue looks at up to limit events for one endpoint and says how many it looked at.
func (t *tx) queue(e store.Endpoint, now time.Time, limit int) (int, error) {
	events, err := feed(t.ctx, t.Tx, store.Scope{}, e.Cursor, limit)
	if err != nil || len(events) == 0 {
		return 0, err
	}
	n, err := t.exec(`UPDATE webhook_endpoints SET cursor = $1 WHERE id = $2 AND cursor = $3`, events[len(events)-1].Position, e.ID, e.Cursor)
	if err != nil {
		return 0, err
	}
	if n != 1 {
		return 0, store.ErrStale
	}
	for _, p := range events {
		if !e.Wants(p) {
			continue
		}
		err := t.run(`INSERT INTO deliveries (endpoint_id, position, offer_id, state, attempts, due_at, token, until, status, failure)
			VALUES ($1, $2, $3, 'waiting', 0, $4, '', 0, 0, '')
			ON CONFLICT (endpoint_id, position) DO UPDATE SET state = 'waiting', attempts = 0, due_at = excluded.due_at, token = '', until = 0`,
			e.ID, p.Position, p.Event.Offer, now.UnixMilli())
		if err != nil {
			return 0, err
		}
	}
	return len(events), nil
}

// Take leases due deliveries of an endpoint: only the first waiting one of each offer, so that order is kept.
func (s *Store) Take(ctx context.Context, take store.Take, now time.Time) ([]store.Delivery, error) {
	var out []store.Delivery
	err := s.inTx(ctx, func(t *tx) (err error) {
		out, err = t.take(take, now)
		return err
	})
	return out, s.dialect.translate(err)
}

func (t *tx) take(take store.Take, now time.Time) ([]store.Delivery, error) {
	due, err := t.due(take, now)
	if err != nil {
		return nil, err
	}
	out := due[:0]
	for _, d := range due {
		n, err := t.exec(`UPDATE deliveries SET token = $1, until = $2 WHERE endpoint_id = $3 AND position = $4 AND state = 'waiting' AND until <= $5`,
			take.Token, take.Until.UnixMilli(), d.Endpoint, d.Position, now.UnixMilli())
		if err != nil {
			return nil, err
		}
		if n != 1 { // somebody else was quicker
			continue
		}
		if d.Event, err = scanPositioned(t.QueryRowContext(t.ctx, positioned+` WHERE p.position = $1`, d.Position)); err != nil {
			return nil, err
		}
		d.Token = take.Token
		out = append(out, d)
	}
	return out, nil
}

const deliveryColumns = `SELECT d.endpoint_id, d.position, d.offer_id, d.state, d.attempts, d.due_at, d.status, d.failure, d.tried_at FROM deliveries d`

func (t *tx) due(take store.Take, now time.Time) ([]store.Delivery, error) {
	rows, err := t.QueryContext(t.ctx, deliveryColumns+` WHERE d.endpoint_id = $1 AND d.state = 'waiting' AND d.due_at <= $2 AND d.until <= $2
		AND NOT EXISTS (SELECT 1 FROM deliveries b WHERE b.endpoint_id = d.endpoint_id AND b.offer_id = d.offer_id AND b.state = 'waiting' AND b.position < d.position)
		ORDER BY d.due_at, d.position LIMIT $3`, take.Endpoint, now.UnixMilli(), take.Limit)
	if err != nil {
		return nil, err
	}
	return scanDeliveries(rows)
}

// Settle writes down what an attempt came to.
func (s *Store) Settle(ctx context.Context, d store.Delivery) error {
	r, err := s.write.ExecContext(ctx, `UPDATE deliveries SET state = $1, attempts = $2, due_at = $3, status = $4, failure = $5, tried_at = $6, token = '', until = 0
		WHERE endpoint_id = $7 AND position = $8 AND token = $9`,
		string(d.State), d.Attempts, d.Due.UnixMilli(), d.Status, d.Failure, millis(d.Tried), d.Endpoint, d.Position, d.Token)
	if err != nil {
		return s.dialect.translate(err)
	}
	if n, err := r.RowsAffected(); err != nil || n != 1 {
		return errors.Join(store.ErrStale.With("the delivery has passed to somebody else"), err)
	}
	return nil
}

// PruneDeliveries removes deliveries that arrived before a time, oldest first.
func (s *Store) PruneDeliveries(ctx context.Context, before time.Time, limit int) (int, error) {
	r, err := s.write.ExecContext(ctx, `DELETE FROM deliveries WHERE (endpoint_id, position) IN (SELECT endpoint_id, position FROM deliveries
		WHERE state = 'delivered' AND tried_at <= $1 ORDER BY tried_at LIMIT $2)`, before.UnixMilli(), limit)
	if err != nil {
		return 0, s.dialect.translate(err)
	}
	n, err := r.RowsAffected()
	return int(n), err
}

// ListDeliveries gives an endpoint's deliveries, newest first.
func (s *Store) ListDeliveries(ctx context.Context, q store.DeliveryQuery) ([]store.Delivery, error) {
	if q.Limit <= 0 || q.Limit > 200 {
		q.Limit = 50
	}
	args := []any{q.Endpoint, q.Limit}
	where := ` WHERE d.endpoint_id = $1`
	if q.Before > 0 {
		args = append(args, q.Before)
		where += ` AND d.position < $3`
	}
	if q.State != "" {
		args = append(args, string(q.State))
		where += ` AND d.state = $` + strconv.Itoa(len(args))
	}
	rows, err := s.read.QueryContext(ctx, deliveryColumns+where+` ORDER BY d.position DESC LIMIT $2`, args...)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out, err := scanDeliveries(rows)
	return out, s.dialect.translate(err)
}
