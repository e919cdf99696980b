package desk

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/render"
	"verbatim/internal/schema"
	"verbatim/internal/seal"
	"verbatim/internal/store/sqlstore"
	"verbatim/migrations"
)

// BenchmarkSteps times each step of the corridor for one ordinary letter; apply is a durable commit on SQLite.
func BenchmarkSteps(b *testing.B) {
	s := benchService(b)
	raw, err := os.ReadFile("../../schemas/handoff/examples/us-ca-engineer.json")
	must(b, err)
	by := actor.Actor{ID: "bench", Roles: actor.Roles(), Via: "bench"}
	record, sum, err := s.parse(raw)
	must(b, err)
	record.Source = nil // so that each letter opens an offer of its own
	o, err := s.first(b.Context(), by, record, sum, 1)
	must(b, err)
	d, err := s.make(o)
	must(b, err)
	lib := s.Library.Current()
	b.Run("validate", func(b *testing.B) {
		for b.Loop() {
			_, _, err := s.parse(raw)
			must(b, err)
		}
	})
	b.Run("assemble", func(b *testing.B) {
		for b.Loop() {
			x := d
			must(b, x.assemble(lib))
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			x := d
			must(b, x.check(lib))
		}
	})
	b.Run("render", func(b *testing.B) {
		for b.Loop() {
			x := d
			x.documents = nil
			must(b, x.render(s.Renderer, lib))
		}
	})
	b.Run("apply", func(b *testing.B) {
		for b.Loop() {
			_, err := s.openOffer(b.Context(), by, raw, d, nil, nil)
			must(b, err)
		}
	})
}

// BenchmarkUndrawn times what a letter costs before it is drawn, for the record with the most terms: it is judged, parsed,
// worded and checked, as each look at a preview is.
func BenchmarkUndrawn(b *testing.B) {
	s := benchService(b)
	raw, err := os.ReadFile("../../schemas/handoff/examples/us-executive.json")
	must(b, err)
	by := actor.Actor{ID: "bench", Roles: actor.Roles(), Via: "bench"}
	lib := s.Library.Current()
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		record, sum, err := s.parse(raw)
		must(b, err)
		o, err := s.first(b.Context(), by, record, sum, 1)
		must(b, err)
		_, err = s.check(o, lib)
		must(b, err)
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// benchDrawer is the real renderer as the desk wants it.
type benchDrawer struct{ *render.Renderer }

func (d benchDrawer) Check(doc letter.Document) []fault.Fault { return d.Renderer.Check(doc) }
func (d benchDrawer) PDF(j Job) ([]byte, int, error)          { return d.Renderer.Draw(render.Job(j)) }

func (d benchDrawer) HTML(j Job) ([]byte, error) { return d.Renderer.HTML(render.Job(j)) }

func (d benchDrawer) Text(j Job) ([]byte, error) { return d.Renderer.Text(render.Job(j)) }

func (d benchDrawer) DOCX(j Job) ([]byte, error) { return d.Renderer.DOCX(render.Job(j)) }

func (d benchDrawer) Redline(j Job) ([]letter.EditedBlock, error) {
	return d.Renderer.Redline(render.Job(j))
}
func (d benchDrawer) Pins() []digest.Pin { return d.Renderer.Pins() }

func benchService(b *testing.B) *Service {
	b.Helper()
	schemas, err := schema.Load(os.DirFS("../../schemas"))
	must(b, err)
	lib, err := library.Load(os.DirFS("../../templates"))
	must(b, err)
	r, err := render.New(render.Options{})
	must(b, err)
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	must(b, err)
	config := sqlstore.Config{File: filepath.Join(b.TempDir(), "v.db"), Migrations: migrations.FS, Installation: key, Now: time.Now}
	must(b, sqlstore.Migrate(b.Context(), config))
	st, err := sqlstore.Open(b.Context(), config)
	must(b, err)
	b.Cleanup(func() { must(b, st.Close()) })
	return &Service{
		Store: st, Library: library.NewHolder(lib), Validator: schemas, Renderer: benchDrawer{r}, Now: time.Now,
		NewID: func() string { return uuid.Must(uuid.NewV7()).String() },
	}
}

func (d benchDrawer) Attached(pdf []byte) Attached { return Attached(render.Salvage(pdf)) }
