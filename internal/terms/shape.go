package terms

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/money"
)

// sort is how the values of a type stand in a Sheet.
type sort int

const (
	scalar  sort = iota // a string, word, number, or true and false
	entire              // compared whole although it has parts
	object              // has members
	items               // a list of objects that are found by their id
	wordSet             // a set of words: one value
	members             // a set of words each of which is a term: Families
)

// shape is what the values of one Go type are to a Sheet. The shapes are read from the types once, since every letter
// asks for them over and over.
type shape struct {
	typ    reflect.Type
	sort   sort
	fields []part // of an object, in record order
	id     int    // of an object that is an item: the index of its field ID
	item   *shape // of a list or set
}

// part is a field of an object.
type part struct {
	name  string  // in JSON
	path  Pointer // "/" and the name
	index int
	omit  bool // JSON leaves it out when it is empty
	shape *shape
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

// sheetShape is the shape of a Sheet.
var sheetShape = sync.OnceValue(func() *shape { return shapes{}.of(reflect.TypeFor[Sheet]()) })

// shapes are those made so far: types may hold themselves.
type shapes map[reflect.Type]*shape

// of makes the shape of a type that is no pointer.
func (m shapes) of(t reflect.Type) *shape {
	if s, made := m[t]; made {
		return s
	}
	s := &shape{typ: t, id: -1}
	m[t] = s
	switch {
	case whole[t]:
		s.sort = entire
	case t.Kind() == reflect.Struct:
		s.sort = object
		m.fields(s)
	case t == reflect.TypeFor[Families]():
		s.sort, s.item = members, m.of(t.Elem())
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		s.sort, s.item = items, m.of(t.Elem())
	case t.Kind() == reflect.Slice:
		s.sort, s.item = wordSet, m.of(t.Elem())
	}
	return s
}

func (m shapes) fields(s *shape) {
	for i := range s.typ.NumField() {
		f := s.typ.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		t := f.Type
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if f.Name == "ID" {
			s.id = i
		}
		s.fields = append(s.fields, part{name: name, path: Pointer("/" + name), index: i, omit: options == "omitempty", shape: m.of(t)})
	}
}

// field finds a member of an object by its JSON name; nil when there is none.
func (s *shape) field(name string) *part {
	for i := range s.fields {
		if s.fields[i].name == name {
			return &s.fields[i]
		}
	}
	return nil
}

// find gives the index of the item that has an id; -1 when none has.
func (s *shape) find(list reflect.Value, id string) int {
	for i := range list.Len() {
		if list.Index(i).Field(s.item.id).String() == id {
			return i
		}
	}
	return -1
}

// look gives what stands at a term, and its shape; there is false where nothing does. A word of a set is true.
func (s *Sheet) look(p Pointer) (v reflect.Value, at *shape, there bool) {
	v, at = reflect.ValueOf(s).Elem(), sheetShape()
	for p != "" {
		var name string
		name, p = p.next()
		switch at.sort {
		case object:
			f := at.field(name)
			if f == nil {
				return v, at, false
			}
			if v, at = v.Field(f.index), f.shape; f.omit && isEmpty(v) {
				return v, at, false
			}
			v = reflect.Indirect(v)
		case items:
			i := at.find(v, name)
			if i < 0 {
				return v, at, false
			}
			v, at = v.Index(i), at.item
		case wordSet, members:
			there = slices.Contains(wordsOf(v), name) && p == ""
			return reflect.ValueOf(there), boolShape, there
		default:
			return v, at, false
		}
	}
	return v, at, v.IsValid()
}

// isEmpty says whether JSON leaves out a field that may be.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// boolShape is that of true and false.
var boolShape = &shape{typ: reflect.TypeFor[bool]()}

// TypeAt is the Go type that a term holds, without pointer; ok is false for a pointer that no record can hold. Names
// of list items can be anything.
func TypeAt(p Pointer) (reflect.Type, bool) {
	s := sheetShape()
	for p != "" {
		var name string
		name, p = p.next()
		if s.item != nil {
			s = s.item
			continue
		}
		f := s.field(name)
		if f == nil {
			return nil, false
		}
		s = f.shape
	}
	return s.typ, true
}

// IsWhole says whether values of a type are compared whole: it has no terms below it.
func IsWhole(t reflect.Type) bool { return t.Kind() != reflect.Struct || whole[t] }
