package api_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/auth"
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

// The folders that the server is made of, and the records that tests send.
const (
	templatesDir = "../../templates"
	schemasDir   = "../../schemas"
	usRecord     = "us-ca-engineer.json"
	ukRecord     = "gb-hourly-care.json"
	pay          = "187431"
)

// world is a whole server on a fresh database of its own, without a network.
type world struct {
	*testing.T
	handler http.Handler
	desk    *desk.Service
	auth    *auth.Service
	store   *sqlstore.Store
	config  sqlstore.Config
	log     *lockedBuffer
	now     func() time.Time
}

// shared is what every world can use: it is costly to make and never changes.
var shared = sync.OnceValues(func() (s struct {
	schemas *schema.Set
	library *library.Snapshot
	drawer  desk.Renderer
}, err error,
) {
	if s.schemas, err = schema.Load(os.DirFS(schemasDir)); err != nil {
		return s, err
	}
	if s.library, err = library.Load(os.DirFS(templatesDir)); err != nil {
		return s, err
	}
	r, err := render.New(render.Options{})
	s.drawer = drawer.New(r)
	return s, err
})

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// newWorld makes a server; settle may change its settings before it starts.
func newWorld(t *testing.T, settle ...func(*api.Config)) *world {
	t.Helper()
	w := &world{T: t, log: &lockedBuffer{}, now: func() time.Time { return time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC) }}
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	w.must(err)
	w.config = sqlstore.Config{
		File: filepath.Join(t.TempDir(), "verbatim.db"), Migrations: migrations.FS, Installation: key, Now: w.now, AllowUnsafe: true,
	}
	w.must(sqlstore.Migrate(t.Context(), w.config))
	w.start(settle...)
	t.Cleanup(func() {
		w.must(w.store.Close())
		w.noSecretsIn("the log", w.log.String())
	})
	return w
}

// start opens the database and makes the server on it, as a process does; calling it again is a restart.
func (w *world) start(settle ...func(*api.Config)) {
	w.Helper()
	parts, err := shared()
	w.must(err)
	if w.store != nil {
		w.must(w.store.Close())
	}
	w.store, err = sqlstore.Open(w.Context(), w.config)
	w.must(err)
	w.desk = &desk.Service{
		Store: w.store, Library: library.NewHolder(parts.library), Validator: parts.schemas, Renderer: parts.drawer, Now: w.now, NewID: newID,
	}
	w.auth = &auth.Service{Store: w.store, Now: w.now, NewID: newID, Rand: rand.Reader}
	c := api.Config{
		Desk: w.desk, Auth: w.auth, Claims: w.store, Hooks: w.hooks(), Validator: parts.schemas, Ready: w.store.Ready, Schemas: os.DirFS(schemasDir),
		Now: w.now, NewID: newID, Log: slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})), Version: "test",
		Slots: 8, Patience: time.Minute, Rate: 1e6, Burst: 1e6,
	}
	for _, s := range settle {
		s(&c)
	}
	w.handler, err = api.New(c)
	w.must(err)
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// key makes a key for a person of its own.
func (w *world) key(person string, entities []string, roles ...actor.Role) string {
	w.Helper()
	secret, _, err := w.auth.CreateKey(w.Context(), auth.CommandLine("cli", "cli"), auth.NewKey{Person: person, Roles: roles, Entities: entities})
	w.must(err)
	return secret
}

// record reads an example and replaces texts in it, old and new in turns.
func record(t testing.TB, file string, replace ...string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(schemasDir, "handoff/examples", file))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(raw), "185000", pay, 1) // an amount that no message has for an example
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("%s does not hold %q", file, replace[i])
		}
		text = strings.Replace(text, replace[i], replace[i+1], 1)
	}
	return text
}

// flagged is the US example with a promise that no clause words by itself, which legal must look at.
func flagged(t testing.TB, replace ...string) string {
	t.Helper()
	special := `"special_terms": [{ "id": "four_day_week", "label": "Four-day week", "text": "Ana works four days a week at full pay until 30 June 2027." }],`
	return record(t, usRecord, append([]string{`"not_discussed":`, special + ` "not_discussed":`}, replace...)...)
}

// answer is what came back.
type answer struct {
	*httptest.ResponseRecorder
	w *world
}

// do sends a request and holds the answer against the published contract. Headers are name and value in turns.
func (w *world) do(method, target, key, body string, headers ...string) answer {
	w.Helper()
	req := httptest.NewRequestWithContext(context.WithoutCancel(w.Context()), method, target, strings.NewReader(body))
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res := httptest.NewRecorder()
	w.handler.ServeHTTP(res, req)
	w.keepsContract(method, target, res)
	return answer{res, w}
}

// is wants a status, and says what came instead.
func (a answer) is(status int) answer {
	a.w.Helper()
	if a.Code != status {
		if a.Code == http.StatusInternalServerError {
			a.w.Logf("%s", a.w.log)
		}
		a.w.Fatalf("status %d, want %d: %s", a.Code, status, a.Body)
	}
	return a
}

// refused wants a problem document with a code.
func (a answer) refused(status int, code fault.Code) api.Problem {
	a.w.Helper()
	p := read[api.Problem](a.is(status))
	if p.Code != code {
		a.w.Fatalf("code %s, want %s: %s", p.Code, code, a.Body)
	}
	return p
}

// read reads the JSON of an answer.
func read[T any](a answer) (v T) {
	a.w.Helper()
	a.w.must(json.Unmarshal(a.Body.Bytes(), &v))
	return v
}

// lockedBuffer is a log that several requests write to.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

var _ io.Writer = (*lockedBuffer)(nil)

// listed lists what a library has.
func listed[V any](tb testing.TB, list func() ([]V, error)) []V {
	tb.Helper()
	out, err := list()
	if err != nil {
		tb.Fatal(err)
	}
	return out
}
