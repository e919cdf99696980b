package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/hook"
	"verbatim/internal/store"
)

// Config is what the server is made of. The zero value of a limit means its default.
type Config struct {
	Desk      *desk.Service
	Auth      *auth.Service
	Claims    store.Claims                // idempotency keys
	Hooks     *hook.Service               // webhooks
	Validator desk.Validator              // judges the requests that are no record
	Ready     func(context.Context) error // store.Store.Ready
	Schemas   fs.FS                       // the folder schemas: openapi.json and the published schemas
	Now       func() time.Time            // the clock of desk.Service
	NewID     func() string               // UUIDv7
	Log       *slog.Logger
	Version   string                 // of the program, for the metrics
	Figures   []prometheus.Collector // further figures, such as those of the database's pool

	Slots    int           // calls worked on at once; 8
	Patience time.Duration // a call that would wait longer for a slot is refused at once; 300 ms
	Rate     float64       // calls a second for one key; 500; less than 0 for no limit
	Burst    int           // calls at once for one key; 1,000
	Deadline time.Duration // how long one call may work; 8 s
}

// API answers HTTP.
type API struct {
	Config
	slots   *slots
	rates   *rates
	flights inFlight
	metrics *metrics
}

// New makes the handler of everything in the table of routes. It fails when a route has no row in the table of
// permissions, or a figure is registered twice.
func New(c Config) (http.Handler, error) { return build(c, Routes()) }

func build(c Config, routes []Route) (http.Handler, error) {
	c = c.withDefaults()
	m, err := newMetrics(c.Version, c.Figures)
	if err != nil {
		return nil, err
	}
	a := &API{Config: c, slots: newSlots(c.Slots, c.Patience), rates: newRates(c.Rate, c.Burst), metrics: m}
	e := echo.New()
	e.IPExtractor = echo.ExtractIPDirect() // never from a header that anybody can send
	e.HTTPErrorHandler = a.refuse
	e.Use(a.observe)
	for _, r := range routes {
		p, ok := auth.Permit(r.Operation)
		if !ok {
			return nil, fault.New(fault.Internal, fault.CodeInternal, "operation %s has no row in the table of permissions", r.Operation)
		}
		serve := a.serve(r, p)
		e.Add(r.Method, r.pattern(), serve)
		if r.Method == http.MethodGet {
			e.HEAD(r.pattern(), serve)
		}
	}
	return e, nil
}

func (c Config) withDefaults() Config {
	if c.Slots == 0 {
		c.Slots = 8
	}
	if c.Patience == 0 {
		c.Patience = 300 * time.Millisecond
	}
	if c.Rate == 0 {
		c.Rate = 500
	}
	if c.Burst == 0 {
		c.Burst = 1000
	}
	if c.Deadline == 0 {
		c.Deadline = 8 * time.Second
	}
	return c
}

// Server wraps a handler in the limits that hold before a request reaches it: a head or a body that comes too slowly is
// cut within 10 s.
func Server(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr: addr, Handler: h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    12 << 10, // net/http adds 4 KiB of its own: 16 KiB in all
	}
}
