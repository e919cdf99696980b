package console

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/handoff"
)

// tree is a record while it is being typed: maps, lists and simple values, as JSON has them.
type tree map[string]any

func (t tree) bytes() ([]byte, error) { return json.Marshal(map[string]any(t)) }

// kindOf is what a pointer of the record holds: text, number, truth or words (a list of words). Unknown places are text:
// the schema says what is wrong with them.
func kindOf(pointer string) string {
	t := reflect.TypeFor[handoff.Record]()
	for _, name := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Struct:
			f, ok := fieldNamed(t, name)
			if !ok {
				return lengthOrText(name)
			}
			t = f.Type
		case reflect.Slice, reflect.Map:
			t = t.Elem()
		default:
			return "text"
		}
	}
	return kindOfType(t)
}

// lengthOrText knows that a length is written as {"months": 12} although its Go type has other fields.
func lengthOrText(name string) string {
	if slices.Contains([]string{"days", "business_days", "weeks", "months", "years"}, name) {
		return "number"
	}
	return "text"
}

func kindOfType(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Bool:
		return "truth"
	case reflect.Int, reflect.Int64:
		return "number"
	case reflect.Slice:
		return "words"
	}
	return "text"
}

func fieldNamed(t reflect.Type, name string) (reflect.StructField, bool) {
	for i := range t.NumField() {
		tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if tag == name {
			return t.Field(i), true
		}
	}
	return reflect.StructField{}, false
}

// put sets a value at a pointer, making the objects and lists above it. Numbers name places in lists.
func (t tree) put(pointer string, value any) {
	names := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	var set func(at any, names []string) any
	set = func(at any, names []string) any {
		if len(names) == 0 {
			return value
		}
		if i, err := strconv.Atoi(names[0]); err == nil && i >= 0 && i < 200 {
			list, _ := at.([]any)
			for len(list) <= i {
				list = append(list, map[string]any{})
			}
			list[i] = set(list[i], names[1:])
			return list
		}
		m, ok := at.(map[string]any)
		if !ok {
			m = map[string]any{}
		}
		m[names[0]] = set(m[names[0]], names[1:])
		return m
	}
	t[names[0]] = set(t[names[0]], names[1:])
}

// take gives the simple value at a pointer as text and takes it out of the tree; empty objects and lists above it go too.
func (t tree) take(pointer string) (string, bool) {
	names := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	v, ok := lookup(map[string]any(t), names)
	if !ok {
		return "", false
	}
	text, simple := simpleText(v)
	if !simple {
		return "", false
	}
	if rest := without(map[string]any(t), names); rest == nil {
		clear(t)
	}
	return text, true
}

func lookup(v any, names []string) (any, bool) {
	for _, name := range names {
		switch x := v.(type) {
		case map[string]any:
			next, ok := x[name]
			if !ok {
				return nil, false
			}
			v = next
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(x) {
				return nil, false
			}
			v = x[i]
		default:
			return nil, false
		}
	}
	return v, true
}

func simpleText(v any) (string, bool) {
	switch x := v.(type) {
	case string:
		return x, true
	case bool:
		return strconv.FormatBool(x), true
	case json.Number:
		return x.String(), true
	case []any:
		words := make([]string, 0, len(x))
		for _, w := range x {
			s, ok := w.(string)
			if !ok || strings.Contains(s, ",") {
				return "", false
			}
			words = append(words, s)
		}
		return strings.Join(words, ", "), len(words) > 0
	}
	return "", false
}

// without gives v without what names lead to; nil when nothing is left of it. A list keeps its places.
func without(v any, names []string) any {
	switch x := v.(type) {
	case map[string]any:
		if len(names) == 1 {
			delete(x, names[0])
		} else if rest := without(x[names[0]], names[1:]); rest == nil {
			delete(x, names[0])
		} else {
			x[names[0]] = rest
		}
		if len(x) == 0 {
			return nil
		}
		return x
	case []any:
		i, _ := strconv.Atoi(names[0])
		if rest := without(x[i], names[1:]); rest == nil {
			x[i] = map[string]any{}
		} else {
			x[i] = rest
		}
		for _, item := range x {
			if m, ok := item.(map[string]any); !ok || len(m) > 0 {
				return x
			}
		}
		return nil
	}
	return v
}

// typed puts what was typed at a pointer, in the type that the record has there. Nothing typed is nothing said.
func (t tree) typed(pointer, text string) {
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	switch kindOf(pointer) {
	case "number":
		if _, err := strconv.ParseInt(text, 10, 64); err == nil {
			t.put(pointer, json.Number(text))
			return
		}
	case "truth":
		t.put(pointer, text == "true")
		return
	case "words":
		var words []any
		for _, w := range strings.Split(text, ",") {
			if w = strings.TrimSpace(w); w != "" {
				words = append(words, w)
			}
		}
		t.put(pointer, words)
		return
	}
	t.put(pointer, text)
}

// readTree reads a record leniently, only to fill the form: what is wrong with it is the schema's to say.
func readTree(raw []byte) (tree, error) {
	v, err := decodeValue(raw)
	if err != nil {
		return nil, fault.New(fault.Unreadable, fault.CodeUnreadable, "the file is no JSON")
	}
	m, ok := v.(map[string]any)
	if !ok {
		return nil, fault.New(fault.Unreadable, fault.CodeUnreadable, "the file holds no record: a record is one JSON object")
	}
	return m, nil
}
