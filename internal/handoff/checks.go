package handoff

import (
	"fmt"
	"reflect"
	"slices"
	"sync"

	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// check gives the faults that a schema cannot say: what two places of a record say together. The validator judges the
// record as conditions and choices would make it; without one, that is judged by this package's checks alone.
func check(r Record, v Validator) []fault.Fault {
	c := checker{record: r, there: make(map[terms.Pointer]bool, manySpots)}
	room := spotRoom.Get().(*[]spot)
	spots := (*room)[:0]
	defer func() {
		clear(spots) // of what belongs to the record
		*room = spots
		spotRoom.Put(room)
	}()
	each(r, func(s spot) {
		c.there[s.path] = true
		spots = append(spots, s)
	})
	for _, s := range spots { // what refers to a place may stand before it
		c.visit(s)
	}
	c.families()
	c.letter()
	c.choices(v)
	if c.items > maxItems {
		c.faults = append(c.faults, fault.Fault{
			Code: fault.CodeTooMany, Pointer: "/terms", Term: "/terms",
			Message: fmt.Sprintf("a record holds at most %d items of lists in all, this one holds %d", maxItems, c.items),
		})
	}
	return c.faults
}

// manySpots is about as many places as a record of many terms has.
const manySpots = 512

// spotRoom keeps the room for the places of a record: it is large, and every record needs it for a moment.
var spotRoom = sync.Pool{New: func() any { room := make([]spot, 0, manySpots); return &room }}

// maxItems bounds the items of all lists together (record.md rule 10).
const maxItems = 100

// checker collects the faults of one record.
type checker struct {
	record Record
	there  map[terms.Pointer]bool // every place of the record that holds something
	items  int
	faults []fault.Fault
}

// fault adds a fault at a member of a spot, or at the spot itself when the member is empty.
func (c *checker) fault(s spot, member string, code fault.Code, format string, args ...any) {
	if member != "" {
		s.pointer, s.path = s.pointer.Child(member), s.path.Child(member)
	}
	c.faults = append(c.faults, fault.Fault{Code: code, Pointer: s.pointer, Term: string(s.term()), Message: fmt.Sprintf(format, args...)})
}

// visit picks the checks of a value by its type.
func (c *checker) visit(s spot) {
	if s.value.Kind() == reflect.Slice {
		c.list(s)
		return
	}
	s.held = s.value.Interface()
	if c.value(s) || c.pay(s) || c.benefit(s) || c.duty(s) {
		return
	}
	c.pairs(s)
}

// value holds the checks of values that stand all over a record; ok says that this is one.
func (c *checker) value(s spot) (ok bool) {
	if u, isUnion := s.held.(terms.Union); isUnion && !terms.Complete(u) {
		c.fault(s, "type", fault.CodeRequired, "this has not what its type must have")
		return true
	}
	switch v := s.held.(type) {
	case terms.When:
		c.when(s, v)
	case terms.Size:
		c.size(s, v)
	case terms.Vesting:
		c.vesting(s, v)
	case money.Decimal:
		c.decimal(s, v)
	case money.Share:
		c.share(s, v)
	case cal.Length:
		c.length(s, v)
	case terms.Pointer:
		c.pointer(s, v)
	case terms.ID:
		c.reference(s, v)
	case map[terms.Pointer]Provenance:
		c.provenance(s, v)
	case PostedRange:
		c.ordered(s, "maximum", &v.Minimum, &v.Maximum, "the maximum is not below the minimum")
	case string:
		c.text(s, v)
	default:
		return false
	}
	return true
}

// list counts items and looks for ids that come twice.
func (c *checker) list(s spot) {
	if s.value.Type().Elem().Kind() != reflect.Struct {
		return
	}
	c.items += s.value.Len()
	if s.value.Type() == patches {
		return
	}
	seen := map[string]bool{}
	for i := range s.value.Len() {
		id := s.value.Index(i).FieldByName("ID").String()
		if seen[id] {
			at := spot{pointer: s.pointer.Child(fmt.Sprint(i)).Child("id"), path: s.path.Child(id)}
			c.fault(at, "", fault.CodeDuplicateID, "two items of this list have this id: an id names one item for ever")
		}
		seen[id] = true
	}
}

// families checks what was said to be none, or not discussed, against what was said.
func (c *checker) families() {
	t := c.record.Terms
	at := func(list string, i int, f terms.Family) spot {
		return spot{
			pointer: fault.Pointer("/terms").Child(list).Child(fmt.Sprint(i)),
			path:    terms.Pointer("/terms").Child(list).Child(string(f)),
		}
	}
	for i, f := range t.ExplicitlyNone {
		if c.there[terms.Pointer("/terms").Child(string(f))] {
			c.fault(at("explicitly_none", i, f), "", fault.CodeContradiction, "it was said that there is none, and yet the record has terms of this family: keep one of the two")
		}
	}
	for i, f := range t.NotDiscussed {
		switch {
		case c.there[terms.Pointer("/terms").Child(string(f))]:
			c.fault(at("not_discussed", i, f), "", fault.CodeContradiction, "nobody spoke of it, and yet the record has terms of this family: keep one of the two")
		case slices.Contains(t.ExplicitlyNone, f):
			c.fault(at("not_discussed", i, f), "", fault.CodeContradiction, "the family stands in explicitly_none too: either it was said to be none, or nobody spoke of it")
		}
	}
}

// letter checks the envelope's choice of letter.
func (c *checker) letter() {
	amends := c.record.Letter.Amends != nil
	at := spot{pointer: "/letter", path: "/letter"}
	switch kind := c.record.Letter.Kind; {
	case kind == "amendment" && !amends:
		c.fault(at, "amends", fault.CodeRequired, "a letter of kind amendment says which letter version it changes")
	case kind != "amendment" && amends:
		c.fault(at, "amends", fault.CodeContradiction, "only a letter of kind amendment changes another: leave it out, or choose that kind")
	}
	if l := c.record.Letter.Languages; len(l) == 2 && l[0] == l[1] {
		c.fault(at, "languages", fault.CodeContradiction, "a letter in two languages names two different ones")
	}
}
