package terms

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
)

// tree is a Sheet as plain JSON values, in which list items are found by id. It is how patches work: the types say
// which names are list ids, the strict decode afterwards says whether the result is still a Sheet.
type tree struct{ root map[string]any }

func treeOf(s Sheet) (tree, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return tree{}, fmt.Errorf("sheet as JSON: %w", err)
	}
	t := tree{root: map[string]any{}}
	return t, decodeNumbers(raw, &t.root)
}

func decodeNumbers(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return d.Decode(into)
}

// sheet decodes the tree; strict refuses unknown fields and wrong types.
func (t tree) sheet(strict bool) (Sheet, error) {
	raw, err := json.Marshal(t.root)
	if err != nil {
		return Sheet{}, err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	if strict {
		d.DisallowUnknownFields()
	}
	var s Sheet
	return s, d.Decode(&s)
}

// get finds the value at a pointer.
func (t tree) get(p Pointer) (any, bool) {
	var at any = t.root
	for _, name := range p.Segments() {
		switch v := at.(type) {
		case map[string]any:
			next, ok := v[name]
			if !ok {
				return nil, false
			}
			at = next
		case []any:
			i := indexOf(v, name)
			if i < 0 {
				return nil, false
			}
			if word, isWord := v[i].(string); isWord && word == name {
				at = true
			} else {
				at = v[i]
			}
		default:
			return nil, false
		}
	}
	return at, true
}

// indexOf finds a list item by id, or a word of a set by itself.
func indexOf(list []any, name string) int {
	return slices.IndexFunc(list, func(x any) bool {
		if item, ok := x.(map[string]any); ok {
			return item["id"] == name
		}
		return x == name
	})
}

// put sets the value at a pointer and makes the objects, lists and items on the way to it. It fails where the pointer
// leaves the types.
func (t tree) put(p Pointer, value any) error {
	typ := reflect.TypeFor[Sheet]()
	return t.into(t.root, typ, p.Segments(), value)
}

func (t tree) into(object map[string]any, typ reflect.Type, names []string, value any) error {
	field, ok := fieldType(typ, names[0])
	if !ok {
		return fmt.Errorf("there is no %q here", names[0])
	}
	if len(names) == 1 {
		object[names[0]] = value
		return nil
	}
	if field.Kind() == reflect.Slice && !whole[field] {
		list, _ := object[names[0]].([]any)
		list, err := t.intoList(list, field.Elem(), names[1:], value)
		object[names[0]] = list
		return err
	}
	if field.Kind() != reflect.Struct || whole[field] {
		return fmt.Errorf("%q is one value and has no parts of its own", names[0])
	}
	child, _ := object[names[0]].(map[string]any)
	if child == nil {
		child = map[string]any{}
		object[names[0]] = child
	}
	return t.into(child, field, names[1:], value)
}

func (t tree) intoList(list []any, elem reflect.Type, names []string, value any) ([]any, error) {
	i := indexOf(list, names[0])
	if elem.Kind() != reflect.Struct {
		if len(names) > 1 {
			return list, fmt.Errorf("%q is a word of a set", names[0])
		}
		if i < 0 {
			list = append(list, names[0])
		}
		return list, nil
	}
	if len(names) == 1 {
		item, ok := value.(map[string]any)
		if !ok {
			item = map[string]any{}
		}
		item["id"] = names[0]
		if i < 0 {
			return append(list, item), nil
		}
		list[i] = item
		return list, nil
	}
	if i < 0 {
		list = append(list, map[string]any{"id": names[0]})
		i = len(list) - 1
	}
	return list, t.into(list[i].(map[string]any), elem, names[1:], value)
}

// cut takes out the value at a pointer, and the objects and lists that it leaves empty.
func (t tree) cut(p Pointer) bool {
	parent, ok := t.get(p.Parent())
	if !ok {
		return false
	}
	name := p.Segments()[len(p.Segments())-1]
	switch v := parent.(type) {
	case map[string]any:
		if _, ok := v[name]; !ok {
			return false
		}
		delete(v, name)
		if len(v) == 0 && p.Parent() != "" {
			t.cut(p.Parent())
		}
		return true
	case []any:
		i := indexOf(v, name)
		if i < 0 {
			return false
		}
		rest := slices.Delete(slices.Clone(v), i, i+1)
		if len(rest) == 0 {
			return t.cut(p.Parent())
		}
		return t.put(p.Parent(), rest) == nil
	}
	return false
}

// fieldType finds the type of a struct's member by its JSON name, without pointer.
func fieldType(typ reflect.Type, name string) (reflect.Type, bool) {
	if typ.Kind() != reflect.Struct || whole[typ] {
		return nil, false
	}
	i := slices.Index(fieldNames(typ), name)
	if i < 0 {
		return nil, false
	}
	f := typ.Field(i).Type
	if f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	return f, true
}

// TypeAt is the Go type that a term holds, without pointer; ok is false for a pointer that no record can hold. Names
// of list items can be anything.
func TypeAt(p Pointer) (reflect.Type, bool) {
	typ := reflect.TypeFor[Sheet]()
	names := p.Segments()
	for i := 0; i < len(names); i++ {
		if typ.Kind() == reflect.Slice && !whole[typ] {
			typ = typ.Elem()
			continue
		}
		next, ok := fieldType(typ, names[i])
		if !ok {
			return nil, false
		}
		typ = next
	}
	return typ, true
}

// IsWhole says whether values of a type are compared whole: it has no terms below it.
func IsWhole(t reflect.Type) bool { return t.Kind() != reflect.Struct || whole[t] }
