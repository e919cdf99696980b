package lint

import (
	"path"
	"slices"
	"strings"

	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
)

// template judges one letter template by itself.
func (j *judge) template(t *letter.Template) {
	file, top := path.Join(t.Dir, "letter.yaml"), source.Text{Line: 1, Column: 1}
	if t.Changes == "" {
		j.add(spot{file, top}, "missing_changelog", "say what this version changed, for people", "the version has no changelog")
	}
	kinds := handoff.Kind("").Enum()
	for _, k := range t.Kinds {
		if !slices.Contains(kinds, k) {
			j.add(spot{file, top}, "unknown_kind", fault.DidYouMean(k, kinds), "%q is no kind of letter: there are %s", k, strings.Join(kinds, ", "))
		}
	}
	if strings.Count(t.Words.Page, "%d") != 2 || strings.Count(t.Words.Page, "%") != 2 {
		j.add(spot{file, top}, "bad_value", "", "words.page holds %%d twice: the page and the number of pages")
	}
	u := newUse()
	for _, w := range lines(t) {
		u.read(w)
		j.characters(w)
		j.guards(t.Frame, w)
	}
	j.fragment(file, t.Frame, u, "")
	j.groups(file, t)
}

// lines lists the wordings of a template's frame.
func lines(t *letter.Template) []clause.Wording {
	out := []clause.Wording{t.Words.RunningRow}
	papers := []letter.Paperwork{t.Letter}
	for _, c := range t.Companions {
		papers = append(papers, c.Paperwork)
	}
	for _, p := range papers {
		out = append(out, p.Subject, p.Salutation, p.Closing, p.Acceptance, p.Employer, p.Candidate)
	}
	return out
}

// groups finds groups that are there twice, and required ones without any clause.
func (j *judge) groups(file string, t *letter.Template) {
	top := source.Text{Line: 1, Column: 1}
	seen := map[string]bool{}
	for _, g := range t.Groups() {
		if seen[g.ID] {
			j.add(spot{file, top}, "duplicate_group", "", "the group %s is here twice", g.ID)
		}
		seen[g.ID] = true
		has := slices.ContainsFunc(j.clauses, func(v *clause.Version) bool { return v.Group == g.ID })
		if !has {
			j.add(spot{file, top}, "empty_group", "", "no clause belongs to the group %s", g.ID)
		}
	}
}
