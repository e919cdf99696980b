package hook_test

import (
	"bytes"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/feed"
	"verbatim/internal/hook"
	"verbatim/internal/seal"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
	"verbatim/internal/store/storetest"
	"verbatim/migrations"
)

var admin = actor.Actor{ID: "admin", Roles: []actor.Role{actor.Admin}}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// clock is a clock that only a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.at }

func (c *clock) add(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.at = c.at.Add(d) }

// world is a store with a sealer, a runner and the service of endpoints, under a clock of its own.
type world struct {
	*testing.T
	store   *sqlstore.Store
	clock   *clock
	service *hook.Service
	runner  *hook.Runner
	sealer  *feed.Sealer
	log     *bytes.Buffer
}

func newWorld(t *testing.T) *world {
	t.Helper()
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	must(t, err)
	c := sqlstore.Config{File: filepath.Join(t.TempDir(), "verbatim.db"), Migrations: migrations.FS, Installation: key, Now: time.Now, AllowUnsafe: true}
	must(t, sqlstore.Migrate(t.Context(), c))
	s, err := sqlstore.Open(t.Context(), c)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	w := &world{T: t, store: s, clock: &clock{at: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}, log: &bytes.Buffer{}}
	log := slog.New(slog.NewTextHandler(&locked{w: w.log}, &slog.HandlerOptions{Level: slog.LevelDebug}))
	sender := hook.NewSender(hook.NewDialer(true), w.clock.now)
	w.service = &hook.Service{Store: s, Sender: sender, Now: w.clock.now, NewID: newID, Rand: rand.Reader, AllowLoopback: true}
	w.runner = w.replica(log)
	w.sealer = &feed.Sealer{Store: s, Holder: newID(), Now: w.clock.now, Log: log}
	return w
}

// replica is one more runner on the same store.
func (w *world) replica(log *slog.Logger) *hook.Runner {
	return &hook.Runner{Store: w.store, Sender: w.service.Sender, Now: w.clock.now, NewID: newID, Jitter: func() float64 { return 0.5 }, Log: log}
}

func (w *world) endpoint(url string) store.Endpoint {
	w.Helper()
	e, _, err := w.service.Create(w.Context(), admin, hook.New{URL: url})
	must(w.T, err)
	return e
}

// happen opens n offers of five events each and seals and queues them.
func (w *world) happen(n int) {
	w.Helper()
	for range n {
		storetest.Fill(w, w.store)
	}
	must(w.T, w.sealer.Step(w.Context()))
}

// drain sends to an endpoint until nothing is due, and says how many attempts it took.
func (w *world) drain(e store.Endpoint) (tried int) {
	w.Helper()
	for {
		n, err := w.runner.Round(w.Context(), e)
		must(w.T, err)
		if n == 0 {
			return tried
		}
		tried += n
	}
}

func (w *world) deliveries(e store.Endpoint, state store.DeliveryState) []store.Delivery {
	w.Helper()
	out, err := w.service.Deliveries(w.Context(), admin, store.DeliveryQuery{Endpoint: e.ID, State: state, Limit: 200})
	must(w.T, err)
	return out
}

// received is one request that a receiver got.
type received struct {
	header http.Header
	body   []byte
}

// receiver keeps what it gets and answers as told; answer is called under a lock, with the number of the request.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	got    []received
	answer func(n int, w http.ResponseWriter)
}

func newReceiver(t *testing.T, answer func(n int, w http.ResponseWriter)) *receiver {
	t.Helper()
	r := &receiver{answer: answer}
	r.Server = server(t, func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.got = append(r.got, received{req.Header.Clone(), body})
		r.answer(len(r.got), w)
	})
	return r
}

func server(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func fine(_ int, w http.ResponseWriter) { w.WriteHeader(http.StatusNoContent) }

func (r *receiver) all() []received {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]received{}, r.got...)
}

// locked is a log that several goroutines write to.
type locked struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *locked) Write(p []byte) (int, error) { l.mu.Lock(); defer l.mu.Unlock(); return l.w.Write(p) }
