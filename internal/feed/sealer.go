package feed

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// The rhythm of the sealer.
const (
	every     = time.Second      // how often it looks for what waits; at most how long an event waits for its position
	leaseTime = 10 * time.Second // how long the others wait for a sealer that died
	batch     = 1000             // events in one transaction
	stepTime  = 30 * time.Second // of one look: longer, and the database is taken for gone
	leaseName = "sealer"
)

// Log is what the sealer needs of the store.
type Log interface {
	store.Leases
	store.Feed
	Queue(ctx context.Context, now time.Time, limit int) (int, error) // of store.Deliveries
}

// Sealer gives events their positions.
type Sealer struct {
	Store   Log
	Holder  string // unique to this process
	Now     func() time.Time
	Log     *slog.Logger
	Publish func(store.Checkpoint) error // keeps checkpoints outside of the database; nil for the log only
}

// Run seals until ctx ends, and then gives the lease back so that another replica goes on at once. A database that
// cannot be reached is asked again a second later.
func (s *Sealer) Run(ctx context.Context) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		step, cancel := context.WithTimeout(ctx, stepTime)
		if err := s.Step(step); err != nil && ctx.Err() == nil {
			s.complain(ctx, err)
		}
		cancel()
		select {
		case <-ctx.Done():
			s.leave()
			return
		case <-tick.C:
		}
	}
}

// Step takes the lease, seals all that waits and queues it for webhooks. It does nothing while another replica seals.
func (s *Sealer) Step(ctx context.Context) error {
	now := s.Now()
	held, err := s.Store.Lease(ctx, s.lease(now), now)
	if err != nil || !held {
		return err
	}
	for {
		now = s.Now()
		sealed, err := s.Store.Seal(ctx, s.lease(now), now, batch)
		if errors.Is(err, store.ErrStale) { // too slow: another replica goes on
			return nil
		}
		if err != nil {
			return err
		}
		if sealed.Count == 0 {
			break
		}
		s.publish(ctx, sealed.Checkpoint)
	}
	for {
		n, err := s.Store.Queue(ctx, s.Now(), batch)
		if err != nil || n == 0 {
			return err
		}
	}
}

func (s *Sealer) lease(now time.Time) store.Lease {
	return store.Lease{Name: leaseName, Holder: s.Holder, Until: now.Add(leaseTime)}
}

// publish says the checkpoint to the log, and to whoever keeps checkpoints. One that is lost here is covered by the next.
func (s *Sealer) publish(ctx context.Context, c store.Checkpoint) {
	s.Log.LogAttrs(ctx, slog.LevelInfo, "checkpoint", slog.Int64("position", c.Position), slog.String("hash", string(c.Hash)))
	if s.Publish == nil {
		return
	}
	if err := s.Publish(c); err != nil {
		s.Log.LogAttrs(ctx, slog.LevelError, "a checkpoint was not kept outside of the database", slog.String("cause", err.Error()))
	}
}

func (s *Sealer) complain(ctx context.Context, err error) {
	level := slog.LevelError
	if k := fault.KindOf(err); k == fault.Unavailable || k == fault.Full {
		level = slog.LevelWarn
	}
	s.Log.LogAttrs(ctx, level, "events wait for their position", slog.String("cause", err.Error()))
}

// leave gives the lease back.
func (s *Sealer) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := s.Store.Unlease(ctx, store.Lease{Name: leaseName, Holder: s.Holder}); err != nil {
		s.Log.LogAttrs(ctx, slog.LevelInfo, "the sealer's lease ends by itself", slog.String("cause", err.Error()))
	}
}
