package letter_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/place"
)

// special is a version of a clause for special terms.
type special struct {
	id, jurisdictions, language, from, until, words string
	number                                          int
}

func (s special) version(t testing.TB) *clause.Version {
	t.Helper()
	until := ""
	if s.until != "" {
		until = ", until: " + s.until
	}
	yaml := "jurisdictions: '" + s.jurisdictions + "'\nlanguage: " + s.language + "\nin_force: { from: " + s.from + until + " }\ngroup: whole_offer\nowner: legal\nchangelog: x\n"
	v, found := clause.Parse(clause.Dir{Path: "clauses/f/" + s.id, Family: "f", ID: s.id, Number: max(s.number, 1)}, clause.Files{
		"clause.yaml": []byte(yaml), "standard.md": []byte(s.words), "samples.yaml": []byte("samples: []\n"),
	})
	if err := source.Refuse(found); err != nil {
		t.Fatal(err)
	}
	return v
}

// with is the embedded library with other clauses in the group whole_offer.
func with(t testing.TB, lib *library.Snapshot, specials ...special) mutant {
	m := mutant{Snapshot: lib}
	for _, v := range listed(t, lib.Clauses) {
		if v.Group != "whole_offer" {
			m.clauses = append(m.clauses, v)
		}
	}
	for _, s := range specials {
		m.clauses = append(m.clauses, s.version(t))
	}
	return m
}

// said gives the words of the group's winner, and the code of the error when there is no letter.
func said(in letter.Input) string {
	a, err := letter.Assemble(in)
	var e *fault.Error
	if errors.As(err, &e) {
		return "fault " + string(e.Code)
	}
	for _, b := range a.Documents[0].Blocks {
		if b.Source != nil && b.Source.Family == "f" {
			return b.Text()
		}
	}
	return ""
}

