package handoff

import (
	"encoding/json"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// fold makes two spellings of a word one: of case, and of spaces or underscores between its parts.
func fold(word string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(word, func(r rune) bool { return r == '_' || r == ' ' || r == '-' }), " "))
}

// choices checks conditions and alternatives: what each would make of the record must be a record again. That is judged
// only where the record has no other fault, since those would come again for each.
func (c *checker) choices(v Validator) {
	clean := len(c.faults) == 0
	root := spot{pointer: "/terms", path: "/terms"}
	for i, x := range c.record.Terms.Conditions {
		at := item(root, "conditions", i, x.ID)
		if x.When.Type == terms.ToBeAgreed || x.When.Type == terms.CandidateFills {
			c.fault(child(at, "when"), "type", fault.CodeContradiction, "a condition waits for a day or an event that is known: give one of date, after, event")
		}
		c.changes(at, x.Set, clean, v)
	}
	for i, x := range c.record.Terms.Alternatives {
		at := item(root, "alternatives", i, x.ID)
		c.alternative(at, x)
		for k, o := range x.Options {
			c.changes(item(at, "options", k, o.ID), o.Set, clean, v)
		}
	}
}

func (c *checker) alternative(s spot, a terms.Alternative) {
	if len(a.Options) < 2 {
		c.fault(s, "options", fault.CodeTooShort, "a choice has at least two options")
	}
	options := map[terms.ID]bool{}
	for _, o := range a.Options {
		options[o.ID] = true
	}
	if a.Chosen != nil && !options[*a.Chosen] {
		c.fault(s, "chosen", fault.CodeBadReference, "no option has this id")
	}
	if a.Otherwise != nil && !options[*a.Otherwise] {
		c.fault(s, "otherwise", fault.CodeBadReference, "no option has this id")
	}
}

// changes checks one list of changes.
func (c *checker) changes(s spot, set []terms.Patch, clean bool, v Validator) {
	at := child(s, "set")
	before := len(c.faults)
	for i, p := range set {
		if p.Term.Family() == "" || p.Term.Family() == "conditions" || p.Term.Family() == "alternatives" {
			one := at
			one.pointer = one.pointer.Child(index(i))
			c.fault(one, "term", fault.CodeNotAllowed, "what can change is a term below /terms that is no condition and no choice itself")
		}
	}
	if len(c.faults) > before {
		return
	}
	changed, faults := terms.Apply(c.record.Sheet(), set)
	for _, f := range faults {
		c.faults = append(c.faults, fault.Fault{Code: f.Code, Pointer: at.pointer + f.Pointer, Term: string(at.term()), Message: f.Message})
	}
	if len(faults) > 0 || !clean {
		return
	}
	if f, bad := c.consequence(changed, v); bad {
		where := f.Term
		if where == "" {
			where = string(f.Pointer)
		}
		c.fault(at, "", fault.CodeContradiction, "with these changes this would be no record any more: at %s, %s", where, f.Message)
	}
}

// consequence gives the first fault of the record with other terms.
func (c *checker) consequence(changed terms.Sheet, v Validator) (first fault.Fault, bad bool) {
	r := c.record
	r.Terms = changed.Terms
	r.Terms.Conditions, r.Terms.Alternatives, r.Provenance = nil, nil, nil
	faults := []fault.Fault{}
	if raw, err := json.Marshal(r); err == nil && v != nil {
		faults = v.Validate(Schema, raw)
	}
	if len(faults) == 0 {
		faults = check(r, nil)
	}
	if len(faults) == 0 {
		return first, false
	}
	return faults[0], true
}
