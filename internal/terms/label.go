package terms

import (
	"reflect"
	"strings"
)

// Label names a term of this Sheet in words: the catalogue's label, and for an item of a list what the item is. Never a
// pointer.
func (s Sheet) Label(p Pointer) string {
	if family, ok := strings.CutPrefix(string(p), string(nonePointer)+"/"); ok {
		return sentence(family)
	}
	e, ok := Lookup(p)
	if !ok {
		return sentence(lastName(p))
	}
	item, rest := s.itemOf(p)
	switch {
	case item == "" && rest == "":
		if literal(e.Pattern, p) {
			return e.Label
		}
		return e.Label + ", " + humane(lastName(p))
	case rest == "" || rest == "size" || rest == "length":
		return item
	}
	return item + ", " + humane(strings.ReplaceAll(strings.TrimSuffix(rest, "/size"), "/", " "))
}

func literal(pattern string, p Pointer) bool { return strings.TrimSuffix(pattern, "/**") == string(p) }

// itemOf gives what the outermost list item on the way to p is called, and the names below it. Both are empty when p
// lies in no list.
func (s Sheet) itemOf(p Pointer) (item, rest string) {
	v := reflect.ValueOf(s)
	names := p.Segments()
	at := Pointer("")
	for i, name := range names {
		at = at.Child(name)
		v = reflect.Indirect(v)
		if !v.IsValid() || v.Kind() != reflect.Struct || whole[v.Type()] {
			return "", ""
		}
		v = field(v, name)
		if v.IsValid() && v.Kind() == reflect.Slice && i+1 < len(names) && v.Type().Elem().Kind() == reflect.Struct {
			return s.itemLabel(at, v, names[i+1]), strings.Join(names[i+2:], "/")
		}
	}
	return "", ""
}

func field(v reflect.Value, name string) reflect.Value {
	for f, value := range fields(v) {
		if f == name {
			return value
		}
	}
	return reflect.Value{}
}

// itemLabel calls an item by its own words where it has some, by its type where it has one, else by list and id.
func (s Sheet) itemLabel(list Pointer, items reflect.Value, id string) string {
	e, _ := Lookup(list.Child(id))
	i := itemWithID(items, id)
	if i < 0 {
		return plainItem(list, e, items.Len(), id)
	}
	item := items.Index(i)
	if own := ownName(item); own != "" && e.Label != "Reports to" {
		return e.Label + ": " + own
	}
	if _, defines := item.Type().FieldByName("Word"); defines {
		return e.Label + ": " + humane(id)
	}
	f := item.FieldByName("Type")
	if !f.IsValid() || f.Len() == 0 {
		return plainItem(list, e, items.Len(), id)
	}
	word, ok := typeWord(list, f.String())
	if !ok {
		word = e.Label + ": " + humane(f.String())
	}
	for k := range items.Len() { // two grants of one kind are told apart by their ids
		if k != i && items.Index(k).FieldByName("Type").String() == f.String() {
			return word + ", " + humane(id)
		}
	}
	return word
}

// plainItem calls an item of which no more is known than its id.
func plainItem(list Pointer, e Entry, items int, id string) string {
	if word, ok := typeWord(list, id); ok {
		return word
	}
	if items == 1 {
		return e.Label
	}
	return e.Label + ", " + humane(id)
}

func itemWithID(items reflect.Value, id string) int {
	for i := range items.Len() {
		if items.Index(i).FieldByName("ID").String() == id {
			return i
		}
	}
	return -1
}

// ownName is what the record itself calls an item.
func ownName(item reflect.Value) string {
	for _, own := range []string{"Label", "Name", "Word"} {
		if f := reflect.Indirect(item.FieldByName(own)); f.IsValid() && f.Kind() == reflect.String {
			return f.String()
		}
	}
	return ""
}

func lastName(p Pointer) string {
	names := p.Segments()
	if len(names) == 0 {
		return ""
	}
	return names[len(names)-1]
}

func humane(name string) string { return strings.ReplaceAll(name, "_", " ") }

func sentence(name string) string {
	h := humane(name)
	if h == "" {
		return h
	}
	return strings.ToUpper(h[:1]) + h[1:]
}
