package clock_test

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"verbatim/internal/clock"
	"verbatim/internal/store"
)

// leases is one lease as the store keeps it.
type leases struct {
	mu   sync.Mutex
	held store.Lease
}

func (l *leases) Lease(_ context.Context, x store.Lease, now time.Time) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held.Holder != "" && l.held.Holder != x.Holder && l.held.Until.After(now) {
		return false, nil
	}
	l.held = x
	return true, nil
}

func (l *leases) Unlease(_ context.Context, x store.Lease) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held.Holder == x.Holder {
		l.held = store.Lease{}
	}
	return nil
}

// TestOneRunnerAtATime: of two runners one works; a step that did much is followed at once; when the first ends the other
// goes on.
func TestOneRunnerAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shared := &leases{}
		var first, second atomic.Int64
		run := func(holder string, steps *atomic.Int64) (end func()) {
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan struct{})
			r := clock.Runner{
				Store: shared, Name: "clock", Holder: holder, Now: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
				Step: func(context.Context) (int, error) {
					if steps.Add(1) == 1 {
						return 100, nil
					}
					return 0, nil
				},
			}
			go func() { r.Run(ctx); close(done) }()
			return func() { cancel(); <-done }
		}
		end := run("one", &first)
		time.Sleep(100 * time.Millisecond)
		if n := first.Load(); n != 2 {
			t.Errorf("%d steps at once", n)
		}
		other := run("two", &second)
		time.Sleep(3 * time.Second)
		if second.Load() != 0 {
			t.Error("two work at once")
		}
		end()
		time.Sleep(2 * time.Second)
		if second.Load() == 0 {
			t.Error("nobody goes on")
		}
		other()
	})
}
