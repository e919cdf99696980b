package terms

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
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
	w := walker{}
	w.walk("", reflect.ValueOf(s))
	return w.leaves
}

// whole holds the types that are compared whole although they have fields or items.
var whole = map[reflect.Type]bool{
	reflect.TypeFor[money.Money]():   true,
	reflect.TypeFor[money.Rate]():    true,
	reflect.TypeFor[money.Decimal](): true,
	reflect.TypeFor[cal.Date]():      true,
	reflect.TypeFor[cal.Length]():    true,
	reflect.TypeFor[time.Time]():     true,
	reflect.TypeFor[Name]():          true,
	reflect.TypeFor[When]():          true,
	reflect.TypeFor[Size]():          true,
	reflect.TypeFor[Strike]():        true,
	reflect.TypeFor[Vesting]():       true,
	reflect.TypeFor[[]Patch]():       true,
}

type walker struct{ leaves []Leaf }

func (w *walker) walk(at Pointer, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			w.walk(at, v.Elem())
		}
	case reflect.Slice:
		w.walkList(at, v)
	case reflect.Struct:
		if whole[v.Type()] {
			if !isNothing(v) {
				w.add(at, v.Interface())
			}
			return
		}
		for f, value := range fields(v) {
			w.walk(at.Child(f), value)
		}
	case reflect.String:
		if v.Len() > 0 {
			w.add(at, plain(v))
		}
	default:
		w.add(at, plain(v))
	}
}

// isNothing says whether a required value was never given: the written terms of a letter that does not print it. A zero
// Decimal is a number like any other.
func isNothing(v reflect.Value) bool {
	return v.IsZero() && v.Type() != reflect.TypeFor[money.Decimal]()
}

func (w *walker) add(at Pointer, value any) { w.leaves = append(w.leaves, Leaf{at, value}) }

// walkList names items by their id. A list of words is a set: one leaf, except Families, whose members are terms.
func (w *walker) walkList(at Pointer, v reflect.Value) {
	if v.Len() == 0 {
		return
	}
	if whole[v.Type()] {
		w.add(at, v.Interface())
		return
	}
	if v.Type().Elem().Kind() == reflect.Struct {
		for i := range v.Len() {
			item := v.Index(i)
			before := len(w.leaves)
			w.walk(at.Child(item.FieldByName("ID").String()), item)
			if len(w.leaves) == before { // an item that says nothing but that it is there
				w.add(at.Child(item.FieldByName("ID").String()), true)
			}
		}
		return
	}
	words := make([]string, v.Len())
	for i := range words {
		words[i] = v.Index(i).String()
	}
	slices.Sort(words)
	if v.Type() == reflect.TypeFor[Families]() {
		for _, word := range words {
			w.add(at.Child(word), true)
		}
		return
	}
	w.add(at, words)
}

// fields yields a struct's fields by their JSON name, in order. The id of a list item is its name, not a value.
func fields(v reflect.Value) func(yield func(string, reflect.Value) bool) {
	return func(yield func(string, reflect.Value) bool) {
		for i, name := range fieldNames(v.Type()) {
			if name == "id" {
				continue
			}
			if !yield(name, v.Field(i)) {
				return
			}
		}
	}
}

// namesOf are the JSON names of each struct type's fields: they are read once, since every letter asks for them over and
// over.
var namesOf sync.Map

// fieldNames gives the JSON names of a struct's fields, in order.
func fieldNames(t reflect.Type) []string {
	if names, ok := namesOf.Load(t); ok {
		return names.([]string)
	}
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
	}
	namesOf.Store(t, names)
	return names
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
	switch x := a.Interface().(type) {
	case money.Decimal:
		return x.Equal(b.Interface().(money.Decimal))
	case cal.Length:
		return x.Equal(b.Interface().(cal.Length))
	case time.Time:
		return x.Equal(b.Interface().(time.Time))
	case Patch:
		return x.equal(b.Interface().(Patch))
	}
	switch a.Kind() {
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
		if a.Type() == reflect.TypeFor[cal.Date]() {
			return a.Interface() == b.Interface()
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
