package terms

import (
	"encoding/json"
	"reflect"
	"strconv"

	"verbatim/internal/fault"
)

// Condition changes the terms when something happens: the terms as they stand hold until then. Its changes are one value,
// compared whole.
type Condition struct {
	ID ID `json:"id" jsonschema:"title=Id,example=degree"`
	// Label is the case in words, for people.
	Label string `json:"label" jsonschema:"title=Label,example=If the degree is not finished by 30 June 2027,minLength=1,maxLength=200"`
	// When is what must happen.
	When When `json:"when" jsonschema:"title=When"`
	// Set is how the terms then change.
	Set []Patch `json:"set" jsonschema:"title=Changes,minItems=1,maxItems=40"`
}

// Alternative is a choice between packages.
type Alternative struct {
	ID ID `json:"id" jsonschema:"title=Id,example=package"`
	// Label is what is chosen, in words.
	Label string `json:"label" jsonschema:"title=Label,example=Salary or equity,minLength=1,maxLength=200"`
	// ChosenBy is who chooses.
	ChosenBy string `json:"chosen_by" jsonschema:"title=Chosen by,example=candidate,enum=candidate,enum=employer"`
	// Until is by when.
	Until *When `json:"until,omitempty" jsonschema:"title=Until"`
	// Chosen is the option that was chosen; absent means not yet.
	Chosen *ID `json:"chosen,omitempty" jsonschema:"title=Chosen,example=salary_heavy"`
	// Otherwise is the option that holds when nobody chooses.
	Otherwise *ID `json:"otherwise,omitempty" jsonschema:"title=Otherwise,example=salary_heavy"`
	// Options are the packages.
	Options []Option `json:"options" jsonschema:"title=Options,minItems=1,maxItems=40"`
}

// Option is one package of an Alternative.
type Option struct {
	ID ID `json:"id" jsonschema:"title=Id,example=equity_heavy"`
	// Label is the package in words.
	Label string `json:"label" jsonschema:"title=Label,example=More equity,minLength=1,maxLength=200"`
	// Set is how the terms change; absent means that they hold as they stand.
	Set []Patch `json:"set,omitempty" jsonschema:"title=Changes,maxItems=40"`
}

// Apply makes the changes of a condition or of an option. It collects every fault with a pointer into the list
// (/0/term); the Sheet is of use only without faults. As with Amend, the result has passed the strict decode only.
func Apply(s Sheet, set []Patch) (Sheet, []fault.Fault) {
	var faults []fault.Fault
	for i, p := range set {
		next, f := s.apply(p)
		if f != nil {
			f.Pointer, f.Term = fault.Pointer("/"+strconv.Itoa(i))+f.Pointer, string(p.Term)
			faults = append(faults, *f)
			continue
		}
		s = next
	}
	return s, faults
}

func (s Sheet) apply(p Patch) (Sheet, *fault.Fault) {
	if f := (Amendment{Patch: p}).check(); f != nil {
		return s, f
	}
	t, err := treeOf(s)
	if err != nil {
		return s, &fault.Fault{Code: fault.CodeBadAmendment, Message: "the record cannot be changed"}
	}
	if _, there := t.get(p.Term); there && p.Op == Add {
		return s, &fault.Fault{Code: fault.CodeDuplicateID, Pointer: "/term", Message: "an item with this id is there already: choose another id, or use set"}
	}
	if f := t.apply(p); f != nil {
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

// equal compares two patches by the values that they set, as terms are compared, where their term says how.
func (p Patch) equal(q Patch) bool {
	if p.Op != q.Op || p.Term != q.Term || len(p.Value) == 0 || len(q.Value) == 0 {
		return p.Op == q.Op && p.Term == q.Term && len(p.Value) == len(q.Value)
	}
	typ, ok := TypeAt(p.Term)
	if !ok {
		typ = reflect.TypeFor[any]()
	}
	a, b := reflect.New(typ), reflect.New(typ)
	if json.Unmarshal(p.Value, a.Interface()) != nil || json.Unmarshal(q.Value, b.Interface()) != nil {
		return string(p.Value) == string(q.Value)
	}
	if !ok {
		return reflect.DeepEqual(a.Elem().Interface(), b.Elem().Interface())
	}
	return equalValue(a.Elem(), b.Elem())
}
