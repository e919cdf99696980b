package e2e_test

import (
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/candidate"
	"verbatim/internal/desk"
	"verbatim/internal/drawer"
	"verbatim/internal/library"
	"verbatim/internal/render"
	"verbatim/internal/schema"
	"verbatim/internal/seal"
	"verbatim/internal/store/sqlstore"
	"verbatim/migrations"
)

// clocked is the candidate's pages in this process, over a real store, with a clock that the test moves: the program itself
// has no clock but the machine's.
type clocked struct {
	desk *desk.Service
	url  string
	now  atomic.Pointer[time.Time]
}

var staff = actor.Actor{ID: "robin", Name: "Robin", Roles: actor.Roles(), Via: "test"}

func newClocked(t *testing.T) *clocked {
	t.Helper()
	c := &clocked{}
	c.set(time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC))
	now := func() time.Time { return *c.now.Load() }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	must(err)
	config := sqlstore.Config{File: filepath.Join(t.TempDir(), "v.db"), Migrations: migrations.FS, Installation: key, Now: now, AllowUnsafe: true}
	must(sqlstore.Migrate(t.Context(), config))
	st, err := sqlstore.Open(t.Context(), config)
	must(err)
	t.Cleanup(func() { must(st.Close()) })
	schemas, err := schema.Load(os.DirFS(filepath.Join(root, "schemas")))
	must(err)
	lib, err := library.Load(os.DirFS(filepath.Join(root, "templates")))
	must(err)
	draw, err := render.New(render.Options{})
	must(err)
	newID := func() string { return uuid.Must(uuid.NewV7()).String() }
	c.desk = &desk.Service{Store: st, Library: library.NewHolder(lib), Validator: schemas, Renderer: drawer.New(draw), Now: now, NewID: newID}
	s := httptest.NewServer(candidate.New(candidate.Config{Desk: c.desk, Fragment: render.HTMLFragment, Now: now, NewID: newID, Log: slog.New(slog.DiscardHandler)}))
	t.Cleanup(s.Close)
	c.url = s.URL
	c.desk.Candidates = desk.Candidates{URL: s.URL, Token: func(id string) string { return key.Digest("link", id)[:48] }}
	return c
}

func (c *clocked) set(now time.Time) { c.now.Store(&now) }

// issued issues the letter of a record, and gives the path of its link and when its time is over.
func (c *clocked) issued(t *testing.T, record []byte) (string, time.Time) {
	t.Helper()
	r, err := c.desk.Receive(t.Context(), staff, record, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r, err = c.desk.Issue(t.Context(), staff, r.Offer, r.Revision, nil); err != nil {
		t.Fatal(err)
	}
	o, err := c.desk.Offer(t.Context(), staff, r.Offer)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(r.Link.URL, c.url), *o.Expires
}
