package store

import (
	"context"
	"time"

	"verbatim/internal/offer"
)

// Reports are reads whose answers may lag behind a little: they are asked of a read replica where there is one, and of the
// database itself where there is none or it does not answer.
type Reports interface {
	// Feed gives events after a position, as Feed.Feed does; a replica that lags gives fewer of them, never others.
	Feed(ctx context.Context, s Scope, after int64, limit int) ([]Positioned, error)
	// Backlog counts what waits (BacklogCounts).
	Backlog(ctx context.Context, now time.Time) (Backlog, error)
}

// Backlog is the work that waits.
type Backlog struct {
	// Offers counts the offers in each state that is not final; states without offers are absent.
	Offers map[offer.State]int
	// Unplaced counts events without a position in the log-wide order.
	Unplaced int
	// Head is the last position.
	Head int64
	// Waiting and Dead count deliveries to webhooks.
	Waiting, Dead int
	// Late is how long the delivery that is due the longest has waited since; 0 when none is due.
	Late time.Duration
}
