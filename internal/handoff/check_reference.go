package handoff

import (
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// referred says in which list the item stands that a member names by id.
var referred = map[string]terms.Pointer{
	"document": "/terms/documents", "plan": "/terms/documents",
	"documents": "/terms/documents",
	"payer":     "/parties", "credited_by": "/parties", "issuer": "/parties", "except": "/parties",
	"against": "/terms/variable_pay", "tandem_with": "/terms/equity",
}

// reference checks that an id names an item that exists; the employer needs no item.
func (c *checker) reference(s spot, id terms.ID) {
	list, ok := referred[s.name()]
	if !ok || (list == "/parties" && id == "employer") || c.there[list.Child(string(id))] {
		return
	}
	c.fault(s, "", fault.CodeBadReference, "no item of %s has this id: add it there, or correct the id", list)
}

// pointer checks that a term pointer names a term: one that records can hold, and that this one holds where the value
// depends on it.
func (c *checker) pointer(s spot, p terms.Pointer) {
	_, possible := terms.TypeAt(p)
	switch {
	case !possible:
		c.fault(s, "", fault.CodeUnknownTerm, "no record has this term: name it from the root, list items by id, such as /terms/base_pay/rate")
	case s.name() == "near":
		// where a reader would look, which may be a family of which nothing was said
	case !c.there[p]:
		c.fault(s, "", fault.CodeBadReference, "this record says nothing at that term")
	case s.path.Under(p):
		c.fault(s, "", fault.CodeContradiction, "a value cannot be a part of itself: name another term")
	}
}

// provenance checks the keys, which are pointers to terms of this record.
func (c *checker) provenance(s spot, m map[terms.Pointer]Provenance) {
	for p := range m {
		at := spot{pointer: s.pointer.Child(string(p)), path: p}
		if !c.there[p] || !compared(p) {
			c.fault(at, "", fault.CodeBadReference, "this record says nothing at that term: a key names one that it holds, list items by id")
		}
	}
}
