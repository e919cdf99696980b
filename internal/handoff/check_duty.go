package handoff

import (
	"slices"

	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// duty holds the checks of engagement, duties, definitions and law; ok says that this is such a value.
func (c *checker) duty(s spot) (ok bool) {
	switch v := s.held.(type) {
	case terms.Engagement:
		c.engagement(s, v)
	case terms.Deduction:
		if v.Type == "other" && v.Text == nil && v.Document == nil {
			c.fault(s, "text", fault.CodeRequired, "the type other needs a text or a document that says what is taken")
		}
	case terms.Definition:
		c.definition(s, v)
	case terms.Limb:
		c.limb(s, v)
	case terms.Covenant:
		c.covenant(s, v)
	case terms.Contingency:
		c.contingency(s, v)
	case terms.Law:
		if v.Language != nil && !slices.Contains(c.record.Letter.Languages, *v.Language) {
			c.fault(s, "language", fault.CodeContradiction, "the version that governs is one of the letter's: name one of /letter/languages")
		}
	case terms.Particular:
		c.particular(s, v)
	case terms.Terms:
		c.words(s, v.Definitions)
	default:
		return false
	}
	return true
}

func (c *checker) definition(s spot, d terms.Definition) {
	switch held := d.Source == "document"; {
	case held && d.Document == nil:
		c.fault(s, "document", fault.CodeRequired, "a meaning that stands in a document names it")
	case !held && d.Document != nil:
		c.fault(s, "document", fault.CodeContradiction, "only a meaning whose source is a document names one: leave it out, or correct the source")
	}
	if d.Limbs != nil && *d.Limbs < len(d.Includes) {
		c.fault(s, "limbs", fault.CodeContradiction, "a definition has at least as many cases as are listed")
	}
}

// words refuses two definitions of one word.
func (c *checker) words(s spot, list []terms.Definition) {
	seen := map[string]bool{}
	for i, d := range list {
		word := string(d.ID)
		if d.Word != nil {
			word = *d.Word
		}
		if key := fold(word); seen[key] {
			c.fault(item(s, "definitions", i, d.ID), "word", fault.CodeContradiction, "this word is defined twice: one meaning holds")
		} else {
			seen[key] = true
		}
	}
}

func (c *checker) limb(s spot, l terms.Limb) {
	switch {
	case l.Type == "other" && l.Text == nil:
		c.fault(s, "text", fault.CodeRequired, "the type other needs a text that says the case")
	case l.Type == "departure_of_person" && l.Person == nil:
		c.fault(s, "person", fault.CodeRequired, "a departure says whose")
	case l.Type != "departure_of_person" && l.Person != nil:
		c.fault(s, "person", fault.CodeContradiction, "only the departure of a person names one: leave it out, or correct the type")
	case l.Type != "relocation" && (l.Outside != nil || l.Distance != nil):
		c.fault(s, "type", fault.CodeContradiction, "only a move has an area or a distance: leave them out, or give the type relocation")
	}
}

// inventions are the covenants about what the person creates.
var inventions = []terms.CovenantType{"confidentiality_and_inventions", "inventions"}

func (c *checker) covenant(s spot, v terms.Covenant) {
	switch {
	case v.Type == "other" && v.Scope == nil && v.Document == nil:
		c.fault(s, "scope", fault.CodeRequired, "the type other needs a scope or a document that says what is promised")
	case v.Rule != nil && v.Type != "outside_activities":
		c.fault(s, "rule", fault.CodeContradiction, "a rule on other work belongs to the type outside_activities: leave it out, or correct the type")
	case v.Liability != nil && v.Type != "property_liability":
		c.fault(s, "liability", fault.CodeContradiction, "a degree of fault belongs to the type property_liability: leave it out, or correct the type")
	case v.Unlimited != nil && !slices.Contains(inventions, v.Type):
		c.fault(s, "unlimited", fault.CodeContradiction, "only inventions are claimed without limit: leave it out, or correct the type")
	}
	if v.Applies != nil && *v.Applies == "during" && (v.Length != nil || v.Compensation != nil) {
		c.fault(s, "applies", fault.CodeContradiction, "a length and a compensation are for the time after the employment: give after or both, or leave them out")
	}
}

func (c *checker) contingency(s spot, v terms.Contingency) {
	c.named(s, string(v.Type), v.Name)
	checks := v.Type == "background_check" || v.Type == "criminal_records"
	switch {
	case len(v.Includes) > 0 && !checks:
		c.fault(s, "includes", fault.CodeContradiction, "what a check looks at belongs to a background check: leave it out, or correct the type")
	case v.Level != nil && !checks:
		c.fault(s, "level", fault.CodeContradiction, "a level belongs to a check of criminal records: leave it out, or correct the type")
	case len(v.Documents) > 0 && v.Type != "document_signing":
		c.fault(s, "documents", fault.CodeContradiction, "papers to sign belong to the type document_signing: leave them out, or correct the type")
	}
}

func (c *checker) particular(s spot, p terms.Particular) {
	given := 0
	for _, there := range []bool{p.Text != nil, p.Document != nil, p.None != nil} {
		if there {
			given++
		}
	}
	switch {
	case given == 0:
		c.fault(s, "text", fault.CodeRequired, "exactly one of text, document and none is given")
	case given > 1:
		c.fault(s, "text", fault.CodeContradiction, "exactly one of text, document and none is given, not more")
	case p.None != nil && !*p.None:
		c.fault(s, "none", fault.CodeContradiction, "none says that there is none: say what there is in text or document")
	}
}
