package terms

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
)

// setter puts values into a Sheet and makes the objects, lists and items on the way to them.
type setter struct {
	sheet  *Sheet
	shared bool // other Sheets hold parts of this one: what is changed is copied first
}

// set puts a value at a term, as a Leaf holds it. It fails where the pointer leaves the types or the value does not fit.
func (x setter) set(l Leaf) error {
	return x.at(l.Term, func(v reflect.Value) error { return assign(v, reflect.ValueOf(l.Value)) })
}

// setJSON is set for a value as the record writes it.
func (x setter) setJSON(p Pointer, raw json.RawMessage) error {
	return x.at(p, func(v reflect.Value) error {
		v.SetZero()
		return json.Unmarshal(raw, v.Addr().Interface())
	})
}

// at leads to the place of a term. An item is put there with nothing but its id, a word of a set as itself.
func (x setter) at(p Pointer, put func(reflect.Value) error) error {
	return x.into(reflect.ValueOf(x.sheet).Elem(), sheetShape(), p, put)
}

func (x setter) into(v reflect.Value, s *shape, p Pointer, put func(reflect.Value) error) error {
	name, rest := p.next()
	f := s.field(name)
	if f == nil {
		return fmt.Errorf("there is no %q here", name)
	}
	v = x.own(v.Field(f.index))
	switch {
	case rest == "":
		return put(v)
	case f.shape.sort == items:
		return x.item(v, f.shape, rest, put)
	case f.shape.item != nil:
		return x.word(v, rest)
	}
	return x.into(v, f.shape, rest, put)
}

// own is what a field holds, made where there is nothing yet.
func (x setter) own(v reflect.Value) reflect.Value {
	switch {
	case v.Kind() == reflect.Slice && x.shared:
		n := reflect.MakeSlice(v.Type(), v.Len(), v.Len()+1)
		reflect.Copy(n, v)
		v.Set(n)
	case v.Kind() != reflect.Pointer:
	case v.IsNil():
		v.Set(reflect.New(v.Type().Elem()))
	case x.shared:
		n := reflect.New(v.Type().Elem())
		n.Elem().Set(v.Elem())
		v.Set(n)
	}
	return reflect.Indirect(v)
}

func (x setter) item(list reflect.Value, s *shape, p Pointer, put func(reflect.Value) error) error {
	id, rest := p.next()
	i := s.find(list, id)
	if i < 0 || rest == "" {
		item := reflect.New(s.item.typ).Elem()
		item.Field(s.item.id).SetString(id)
		if i < 0 {
			i = list.Len()
			list.Set(reflect.Append(list, item))
		}
		list.Index(i).Set(item)
	}
	if rest == "" {
		return nil
	}
	return x.into(list.Index(i), s.item, rest, put)
}

func (x setter) word(set reflect.Value, p Pointer) error {
	word, rest := p.next()
	if rest != "" {
		return fmt.Errorf("%q is a word of a set", word)
	}
	if !slices.Contains(wordsOf(set), word) {
		n := reflect.New(set.Type().Elem()).Elem()
		n.SetString(word)
		set.Set(reflect.Append(set, n))
	}
	return nil
}

// assign gives a place its value; named words can come as strings.
func assign(v, value reflect.Value) error {
	switch {
	case !value.IsValid():
	case value.Type() == v.Type():
		v.Set(value)
		return nil
	case value.Kind() == v.Kind() && value.CanConvert(v.Type()) && v.Kind() != reflect.Struct && v.Kind() != reflect.Slice:
		v.Set(value.Convert(v.Type()))
		return nil
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String && value.Type() == reflect.TypeFor[[]string]():
		words := reflect.MakeSlice(v.Type(), value.Len(), value.Len())
		for i := range value.Len() {
			words.Index(i).SetString(value.Index(i).String())
		}
		v.Set(words)
		return nil
	}
	return fmt.Errorf("a %s is wanted", v.Type())
}
