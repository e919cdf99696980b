package api

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"verbatim/internal/fault"
)

// slots bounds how many calls are worked on at once. A queue's length is latency: a call that would wait too long, by how
// long calls took lately, is refused at once rather than answered late.
type slots struct {
	free    chan struct{}
	waiting atomic.Int64
	usual   atomic.Int64 // how long a call holds its slot, in ns: a moving average
	patient time.Duration
}

// maxWaiting bounds the memory of those who wait, whatever they wait for.
const maxWaiting = 512

func newSlots(n int, patient time.Duration) *slots {
	return &slots{free: make(chan struct{}, n), patient: patient}
}

// enter takes a slot; leave must be called once when err is nil.
func (s *slots) enter(ctx context.Context) (leave func(), err error) {
	select {
	case s.free <- struct{}{}:
		return s.held(), nil
	default:
	}
	ahead := s.waiting.Add(1)
	defer s.waiting.Add(-1)
	if ahead > maxWaiting || s.expected(ahead) > s.patient {
		return nil, busy()
	}
	late := time.NewTimer(3 * s.patient) // the expectation was wrong
	defer late.Stop()
	select {
	case s.free <- struct{}{}:
		return s.held(), nil
	case <-late.C:
		return nil, busy()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// expected is how long the last of so many who wait will wait.
func (s *slots) expected(waiting int64) time.Duration {
	return time.Duration(waiting * s.usual.Load() / int64(cap(s.free)))
}

// held gives what ends the holding of a slot, and learns from it. Two that end at once may lose one's lesson.
func (s *slots) held() (leave func()) {
	start := time.Now()
	return func() {
		usual := s.usual.Load()
		s.usual.Store(usual + (int64(time.Since(start))-usual)/16)
		<-s.free
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
	if each < 0 {
		each = float64(rate.Inf)
	}
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
