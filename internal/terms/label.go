package terms

import (
	"reflect"
	"strings"
)

// Label names a term of this Sheet in words: the catalogue's label, and for an item of a list what the item is. Never a
// pointer.
func (s Sheet) Label(p Pointer) string { return s.label(p) }

func (s *Sheet) label(p Pointer) string {
	if family, ok := strings.CutPrefix(string(p), string(nonePointer)+"/"); ok {
		return sentence(family)
	}
	e, ok := Lookup(p)
	if !ok {
		return sentence(lastName(p))
	}
	item, below := s.itemOf(p)
	switch {
	case item == "" && below == "":
		if literal(e.Pattern, p) {
			return e.Label
		}
		return e.Label + ", " + humane(lastName(p))
	case below == "" || below == "/size" || below == "/length":
		return item
	}
	return item + ", " + humane(strings.ReplaceAll(strings.TrimSuffix(string(below[1:]), "/size"), "/", " "))
}

func literal(pattern string, p Pointer) bool { return strings.TrimSuffix(pattern, "/**") == string(p) }

// itemOf gives what the outermost list item on the way to p is called, and the names below it. Both are empty when p
// lies in no list.
func (s *Sheet) itemOf(p Pointer) (item string, below Pointer) {
	v, at := reflect.ValueOf(s).Elem(), sheetShape()
	for rest := p; rest != ""; {
		var name string
		name, rest = rest.next()
		field := at.field(name)
		if field == nil || name == "id" {
			return "", ""
		}
		if v, at = reflect.Indirect(v.Field(field.index)), field.shape; !v.IsValid() {
			return "", ""
		}
		if at.sort == items && rest != "" {
			list := p[:len(p)-len(rest)]
			id, below := rest.next()
			return itemLabel(list, v, at, id), below
		}
	}
	return "", ""
}

// itemLabel calls an item by its own words where it has some, by its type where it has one, else by list and id.
func itemLabel(list Pointer, items reflect.Value, s *shape, id string) string {
	e, _ := Lookup(list.Child(id))
	i := s.find(items, id)
	if i < 0 {
		return plainItem(list, e, items.Len(), id)
	}
	item := items.Index(i)
	if own := ownName(item, s.item); own != "" && e.Label != "Reports to" {
		return e.Label + ": " + own
	}
	if s.item.field("word") != nil {
		return e.Label + ": " + humane(id)
	}
	f := s.item.field("type")
	if f == nil || item.Field(f.index).Len() == 0 {
		return plainItem(list, e, items.Len(), id)
	}
	typ := item.Field(f.index).String()
	word, ok := typeWord(list, typ)
	if !ok {
		word = e.Label + ": " + humane(typ)
	}
	for k := range items.Len() { // two grants of one kind are told apart by their ids
		if k != i && items.Index(k).Field(f.index).String() == typ {
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

// ownName is what the record itself calls an item.
func ownName(item reflect.Value, s *shape) string {
	for _, own := range []string{"label", "name", "word"} {
		f := s.field(own)
		if f == nil {
			continue
		}
		if text := reflect.Indirect(item.Field(f.index)); text.IsValid() && text.Kind() == reflect.String {
			return text.String()
		}
	}
	return ""
}

func lastName(p Pointer) string {
	return string(p[strings.LastIndexByte(string(p), '/')+1:])
}

func humane(name string) string { return strings.ReplaceAll(name, "_", " ") }

func sentence(name string) string {
	h := humane(name)
	if h == "" {
		return h
	}
	return strings.ToUpper(h[:1]) + h[1:]
}
