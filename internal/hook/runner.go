package hook

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"verbatim/internal/store"
)

const (
	every     = time.Second
	leaseTime = time.Minute      // of a delivery: far longer than an attempt
	together  = 8                // attempts at once for one endpoint
	rounds    = 100              // in a row, before the endpoint is read again
	asking    = 10 * time.Second // for one question to the database: longer, and it is taken for gone
)

// Deliveries is what webhooks need of the store.
type Deliveries interface {
	store.Deliveries
	Apply(ctx context.Context, c store.Changes) error
}

// Runner sends what is due. Every replica runs one; each endpoint has a lane of its own, so that none waits for another.
type Runner struct {
	Store  Deliveries
	Sender *Sender
	Now    func() time.Time
	NewID  func() string
	Jitter func() float64 // 0 to 1
	Log    *slog.Logger
}

// Run sends until ctx ends, and waits for the attempts that are under way.
func (r *Runner) Run(ctx context.Context) {
	var lanes sync.WaitGroup
	defer lanes.Wait()
	var busy sync.Map
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		endpoints, err := r.endpoints(ctx)
		if err != nil && ctx.Err() == nil {
			r.Log.LogAttrs(ctx, slog.LevelWarn, "webhooks wait", slog.String("cause", err.Error()))
		}
		for _, e := range endpoints {
			if _, running := busy.LoadOrStore(e.ID, true); running || e.State != store.EndpointOn {
				if !running {
					busy.Delete(e.ID)
				}
				continue
			}
			lanes.Go(func() {
				defer busy.Delete(e.ID)
				r.lane(ctx, e)
			})
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (r *Runner) endpoints(ctx context.Context) ([]store.Endpoint, error) {
	ctx, cancel := context.WithTimeout(ctx, asking)
	defer cancel()
	return r.Store.Endpoints(ctx)
}

// lane sends to one endpoint until nothing is due.
func (r *Runner) lane(ctx context.Context, e store.Endpoint) {
	for range rounds {
		n, err := r.Round(ctx, e)
		if err != nil && ctx.Err() == nil {
			r.Log.LogAttrs(ctx, slog.LevelWarn, "a webhook waits", slog.String("webhook", e.ID), slog.String("cause", err.Error()))
		}
		if n == 0 || err != nil {
			return
		}
	}
}

// Round takes what is due for one endpoint, tries all of it at once and settles it. It says how many were tried.
func (r *Runner) Round(ctx context.Context, e store.Endpoint) (int, error) {
	now := r.Now()
	taking, cancel := context.WithTimeout(ctx, asking)
	defer cancel()
	due, err := r.Store.Take(taking, store.Take{Endpoint: e.ID, Token: r.NewID(), Until: now.Add(leaseTime), Limit: together}, now)
	if err != nil {
		return 0, err
	}
	errs := make([]error, len(due))
	gone := make([]bool, len(due))
	var tries sync.WaitGroup
	for i, d := range due {
		tries.Go(func() { gone[i], errs[i] = r.try(ctx, e, d) })
	}
	tries.Wait()
	for _, g := range gone {
		if g {
			return 0, errors.Join(append(errs, r.disable(ctx, e))...)
		}
	}
	return len(due), errors.Join(errs...)
}

// try makes one attempt and settles it; gone says that the receiver wants no more. An attempt that the end of the process
// cut is not settled: another replica makes it again when its lease ends.
func (r *Runner) try(ctx context.Context, e store.Endpoint, d store.Delivery) (gone bool, err error) {
	message, err := body(d.Event)
	if err != nil {
		return false, err
	}
	o, err := r.Sender.send(ctx, e, messageID(e.ID, d.Event.Event.ID), message)
	if err != nil {
		return false, err
	}
	if o.Failure != "" && ctx.Err() != nil {
		return false, ctx.Err()
	}
	d = settle(d, o, r.Now(), r.Jitter())
	level := slog.LevelDebug
	if d.State == store.DeliveryDead {
		level = slog.LevelWarn
	}
	r.Log.LogAttrs(ctx, level, "webhook", slog.String("webhook", e.ID), slog.Int64("position", d.Position), slog.String("state", string(d.State)),
		slog.Int("attempts", d.Attempts), slog.Int("status", d.Status), slog.String("failure", d.Failure))
	settling, cancel := context.WithTimeout(ctx, asking)
	defer cancel()
	err = r.Store.Settle(settling, d)
	if errors.Is(err, store.ErrStale) { // replayed, removed, or taken by another replica meanwhile
		err = nil
	}
	return o.Failure == failGone, err
}

// disable switches an endpoint off whose receiver answered 410. Its events wait until somebody switches it on again.
func (r *Runner) disable(ctx context.Context, e store.Endpoint) error {
	e.State, e.Revision = store.EndpointOff, e.Revision+1
	ctx, cancel := context.WithTimeout(ctx, asking)
	defer cancel()
	err := r.Store.Apply(ctx, store.Changes{Endpoint: &e})
	if errors.Is(err, store.ErrStale) { // changed meanwhile: the next 410 switches it off
		return nil
	}
	return err
}