func TestWhichWordingWins(t *testing.T) {
	lib := embedded(t)
	const any, us, ca = "*", "US", "US-CA"
	for name, row := range map[string]struct {
		place    place.Code
		specials []special
		want     string
	}{
		"the subdivision before the country": {"US-CA", []special{{id: "a", jurisdictions: any, language: "en", from: "2026-01-01", words: "any"}, {id: "b", jurisdictions: us, language: "en", from: "2026-01-01", words: "us"}, {id: "c", jurisdictions: ca, language: "en", from: "2026-01-01", words: "ca"}}, "ca"},
		"the country before everywhere":      {"US-NY", []special{{id: "a", jurisdictions: any, language: "en", from: "2026-01-01", words: "any"}, {id: "b", jurisdictions: us, language: "en", from: "2026-01-01", words: "us"}, {id: "c", jurisdictions: ca, language: "en", from: "2026-01-01", words: "ca"}}, "us"},
		"an exclusion":                       {"US-MT", []special{{id: "a", jurisdictions: any, language: "en", from: "2026-01-01", words: "any"}, {id: "b", jurisdictions: "US, !US-MT", language: "en", from: "2026-01-01", words: "us"}}, "any"},
		"the language before its family":     {"US-CA", []special{{id: "a", jurisdictions: us, language: "en", from: "2026-01-01", words: "en"}, {id: "b", jurisdictions: us, language: "en-US", from: "2026-01-01", words: "en-US"}}, "en-US"},
		"another country's language":         {"US-CA", []special{{id: "b", jurisdictions: us, language: "en-GB", from: "2026-01-01", words: "en-GB"}}, ""},
		"two fit equally well":               {"US-CA", []special{{id: "a", jurisdictions: ca, language: "en", from: "2026-01-01", words: "a"}, {id: "b", jurisdictions: ca, language: "en", from: "2026-01-01", words: "b"}}, "fault clause_ambiguous"},
		"the newest version in force":        {"US-CA", []special{{id: "a", jurisdictions: any, language: "en", from: "2026-01-01", words: "one"}, {id: "a", number: 2, jurisdictions: any, language: "en", from: "2026-06-01", words: "two"}, {id: "a", number: 3, jurisdictions: any, language: "en", from: "2027-01-01", words: "three"}}, "two"},
		"a version that ended":               {"US-CA", []special{{id: "a", jurisdictions: any, language: "en", from: "2026-01-01", words: "one"}, {id: "a", number: 2, jurisdictions: any, language: "en", from: "2026-06-01", until: "2026-11-24", words: "two"}}, "one"},
		"nothing in force and not required":  {"US-CA", []special{{id: "a", jurisdictions: any, language: "en", from: "2027-01-01", words: "later"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := examples(t)["us-two-payments"]
			r.Terms.Place.Jurisdiction = row.place
			in := input(t, lib, r)
			in.Library = with(t, lib, row.specials...)
			if got := said(in); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestPinsKeepTheWording(t *testing.T) {
	lib := embedded(t)
	in := input(t, lib, examples(t)["us-two-payments"])
	one := special{id: "a", jurisdictions: "US", language: "en", from: "2026-01-01", words: "one"}
	two := special{id: "a", number: 2, jurisdictions: "US", language: "en", from: "2026-02-01", words: "two"}
	closer := special{id: "b", jurisdictions: "US-TX", language: "en", from: "2026-02-01", words: "closer"}
	in.Library = with(t, lib, one)
	first := assemble(t, in)
	in.Library, in.Pins = with(t, lib, one, two, closer), first.Pins
	if got := said(in); got != "one" {
		t.Errorf("a revise reads %q", got)
	}
	again := assemble(t, in)
	if !slices.Equal(first.Pins, again.Pins) {
		t.Error("the same pins made other pins")
	}
	in.Pins = nil
	if got := said(in); got != "closer" {
		t.Errorf("a rebase reads %q", got)
	}
	edited := one
	edited.words = "edited"
	in.Library, in.Pins = with(t, lib, edited), first.Pins
	if got := said(in); got != "fault clause_changed" {
		t.Errorf("an edited version reads %q", got)
	}
	in.Library = with(t, lib)
	if got := said(in); got != "fault clause_missing" {
		t.Errorf("a lost version reads %q", got)
	}
}

func TestSelect(t *testing.T) {
	lib := embedded(t)
	day := cal.MustDate("2026-11-24")
	ask := letter.Wanted{Kind: "standard", Place: "US-TX", Language: "en-US", On: day}
	if got, err := letter.Select(listed(t, lib.Templates), ask); err != nil || got.ID != "us-at-will" {
		t.Fatal(got, err)
	}
	us, err := lib.Template("us-at-will", 0)
	if err != nil {
		t.Fatal(err)
	}
	twin, pinned := *us, *us
	twin.ID, pinned.Digest = "twin", digest.Of(nil)
	for name, row := range map[string]struct {
		templates []*letter.Template
		change    func(*letter.Wanted)
		want      fault.Code
	}{
		"no kind":     {listed(t, lib.Templates), func(w *letter.Wanted) { w.Kind = "zero_hours" }, fault.CodeTemplateMissing},
		"no language": {listed(t, lib.Templates), func(w *letter.Wanted) { w.Language = "de-DE" }, fault.CodeTemplateMissing},
		"no place":    {listed(t, lib.Templates), func(w *letter.Wanted) { w.Place = "" }, fault.CodeTemplateMissing},
		"too early":   {listed(t, lib.Templates), func(w *letter.Wanted) { w.On = cal.MustDate("2025-12-31") }, fault.CodeTemplateMissing},
		"two":         {[]*letter.Template{us, &twin}, func(*letter.Wanted) {}, fault.CodeTemplateTwo},
		"edited":      {[]*letter.Template{&pinned}, func(w *letter.Wanted) { w.Pins = []digest.Pin{us.Pin()} }, fault.CodeClauseChanged},
		"gone":        {nil, func(w *letter.Wanted) { w.Pins = []digest.Pin{us.Pin()} }, fault.CodeTemplateMissing},
	} {
		w := ask
		row.change(&w)
		_, err := letter.Select(row.templates, w)
		var e *fault.Error
		if !errors.As(err, &e) || e.Code != row.want {
			t.Errorf("%s: %v, want %s", name, err, row.want)
		}
	}
}

func TestChoices(t *testing.T) {
	lib := embedded(t)
	in := input(t, lib, examples(t)["us-two-payments"])
	in.Choices = []letter.Choice{{Clause: "sign_on", Position: "fallback-1"}}
	a := assemble(t, in)
	found := false
	for _, b := range a.Documents[0].Blocks {
		if b.Source != nil && b.Source.Clause == "sign_on" && b.Kind == letter.Paragraph {
			found = b.Source.Position == "fallback-1" && strings.Contains(b.Text(), "we still pay it")
		}
	}
	if !found || len(unwritten(in, a)) > 0 {
		t.Errorf("fallback printed: %v, unwritten: %v", found, unwritten(in, a))
	}
	for _, c := range []letter.Choice{{Clause: "sign_on", Position: "fallback-9"}, {Clause: "nothing", Position: "standard"}, {Clause: "prospects", Position: "standard"}} {
		in.Choices = []letter.Choice{c}
		_, err := letter.Assemble(in)
		fs := fault.FaultsOf(err)
		if len(fs) != 1 || fs[0].Code != fault.CodeBadReference || !strings.HasPrefix(string(fs[0].Pointer), "/choices/0/") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
