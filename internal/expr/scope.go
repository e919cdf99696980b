package expr

import (
	"fmt"
	"reflect"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Scope holds the values that programs are evaluated over. It belongs to no Env: any program whose variables it holds,
// with the types they were compiled for, can run on it. It is immutable and safe for concurrent use, as long as nobody
// changes the values bound.
type Scope struct {
	parent *Scope
	name   string
	value  bound
}

type bound struct {
	goType reflect.Type // without the pointer
	inner  ref.Val      // nil when absent
}

// Bind makes a Scope of Go values: structs or pointers to them, slices, opaque values, strings, bools, ints. A pointer
// serves a variable of its element type too, unless it is nil; nil serves only an optional variable.
func Bind(vars map[string]any) (*Scope, error) {
	var s *Scope
	for name, v := range vars {
		var err error
		if s, err = s.With(name, v); err != nil {
			return nil, err
		}
	}
	if s == nil {
		s = &Scope{}
	}
	return s, nil
}

// With is s and one more name, which hides an earlier value of that name.
func (s *Scope) With(name string, value any) (*Scope, error) {
	v := reflect.ValueOf(value)
	if !v.IsValid() {
		return nil, fmt.Errorf("variable %q: an untyped nil says nothing; bind a nil pointer for an absent value", name)
	}
	b := bound{goType: v.Type()}
	pointer := v.Kind() == reflect.Pointer
	if pointer {
		b.goType = v.Type().Elem()
	}
	sh, err := shapeOf(b.goType)
	if err != nil {
		return nil, fmt.Errorf("variable %q: %w", name, err)
	}
	switch {
	case !pointer:
		b.inner = sh.adapt(v)
	case !v.IsNil():
		b.inner = sh.adapt(v.Elem())
	}
	return &Scope{parent: s, name: name, value: b}, nil
}

func (s *Scope) find(name string) (bound, bool) {
	for ; s != nil; s = s.parent {
		if s.name == name && name != "" {
			return s.value, true
		}
	}
	return bound{}, false
}

// activation shows a scope to one program: optional variables as optionals, the others bare.
type activation struct {
	scope *Scope
	roots []root
}

// root is a variable that a program reads.
type root struct {
	name string
	variable
}

// ResolveName gives the value of a variable.
func (a activation) ResolveName(name string) (any, bool) {
	b, ok := a.scope.find(name)
	if !ok {
		return nil, false
	}
	for _, r := range a.roots {
		switch {
		case r.name != name || !r.optional:
		case b.inner == nil:
			return types.OptionalNone, true
		default:
			return types.OptionalOf(b.inner), true
		}
	}
	return b.inner, true
}

// Parent is nil: scopes are chained inside.
func (a activation) Parent() cel.Activation { return nil }

// check says why a scope cannot serve a program: a fault of the caller.
func (a activation) check() error {
	for _, r := range a.roots {
		b, ok := a.scope.find(r.name)
		switch {
		case !ok:
			return fmt.Errorf("variable %q is not bound", r.name)
		case b.goType != r.goType:
			return fmt.Errorf("variable %q is bound to a %s, compiled for a %s", r.name, b.goType, r.goType)
		case b.inner == nil && !r.optional:
			return fmt.Errorf("variable %q is absent, compiled as always there", r.name)
		}
	}
	return nil
}
