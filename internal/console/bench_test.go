package console

import (
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/library"
	"verbatim/internal/schema"
	"verbatim/internal/seal"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
	"verbatim/internal/store/storetest"
	"verbatim/migrations"
)

// benchOffers and benchWaiting are the size that pages must be quick at: offers, and open flags among them.
const (
	benchOffers  = 10_000
	benchWaiting = 2_000
)

// BenchmarkPages draws pages on a full database. It reports the median of each in ms and its weight in kB.
func BenchmarkPages(b *testing.B) {
	h, token := full(b)
	for _, path := range []string{"offers", "offers?name=Ana+Ruiz", "offers?state=in_review", "queue", "queue?whose=all", "queue?whose=all&rule=VB-CO-SPECIAL-01"} {
		b.Run(strings.NewReplacer("?", "_", "=", "_", "&", "_", "+", "_").Replace(path), func(b *testing.B) {
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
		})
	}
}

// full gives a console on a database of that size and the token of somebody signed in.
func full(b *testing.B) (http.Handler, string) {
	b.Helper()
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	must(err)
	c := sqlstore.Config{File: filepath.Join(b.TempDir(), "v.db"), Migrations: migrations.FS, Installation: key, Now: time.Now, AllowUnsafe: true}
	must(sqlstore.Migrate(b.Context(), c))
	st, err := sqlstore.Open(b.Context(), c)
	must(err)
	b.Cleanup(func() { _ = st.Close() })
	next := storetest.Writes(b, 700)
	for i := range benchOffers {
		w := next()
		w.Said = time.Now().Add(-time.Duration(i) * time.Minute)
		if i < benchWaiting/2 {
			for _, f := range w.Flags {
				w.Waiting = append(w.Waiting, store.Waiting{
					Offer: w.Offer.ID, Flag: f.ID, Letter: 1, Code: f.Deviation.Code, Decides: f.Deviation.Decides, Entity: string(w.Offer.Entity),
					Place: w.Offer.Place, Raised: f.Raised, Due: w.Said.Add(48 * time.Hour), Said: w.Said, Wording: digest.Of([]byte(fmt.Sprint(i % 20))),
				})
			}
		}
		must(st.Apply(b.Context(), w))
	}
	newID := func() string { return uuid.Must(uuid.NewV7()).String() }
	keys := &auth.Service{Store: st, Now: time.Now, NewID: newID, Rand: rand.Reader}
	secret, _, err := keys.CreateKey(b.Context(), auth.CommandLine("cli", "cli"), auth.NewKey{Person: "Jo Ortiz", Roles: actor.Roles()})
	must(err)
	token, _, err := keys.SignIn(b.Context(), secret)
	must(err)
	lib, err := library.Load(os.DirFS("../../templates"))
	must(err)
	set, err := schema.Load(os.DirFS("../../schemas"))
	must(err)
	h, err := New(Config{
		Desk: &desk.Service{Store: st, Library: library.NewHolder(lib), Validator: set, Now: time.Now, NewID: newID}, Auth: keys, Now: time.Now, NewID: newID,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	must(err)
	return h, token
}
