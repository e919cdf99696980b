package sqlstore

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

const (
	replicaPatience = 3 * time.Second  // before the primary is asked instead
	replicaRest     = 30 * time.Second // how long a replica that did not answer is left alone
)

// replica is a database that follows the primary.
type replica struct {
	db     *sql.DB
	resume atomic.Int64 // Unix ms until which it is left alone
}

// Reports gives the reads that may lag.
func (s *Store) Reports() store.Reports { return reports{s} }

type reports struct{ *Store }

// lagging asks the replica, and the primary when there is none or it does not answer.
func lagging[T any](ctx context.Context, s *Store, do func(ctx context.Context, q *sql.DB) (T, error)) (T, error) {
	if r := s.replica; r != nil && time.Now().UnixMilli() >= r.resume.Load() {
		short, cancel := context.WithTimeout(ctx, replicaPatience)
		v, err := do(short, r.db)
		cancel()
		err = s.dialect.translate(err)
		if fault.KindOf(err) != fault.Unavailable || ctx.Err() != nil {
			return v, err
		}
		r.resume.Store(time.Now().Add(replicaRest).UnixMilli())
	}
	v, err := do(ctx, s.read.DB)
	return v, s.dialect.translate(err)
}

// Feed gives events after a position.
func (r reports) Feed(ctx context.Context, sc store.Scope, after int64, limit int) ([]store.Positioned, error) {
	return lagging(ctx, r.Store, func(ctx context.Context, q *sql.DB) ([]store.Positioned, error) {
		return feed(ctx, q, sc, after, limit)
	})
}

// Backlog counts what waits, each by an index of what waits.
func (r reports) Backlog(ctx context.Context, now time.Time) (store.Backlog, error) {
	return lagging(ctx, r.Store, func(ctx context.Context, q *sql.DB) (store.Backlog, error) { return backlog(ctx, q, now) })
}

// Pools gives the figures of each pool of connections by its name: write, read, replica.
func (s *Store) Pools() map[string]sql.DBStats {
	out := map[string]sql.DBStats{"write": s.write.Stats()}
	if s.read.DB != s.write {
		out["read"] = s.read.Stats()
	}
	if s.replica != nil {
		out["replica"] = s.replica.db.Stats()
	}
	return out
}

// openStates are those that somebody has still to do something in.
var openStates = []offer.State{offer.Proposed, offer.Drafted, offer.InReview, offer.Approved, offer.Issued, offer.Negotiating}

func backlog(ctx context.Context, q *sql.DB, now time.Time) (store.Backlog, error) {
	b := store.Backlog{Offers: map[offer.State]int{}}
	marks, args := make([]string, len(openStates)), make([]any, len(openStates))
	for i, s := range openStates {
		marks[i], args[i] = "$"+strconv.Itoa(i+1), string(s)
	}
	rows, err := q.QueryContext(ctx, `SELECT state, count(*) FROM offers WHERE state IN (`+strings.Join(marks, ", ")+`) GROUP BY state`, args...)
	if err != nil {
		return b, err
	}
	err = each(rows, func() error {
		var s offer.State
		var n int
		err := rows.Scan(&s, &n)
		b.Offers[s] = n
		return err
	})
	if err != nil {
		return b, err
	}
	var oldest sql.NullInt64
	for _, x := range []struct {
		query string
		into  any
	}{
		{`SELECT count(*) FROM events_waiting`, &b.Unplaced},
		{`SELECT coalesce(max(position), 0) FROM event_positions`, &b.Head},
		{`SELECT count(*) FROM deliveries WHERE state = 'waiting'`, &b.Waiting},
		{`SELECT coalesce(sum(n), 0) FROM (SELECT (SELECT count(*) FROM deliveries d WHERE d.endpoint_id = e.id AND d.state = 'dead') AS n FROM webhook_endpoints e) c`, &b.Dead},
		{`SELECT min(due_at) FROM deliveries WHERE state = 'waiting'`, &oldest},
	} {
		if err := q.QueryRowContext(ctx, x.query).Scan(x.into); err != nil {
			return b, err
		}
	}
	if oldest.Valid {
		b.Late = max(0, now.Sub(instant(oldest.Int64)))
	}
	return b, nil
}
