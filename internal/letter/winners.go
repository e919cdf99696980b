package letter

import (
	"verbatim/internal/clause"
	"verbatim/internal/fault"
)

// Contest runs the groups of a template over facts and gives the faults: two clauses that fit equally well, and none
// where one must be. It is how the publish gate asks what a sample would do to a letter.
func Contest(t *Template, clauses []*clause.Version, f clause.Facts) ([]fault.Fault, error) {
	w := Wanted{Kind: f.Letter.Kind, Place: f.Place.Work, Language: f.Letter.Language, On: f.AsOf}
	choose, faults := newChooser(clauses, w)
	l, err := clause.NewLayout(f, f.Letter.Language)
	if err != nil {
		return nil, err
	}
	groups := Paperwork{Sections: t.Letter.Sections}
	if f.Paper != nil {
		groups.Sections = nil
		for _, c := range t.Companions {
			groups.Sections = append(groups.Sections, c.Sections...)
		}
	}
	p := &paper{Paperwork: groups}
	for _, g := range p.groups() {
		if f.Paper != nil {
			g.Required = false // the sample need not be of this companion
		}
		_, more, err := choose.winners(g, l)
		if err != nil {
			return nil, err
		}
		faults = append(faults, more...)
	}
	return faults, nil
}
