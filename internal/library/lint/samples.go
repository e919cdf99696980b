package lint

import (
	"path"
	"slices"

	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
)

// samples runs a version's samples and finds what they never drove one way or the other.
func (j *judge) samples(v *clause.Version) {
	file := path.Join(v.Dir, "samples.yaml")
	top := source.Text{Line: 1, Column: 1}
	coverage, findings := clause.RunSamples(v)
	j.findings = append(j.findings, findings...)
	both := func(kind, name, yes, no string) {
		key := kind + " " + name
		if coverage.Yes[key] == 0 {
			j.add(spot{file, top}, "not_driven", "add a sample", "no sample has %s", yes)
		}
		if coverage.No[key] == 0 && no != "" {
			j.add(spot{file, top}, "not_driven", "add a sample", "no sample has %s", no)
		}
	}
	if v.When != nil {
		both("condition", "when", "the clause's condition true", "the clause's condition false")
	}
	if v.Each != nil && v.Each.Where != nil {
		both("condition", "where", "an item that where picks", "an item that where leaves out")
	}
	u := newUse()
	for _, p := range v.Positions {
		u.read(p.Wording)
		if !slices.ContainsFunc(v.Samples(), func(s clause.Sample) bool { return s.Position == p.Name && s.Printed }) {
			j.add(spot{file, top}, "not_driven", "add a sample with position: "+p.Name, "no sample prints the position %s", p.Name)
		}
	}
	driven(v.Fragment, u, "", both)
}

// driven asks for both ways of every slot and part, those of lists included.
func driven(f clause.Fragment, u use, within string, both func(kind, name, yes, no string)) {
	for name, s := range f.Slots {
		if !u.slots[name] {
			continue
		}
		no := ""
		if mayBeAbsent(s) {
			no = "no value for the slot " + within + name
		}
		both("slot", within+name, "a value for the slot "+within+name, no)
		if s.Inner != nil {
			inner := newUse()
			inner.read(s.Inner.Wording)
			driven(s.Inner.Fragment, inner, within+name+".", both)
		}
	}
	for name := range u.parts {
		both("part", within+name, "the part "+within+name+" printed", "the part "+within+name+" left out")
	}
}

// references finds groups that no template has and clauses that do not exist.
func (j *judge) references() {
	groups := map[string]bool{}
	var names []string
	for _, t := range j.templates {
		for _, g := range t.Groups() {
			groups[g.ID] = true
			names = append(names, g.ID)
		}
	}
	for _, v := range j.clauses {
		file, top := path.Join(v.Dir, "clause.yaml"), source.Text{Line: 1, Column: 1}
		if !groups[v.Group] {
			j.add(spot{file, top}, "unknown_group", fault.DidYouMean(v.Group, names), "no letter template has a group %q", v.Group)
		}
		for _, id := range slices.Concat(v.Requires, v.Excludes) {
			if !slices.ContainsFunc(j.clauses, func(v *clause.Version) bool { return v.ID == id }) {
				j.add(spot{file, top}, "unknown_clause", "", "there is no clause %q", id)
			}
		}
	}
}

// contests runs every sample through the templates that would serve it: no group may have two winners, no required one
// none.
func (j *judge) contests() {
	for _, v := range j.clauses {
		for _, s := range v.Samples() {
			f, err := s.Facts(v)
			if err != nil {
				continue // running the sample has said so
			}
			for _, t := range j.templates {
				if t.Fits(f.Place.Work, f.Letter.Language, f.AsOf) {
					j.contest(t, v, s, f)
				}
			}
		}
	}
}

func (j *judge) contest(t *letter.Template, v *clause.Version, s clause.Sample, f clause.Facts) {
	file := path.Join(v.Dir, "samples.yaml")
	faults, err := letter.Contest(t, j.clauses, f)
	if err != nil {
		j.add(spot{file, s.At}, "bad_sample", "", "sample %q cannot be tried in %s: %s", s.Name, t.Ref(), err)
	}
	for _, x := range faults {
		j.add(spot{file, s.At}, string(x.Code), "", "sample %q in %s: %s", s.Name, t.Ref(), x.Message)
	}
}
