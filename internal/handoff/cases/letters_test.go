package cases_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/drawer"
	"verbatim/internal/handoff/cases"
	"verbatim/internal/library"
	"verbatim/internal/policy"
	"verbatim/internal/render"
	"verbatim/internal/terms"
)

var update = flag.Bool("update", false, "write README.md again")

const root = "../../../"

// office is a desk over the library of templates/, without a store: it previews.
var office = sync.OnceValues(func() (*desk.Service, error) {
	v, err := set()
	if err != nil {
		return nil, err
	}
	lib, err := library.Load(os.DirFS(root + "templates"))
	if err != nil {
		return nil, err
	}
	draw, err := render.New(render.Options{})
	if err != nil {
		return nil, err
	}
	day := time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC)
	return &desk.Service{Library: library.NewHolder(lib), Validator: v, Renderer: drawer.New(draw), Now: func() time.Time { return day }}, nil
})

// preview makes the letter of a record by the very steps that a server takes.
func preview(t *testing.T, raw []byte) desk.Preview {
	t.Helper()
	d, err := office()
	if err != nil {
		t.Fatal(err)
	}
	p, err := d.Preview(t.Context(), actor.Actor{ID: "robin", Roles: []actor.Role{actor.HROps}}, raw)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Version.Documents) == 0 || !bytes.HasPrefix(p.Version.Documents[0].PDF, []byte("%PDF-")) {
		t.Fatal("there is no PDF")
	}
	return p
}

