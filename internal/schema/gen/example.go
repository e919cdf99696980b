package gen

import (
	"encoding/json"
	"reflect"
	"strings"

	"verbatim/internal/money"
)

// exampleOf gives a value for a field: the example of its tag, else one made from the examples of what it must hold; nil
// when none can be made.
func exampleOf(t reflect.Type, said []string) any {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if len(said) > 0 {
		return saidExample(t, said)
	}
	if f, ok := forms[t]; ok {
		return f.example
	}
	switch t.Kind() {
	case reflect.Slice:
		if e := exampleOf(t.Elem(), nil); e != nil && t != reflect.TypeFor[json.RawMessage]() {
			return []any{e}
		}
	case reflect.Map:
		if e := exampleOf(t.Elem(), nil); e != nil {
			return map[string]any{"/terms/base_pay": e}
		}
	case reflect.String:
		if e, ok := reflect.Zero(t).Interface().(enumerated); ok && t != reflect.TypeFor[money.Currency]() {
			return e.Enum()[0]
		}
	case reflect.Struct:
		return structExample(t)
	}
	return nil
}

func saidExample(t reflect.Type, said []string) any {
	if t == reflect.TypeFor[json.RawMessage]() { // any value: the example is written as JSON
		return json.RawMessage(said[0])
	}
	switch t.Kind() {
	case reflect.Slice:
		list := []any{}
		for _, s := range said {
			list = append(list, saidExample(t.Elem(), []string{s}))
		}
		return list
	case reflect.Bool:
		return said[0] == "true"
	case reflect.Int, reflect.Int64:
		return json.Number(said[0])
	}
	return said[0]
}

// structExample holds what the struct must: its required fields, of a union those of the first type, and where nothing
// is required the first field that has an example.
func structExample(t reflect.Type) any {
	needed := map[string]bool{}
	object := map[string]any{}
	if all := variants(t); len(all) > 0 {
		object["type"] = all[0].Type
		for _, name := range all[0].Required {
			needed[name] = true
		}
	}
	for f := range members(t) {
		name := jsonName(f)
		if _, done := object[name]; done || (optional(f) && !needed[name]) {
			continue
		}
		if e := exampleOf(f.Type, tags(f, "example")); e != nil {
			object[name] = e
		}
	}
	for f := range members(t) {
		if len(object) > 0 {
			break // and types that hold themselves come to an end
		}
		if e := exampleOf(f.Type, tags(f, "example")); e != nil {
			object[jsonName(f)] = e
		}
	}
	if len(object) == 0 {
		return nil
	}
	return object
}

func optional(f reflect.StructField) bool {
	_, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero")
}
