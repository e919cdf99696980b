package letter_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/cal"
	"verbatim/internal/entity"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/terms"
)

var update = flag.Bool("update", false, "write the golden files anew")

// embedded is the library of templates/.
func embedded(t testing.TB) *library.Snapshot {
	t.Helper()
	s, err := library.Load(os.DirFS("../../templates"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// examples are the published example records by name.
func examples(t testing.TB) map[string]handoff.Record {
	t.Helper()
	files, err := filepath.Glob("../../schemas/handoff/examples/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	out := map[string]handoff.Record{}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		r, err := handoff.Stored(raw)
		if err != nil {
			t.Fatal(f, err)
		}
		out[name] = r
	}
	return out
}

// input is what a letter of a record is made of, on a fixed day.
func input(t testing.TB, lib *library.Snapshot, r handoff.Record) letter.Input {
	t.Helper()
	e, ok := lib.Entity(entity.ID(r.Employer.Entity))
	if !ok {
		t.Fatalf("no entity %s", r.Employer.Entity)
	}
	day := cal.MustDate("2026-11-24")
	return letter.Input{
		Record: r, Verbal: r.Sheet(), Sheet: r.Sheet(), Entity: e, Calendar: lib.Calendar(e.Calendar), Library: lib, AsOf: day, LetterDate: day, Number: 1,
	}
}

func assemble(t testing.TB, in letter.Input) letter.Assembled {
	t.Helper()
	a, err := letter.Assemble(in)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// unwritten lists the leaves that must be printed and are not.
func unwritten(in letter.Input, a letter.Assembled) []terms.Pointer {
	stated := map[terms.Pointer]terms.Stated{}
	for _, s := range a.States {
		stated[s.Term] = s
	}
	var out []terms.Pointer
	for _, l := range in.Sheet.Leaves() {
		e, known := terms.Lookup(l.Term)
		_, printed := a.Printed[l.Term]
		_, said := stated[l.Term]
		if known && e.Print == terms.Must && !printed && !said && l.Term.Family() != "explicitly_none" {
			out = append(out, l.Term)
		}
	}
	return out
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: run the test with -update to write it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs; if that is meant, run the test with -update (-want +got):\n%s", file, diff)
	}
}

// text is a document as a reader sees it.
func text(d letter.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if block.Kind == letter.Heading || block.Kind == letter.SubjectLine {
			b.WriteString(strings.Repeat("#", max(1, block.Level)) + " ")
		}
		b.WriteString(strings.ReplaceAll(block.Text(), "\u00a0", " ") + "\n\n")
	}
	return b.String()
}

// trees are the examples whose whole block tree is kept; of the others the words say enough.
var trees = []string{"gb-hourly-care", "us-ca-engineer", "us-two-payments"}

func TestExamplesAreWrittenWhole(t *testing.T) {
	lib := embedded(t)
	for name, r := range examples(t) {
		t.Run(name, func(t *testing.T) {
			in := input(t, lib, r)
			a := assemble(t, in)
			if missing := unwritten(in, a); len(missing) > 0 {
				t.Errorf("unwritten: %v", missing)
			}
			if slices.Contains(trees, name) {
				tree, err := json.MarshalIndent(a.Documents, "", "  ")
				if err != nil {
					t.Fatal(err)
				}
				golden(t, name+".json", append(tree, '\n'))
			}
			var all strings.Builder
			for _, d := range a.Documents {
				all.WriteString("==== " + d.Title + "\n\n" + text(d))
			}
			golden(t, name+".txt", []byte(all.String()))
		})
	}
}

// listed lists what a library has.
func listed[V any](tb testing.TB, list func() ([]V, error)) []V {
	tb.Helper()
	out, err := list()
	if err != nil {
		tb.Fatal(err)
	}
	return out
}