// TestLateLibraryMakesTheSameLetter: a library of which only what the letter wants is compiled gives the same lock, bytes,
// differences and outcome of every rule as one that was compiled whole.
func TestLateLibraryMakesTheSameLetter(t *testing.T) {
	d, err := office()
	if err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile(root + "templates/" + library.IndexFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all(t) {
		t.Run(c.Case, func(t *testing.T) {
			known, err := library.Prepared(index)
			if err != nil {
				t.Fatal(err)
			}
			lib, findings := library.BuildOn(known, d.Library.Current().Items())
			if len(findings) > 0 {
				t.Fatal(findings)
			}
			late := &desk.Service{Library: library.NewHolder(lib), Validator: d.Validator, Renderer: d.Renderer, Now: d.Now}
			got, err := late.Preview(t.Context(), actor.Actor{ID: "robin", Roles: []actor.Role{actor.HROps}}, c.Record)
			if err != nil {
				t.Fatal(err)
			}
			want := preview(t, c.Record)
			if got.Version.LockDigest != want.Version.LockDigest || got.Version.Documents[0].PDFDigest != want.Version.Documents[0].PDFDigest {
				t.Error("the letter is another")
			}
			if diff := cmp.Diff(want.Trace, got.Trace); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(want.Changes, got.Changes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEachIsALetter: every case becomes a letter in which each term is printed, stated by a clause or shown by a flag.
func TestEachIsALetter(t *testing.T) {
	for _, c := range all(t) {
		t.Run(c.Case, func(t *testing.T) {
			p := preview(t, c.Record)
			for _, ch := range p.Changes {
				if ch.Class == terms.Unwritten && !flagged(p, ch.Term) {
					t.Errorf("%s is neither printed nor flagged", ch.Term)
				}
			}
			for _, term := range c.Terms {
				if term.States != "" && !contains(p, standard[term.States]) {
					t.Errorf("%s: the letter has no clause that says it", term.States)
				}
			}
		})
	}
}

// standard names the clauses that say what no recruiter speaks of: one of them must stand in the letter.
var standard = map[string][]string{
	"withholding": general, "tax_advice_disclaimer": general, "statutory_minimum_floor": general, "order_of_precedence": general,
	"amendment_in_writing": append([]string{"standard_wording_de"}, general...), // Germany: later agreements of any form come first
	"counsel_advice":       general, "counterparts_electronic": general, "notices_clause": general,
	"severability": general, "successors_assigns": general, "eeo_statement": {"standard_wording_us"}, "employer_discretion": {"standard_wording_us"},
	"entire_agreement": {"whole_offer"}, "no_reliance": {"whole_offer"},
}

var general = []string{"standard_wording", "standard_wording_us"}

func contains(p desk.Preview, clauses []string) bool {
	for _, pin := range p.Version.Lock.Pins {
		if pin.Kind == "clause" && slices.Contains(clauses, pin.ID) {
			return true
		}
	}
	return false
}

func flagged(p desk.Preview, at terms.Pointer) bool {
	for _, f := range p.Flags {
		for _, x := range f.Deviation.Terms {
			if x.Under(at) || at.Under(x) {
				return true
			}
		}
	}
	return false
}

// TestEachMarkIsAnswered: what the readers of the letters marked as unusual is flagged by the rule that the case names,
// on a term of the mark's home; or the case says why not, and no rule stops the letter for it.
func TestEachMarkIsAnswered(t *testing.T) {
	var rows strings.Builder
	for _, c := range all(t) {
		p := preview(t, c.Record)
		for _, term := range c.Terms {
			if term.Unusual == "" {
				continue
			}
			if (len(term.Answer) > 0) == (term.WhyNot != "") {
				t.Errorf("%s %s: a mark has either an answer or a reason why not", c.Case, term.Kind)
			}
			for _, code := range term.Answer {
				if !answered(p, code, term.Home) {
					t.Errorf("%s %s: %s does not fire on %v", c.Case, term.Kind, code, term.Home)
				}
			}
			if term.WhyNot != "" && slices.ContainsFunc(term.Home, func(h terms.Pointer) bool { return stopped(p, h) }) {
				t.Errorf("%s %s: is flagged although the case says why not", c.Case, term.Kind)
			}
			fmt.Fprintf(&rows, "| %s | %s | %s | %s |\n", c.Case, term.Kind, term.Unusual, answer(term))
		}
	}
	readme(t, rows.String())
}

func answered(p desk.Preview, code string, home []terms.Pointer) bool {
	for _, f := range p.Flags {
		if f.Deviation.Code != code || f.Deviation.Severity == policy.Notice {
			continue
		}
		if f.Deviation.Outcome == policy.Unknown {
			return true // its terms are those that it lacks
		}
		for _, x := range f.Deviation.Terms {
			if slices.ContainsFunc(home, func(h terms.Pointer) bool { return x.Under(h) || h.Under(x) }) {
				return true
			}
		}
	}
	return false
}

func stopped(p desk.Preview, at terms.Pointer) bool {
	for _, f := range p.Flags {
		if f.Deviation.Severity != policy.Notice && slices.ContainsFunc(f.Deviation.Terms, func(x terms.Pointer) bool { return x.Under(at) || at.Under(x) }) {
			return true
		}
	}
	return false
}

func answer(t cases.Term) string {
	if t.WhyNot != "" {
		return t.WhyNot
	}
	return "`" + strings.Join(t.Answer, "`, `") + "`"
}

// readme keeps the table of README.md in step with the cases.
func readme(t *testing.T, rows string) {
	t.Helper()
	const from, until = "<!-- table: written by go test -update -->\n", "<!-- end of table -->"
	raw, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(raw), from)
	_, after, ends := strings.Cut(rest, until)
	if !ok || !ends {
		t.Fatal("README.md has no place for the table")
	}
	want := before + from + "| case | term | what a reader marked | what answers |\n|---|---|---|---|\n" + rows + until + after
	switch {
	case *update:
		if err := os.WriteFile("README.md", []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	case want != string(raw):
		t.Error("README.md: the table is not that of the cases; run the test with -update")
	}
}

// outOfTheOrdinary are the examples whose records ask for a look: the rules say so rightly.
var outOfTheOrdinary = map[string][]string{
	"us-executive":  {"VB-CO-RARE-01"},
	"us-intern":     {"VB-CO-ATWILL-01"},
	"gb-zero-hours": {"VB-GB-HOURS-01"},
}

// TestExamplesCanBeSent: every published example says all that was said, and is stopped by no rule but those that it is
// there to show. README.md of the examples gives each a row.
func TestExamplesCanBeSent(t *testing.T) {
	files, err := filepath.Glob(root + "schemas/handoff/examples/*.json")
	if err != nil || len(files) < 14 {
		t.Fatalf("%d examples, want 14 or more: %v", len(files), err)
	}
	table, err := os.ReadFile(root + "schemas/handoff/examples/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := preview(t, raw)
			var codes []string
			for _, f := range p.Flags {
				if f.Deviation.Severity != policy.Notice {
					codes = append(codes, f.Deviation.Code)
				}
			}
			if want := outOfTheOrdinary[name]; !slices.Equal(codes, want) {
				t.Errorf("raises %v, want %v", codes, want)
			}
			for _, c := range p.Changes {
				if c.Class != terms.Added {
					t.Errorf("%s is %s", c.Term, c.Class)
				}
			}
			if !bytes.Contains(table, []byte("| `"+name+".json` | ")) {
				t.Error("README.md of the examples does not say why it is there")
			}
		})
	}
}

// TestSpecialTermsNeedNoHome keeps the record honest: a case that needs a special term shows what no family holds.
func TestSpecialTermsNeedNoHome(t *testing.T) {
	for _, c := range all(t) {
		var r struct {
			Terms struct {
				Special []json.RawMessage `json:"special_terms"`
			} `json:"terms"`
		}
		if err := json.Unmarshal(c.Record, &r); err != nil {
			t.Fatal(err)
		}
		if len(r.Terms.Special) > 0 {
			t.Errorf("%s has %d special terms: README.md says that there are none", c.Case, len(r.Terms.Special))
		}
	}
}
