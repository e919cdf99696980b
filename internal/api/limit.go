package api

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"verbatim/internal/fault"
)

// slots bounds how many calls are worked on at once, and how many wait. A queue's length is latency: a call that finds it
// full is refused at once rather than answered late.
type slots struct {
	free    chan struct{}
	waiting atomic.Int64
	queue   int64
	patient time.Duration
}

func newSlots(n, queue int, patient time.Duration) *slots {
	return &slots{free: make(chan struct{}, n), queue: int64(queue), patient: patient}
}

// enter takes a slot; leave must be called once when err is nil.
func (s *slots) enter(ctx context.Context) (leave func(), err error) {
	leave = func() { <-s.free }
	select {
	case s.free <- struct{}{}:
		return leave, nil
	default:
	}
	if s.waiting.Add(1) > s.queue {
		s.waiting.Add(-1)
		return nil, busy()
	}
	defer s.waiting.Add(-1)
	wait := time.NewTimer(s.patient)
	defer wait.Stop()
	select {
	case s.free <- struct{}{}:
		return leave, nil
	case <-wait.C:
		return nil, busy()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func busy() error {
	e := fault.New(fault.Unavailable, fault.CodeUnavailable, "the server is busy: try again shortly")
	e.Retry = time.Second
	return e
}

// rates holds one bucket for each API key that was ever used here; keys are few and come from the database.
type rates struct {
	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	each    rate.Limit
	burst   int
}

func newRates(each float64, burst int) *rates {
	return &rates{buckets: map[string]*rate.Limiter{}, each: rate.Limit(each), burst: burst}
}

// take uses up one call of a key's share.
func (r *rates) take(key string) error {
	r.mu.Lock()
	b, ok := r.buckets[key]
	if !ok {
		b = rate.NewLimiter(r.each, r.burst)
		r.buckets[key] = b
	}
	r.mu.Unlock()
	if b.Allow() {
		return nil
	}
	e := fault.New(fault.Limited, fault.CodeRateLimited, "this key sends too many requests: wait, then go on more slowly")
	e.Retry = time.Second
	return e
}
