package desk_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/handoff/cases"
	"verbatim/internal/letter"
	"verbatim/internal/render/checkers"
	"verbatim/internal/render/pdfrule"
)

// TestEveryRecordsPapersKeepTheStandards makes the letter of every example and of every real case, and holds each paper
// against our rules and against the programs that are installed. KEEP_LETTERS names a folder to keep them in, to be looked
// at.
func TestEveryRecordsPapersKeepTheStandards(t *testing.T) {
	o := newOffice(t)
	all := records(t)
	if len(all) < 33 {
		t.Errorf("only %d records were found", len(all))
	}
	for _, c := range checkers.All() {
		if c.Missing() {
			t.Logf("%s is not installed: nothing judges %s", c.Program, c.Name)
		}
	}
	for name, raw := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := o.Preview(t.Context(), robin, raw)
			if err != nil {
				t.Fatal(err)
			}
			for _, paper := range p.Version.Documents {
				keepsStandards(t, name+"-"+paper.Document.ID, paper)
			}
		})
	}
}

// records are the published examples and the real cases by their names.
func records(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	examples, err := filepath.Glob("../../schemas/handoff/examples/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range examples {
		if out[strings.TrimSuffix(filepath.Base(file), ".json")], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	all, err := cases.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		out[c.Case] = c.Record
	}
	return out
}

func keepsStandards(t *testing.T, name string, paper letter.Rendition) {
	t.Helper()
	for _, f := range pdfrule.Check(paper.PDF) {
		t.Errorf("%s: %s", name, f)
	}
	read, err := pdfrule.Reading(paper.PDF)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range paper.Document.Blocks {
		for _, line := range b.Lines { // the candidate's name is in the address
			if !strings.Contains(strings.Join(strings.Fields(read), " "), strings.Join(strings.Fields(line), " ")) {
				t.Errorf("%s: %q does not read back", name, line)
			}
		}
	}
	dir := os.Getenv("KEEP_LETTERS")
	if dir == "" {
		dir = t.TempDir()
	}
	file := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(file, paper.PDF, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range checkers.All() {
		if c.Missing() {
			continue
		}
		for _, f := range c.Check(file, &paper.Document) {
			t.Errorf("%s, %s: %s", name, c.Name, f)
		}
	}
	if terms := mustAttached(t, paper.PDF); !json.Valid(terms) {
		t.Errorf("%s: the terms inside are no JSON", name)
	}
}

func mustAttached(t *testing.T, pdf []byte) []byte {
	t.Helper()
	p, err := parts()
	if err != nil {
		t.Fatal(err)
	}
	a := p.drawer.Attached(pdf)
	if len(a.Terms) != 1 {
		t.Fatalf("%d sets of terms", len(a.Terms))
	}
	return a.Terms[0]
}

// TestNamesReadBackOrAreRefused: a name is drawn as it was accepted, or refused with its characters, its place in the record
// and the way out; it is never changed.
func TestNamesReadBackOrAreRefused(t *testing.T) {
	o := newOffice(t)
	for name, refused := range map[string]string{
		"Zoë Łukasiewicz-Ångström": "", "Nguyễn Thị Hồng Ánh": "", "Γιώργος Παπαδόπουλος": "", "Александр Щёголев": "", "Dževad Đorđević": "", "Þórdís Æsa Ólafsdóttir": "",
		"İpek Çağlayan": "", "Seán O’Brien (Jr.)": "", "D\u2019Arcy & Co": "",
		"李小龍": "U+674E (Han script)", "محمد": "U+0645 (Arabic script)", "משה": "U+05DE (Hebrew script)", "राजेश": "U+0930 (Devanagari script)", "แสง": "U+0E41 (Thai script)",
	} {
		p, err := o.Preview(t.Context(), robin, example(t, usExample, `"full": "Ana Ruiz"`, `"full": "`+name+`"`))
		if refused == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			read, err := pdfrule.Reading(p.Version.Letter().PDF)
			if err != nil || !strings.Contains(read, name) {
				t.Errorf("%s does not read back (%v)", name, err)
			}
			continue
		}
		var e *fault.Error
		if !errors.As(err, &e) || e.Kind != fault.Invalid || e.Code != fault.CodeUndrawable || len(e.Faults) == 0 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f := e.Faults[0]; f.Pointer != "/candidate/name/full" || !strings.Contains(f.Message, refused) || !strings.Contains(f.Message, "Latin letters") {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
