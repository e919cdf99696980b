package expr

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common/decls"
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
	*language
	*reads    // of all records that the variables lead to
	vars      map[string]variable
	variables *checker.Env // the checker's view of vars
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
	l, err := theLanguage()
	if err != nil {
		return nil, err
	}
	made := map[string]variable{}
	for name, t := range vars {
		if made[name], err = newVariable(name, t); err != nil {
			return nil, err
		}
	}
	return newEnv(l, newReads(nil), made)
}

// With is an environment of one more variable, or of another type for one. It shares what e has made ready.
func (e *Env) With(name string, t reflect.Type) (*Env, error) {
	v, err := newVariable(name, t)
	if err != nil {
		return nil, err
	}
	vars := maps.Clone(e.vars)
	vars[name] = v
	return newEnv(e.language, e.reads, vars)
}

// newEnv declares variables. It takes the given reads as they are when they cover all records, else it makes its own.
func newEnv(l *language, r *reads, vars map[string]variable) (*Env, error) {
	records := map[string]*record{}
	maps.Copy(records, r.records)
	var idents []*decls.VariableDecl
	for name, v := range vars {
		v.shape.rec.reach(records)
		idents = append(idents, decls.NewVariable(name, v.typ()))
	}
	if len(records) > len(r.records) {
		r = newReads(records)
	}
	known, err := l.inheriting(l.functions)
	if err == nil {
		err = known.AddIdents(idents...)
	}
	if err != nil {
		return nil, fmt.Errorf("expression environment: %w", err)
	}
	return &Env{language: l, reads: r, vars: vars, variables: known}, nil
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
