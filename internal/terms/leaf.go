package terms

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/money"
)

// Leaf is one value that is compared whole, and where it stands.
type Leaf struct {
	Term  Pointer
	Value any // the Go value: money.Rate, When, Size, string, bool, int, a set of words as []string, ...
}

// JSON is the value as the record writes it. Sets come in alphabetical order, so that order is no difference.
func (l Leaf) JSON() json.RawMessage {
	raw, err := json.Marshal(l.Value)
	if err != nil {
		panic(fmt.Sprintf("terms: value of %s cannot be written: %v", l.Term, err)) // every leaf type marshals
	}
	return raw
}

// Equal compares two leaves of one term by value: 20000 equals 20000.00, sets are equal in any order.
func (l Leaf) Equal(o Leaf) bool {
	return equalValue(reflect.ValueOf(l.Value), reflect.ValueOf(o.Value))
}

// Leaves lists every value of a Sheet in record order. Absent values have no leaf; an empty list has none either.
func (s Sheet) Leaves() []Leaf {
	w := walker{leaves: make([]Leaf, 0, 128)} // a letter of many terms has about a hundred
	w.walk("", reflect.ValueOf(&s).Elem(), sheetShape())
	return w.leaves
}

// shared says that two Sheets certainly hold the same, since they share all their parts: verbal terms without amendments
// are the amended terms too. False says nothing.
func shared(a, b Sheet) bool {
	return sharedValue(reflect.ValueOf(&a).Elem(), reflect.ValueOf(&b).Elem())
}

func sharedValue(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if !sharedValue(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		return a.Len() == b.Len() && a.UnsafePointer() == b.UnsafePointer()
	case reflect.Pointer:
		return a.UnsafePointer() == b.UnsafePointer()
	case reflect.String:
		return a.String() == b.String()
	case reflect.Bool:
		return a.Bool() == b.Bool()
	}
	return a.CanInt() && a.Int() == b.Int() || a.CanUint() && a.Uint() == b.Uint()
}

type walker struct{ leaves []Leaf }

func (w *walker) add(at Pointer, value any) { w.leaves = append(w.leaves, Leaf{at, value}) }

func (w *walker) walk(at Pointer, v reflect.Value, s *shape) {
	switch s.sort {
	case object:
		w.walkFields(at, v, s)
	case items:
		for i := range v.Len() {
			item, before := v.Index(i), len(w.leaves)
			named := at.Child(item.Field(s.item.id).String())
			w.walkFields(named, item, s.item)
			if len(w.leaves) == before { // an item that says nothing but that it is there
				w.add(named, true)
			}
		}
	case members:
		for _, word := range wordsOf(v) {
			w.add(at.Child(word), true)
		}
	default:
		w.add(at, valueOf(v, s))
	}
}

// walkFields walks what an object says: a pointer is made only for what is there. The id of a list item is its name, not
// a value.
func (w *walker) walkFields(at Pointer, v reflect.Value, s *shape) {
	for i := range s.fields {
		f := &s.fields[i]
		if i == s.id {
			continue
		}
		if value := reflect.Indirect(v.Field(f.index)); value.IsValid() && !saysNothing(value, f.shape) {
			w.walk(at+f.path, value, f.shape)
		}
	}
}

// saysNothing says whether a value was never given. One that a record must have can be missing in the written terms of a
// letter that does not print it. A zero Decimal is a number like any other.
func saysNothing(v reflect.Value, s *shape) bool {
	switch {
	case v.Kind() == reflect.String, v.Kind() == reflect.Slice:
		return v.Len() == 0
	case s.sort == entire:
		return v.IsZero() && s.typ != reflect.TypeFor[money.Decimal]()
	}
	return false
}

// valueOf is a value as a Leaf holds it.
func valueOf(v reflect.Value, s *shape) any {
	switch s.sort {
	case wordSet:
		return wordsOf(v)
	case scalar:
		return plain(v)
	}
	return v.Interface()
}

// wordsOf is a set of words in alphabetical order.
func wordsOf(v reflect.Value) []string {
	words := make([]string, v.Len())
	for i := range words {
		words[i] = v.Index(i).String()
	}
	slices.Sort(words)
	return words
}

// plain turns named words into strings, so that equal words compare equal whatever their Go type.
func plain(v reflect.Value) any {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int64:
		return int(v.Int())
	}
	return v.Interface()
}

// equalValue compares two values of one type field by field, decimals by value.
func equalValue(a, b reflect.Value) bool {
	if !a.IsValid() || !b.IsValid() {
		return a.IsValid() == b.IsValid()
	}
	if a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.String:
		return a.String() == b.String()
	case reflect.Bool:
		return a.Bool() == b.Bool()
	case reflect.Int, reflect.Int64:
		return a.Int() == b.Int()
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() && b.IsNil()
		}
		return equalValue(a.Elem(), b.Elem())
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !equalValue(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		if same, known := equalWhole(a, b); known {
			return same
		}
		for i := range a.NumField() {
			if !equalValue(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	}
	return a.Interface() == b.Interface()
}

// equalWhole compares the types that have an equality of their own; known is false for every other.
func equalWhole(a, b reflect.Value) (same, known bool) {
	switch a.Type() {
	case reflect.TypeFor[money.Decimal]():
		return a.Interface().(money.Decimal).Equal(b.Interface().(money.Decimal)), true
	case reflect.TypeFor[cal.Length]():
		return a.Interface().(cal.Length).Equal(b.Interface().(cal.Length)), true
	case reflect.TypeFor[time.Time]():
		return a.Interface().(time.Time).Equal(b.Interface().(time.Time)), true
	case reflect.TypeFor[cal.Date]():
		return a.Interface() == b.Interface(), true
	case reflect.TypeFor[Patch]():
		return a.Interface().(Patch).equal(b.Interface().(Patch)), true
	}
	return false, false
}
