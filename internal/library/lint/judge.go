package lint

import (
	"path"

	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/expr"
	"verbatim/internal/letter"
)

// judge collects findings over one library.
type judge struct {
	Options
	clauses   []*clause.Version
	templates []*letter.Template
	findings  []source.Finding
}

func dirOf(file string) string { return path.Dir(file) }

// spot is a place of a file.
type spot struct {
	file string
	source.Text
}

func (j *judge) add(at spot, code, suggestion, format string, args ...any) {
	f := source.Place{File: at.file}.At(at.Text, code, format, args...)
	f.Suggestion = suggestion
	j.findings = append(j.findings, f)
}

func (j *judge) warn(at spot, code, format string, args ...any) {
	j.add(at, code, "", format, args...)
	j.findings[len(j.findings)-1].Severity = source.Warning
}

// clause judges one clause version by itself.
func (j *judge) clause(v *clause.Version) {
	file := path.Join(v.Dir, "clause.yaml")
	top := source.Text{Line: 1, Column: 1}
	if v.Changes == "" {
		j.add(spot{file, top}, "missing_changelog", "say what this version changed, for people", "the version has no changelog")
	}
	j.constant(file, "when", v.When, top)
	if v.Each != nil {
		j.constant(file, "where", v.Each.Where, top)
	}
	for _, b := range v.Basis {
		j.citation(file, b)
	}
	u := newUse()
	for _, p := range v.Positions {
		u.read(p.Wording)
		j.guards(v.Fragment, p.Wording)
		j.headings(v, p)
		j.literals(v, p)
		j.characters(p.Wording)
	}
	j.fragment(file, v.Fragment, u, "")
	j.drawn(file, top, v.Title)
	j.samples(v)
}

// citation asks somebody to read a law again after a year.
func (j *judge) citation(file string, b clause.Basis) {
	at := source.Text{Line: 1, Column: 1}
	switch {
	case j.AsOf.IsZero():
	case j.AsOf.Before(b.CheckedOn):
		j.add(spot{file, at}, "citation_in_future", "", "a citation was checked on %s, which is after today", b.CheckedOn)
	case b.CheckedOn.AddMonths(12).Before(j.AsOf):
		j.warn(spot{file, at}, "citation_old", "a citation was last checked on %s: read it again", b.CheckedOn)
	}
}

// constant finds conditions that are the same whatever the record says.
func (j *judge) constant(file, what string, p *expr.Program, at source.Text) {
	if p == nil {
		return
	}
	if v, ok := p.Constant(); ok {
		j.add(spot{file, at}, "constant", "leave the condition out, or write what it depends on", "%s is always %v", what, v)
	}
}

// fragment judges slots and parts by their use.
func (j *judge) fragment(file string, f clause.Fragment, u use, within string) {
	for name, s := range f.Slots {
		if !u.slots[name] {
			j.add(spot{file, s.At.Text()}, "unused_slot", "put {{ "+name+" }} into the wording or leave it out", "no wording uses the slot %s%s", within, name)
		}
		j.words(file, s)
		if s.Inner != nil {
			inner := newUse()
			inner.read(s.Inner.Wording)
			j.guards(s.Inner.Fragment, s.Inner.Wording)
			j.characters(s.Inner.Wording)
			j.fragment(file, s.Inner.Fragment, inner, within+name+".")
		}
	}
	for name, p := range f.Parts {
		if !u.parts[name] {
			j.add(spot{file, p.At.Text()}, "unused_part", "put [["+name+": ...]] into the wording or leave it out", "no wording has the part %s%s", within, name)
		}
		j.constant(file, "the condition of part "+within+name, p.When, p.At.Text())
	}
}

// use is which slots and parts wordings name.
type use struct{ slots, parts map[string]bool }

func newUse() use { return use{map[string]bool{}, map[string]bool{}} }

func (u use) read(w clause.Wording) {
	w.Each(func(atoms []clause.Atom) {
		for _, a := range atoms {
			switch a.Kind {
			case clause.Filled:
				u.slots[a.Name] = true
			case clause.Open:
				u.parts[a.Name] = true
			}
		}
	})
}
