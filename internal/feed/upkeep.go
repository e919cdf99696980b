package feed

import (
	"context"
	"log/slog"
	"time"

	"verbatim/internal/store"
)

// How long what has served its purpose is kept.
const (
	upkeepEvery = time.Hour
	upkeepLease = 10 * time.Minute
	keepArrived = 30 * 24 * time.Hour // deliveries that arrived; what is sent again is made from the log, however old
	pruneBatch  = 1000
)

// Shelf is what upkeep needs of the store.
type Shelf interface {
	store.Leases
	Prune(ctx context.Context, before time.Time) error                                   // of store.Claims
	PruneDeliveries(ctx context.Context, before time.Time, limit int) (n int, err error) // of store.Deliveries
}

// Upkeep takes away what has served its purpose: idempotency keys whose time is over, deliveries that arrived a month ago.
// Letters, events and whatever was given up are never taken away.
type Upkeep struct {
	Store  Shelf
	Holder string // unique to this process
	Now    func() time.Time
	Log    *slog.Logger
}

// Run works at the start and each hour until ctx ends.
func (u *Upkeep) Run(ctx context.Context) {
	tick := time.NewTicker(upkeepEvery)
	defer tick.Stop()
	for {
		step, cancel := context.WithTimeout(ctx, upkeepLease)
		err := u.Step(step)
		cancel()
		if err != nil && ctx.Err() == nil {
			u.Log.LogAttrs(ctx, slog.LevelWarn, "old rows stay for another hour", slog.String("cause", err.Error()))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Step takes away what is old now. It does nothing while another replica does.
func (u *Upkeep) Step(ctx context.Context) error {
	now := u.Now()
	l := store.Lease{Name: "upkeep", Holder: u.Holder, Until: now.Add(upkeepLease)}
	held, err := u.Store.Lease(ctx, l, now)
	if err != nil || !held {
		return err
	}
	if err := u.Store.Prune(ctx, now); err != nil {
		return err
	}
	for n := pruneBatch; n == pruneBatch; {
		if n, err = u.Store.PruneDeliveries(ctx, now.Add(-keepArrived), pruneBatch); err != nil {
			return err
		}
	}
	return u.Store.Unlease(ctx, l)
}
