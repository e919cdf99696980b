package policy

import (
	"slices"
	"strings"

	"verbatim/internal/place"
	"verbatim/internal/terms"
)

const lawPointer terms.Pointer = "/terms/law"

// found are the texts of what a builtin found of one subject, and the terms that they are about.
type found struct {
	texts []string
	about []terms.Pointer
}

func (o *found) add(text string, about terms.Pointer) {
	o.texts, o.about = append(o.texts, text), append(o.about, about)
}

// judgement makes one outcome of all that was found.
func (o found) judgement(r *Rule, passedReason string, at terms.Pointer) judgement {
	if len(o.texts) == 0 {
		return passed(passedReason, at)
	}
	j := r.find("", strings.Join(o.texts, "; "), o.about...)
	j.item = at
	return j
}

// judgeLaw is VB-CO-LAW-01: law or courts of another place than the work, arbitration with a way out for one side, cause
// defined outside the United States, and a named person in a definition.
func judgeLaw(r *Rule, f *facts) []judgement {
	t := f.sheet.Terms
	if t.Law == nil && len(t.Definitions) == 0 {
		return notApplicable("there is nothing that it is about")
	}
	var out found
	if l := t.Law; l != nil {
		elsewhere := func(name string, c *place.Code, text string) {
			if c != nil && !together(*c, f.places.Work) {
				out.add(text+" "+string(*c), lawPointer.Child(name))
			}
		}
		elsewhere("governing", l.Governing, "the law of")
		elsewhere("forum", l.Forum, "the courts of")
		if a := l.Arbitration; a != nil {
			elsewhere("arbitration/seat", a.Seat, "arbitrators in")
			if a.InjunctiveRelief != nil && (*a.InjunctiveRelief == "employer_only" || *a.InjunctiveRelief == "employee_only") {
				out.add("one side alone may still ask a court for an order", lawPointer+"/arbitration/injunctive_relief")
			}
		}
	}
	for _, d := range t.Definitions {
		at := terms.Pointer("/terms/definitions").Child(string(d.ID))
		if definesCause(d) && f.places.Work.Country() != "US" {
			out.add("a definition of cause outside of the United States", at)
		}
		for _, l := range d.Includes {
			if l.Type == "departure_of_person" {
				out.add("a definition that hangs on whether a named person leaves", at.Child("includes").Child(string(l.ID)))
			}
		}
	}
	return []judgement{out.judgement(r, "law and disputes are those of the place of work", "")}
}

// together says whether one place is the other or lies in it.
func together(a, b place.Code) bool { return a.Within(b) || b.Within(a) }

// definesCause says whether a definition is of cause, by its word or else its id.
func definesCause(d terms.Definition) bool {
	word := string(d.ID)
	if d.Word != nil {
		word = *d.Word
	}
	return slices.Contains(strings.Fields(folded(word)), "cause")
}

// folded makes spellings of a word one: of case, and of what stands between its parts.
func folded(word string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(word, func(r rune) bool { return r == ' ' || r == '_' || r == '-' }), " "))
}
