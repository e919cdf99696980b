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
	case rest == "":
		return item
	case strings.HasSuffix(string(p), "/size") || strings.HasSuffix(string(p), "/length"):
		return item
	}
	return item + ", " + humane(strings.ReplaceAll(rest, "/", " "))
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
	for i := range items.Len() {
		item := items.Index(i)
		if item.FieldByName("ID").String() != id {
			continue
		}
		for _, own := range []string{"Label", "Name"} {
			if f := reflect.Indirect(item.FieldByName(own)); f.IsValid() && f.Kind() == reflect.String && e.Label != "Reports to" {
				return e.Label + ": " + f.String()
			}
		}
		if f := item.FieldByName("Type"); f.IsValid() {
			if word, ok := typeWords[f.String()]; ok {
				return word
			}
		}
	}
	if word, ok := typeWords[id]; ok {
		return word
	}
	if items.Len() == 1 {
		return e.Label
	}
	return e.Label + ", " + humane(id)
}

// typeWords are the names people use for types of items.
var typeWords = map[string]string{
	"sign_on": "Sign-on bonus", "relocation": "Relocation payment", "retention": "Retention bonus", "make_whole": "Make-whole payment",
	"success_fee": "Success fee", "loan": "Loan", "pre_start": "Payment before the start", "bridge": "Bridge payment",
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
