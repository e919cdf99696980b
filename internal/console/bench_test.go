package console

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/drawer"
	"verbatim/internal/library"
	"verbatim/internal/render"
	"verbatim/internal/schema"
	"verbatim/internal/seal"
	"verbatim/internal/store"
	"verbatim/internal/store/pgtest"
	"verbatim/internal/store/sqlstore"
	"verbatim/internal/store/storetest"
	"verbatim/migrations"
)

// benchOffers and benchWaiting are the size that pages must be quick at: offers, and open flags among them.
const (
	benchOffers  = 10_000
	benchWaiting = 2_000
)

// BenchmarkPages draws pages on a full database of each engine. It reports the median of each in ms and its weight in kB.
func BenchmarkPages(b *testing.B) {
	for engine, config := range map[string]func(*testing.B) sqlstore.Config{"sqlite": sqliteConfig, "postgres": postgresConfig} {
		b.Run(engine, func(b *testing.B) {
			h, token, shown := full(b, config(b))
			of := "offers/" + string(shown.Offer)
			for name, path := range map[string]string{
				"offers": "offers", "offers by name": "offers?name=Ana+Ruiz", "offers in review": "offers?state=in_review",
				"queue": "queue", "queue of all": "queue?whose=all", "queue of a rule": "queue?whose=all&rule=VB-CO-SPECIAL-01",
				"offer": of, "diff": of + "/diff", "two letters": of + "/diff?letter=2&against=1", "redline": of + "/letters/2/words?against=1",
				"review": "reviews/" + string(shown.Offer) + "/2", "clauses": "clauses", "clause": "clauses/severance", "new handoff": "handoffs/new",
				"next handoff": of + "/handoff", "dashboard": "dashboard", "approvals": "approvals", "settings": "settings",
			} {
				b.Run(name, func(b *testing.B) { benchPage(b, h, token, path) })
			}
		})
	}
}

func benchPage(b *testing.B, h http.Handler, token, path string) {
	b.Helper()
	var took []time.Duration
	var weight int
	for b.Loop() {
		r := httptest.NewRequest(http.MethodGet, Root+path, nil)
		r.AddCookie(&http.Cookie{Name: cookie, Value: token})
		w := httptest.NewRecorder()
		start := time.Now()
		h.ServeHTTP(w, r)
		took = append(took, time.Since(start))
		if w.Code != http.StatusOK {
			b.Fatalf("%s: %d\n%s", path, w.Code, w.Body)
		}
		weight = w.Body.Len()
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
	b.ReportMetric(float64(weight)/1000, "kB")
}

func sqliteConfig(b *testing.B) sqlstore.Config {
	b.Helper()
	c := benchConfig(b)
	c.File = filepath.Join(b.TempDir(), "v.db")
	mustBench(b, sqlstore.Migrate(b.Context(), c))
	return c
}

func postgresConfig(b *testing.B) sqlstore.Config {
	b.Helper()
	c := benchConfig(b)
	c.DatabaseURL = pgtest.Database(b, func(ctx context.Context, address string) error {
		to := c
		to.DatabaseURL = address
		return sqlstore.Migrate(ctx, to)
	})
	return c
}

func benchConfig(b *testing.B) sqlstore.Config {
	b.Helper()
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	mustBench(b, err)
	return sqlstore.Config{Migrations: migrations.FS, Installation: key, Now: time.Now, AllowUnsafe: true}
}

func mustBench(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// full gives a console on a database of that size, the token of somebody signed in, and an offer that came through the
// corridor: two letters, with differences and flags.
func full(b *testing.B, c sqlstore.Config) (http.Handler, string, desk.Result) {
	b.Helper()
	st, err := sqlstore.Open(b.Context(), c)
	mustBench(b, err)
	b.Cleanup(func() { _ = st.Close() })
	next := storetest.Writes(b, 700)
	for i := range benchOffers {
		w := next()
		w.Said = time.Now().Add(-time.Duration(i) * time.Minute)
		if i < benchWaiting/2 {
			for _, f := range w.Flags {
				w.Waiting = append(w.Waiting, store.Waiting{
					Offer: w.Offer.ID, Flag: f.ID, Letter: 1, Code: f.Deviation.Code, Decides: f.Deviation.Decides, Entity: string(w.Offer.Entity), Group: "role:legal",
					Place: w.Offer.Place, Raised: f.Raised, Due: w.Said.Add(48 * time.Hour), Said: w.Said, Wording: digest.Of([]byte(fmt.Sprint(i % 20))),
				})
			}
		}
		mustBench(b, st.Apply(b.Context(), w))
	}
	newID := func() string { return uuid.Must(uuid.NewV7()).String() }
	keys := &auth.Service{Store: st, Now: time.Now, NewID: newID, Rand: rand.Reader}
	secret, _, err := keys.CreateKey(b.Context(), auth.CommandLine("cli", "cli"), auth.NewKey{Person: "Jo Ortiz", Roles: actor.Roles()})
	mustBench(b, err)
	token, _, err := keys.SignIn(b.Context(), secret)
	mustBench(b, err)
	lib, err := library.Load(os.DirFS("../../templates"))
	mustBench(b, err)
	set, err := schema.Load(os.DirFS("../../schemas"))
	mustBench(b, err)
	r, err := render.New(render.Options{})
	mustBench(b, err)
	d := &desk.Service{Store: ReadOnce(st), Library: library.NewHolder(lib), Validator: set, Renderer: drawer.New(r), Now: time.Now, NewID: newID}
	h, err := New(Config{Desk: d, Auth: keys, Now: time.Now, NewID: newID, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	mustBench(b, err)
	return h, token, genuine(b, d)
}

// genuine is an executive's offer, whose second letter has a fallback and a changed term.
func genuine(b *testing.B, d *desk.Service) desk.Result {
	b.Helper()
	raw, err := os.ReadFile("../../schemas/handoff/examples/us-executive.json")
	mustBench(b, err)
	by := actor.Actor{ID: "robin", Name: "Robin Lee", Roles: actor.Roles(), Via: "bench"}
	first, err := d.Receive(b.Context(), by, raw, nil)
	mustBench(b, err)
	revision, err := json.Marshal(map[string]any{
		"choices": []any{map[string]any{"clause": "severance", "position": "fallback-1"}},
		"amendments": []any{map[string]any{
			"id": "a1", "op": "set", "term": "/terms/role/title", "expect": "Chief Financial Officer", "value": "Finance Director",
			"reason_code": "policy", "reason": "as the board calls it",
		}},
	})
	mustBench(b, err)
	second, err := d.Revise(b.Context(), by, first.Offer, first.Revision, revision, nil)
	mustBench(b, err)
	return second
}
