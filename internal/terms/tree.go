package terms

import (
	"bytes"
	"encoding/json"
	"fmt"
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
	return t.into(t.root, sheetShape(), p, value)
}

func (t tree) into(object map[string]any, s *shape, p Pointer, value any) error {
	name, rest := p.next()
	field := s.field(name)
	if field == nil {
		return fmt.Errorf("there is no %q here", name)
	}
	if rest == "" {
		object[name] = value
		return nil
	}
	if field.shape.item != nil {
		list, _ := object[name].([]any)
		list, err := t.intoList(list, field.shape.item, rest, value)
		object[name] = list
		return err
	}
	if len(field.shape.fields) == 0 {
		return fmt.Errorf("%q is one value and has no parts of its own", name)
	}
	child, _ := object[name].(map[string]any)
	if child == nil {
		child = map[string]any{}
		object[name] = child
	}
	return t.into(child, field.shape, rest, value)
}

func (t tree) intoList(list []any, elem *shape, p Pointer, value any) ([]any, error) {
	name, rest := p.next()
	i := indexOf(list, name)
	if elem.sort != object {
		if rest != "" {
			return list, fmt.Errorf("%q is a word of a set", name)
		}
		if i < 0 {
			list = append(list, name)
		}
		return list, nil
	}
	if rest == "" {
		item, ok := value.(map[string]any)
		if !ok {
			item = map[string]any{}
		}
		item["id"] = name
		if i < 0 {
			return append(list, item), nil
		}
		list[i] = item
		return list, nil
	}
	if i < 0 {
		list = append(list, map[string]any{"id": name})
		i = len(list) - 1
	}
	return list, t.into(list[i].(map[string]any), elem, rest, value)
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
