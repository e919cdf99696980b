package cases_test

import (
	"slices"
	"sync"
	"testing"

	"verbatim/internal/handoff"
	"verbatim/internal/handoff/cases"
	"verbatim/internal/schema"
	"verbatim/internal/terms"
	"verbatim/schemas"
)

// stated are the kinds of standard wording (record.md section 7) that no recruiter speaks of.
var stated = []string{
	"withholding", "tax_advice_disclaimer", "statutory_minimum_floor", "order_of_precedence", "amendment_in_writing", "counsel_advice",
	"counterparts_electronic", "eeo_statement", "employer_discretion", "entire_agreement", "no_reliance", "notices_clause", "severability",
	"successors_assigns",
}

func all(t *testing.T) []cases.Case {
	t.Helper()
	list, err := cases.All()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// set is loaded once: compiling the schemas takes longer than all the rest.
var set = sync.OnceValues(func() (*schema.Set, error) { return schema.Load(schemas.Files) })

func validator(t *testing.T) *schema.Set {
	t.Helper()
	v, err := set()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func record(t *testing.T, c cases.Case) handoff.Record {
	t.Helper()
	r, err := handoff.Parse(c.Record, validator(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestEachIsARecord: every case validates, and conforms again after a round through the Go types.
func TestEachIsARecord(t *testing.T) {
	for _, c := range all(t) {
		t.Run(c.Case, func(t *testing.T) {
			r := record(t, c)
			if faults := handoff.Conforms(r, validator(t)); len(faults) > 0 {
				t.Errorf("%+v", faults)
			}
		})
	}
}

// TestEveryTermHasAHome: each term of a letter stands in the record, is standard wording, or is a rule of the company.
func TestEveryTermHasAHome(t *testing.T) {
	kinds, total := map[string]bool{}, 0
	for _, c := range all(t) {
		t.Run(c.Case, func(t *testing.T) {
			there := places(record(t, c))
			for _, term := range c.Terms {
				total++
				kinds[term.Kind] = true
				oneHome(t, term, there)
			}
		})
	}
	if total != 284 || len(kinds) != 117 {
		t.Errorf("%d terms of %d kinds, the letters have 284 of 117", total, len(kinds))
	}
}

func oneHome(t *testing.T, term cases.Term, there []terms.Pointer) {
	t.Helper()
	homes := 0
	for _, given := range []bool{len(term.Home) > 0, term.States != "", term.Policy != ""} {
		if given {
			homes++
		}
	}
	if homes != 1 {
		t.Errorf("%s has %d sorts of home, want one", term.Kind, homes)
	}
	if term.States != "" && !slices.Contains(stated, term.States) {
		t.Errorf("%s: %s is no standard wording", term.Kind, term.States)
	}
	for _, p := range term.Home {
		if !covers(p, there) {
			t.Errorf("%s: the record holds nothing at %s", term.Kind, p)
		}
	}
}

// places are the leaves of a record's terms and the choices of its envelope that a letter prints.
func places(r handoff.Record) []terms.Pointer {
	out := []terms.Pointer{"/letter/languages", "/agreed", "/employer/entity"}
	if r.Letter.Marking != nil {
		out = append(out, "/letter/marking")
	}
	for _, l := range r.Sheet().Leaves() {
		out = append(out, l.Term)
	}
	return out
}

func covers(p terms.Pointer, there []terms.Pointer) bool {
	return slices.ContainsFunc(there, func(l terms.Pointer) bool { return l.Under(p) || p.Under(l) })
}

// TestNothingCameFromNowhere: each value of a record is a term of its letter or is listed as invented.
func TestNothingCameFromNowhere(t *testing.T) {
	for _, c := range all(t) {
		t.Run(c.Case, func(t *testing.T) {
			r := record(t, c)
			known := append([]terms.Pointer{"/candidate/name", "/letter/languages"}, c.Invented...)
			for _, term := range c.Terms {
				known = append(known, term.Home...)
			}
			there := places(r)
			for _, l := range there {
				if !slices.ContainsFunc(known, func(p terms.Pointer) bool { return l.Under(p) || p.Under(l) }) {
					t.Errorf("%s is neither a term of the letter nor listed as invented", l)
				}
			}
			for _, p := range c.Invented {
				if !covers(p, there) {
					t.Errorf("%s is listed as invented and is not there", p)
				}
			}
		})
	}
}

// TestFewSpecialTerms: at most a tenth of all terms needs the way out for what no family holds.
func TestFewSpecialTerms(t *testing.T) {
	special, total := 0, 0
	for _, c := range all(t) {
		for _, term := range c.Terms {
			total++
			if slices.ContainsFunc(term.Home, func(p terms.Pointer) bool { return p.Under("/terms/special_terms") }) {
				special++
			}
		}
	}
	t.Logf("%d of %d terms are special terms", special, total)
	if 10*special > total {
		t.Errorf("%d of %d terms are special terms: at most a tenth", special, total)
	}
}

// TestUnusualMarks: the reader's marks are carried over, so that a test of the rules can ask what answered each.
func TestUnusualMarks(t *testing.T) {
	marks := 0
	for _, c := range all(t) {
		for _, term := range c.Terms {
			if term.Unusual != "" {
				marks++
			}
		}
	}
	if marks != 47 {
		t.Errorf("%d marks, the letters have 47", marks)
	}
}
