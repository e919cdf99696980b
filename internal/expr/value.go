package expr

import (
	"fmt"
	"reflect"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// boxed is an opaque value inside CEL.
type boxed struct {
	kind Kind
	v    any
}

// ConvertToNative gives the Go value.
func (b boxed) ConvertToNative(t reflect.Type) (any, error) {
	if reflect.TypeOf(b.v) == t {
		return b.v, nil
	}
	return nil, fmt.Errorf("a %s is no %s", b.kind, t)
}

// ConvertToType is refused: the language has no conversions.
func (b boxed) ConvertToType(ref.Type) ref.Val { return types.NewErr("no conversions") }

// Equal is CEL's own equality, used by nothing of the language: == is a declared function.
func (b boxed) Equal(ref.Val) ref.Val {
	return types.NewErr("opaque values are compared by declared functions")
}

// Type names the kind.
func (b boxed) Type() ref.Type { return b.kind.cel() }

// Value gives the Go value.
func (b boxed) Value() any { return b.v }

// object is a record inside CEL: it reads the Go struct where it lies.
type object struct {
	rec *record
	v   reflect.Value
}

// ConvertToNative gives a copy of the Go struct.
func (o *object) ConvertToNative(t reflect.Type) (any, error) {
	if o.rec.goType == t {
		return o.v.Interface(), nil
	}
	return nil, fmt.Errorf("a %s is no %s", o.rec.name, t)
}

// ConvertToType is refused: the language has no conversions.
func (o *object) ConvertToType(ref.Type) ref.Val { return types.NewErr("no conversions") }

// Equal is refused: records are compared leaf by leaf, which package terms does.
func (o *object) Equal(ref.Val) ref.Val { return types.NewErr("records are not compared") }

// Type names the record.
func (o *object) Type() ref.Type { return o.rec.cel }

// Value gives the object itself, so that nothing copies the struct on the way.
func (o *object) Value() any { return o }

// native turns a result into the Go value that Type promises; an absent optional is nil.
func native(v ref.Val) any {
	switch x := v.(type) {
	case types.Bool:
		return bool(x)
	case types.Int:
		return int(x)
	case types.String:
		return string(x)
	case boxed:
		return x.v
	case *object:
		return x.v.Interface()
	case *types.Optional:
		if !x.HasValue() {
			return nil
		}
		return native(x.GetValue())
	case traits.Lister:
		n, _ := x.Size().(types.Int)
		out := make([]any, 0, int(n))
		for i := types.Int(0); i < n; i++ {
			out = append(out, native(x.Get(i)))
		}
		return out
	}
	return v.Value()
}
