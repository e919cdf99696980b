package api

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"
)

// note is what the log and the metrics say of one request. It holds no name, no value, no address beyond the route.
type note struct {
	id    string // request id
	route string // the route's path as the table has it, or "unmatched"
	key   string // prefix of the API key, empty when there was none
	cause error  // why it failed, for 5xx only
	stack []byte // where it panicked
}

const noteKey = "verbatim.note"

// noteOf finds the note that observe left; outside of it, in a test of one step, a note of nothing.
func noteOf(ec echo.Context) *note {
	if n, ok := ec.Get(noteKey).(*note); ok {
		return n
	}
	return &note{route: "unmatched"}
}

// observe gives each request its id, and writes one line and one measurement of it. A panic below becomes a 500 here.
func (a *API) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ec echo.Context) error {
		start := time.Now() // measures a duration; no rule reads it
		n := &note{id: a.requestID(ec.Request().Header), route: "unmatched"}
		ec.Set(noteKey, n)
		secure(ec.Response().Header(), n.id)
		if err := guard(next, ec, n); err != nil {
			ec.Error(err)
		}
		took := time.Since(start)
		a.metrics.observe(ec.Request().Method, n.route, ec.Response().Status, took)
		a.log(ec, n, took)
		return nil
	}
}

// guard turns a panic into an error.
func guard(next echo.HandlerFunc, ec echo.Context, n *note) (err error) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		if v == http.ErrAbortHandler { // net/http's own way to drop a connection
			panic(v)
		}
		n.stack = debug.Stack()
		err = fmt.Errorf("panic: %v", v)
	}()
	return next(ec)
}

func (a *API) log(ec echo.Context, n *note, took time.Duration) {
	attrs := []slog.Attr{
		slog.String("method", method(ec.Request().Method)), slog.String("route", n.route), slog.Int("status", ec.Response().Status),
		slog.Duration("duration", took), slog.String("request_id", n.id),
	}
	if n.key != "" {
		attrs = append(attrs, slog.String("key", n.key))
	}
	level := slog.LevelInfo
	if n.cause != nil {
		level = severity(ec)
		attrs = append(attrs, causeAttrs(n.cause)...)
	}
	if n.stack != nil {
		attrs = append(attrs, slog.String("stack", string(n.stack)))
	}
	a.Log.LogAttrs(ec.Request().Context(), level, "request", attrs...)
}

// severity is an error for what must not happen, a warning for what passes, and nothing much when the client has left.
func severity(ec echo.Context) slog.Level {
	switch {
	case ec.Request().Context().Err() != nil:
		return slog.LevelInfo
	case ec.Response().Status == http.StatusInternalServerError:
		return slog.LevelError
	}
	return slog.LevelWarn
}

// method keeps the log and the metrics free of methods that a client made up.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}
