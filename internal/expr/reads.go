package expr

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/functions"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// reads are the functions that read the fields of some records. Records have far more fields than expressions read, so
// each is declared when an expression first calls it. It is safe for concurrent use.
type reads struct {
	records map[string]*record // by CEL name; never changed
	order   []*record          // by name
	made    sync.Map           // name to a func() *read that makes it once
}

func newReads(records map[string]*record) *reads {
	r := &reads{records: records}
	for _, name := range slices.Sorted(maps.Keys(records)) {
		r.order = append(r.order, records[name])
	}
	return r
}

// read is one function with its implementations by overload.
type read struct {
	decl     *decls.FunctionDecl
	bindings map[string]*functions.Overload
}

// has says whether any record has a field of this name.
func (r *reads) has(field string) bool {
	for _, rec := range r.order {
		if rec.fields[field] != nil {
			return true
		}
	}
	return false
}

// of gives the function of a name such as "@.title", which must read a field that some record has.
func (r *reads) of(name string) *read {
	made, ok := r.made.Load(name)
	if !ok {
		made, _ = r.made.LoadOrStore(name, sync.OnceValue(func() *read { return r.declare(name) }))
	}
	return made.(func() *read)()
}

// declare makes the function of one field for all records that have it. This is where absence becomes a type: CEL's own
// field selection lets an optional parent through silently and nests optionals; a signature does neither.
//
//	plain x.f      (R) -> T or optional(T)              no signature for an optional parent
//	opt   x.?f     (R) -> optional(T) for pointer fields only; (optional(R)) -> optional(T)
//	has   has(x.f) both, lifted: has() of a path is one question about all of it
func (r *reads) declare(name string) *read {
	field, _ := fieldRead(name)
	family := name[:len(name)-len(field)]
	out := &read{bindings: map[string]*functions.Overload{}}
	opts := []decls.FunctionOpt{decls.DisableTypeGuards(true)}
	add := func(id string, arg, result *cel.Type, op functions.UnaryOp) {
		opts = append(opts, cel.Overload(id, []*cel.Type{arg}, result, cel.UnaryBinding(op)))
		out.bindings[id] = &functions.Overload{Operator: id, Unary: op}
	}
	for _, rec := range r.order {
		f := rec.fields[field]
		if f == nil {
			continue
		}
		id := family + rec.name + "." + field
		if family != getOpt || f.optional {
			add(id, rec.cel, f.typ(), f.readPlain)
		}
		if family != getPlain {
			add(id+"?", cel.OptionalType(rec.cel), cel.OptionalType(f.shape.cel), f.readLifted)
		}
	}
	var err error
	if out.decl, err = decls.NewFunction(name, opts...); err != nil {
		panic(fmt.Sprintf("expr: the reads of a field cannot be declared: %s", err)) // records have one name each
	}
	return out
}

func (f *field) readPlain(v ref.Val) ref.Val {
	o, ok := v.(*object)
	if !ok {
		return types.MaybeNoSuchOverloadErr(v)
	}
	return f.read(o.v)
}

func (f *field) readLifted(v ref.Val) ref.Val {
	opt, ok := v.(*types.Optional)
	if !ok {
		return types.MaybeNoSuchOverloadErr(v)
	}
	if !opt.HasValue() {
		return types.OptionalNone
	}
	got := f.readPlain(opt.GetValue())
	if f.optional || types.IsUnknownOrError(got) {
		return got
	}
	return types.OptionalOf(got)
}
