package clause

import (
	"reflect"
	"strings"
)

// vocabulary lists the words that the field at a path may hold; nil when it has no vocabulary or the path is not known.
func (s spot) vocabulary(segments []string) []string {
	typ, tag := s.field(segments)
	return wordsOf(bare(typ), tag)
}

// tag is the schema tag of the field at a path; empty where it is not known.
func (s spot) tag(segments []string) string {
	_, tag := s.field(segments)
	return tag
}

func (s spot) field(segments []string) (typ reflect.Type, tag string) {
	typ = baseVars[segments[0]]
	switch segments[0] {
	case "item":
		typ = s.key.item
	case "outer":
		typ = s.key.outer
	}
	for _, name := range segments[1:] {
		f, ok := fieldOf(typ, name)
		if !ok {
			return nil, ""
		}
		typ, tag = f.Type, f.Tag.Get("jsonschema")
	}
	return typ, tag
}

// bare is a type without pointers and lists around it.
func bare(t reflect.Type) reflect.Type {
	for t != nil && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice) {
		t = t.Elem()
	}
	return t
}

func fieldOf(t reflect.Type, name string) (reflect.StructField, bool) {
	t = bare(t)
	if t == nil || t.Kind() != reflect.Struct {
		return reflect.StructField{}, false
	}
	for i := range t.NumField() {
		if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag == name {
			return t.Field(i), true
		}
	}
	return reflect.StructField{}, false
}

// wordsOf reads a vocabulary from a type that lists it, or from the schema tag of its field.
func wordsOf(t reflect.Type, tag string) []string {
	if t == nil {
		return nil
	}
	if t.Kind() == reflect.Bool {
		return []string{"true", "false"}
	}
	if e, ok := reflect.Zero(t).Interface().(interface{ Enum() []string }); ok {
		return e.Enum()
	}
	var words []string
	for _, part := range strings.Split(tag, ",") {
		if w, ok := strings.CutPrefix(part, "enum="); ok {
			words = append(words, w)
		}
	}
	return words
}
