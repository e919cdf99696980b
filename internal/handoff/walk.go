package handoff

import (
	"reflect"
	"strconv"
	"strings"
	"sync"

	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

var patches = reflect.TypeFor[[]terms.Patch]()

// spot is one place of a record: its pointer into the bytes, its pointer as a term, and the value there.
type spot struct {
	pointer fault.Pointer
	path    terms.Pointer // list items by id, for the envelope too
	value   reflect.Value
	held    any    // value as the checks ask for it: a copy, made once
	field   *field // the field that holds it, or the set of words that it is in; nil for list items
}

func (s spot) name() string {
	if s.field == nil {
		return ""
	}
	return s.field.name
}

// field is a field of a record's types.
type field struct {
	reflect.StructField
	name string // in JSON
	step string // "/" and the name, which needs no escape
}

// fieldsKnown are the fields of each struct type: they are read once, since every record is walked.
var fieldsKnown sync.Map

// fieldsOf lists the fields of a struct type that JSON knows.
func fieldsOf(t reflect.Type) []*field {
	if known, ok := fieldsKnown.Load(t); ok {
		return known.([]*field)
	}
	var out []*field
	for i := range t.NumField() {
		f := t.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && f.IsExported() {
			out = append(out, &field{f, name, "/" + name})
		}
	}
	fieldsKnown.Store(t, out)
	return out
}

// term is the spot's term: cut at the value that is compared whole, empty in the envelope.
func (s spot) term() terms.Pointer { return known(s.path) }

// each visits every value of a record that is there, outer values before inner ones.
func each(r Record, visit func(spot)) { walk(spot{value: reflect.ValueOf(r)}, visit) }

func walk(s spot, visit func(spot)) {
	for s.value.Kind() == reflect.Pointer {
		if s.value.IsNil() {
			return
		}
		s.value = s.value.Elem()
	}
	visit(s)
	if s.value.Type() == patches {
		return // judged by what they make of the record
	}
	switch s.value.Kind() {
	case reflect.Struct:
		for _, f := range fieldsOf(s.value.Type()) {
			value := s.value.Field(f.Index[0])
			if isAbsent(value) {
				continue
			}
			walk(s.member(f, value), visit)
		}
	case reflect.Slice:
		for i := range s.value.Len() {
			item := s.value.Index(i)
			at := spot{pointer: s.pointer.Child(strconv.Itoa(i)), path: s.path.Child(itemName(item, i)), value: item}
			if item.Kind() == reflect.String {
				at.field = s.field // a word of a set is judged as its field is
				if !at.path.Valid() {
					at.path = s.path // a text or a pointer is no name
				}
			}
			walk(at, visit)
		}
	case reflect.Map:
		for _, key := range s.value.MapKeys() {
			name := key.String()
			walk(spot{pointer: s.pointer.Child(name), path: s.path.Child(name), value: s.value.MapIndex(key)}, visit)
		}
	}
}

// member is the spot of a struct's field. Its two pointers are one text as long as no list lies on the way.
func (s spot) member(f *field, value reflect.Value) spot {
	m := spot{path: s.path + terms.Pointer(f.step), value: value, field: f}
	if m.pointer = fault.Pointer(m.path); string(s.pointer) != string(s.path) {
		m.pointer = s.pointer + fault.Pointer(f.step)
	}
	return m
}

func isAbsent(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Map:
		return v.IsNil()
	case reflect.Slice:
		return v.Len() == 0
	}
	return false
}

// itemName is how a term pointer names a list item: by its id, or a word of a set by itself.
func itemName(item reflect.Value, i int) string {
	switch item.Kind() {
	case reflect.String:
		return item.String()
	case reflect.Struct:
		if id := item.FieldByName("ID"); id.IsValid() {
			return id.String()
		}
	}
	return strconv.Itoa(i)
}
