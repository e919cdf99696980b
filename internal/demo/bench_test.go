package demo_test

import (
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/auth"
	"verbatim/internal/console"
	"verbatim/internal/schema"
	"verbatim/internal/store/pgtest"
	"verbatim/internal/store/sqlstore"
)

// BenchmarkFigures asks for the dashboard, as a page and by the API, over the history of a made-up company of
// VERBATIM_BENCH_OFFERS offers (200 when not given), on both databases. It reports the median of each in ms.
func BenchmarkFigures(b *testing.B) {
	offers, err := strconv.Atoi(os.Getenv("VERBATIM_BENCH_OFFERS"))
	if err != nil {
		offers = 200
	}
	for name, config := range map[string]func() sqlstore.Config{
		"sqlite":   func() sqlstore.Config { return sqlstore.Config{File: filepath.Join(b.TempDir(), "demo.db")} },
		"postgres": func() sqlstore.Config { return sqlstore.Config{DatabaseURL: pgtest.Empty(b)} },
	} {
		b.Run(name, func(b *testing.B) {
			pages, calls := served(b, config(), offers)
			b.Run("page", func(b *testing.B) { medianOf(b, pages, "/console/dashboard") })
			b.Run("api", func(b *testing.B) { medianOf(b, calls, "/v1/metrics/offers") })
		})
	}
}

// served gives the console and the API on a company, each with somebody signed in.
func served(b *testing.B, config sqlstore.Config, offers int) (pages, calls http.Handler) {
	b.Helper()
	st, d := company(b, config, offers)
	d.NewID = func() string { return uuid.Must(uuid.NewV7()).String() }
	keys := &auth.Service{Store: st, Now: d.Now, NewID: d.NewID, Rand: rand.Reader}
	secret, _, err := keys.CreateKey(b.Context(), auth.CommandLine("cli", "cli"), auth.NewKey{Person: "Jo Ortiz", Roles: actor.Roles()})
	must(b, err)
	token, _, err := keys.SignIn(b.Context(), secret)
	must(b, err)
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	pages, err = console.New(console.Config{Desk: d, Auth: keys, Now: d.Now, NewID: d.NewID, Log: log})
	must(b, err)
	schemas := os.DirFS("../../schemas")
	set, err := schema.Load(schemas)
	must(b, err)
	calls, err = api.New(api.Config{Desk: d, Auth: keys, Schemas: schemas, Validator: set, Now: d.Now, NewID: d.NewID, Log: log})
	must(b, err)
	return with(pages, func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "verbatim_session", Value: token}) }),
		with(calls, func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) })
}

// with serves with something added to each request.
func with(h http.Handler, add func(*http.Request)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		add(r)
		h.ServeHTTP(w, r)
	})
}

// medianOf asks for an address; the first answer reads the log and is not counted.
func medianOf(b *testing.B, h http.Handler, path string) {
	ask := func() int {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusOK {
			b.Fatalf("%s: %d\n%.300s", path, w.Code, w.Body)
		}
		return w.Body.Len()
	}
	weight := ask()
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		ask()
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
	b.ReportMetric(float64(weight)/1000, "kB")
}
