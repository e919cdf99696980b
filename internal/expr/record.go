package expr

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"verbatim/internal/money"
)

// record is a Go struct as the language sees it.
type record struct {
	name   string
	goType reflect.Type
	cel    *cel.Type
	fields map[string]*field
	hidden map[string]string // fields that cannot be read, with the reason
}

// field is one field of a record, or one derived from a method.
type field struct {
	name     string
	optional bool
	derived  bool // from a method: no field of the JSON
	shape    *shape
	index    []int                       // where the record holds it; nil when derived
	read     func(reflect.Value) ref.Val // of the record; an Optional when the field is optional
}

// typ is the field's CEL type, optional when the field may be absent.
func (f *field) typ() *cel.Type {
	if f.optional {
		return cel.OptionalType(f.shape.cel)
	}
	return f.shape.cel
}

// names lists the fields in alphabetical order.
func (r *record) names() []string {
	out := make([]string, 0, len(r.fields))
	for n := range r.fields {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// shape is how values of one Go type enter the language.
type shape struct {
	cel   *cel.Type
	adapt func(reflect.Value) ref.Val
	rec   *record // of a record, or of the records in a list
}

// shapes remembers what each Go type says, like encoding/json's cache of fields: it is a function of the types alone.
var shapes = struct {
	sync.Mutex
	known map[reflect.Type]*shape
	names map[string]reflect.Type
}{known: map[reflect.Type]*shape{}, names: map[string]reflect.Type{}}

// shapeOf describes a type that is no pointer.
func shapeOf(t reflect.Type) (*shape, error) {
	shapes.Lock()
	defer shapes.Unlock()
	return describe(t)
}

func describe(t reflect.Type) (*shape, error) {
	if s, ok := shapes.known[t]; ok {
		return s, nil
	}
	if k, ok := opaqueKinds[t]; ok {
		return &shape{cel: k.cel(), adapt: func(v reflect.Value) ref.Val { return boxed{k, v.Interface()} }}, nil
	}
	switch t.Kind() {
	case reflect.Bool:
		return &shape{cel: cel.BoolType, adapt: func(v reflect.Value) ref.Val { return types.Bool(v.Bool()) }}, nil
	case reflect.String:
		return &shape{cel: cel.StringType, adapt: func(v reflect.Value) ref.Val { return types.String(v.String()) }}, nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return &shape{cel: cel.IntType, adapt: func(v reflect.Value) ref.Val { return types.Int(v.Int()) }}, nil
	case reflect.Slice:
		return describeList(t)
	case reflect.Struct:
		return describeRecord(t)
	}
	return nil, fmt.Errorf("a value of Go kind %s has no place in the language", t.Kind())
}

func describeList(t reflect.Type) (*shape, error) {
	if t.Elem().Kind() == reflect.Uint8 {
		return nil, fmt.Errorf("bytes have no place in the language")
	}
	elem, err := describe(t.Elem())
	if err != nil {
		return nil, err
	}
	adapt := func(v reflect.Value) ref.Val {
		vals := make([]ref.Val, v.Len())
		for i := range vals {
			vals[i] = elem.adapt(v.Index(i))
		}
		return types.NewRefValList(types.DefaultTypeAdapter, vals)
	}
	return &shape{cel: cel.ListType(elem.cel), adapt: adapt, rec: elem.rec}, nil
}

// describeRecord enters the record before its fields, since types may hold themselves.
func describeRecord(t reflect.Type) (*shape, error) {
	name := t.String()
	if other, taken := shapes.names[name]; taken && other != t {
		return nil, fmt.Errorf("two Go types are named %s", name)
	}
	r := &record{name: name, goType: t, cel: cel.ObjectType(name), fields: map[string]*field{}, hidden: map[string]string{}}
	s := &shape{cel: r.cel, rec: r, adapt: func(v reflect.Value) ref.Val { return &object{r, v} }}
	shapes.known[t], shapes.names[name] = s, t
	for _, f := range reflect.VisibleFields(t) {
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if tag == "" || tag == "-" || !f.IsExported() || viaPointer(t, f.Index) {
			continue
		}
		if err := r.addField(tag, f); err != nil {
			r.hidden[tag] = err.Error()
		}
	}
	addDerived[money.Money](r, "money", "Money")
	addDerived[money.Rate](r, "rate", "Rate")
	return s, nil
}

// viaPointer says whether a promoted field lies below an embedded pointer, which could be nil.
func viaPointer(t reflect.Type, index []int) bool {
	for _, i := range index[:len(index)-1] {
		if t = t.Field(i).Type; t.Kind() == reflect.Pointer {
			return true
		}
	}
	return false
}

func (r *record) addField(name string, f reflect.StructField) error {
	t, optional := f.Type, f.Type.Kind() == reflect.Pointer
	if optional {
		t = t.Elem()
	}
	s, err := describe(t)
	if err != nil {
		return err
	}
	index := f.Index
	read := func(v reflect.Value) ref.Val { return s.adapt(v.FieldByIndex(index)) }
	if optional {
		read = func(v reflect.Value) ref.Val {
			p := v.FieldByIndex(index)
			if p.IsNil() {
				return types.OptionalNone
			}
			return types.OptionalOf(s.adapt(p.Elem()))
		}
	}
	r.fields[name] = &field{name: name, optional: optional, shape: s, index: index, read: read}
	return nil
}

// addDerived gives the record a field from a method func() (T, bool), unless it has a field of that name.
func addDerived[T any](r *record, name, method string) {
	m, ok := r.goType.MethodByName(method)
	if _, taken := r.fields[name]; taken || !ok {
		return
	}
	want := reflect.FuncOf([]reflect.Type{r.goType}, []reflect.Type{reflect.TypeFor[T](), reflect.TypeFor[bool]()}, false)
	if m.Type != want {
		return
	}
	k := opaqueKinds[reflect.TypeFor[T]()]
	s := &shape{cel: k.cel(), adapt: func(v reflect.Value) ref.Val { return boxed{k, v.Interface()} }}
	read := func(v reflect.Value) ref.Val {
		out := v.Method(m.Index).Call(nil)
		if !out[1].Bool() {
			return types.OptionalNone
		}
		return types.OptionalOf(s.adapt(out[0]))
	}
	r.fields[name] = &field{name: name, optional: true, derived: true, shape: s, read: read}
}

// reach collects a record and all that its fields lead to.
func (r *record) reach(into map[string]*record) {
	if r == nil || into[r.name] != nil {
		return
	}
	into[r.name] = r
	for _, f := range r.fields {
		f.shape.rec.reach(into)
	}
}
