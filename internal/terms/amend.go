package terms

import (
	"encoding/json"
	"fmt"
	"strconv"

	"verbatim/internal/fault"
)

// Amend applies amendments in order. It collects every fault with a pointer into the list (/amendments/0/expect); the
// Sheet is of use only without faults. The result has passed the strict decode, not yet the schema: handoff.Revalidate
// says whether it is still a record.
func Amend(s Sheet, amendments []Amendment) (Sheet, []fault.Fault) {
	var faults []fault.Fault
	for i, a := range amendments {
		at := fault.Pointer("/amendments").Child(strconv.Itoa(i))
		next, f := amend(s, a)
		if f != nil {
			f.Pointer, f.Term = at+f.Pointer, string(a.Term)
			faults = append(faults, *f)
			continue
		}
		s = next
	}
	return s, faults
}

func amend(s Sheet, a Amendment) (Sheet, *fault.Fault) {
	if f := a.check(); f != nil {
		return s, f
	}
	t, err := treeOf(s)
	if err != nil {
		return s, &fault.Fault{Code: fault.CodeBadAmendment, Message: "the record cannot be amended"}
	}
	if f := expected(s, t, a); f != nil {
		return s, f
	}
	if f := t.apply(a.Patch); f != nil {
		return s, f
	}
	next, err := t.sheet(true)
	if err != nil {
		return s, &fault.Fault{
			Code: fault.CodeBadAmendment, Pointer: "/value",
			Message: "the value does not fit the term: it must have the form that the record's schema gives for it",
		}
	}
	return next, nil
}

// check says what is wrong with an amendment by itself.
func (a Amendment) check() *fault.Fault {
	typ, known := TypeAt(a.Term)
	switch {
	case !a.Term.Valid() || !known:
		return &fault.Fault{Code: fault.CodeUnknownTerm, Pointer: "/term", Message: "no record has this term: name it from the root, list items by id, such as /terms/one_time_payments/sign_on/size"}
	case a.Op != Set && a.Op != Add && a.Op != Remove:
		return &fault.Fault{Code: fault.CodeNotAllowed, Pointer: "/op", Message: "the operation is one of set, add, remove"}
	case a.Op == Remove && len(a.Value) > 0:
		return &fault.Fault{Code: fault.CodeBadAmendment, Pointer: "/value", Message: "remove takes no value"}
	case a.Op != Remove && (len(a.Value) == 0 || string(a.Value) == "null"):
		return &fault.Fault{Code: fault.CodeRequired, Pointer: "/value", Message: string(a.Op) + " needs a value"}
	case a.Op == Add && !isItem(a.Term):
		return &fault.Fault{Code: fault.CodeBadAmendment, Pointer: "/op", Message: fmt.Sprintf("add is for a new item of a list; use set for a single %s", typ.Kind())}
	case a.Op == Add && len(a.Expect) > 0:
		return &fault.Fault{Code: fault.CodeBadAmendment, Pointer: "/expect", Message: "add expects nothing to be there: leave expect out"}
	}
	return nil
}

// isItem says whether the last name of p is the id of a list item.
func isItem(p Pointer) bool {
	parent, ok := TypeAt(p.Parent())
	return ok && parent.Kind().String() == "slice"
}

// expected compares what the author saw with what is there.
func expected(s Sheet, t tree, a Amendment) *fault.Fault {
	_, there := t.get(a.Term)
	mismatch := func(message string) *fault.Fault {
		return &fault.Fault{Code: fault.CodeExpectMismatch, Pointer: "/expect", Message: message}
	}
	switch {
	case a.Op == Add && there:
		return mismatch("an item with this id is there already")
	case a.Op == Remove && !there:
		return mismatch("there is nothing here to remove")
	case a.Op == Add:
		return nil
	case len(a.Expect) == 0 && there:
		return mismatch("say in expect which value you saw: the term has one")
	case len(a.Expect) == 0:
		return nil
	case !there:
		return mismatch("the term has no value now: leave expect out to give it its first one")
	}
	if !sameUnder(s, a.Term, a.Expect) {
		return mismatch("the term no longer has the value that you saw: read the letter's terms again")
	}
	return nil
}

// sameUnder says whether putting raw at p changes nothing: values are compared as terms are, not as text.
func sameUnder(s Sheet, p Pointer, raw json.RawMessage) bool {
	t, err := treeOf(s)
	if err != nil {
		return false
	}
	var value any
	if decodeNumbers(raw, &value) != nil || t.put(p, value) != nil {
		return false
	}
	seen, err := t.sheet(true)
	if err != nil {
		return false
	}
	now, then := indexLeaves(s.Leaves()), indexLeaves(seen.Leaves())
	if len(now) != len(then) {
		return false
	}
	for term, leaf := range now {
		if other, ok := then[term]; !ok || !leaf.Equal(other) {
			return false
		}
	}
	return true
}

func indexLeaves(leaves []Leaf) map[Pointer]Leaf {
	m := make(map[Pointer]Leaf, len(leaves))
	for _, l := range leaves {
		m[l.Term] = l
	}
	return m
}

func (t tree) apply(p Patch) *fault.Fault {
	if p.Op == Remove {
		if !t.cut(p.Term) {
			return &fault.Fault{Code: fault.CodeUnknownTerm, Pointer: "/term", Message: "there is nothing here to remove"}
		}
		return nil
	}
	var value any
	if err := decodeNumbers(p.Value, &value); err != nil {
		return &fault.Fault{Code: fault.CodeBadAmendment, Pointer: "/value", Message: "the value is not JSON"}
	}
	if p.Op == Set && !t.holdsItems(p.Term) {
		return &fault.Fault{Code: fault.CodeUnknownTerm, Pointer: "/term", Message: "no item has this id: use add for a new one"}
	}
	if err := t.put(p.Term, value); err != nil {
		return &fault.Fault{Code: fault.CodeUnknownTerm, Pointer: "/term", Message: "no record has this term: " + err.Error()}
	}
	return nil
}

// holdsItems says whether each list item on the way to p, and p itself where it is one, is there.
func (t tree) holdsItems(p Pointer) bool {
	for ; p != ""; p = p.Parent() {
		if _, there := t.get(p); isItem(p) && !there {
			return false
		}
	}
	return true
}

// Faults says what is wrong with an amendment's own fields, wherever it is applied: its id, its reason.
func (a Amendment) Faults(at fault.Pointer) []fault.Fault {
	var out []fault.Fault
	add := func(code fault.Code, field, message string) {
		out = append(out, fault.Fault{Code: code, Pointer: at.Child(field), Term: string(a.Term), Message: message})
	}
	if !Pointer("/" + string(a.ID)).Valid() {
		add(fault.CodePattern, "id", "an id is a lower-case letter, then up to 39 lower-case letters, digits or underscores")
	}
	known := false
	for _, code := range a.ReasonCode.Enum() {
		known = known || string(a.ReasonCode) == code
	}
	if !known {
		add(fault.CodeNotAllowed, "reason_code", "a reason code is one of correction, legal_fallback, policy, candidate_request, standard_wording")
	}
	if n := len([]rune(a.Reason)); n == 0 || n > 2000 {
		add(fault.CodeReasonMissing, "reason", "an amendment needs a reason of at most 2,000 characters")
	}
	return out
}
