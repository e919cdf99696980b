// Package clock runs what time has come for: the process's loop around a step that one replica at a time performs, under a
// lease of the store. It knows nothing of what the step does.
package clock

import (
	"context"
	"log/slog"
	"time"

	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// The rhythm of a runner.
const (
	every     = time.Second      // how often it looks
	leaseTime = 30 * time.Second // how long the others wait for a runner that died
	full      = 100              // a step that did as much is followed by the next one at once
)

// Runner performs a step each second, on one replica.
type Runner struct {
	Store  store.Leases
	Name   string                             // of the lease
	Holder string                             // unique to this process
	Step   func(context.Context) (int, error) // says how much it did
	Now    func() time.Time
	Log    *slog.Logger
}

// Run runs until ctx ends, and then gives the lease back so that another replica goes on at once.
func (r *Runner) Run(ctx context.Context) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := r.round(ctx); err != nil && ctx.Err() == nil {
			level := slog.LevelError
			if k := fault.KindOf(err); k == fault.Unavailable || k == fault.Full {
				level = slog.LevelWarn
			}
			r.Log.LogAttrs(ctx, level, "what is due waits", slog.String("what", r.Name), slog.String("cause", err.Error()))
		}
		select {
		case <-ctx.Done():
			r.leave()
			return
		case <-tick.C:
		}
	}
}

// round takes the lease and works until little is left. It does nothing while another replica does.
func (r *Runner) round(ctx context.Context) error {
	for {
		now := r.Now()
		held, err := r.Store.Lease(ctx, store.Lease{Name: r.Name, Holder: r.Holder, Until: now.Add(leaseTime)}, now)
		if err != nil || !held {
			return err
		}
		if n, err := r.Step(ctx); err != nil || n < full {
			return err
		}
	}
}

func (r *Runner) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := r.Store.Unlease(ctx, store.Lease{Name: r.Name, Holder: r.Holder}); err != nil {
		r.Log.LogAttrs(ctx, slog.LevelInfo, "a lease ends by itself", slog.String("what", r.Name), slog.String("cause", err.Error()))
	}
}
