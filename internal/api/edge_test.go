package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/auth"
	"verbatim/internal/handoff"
)

// bare makes a server of a few routes, without a desk behind it.
func bare(t *testing.T, c Config, routes ...Route) http.Handler {
	t.Helper()
	c.Now, c.NewID = time.Now, func() string { return uuid.Must(uuid.NewV7()).String() }
	if c.Log == nil {
		c.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if c.Ready == nil {
		c.Ready = func(context.Context) error { return nil }
	}
	c.Schemas = fstest.MapFS{"openapi.json": {Data: []byte(`{"openapi":"3.1.0"}`)}}
	h, err := build(c, append(publicRoutes(), routes...))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// echoBack is a POST that answers with the body it read.
func echoBack(request any) Route {
	return Route{
		Method: http.MethodPost, Path: "/try", Operation: auth.GetHealth, Request: request, Success: []int{200},
		handle: func(_ context.Context, _ *API, c *call) (reply, error) {
			return reply{status: 200, bytes: c.body, media: mediaJSON}, nil
		},
	}
}

func TestUnknownAddressesAreProblems(t *testing.T) {
	h := bare(t, Config{}, echoBack(handoff.Record{}))
	rows := []struct {
		method, target string
		status         int
		allow          string
	}{
		{"GET", "/", 404, ""},
		{"GET", "/v1/nothing", 404, ""},
		{"GET", "/healthz/x", 404, ""},
		{"GET", "/v1/schemas/..%2f..%2fetc/v1", 404, ""},
		{"GET", "/v1/schemas/handoff/v1", 404, ""},
		{"POST", "/healthz", 405, "GET"},
		{"DELETE", "/try", 405, "POST"},
		{"BREW", "/try", 405, "POST"},
	}
	for _, r := range rows {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(r.method, r.target, nil))
		problem(t, w, r.status)
		if !strings.Contains(w.Header().Get("Allow"), r.allow) {
			t.Errorf("%s %s: Allow is %q", r.method, r.target, w.Header().Get("Allow"))
		}
	}
}

func TestBodies(t *testing.T) {
	json := map[string]string{"Content-Type": "application/json"}
	rows := []struct {
		name    string
		request any
		headers map[string]string
		body    string
		status  int
	}{
		{"json", handoff.Record{}, json, `{}`, 200},
		{"json with charset", handoff.Record{}, map[string]string{"Content-Type": "application/json; charset=UTF-8"}, `{}`, 200},
		{"other charset", handoff.Record{}, map[string]string{"Content-Type": "application/json; charset=latin1"}, `{}`, 415},
		{"no type", handoff.Record{}, nil, `{}`, 415},
		{"form", handoff.Record{}, map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, `a=b`, 415},
		{"compressed", handoff.Record{}, map[string]string{"Content-Type": "application/json", "Content-Encoding": "gzip"}, `{}`, 415},
		{"empty", handoff.Record{}, json, ``, 400},
		{"just fits", handoff.Record{}, json, strings.Repeat(" ", MaxBody), 200},
		{"one too many", handoff.Record{}, json, strings.Repeat(" ", MaxBody+1), 413},
		{"a megabyte", handoff.Record{}, json, strings.Repeat("[", 1<<20), 413},
		{"bare act", nil, nil, ``, 200},
		{"bare act, empty object", nil, json, " {}\n", 200},
		{"bare act with a body", nil, json, `{"a":1}`, 400},
	}
	for _, r := range rows {
		for _, chunked := range []bool{false, true} {
			req := httptest.NewRequest("POST", "/try", strings.NewReader(r.body))
			if chunked {
				req.ContentLength = -1
			}
			for k, v := range r.headers {
				req.Header.Set(k, v)
			}
			w := httptest.NewRecorder()
			bare(t, Config{}, echoBack(r.request)).ServeHTTP(w, req)
			if w.Code != r.status {
				t.Errorf("%s (chunked %t): status %d, want %d: %s", r.name, chunked, w.Code, r.status, w.Body)
			}
			if w.Code >= 400 {
				problem(t, w, r.status)
			}
		}
	}
}

func TestEveryAnswerIsSafeToShow(t *testing.T) {
	h := bare(t, Config{})
	for _, target := range []string{"/healthz", "/openapi.json", "/nothing", "/metrics"} {
		for _, method := range []string{"GET", "HEAD"} {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(method, target, nil))
			for k, v := range map[string]string{"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"} {
				if w.Header().Get(k) != v {
					t.Errorf("%s %s: %s is %q", method, target, k, w.Header().Get(k))
				}
			}
			for k := range w.Header() {
				if strings.HasPrefix(k, "Access-Control-") {
					t.Errorf("%s %s: a CORS header", method, target)
				}
			}
		}
	}
}

func TestNotReadyIs503(t *testing.T) {
	h := bare(t, Config{Ready: func(context.Context) error { return errSecret }})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
	problem(t, w, http.StatusServiceUnavailable)
}

func TestRequestID(t *testing.T) {
	h := bare(t, Config{})
	for given, kept := range map[string]bool{
		"0192f3a4-0000-7000-8000-000000000001": true, "deadbeef": true, "ana-ruiz-1": false, "x": false, "deadbeef\r\nX: y": false, "": false,
	} {
		req := httptest.NewRequest("GET", "/healthz", nil)
		req.Header["X-Request-Id"] = []string{given}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		got := w.Header().Get("X-Request-Id")
		if (got == given) != kept || got == "" {
			t.Errorf("%q became %q", given, got)
		}
	}
}

// TestLogHoldsNoValues sends personal data wherever a client can put it and looks for it in the log and the metrics.
func TestLogHoldsNoValues(t *testing.T) {
	var log bytes.Buffer
	c := Config{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	fail := echoBack(nil)
	fail.handle = func(context.Context, *API, *call) (reply, error) {
		return reply{}, errors.Join(errors.New(`cannot parse "canaryname" with 'canaryname'`), errors.New("pay 185000.00 is too much"))
	}
	h := bare(t, c, fail)
	for _, target := range []string{"/try", "/try?canaryname=canaryname", "/canaryname", "/v1/schemas/canaryname/v1"} {
		req := httptest.NewRequest("POST", target, strings.NewReader("{}"))
		req.Header.Set("X-Request-Id", "canaryname")
		req.Header.Set("User-Agent", "canaryname")
		h.ServeHTTP(httptest.NewRecorder(), req)
	}
	req := httptest.NewRequest("CANARYNAME", "/healthz", nil)
	h.ServeHTTP(httptest.NewRecorder(), req)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	for _, canary := range []string{"canaryname", "185000"} {
		if strings.Contains(strings.ToLower(log.String()), canary) {
			t.Errorf("the log holds %q:\n%s", canary, log.String())
		}
		if strings.Contains(strings.ToLower(w.Body.String()), canary) {
			t.Errorf("the metrics hold %q", canary)
		}
	}
	if !strings.Contains(log.String(), "route=/try status=500") || !strings.Contains(w.Body.String(), `verbatim_http_requests_total{method="POST",route="/try",status="500"}`) {
		t.Errorf("the failure is not told:\n%s", log.String())
	}
}
