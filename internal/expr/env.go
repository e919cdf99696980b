package expr

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Limits of one expression.
const (
	MaxSource = 2_000   // characters of source
	CostLimit = 100_000 // units of CEL's cost model in one evaluation: about 10 ms
)

// Names with a meaning: within(place, set) judges on AsOf, add and business_days_between count by CalendarVar.
const (
	AsOf        = "as_of"    // a cal.Date
	CalendarVar = "calendar" // a cal.Calendar
)

// Vars are the names that an expression can use and their Go types. A pointer type makes an optional.
type Vars map[string]reflect.Type

// Env compiles expressions over one set of variables. It is safe for concurrent use.
type Env struct {
	vars    map[string]variable
	records map[string]*record // all that the variables lead to, by CEL name
	cel     *cel.Env
}

type variable struct {
	goType   reflect.Type // without the pointer
	shape    *shape
	optional bool
}

func (v variable) typ() *cel.Type {
	if v.optional {
		return cel.OptionalType(v.shape.cel)
	}
	return v.shape.cel
}

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// NewEnv fails when a variable's name is no lower_snake word or its Go type has no place in the language: faults of the
// program, not of an author.
func NewEnv(vars Vars) (*Env, error) {
	e := &Env{vars: map[string]variable{}, records: map[string]*record{}}
	opts := []cel.EnvOption{
		cel.OptionalTypes(cel.OptionalTypesVersion(4)),
		cel.ParserExpressionSizeLimit(MaxSource),
		cel.EnableHiddenAccumulatorName(true),
	}
	for name, t := range vars {
		v, err := newVariable(name, t)
		if err != nil {
			return nil, err
		}
		e.vars[name] = v
		v.shape.rec.reach(e.records)
		opts = append(opts, cel.Variable(name, v.typ()))
	}
	opts = append(opts, functions()...)
	opts = append(opts, e.getters()...)
	var err error
	if e.cel, err = cel.NewCustomEnv(opts...); err != nil {
		return nil, fmt.Errorf("expression environment: %w", err)
	}
	return e, nil
}

func newVariable(name string, t reflect.Type) (variable, error) {
	if !nameForm.MatchString(name) || t == nil {
		return variable{}, fmt.Errorf("variable %q: a lower_snake name and a type are needed", name)
	}
	v := variable{goType: t}
	if t.Kind() == reflect.Pointer {
		v.optional, v.goType = true, t.Elem()
	}
	var err error
	if v.shape, err = shapeOf(v.goType); err != nil {
		return variable{}, fmt.Errorf("variable %q of type %s: %w", name, t, err)
	}
	return v, nil
}

// Names lists the variables in alphabetical order.
func (e *Env) Names() []string { return slices.Sorted(maps.Keys(e.vars)) }

// getters declares every read of every field as a function of its own. This is where absence becomes a type: CEL's own
// field selection lets an optional parent through silently and nests optionals; a signature does neither.
//
//	plain x.f      (R) -> T or optional(T)              no signature for an optional parent
//	opt   x.?f     (R) -> optional(T) for pointer fields only; (optional(R)) -> optional(T)
//	has   has(x.f) both, lifted: has() of a path is one question about all of it
func (e *Env) getters() []cel.EnvOption {
	decl := map[string][]cel.FunctionOpt{}
	add := func(fn string, r *record, f *field, lifted bool) {
		id := fn + r.name + "." + f.name
		if lifted {
			decl[fn+f.name] = append(decl[fn+f.name], cel.Overload(id+"?", []*cel.Type{cel.OptionalType(r.cel)},
				cel.OptionalType(f.shape.cel), cel.UnaryBinding(f.readLifted)))
			return
		}
		decl[fn+f.name] = append(decl[fn+f.name], cel.Overload(id, []*cel.Type{r.cel}, f.typ(), cel.UnaryBinding(f.readPlain)))
	}
	for _, r := range e.records {
		for _, f := range r.fields {
			add(getPlain, r, f, false)
			add(getHas, r, f, false)
			add(getHas, r, f, true)
			add(getOpt, r, f, true)
			if f.optional {
				add(getOpt, r, f, false)
			}
		}
	}
	var opts []cel.EnvOption
	for fn, list := range decl {
		opts = append(opts, cel.Function(fn, append(list, decls.DisableTypeGuards(true))...))
	}
	return opts
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
