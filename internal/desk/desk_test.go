package desk_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/drawer"
	"verbatim/internal/fault"
	"verbatim/internal/library"
	"verbatim/internal/render"
	"verbatim/internal/schema"
	"verbatim/internal/seal"
	"verbatim/internal/store/sqlstore"
	"verbatim/migrations"
)

// parts never change and are costly to make.
var parts = sync.OnceValues(func() (p struct {
	schemas *schema.Set
	library *library.Snapshot
	drawer  desk.Renderer
}, err error,
) {
	if p.schemas, err = schema.Load(os.DirFS("../../schemas")); err != nil {
		return p, err
	}
	if p.library, err = library.Load(os.DirFS("../../templates")); err != nil {
		return p, err
	}
	r, err := render.New(render.Options{})
	p.drawer = drawer.New(r)
	return p, err
})

// office is a desk on a fresh database, with a clock that tests move.
type office struct {
	*desk.Service
	t     *testing.T
	clock time.Time
}

func newOffice(t *testing.T) *office {
	t.Helper()
	p, err := parts()
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, clock: time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC)}
	now := func() time.Time { return o.clock }
	config := sqlstore.Config{File: filepath.Join(t.TempDir(), "v.db"), Migrations: migrations.FS, Installation: key, Now: now, AllowUnsafe: true}
	if err := sqlstore.Migrate(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	st, err := sqlstore.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	o.Service = &desk.Service{
		Store: st, Library: library.NewHolder(p.library), Validator: p.schemas, Renderer: p.drawer, Now: now,
		NewID: func() string { return uuid.Must(uuid.NewV7()).String() },
	}
	return o
}

var (
	robin = actor.Actor{ID: "robin", Name: "Robin", Roles: []actor.Role{actor.HROps, actor.Recruiter}, Via: "test"}
	kim   = actor.Actor{ID: "kim", Name: "Kim", Roles: []actor.Role{actor.HROps, actor.Legal, actor.TotalRewards}, Via: "test"}
)

// example reads an example record, with parts of its text replaced.
func example(t *testing.T, name string, replace ...string) []byte {
	t.Helper()
	raw, err := os.ReadFile("../../schemas/handoff/examples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(replace...).Replace(string(raw))
	if len(replace) > 0 && text == string(raw) {
		t.Fatalf("nothing in %s to replace by %v", name, replace)
	}
	return []byte(text)
}

func (o *office) receive(raw []byte) desk.Result {
	o.t.Helper()
	r, err := o.Receive(o.t.Context(), robin, raw, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// wantFault fails unless err is a refusal with this code.
func wantFault(t *testing.T, err error, code fault.Code) *fault.Error {
	t.Helper()
	var e *fault.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("error %v, want code %s", err, code)
	}
	return e
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
