package letter

import (
	"fmt"
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/place"
)

// Library is where Assemble finds wording. Everything in it is published; what is in force is judged by date.
type Library interface {
	Templates() ([]*Template, error)
	Clauses() ([]*clause.Version, error)
	// Logo names an image of templates/brand; empty when there is none of that name.
	Logo(file string) digest.Digest
}

// Wanted says which template is looked for.
type Wanted struct {
	Kind     string
	Place    place.Code // where the work is done
	Language string
	On       cal.Date     // the day on which what is in force is judged
	Pins     []digest.Pin // a pinned template is taken whatever is in force; nil pins nothing
}

// Select chooses the template for a kind of letter, place and language: of those in force the one that names the place
// most closely, then the language. It fails with template_missing, template_ambiguous, or clause_changed when the pinned
// version is known under another digest.
func Select[T interface{ Top() *Head }](templates []T, w Wanted) (chosen T, err error) {
	if p, ok := pinOf(w.Pins, "template", ""); ok {
		for _, t := range templates {
			if h := t.Top(); h.ID == p.ID && h.Number == p.Version {
				return t, changed("letter template", h.Ref(), h.Digest, p.Digest)
			}
		}
		return chosen, fault.New(fault.Invalid, fault.CodeTemplateMissing, "the letter template %s that this letter was made with is not in the library", ref(p.ID, p.Version))
	}
	newest := map[string]*Head{}
	for _, t := range templates {
		h := t.Top()
		if now := newest[h.ID]; h.InForce.Holds(w.On) && (now == nil || h.Number > now.Number) {
			newest[h.ID] = h
		}
	}
	var best []T
	top := 0
	for _, t := range templates {
		h := t.Top()
		c := closeness(h.Jurisdictions, h.Language, w)
		if newest[h.ID] != h || !h.serves(w.Kind) || c == 0 || c < top {
			continue
		}
		if c > top {
			best, top = nil, c
		}
		best = append(best, t)
	}
	switch len(best) {
	case 1:
		return best[0], nil
	case 0:
		return chosen, fault.New(fault.Invalid, fault.CodeTemplateMissing, "no letter template is in force for a letter of kind %s in %s for work in %s", w.Kind, w.Language, w.Place)
	}
	return chosen, fault.New(fault.Invalid, fault.CodeTemplateTwo, "two letter templates fit equally well: %s and %s", best[0].Top().Ref(), best[1].Top().Ref())
}

// closeness orders candidates: the place first, then the language. 0 is no candidate.
func closeness(set place.Set, language string, w Wanted) int {
	p, l := set.Match(w.Place, w.On), speaks(language, w.Language)
	if p == 0 || l == 0 {
		return 0
	}
	return p*10 + l
}

// speaks is 2 when a wording is in the very language that is wanted, 1 when it is in its language without a country, 0
// when it is in another.
func speaks(have, want string) int {
	base, _, _ := strings.Cut(want, "-")
	switch have {
	case want:
		return 2
	case base:
		return 1
	}
	return 0
}

// pinOf finds a pin by kind, and by id unless that is empty.
func pinOf(pins []digest.Pin, kind, id string) (digest.Pin, bool) {
	for _, p := range pins {
		if p.Kind == kind && (id == "" || p.ID == id) {
			return p, true
		}
	}
	return digest.Pin{}, false
}

func changed(what, ref string, have, want digest.Digest) error {
	if have == want {
		return nil
	}
	return fault.New(fault.Conflict, fault.CodeClauseChanged, "the %s %s is not the one that was published: its digest differs", what, ref)
}

func ref(id string, version int) string { return fmt.Sprintf("%s@%d", id, version) }
