package expr

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/env"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// Internal names. No source can spell them.
const (
	fnEqual    = "@eq"  // _==_ of CEL compares anything with anything and swallows errors
	fnNotEqual = "@ne"  // _!=_ likewise: an error would read as "not equal"
	fnSet      = "@set" // the second argument of within, read at compile time
	getPlain   = "@."   // x.f
	getOpt     = "@?"   // x.?f
	getHas     = "@h"   // x.f inside has()
)

// overload is one signature of a function with what it computes. Arguments come typed by the checker.
type overload struct {
	fn     string
	id     string
	args   []Kind
	result Kind
	call   func(args ...any) (any, error)
}

// declare makes overloads of one function.
func declare(fn string, list []overload) cel.EnvOption {
	opts := []cel.FunctionOpt{decls.DisableTypeGuards(true)}
	for _, o := range list {
		args := make([]*cel.Type, len(o.args))
		for i, k := range o.args {
			args[i] = k.cel()
		}
		opts = append(opts, cel.Overload(o.id, args, o.result.cel(), binding(o)))
	}
	return cel.Function(fn, opts...)
}

func binding(o overload) cel.OverloadOpt {
	result := func(v any, err error) ref.Val {
		if err != nil {
			return types.WrapErr(noValue{err})
		}
		return wrap(o.result, v)
	}
	switch len(o.args) {
	case 1:
		return cel.UnaryBinding(func(a ref.Val) ref.Val { return result(o.call(unwrap(a))) })
	case 2:
		return cel.BinaryBinding(func(a, b ref.Val) ref.Val { return result(o.call(unwrap(a), unwrap(b))) })
	}
	return cel.FunctionBinding(func(vals ...ref.Val) ref.Val {
		args := make([]any, len(vals))
		for i, v := range vals {
			args[i] = unwrap(v)
		}
		return result(o.call(args...))
	})
}

// unwrap gives the Go value of a scalar: int64 for int.
func unwrap(v ref.Val) any { return v.Value() }

func wrap(k Kind, v any) ref.Val {
	switch k {
	case Boolean:
		return types.Bool(v.(bool))
	case Integer:
		return types.Int(v.(int64))
	case Text:
		return types.String(v.(string))
	}
	return boxed{k, v}
}

// standard is the part of CEL's own library that the language keeps.
func standard() cel.EnvOption {
	keep := []*env.Function{
		{Name: "!_"},
		{Name: "_&&_"},
		{Name: "_||_"},
		{Name: "_?_:_"},
		{Name: "@not_strictly_false"},
		{Name: "contains"},
		{Name: "startsWith"},
		{Name: "endsWith"},
		{Name: "size", Overloads: []*env.Overload{{ID: "size_string"}, {ID: "size_list"}, {ID: "string_size"}, {ID: "list_size"}}},
	}
	return cel.StdLib(cel.StdLibSubset(&env.LibrarySubset{IncludeFunctions: keep}))
}

// byName groups overloads by function.
func byName(list []overload) map[string][]overload {
	m := map[string][]overload{}
	for _, o := range list {
		m[o.fn] = append(m[o.fn], o)
	}
	return m
}

// builtins declares the whole library.
func builtins() []cel.EnvOption {
	var all []overload
	all = append(all, comparisons()...)
	all = append(all, arithmetic()...)
	all = append(all, constructors()...)
	all = append(all, readers()...)
	opts := []cel.EnvOption{standard()}
	for fn, list := range byName(all) {
		opts = append(opts, declare(fn, list))
	}
	return append(opts, membership(), concatenation())
}

// concatenation declares + on lists, which the macros filter and map build their results with.
func concatenation() cel.EnvOption {
	list := cel.ListType(cel.TypeParamType("A"))
	return cel.Function("_+_", cel.Overload("add_list", []*cel.Type{list, list}, list, cel.BinaryBinding(func(a, b ref.Val) ref.Val {
		if l, ok := a.(traits.Adder); ok {
			return l.Add(b)
		}
		return types.NewErr("not a list")
	})))
}

// membership declares x in list for values whose equality never fails.
func membership() cel.EnvOption {
	opts := []cel.FunctionOpt{decls.DisableTypeGuards(true)}
	for _, k := range []Kind{Text, Integer, Place, Date} {
		equal := equality[k]
		opts = append(opts, cel.Overload("in_list_"+string(k), []*cel.Type{k.cel(), cel.ListType(k.cel())}, cel.BoolType,
			cel.BinaryBinding(func(x, list ref.Val) ref.Val { return contains(equal, unwrap(x), list) })))
	}
	return cel.Function("@in", opts...)
}
