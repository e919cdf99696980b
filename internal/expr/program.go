package expr

import (
	"errors"
	"fmt"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/interpreter"

	"verbatim/internal/fault"
)

// Program is a compiled expression. It is immutable and safe for concurrent use.
type Program struct {
	env   *Env
	src   string
	want  Want
	tree  *ast.AST
	plan  func() (cel.Program, error) // once
	way   []*field                    // of a program that only reads fields: those below its one root
	typ   Type
	roots []root
	facts facts // what is present when it gives true
}

// Source is the text that was compiled.
func (p *Program) Source() string { return p.src }

// Result is the type of what Eval gives.
func (p *Program) Result() Type { return p.typ }

// Roots lists the variables that the program reads, in alphabetical order; as_of and calendar are among them where a
// function implies them.
func (p *Program) Roots() []string {
	out := make([]string, len(p.roots))
	for i, r := range p.roots {
		out[i] = r.name
	}
	return out
}

// Eval runs the program. It gives Go values: bool, int, string, money.Decimal, money.Money, money.Rate, money.Share,
// cal.Date, cal.Length, place.Code, time.Time, a copy of a struct for a record, []any for a list. An absent optional is
// nil, an absent list empty. It fails with a *fault.Error of code CodeCost or CodeExpression (two currencies in one
// comparison, a number too long), whose text names no value; any other error is a scope that does not fit the program.
func (p *Program) Eval(s *Scope) (any, error) {
	a := activation{s, p.roots}
	if err := a.check(); err != nil {
		return nil, err
	}
	if p.way != nil {
		return p.follow(s), nil
	}
	run, err := p.plan()
	if err != nil {
		return nil, fmt.Errorf("expr: a checked expression cannot be planned: %w", err)
	}
	out, _, err := run.Eval(a)
	if err != nil {
		return nil, failure(err)
	}
	if v := native(out); v != nil {
		return v, nil
	}
	return p.none(), nil
}

// True runs a program compiled as Bool.
func (p *Program) True(s *Scope) (bool, error) {
	v, err := p.Eval(s)
	b, _ := v.(bool)
	return b, err
}

func failure(err error) error {
	var cancelled interpreter.EvalCancelledError
	if errors.As(err, &cancelled) {
		return fault.New(fault.Invalid, fault.CodeCost, "The expression takes too many steps.").Because(err)
	}
	var own noValue
	if errors.As(err, &own) {
		return fault.New(fault.Invalid, fault.CodeExpression, "The expression has no value: %s.", own.Error()).Because(err)
	}
	return fault.New(fault.Invalid, fault.CodeExpression, "The expression has no value.").Because(err)
}

// noValue is an error of one of our functions: its text is public, CEL's own is not.
type noValue struct{ error }

// Path gives the fields that the expression reads when it is nothing but a path: terms.base_pay.?rate is "terms",
// "base_pay", "rate", whatever mixture of . and .? and value() it is written with. ok is false for everything else, also
// for a field that comes from a method.
func (p *Program) Path() (segments []string, ok bool) {
	e := p.tree.Expr()
	for {
		if e.Kind() == ast.IdentKind {
			segments = append(segments, e.AsIdent())
			break
		}
		if e.Kind() != ast.CallKind {
			return nil, false
		}
		c := e.AsCall()
		if c.IsMemberFunction() && c.FunctionName() == "value" {
			e = c.Target()
			continue
		}
		name, isField := fieldRead(c.FunctionName())
		if !isField || p.derived(c.Args()[0], name) {
			return nil, false
		}
		segments, e = append(segments, name), c.Args()[0]
	}
	for i, j := 0, len(segments)-1; i < j; i, j = i+1, j-1 {
		segments[i], segments[j] = segments[j], segments[i]
	}
	return segments, true
}

func (p *Program) derived(operand ast.Expr, name string) bool {
	t := p.tree.GetType(operand.ID())
	if isOptional(t) {
		t = t.Parameters()[0]
	}
	rec := p.env.records[t.TypeName()]
	return rec == nil || rec.fields[name] == nil || rec.fields[name].derived
}

// Constant gives the value of an expression that has the same one whatever the variables are: 1 < 2, or false && x. It
// does not see through algebra: x == x is no constant to it. ok is false too when the one outcome is an error.
func (p *Program) Constant() (value any, ok bool) {
	a, err := p.env.plan(p.tree, cel.EvalOptions(cel.OptPartialEval))
	if err != nil {
		return nil, false
	}
	var unknown []*cel.AttributePatternType
	for _, r := range p.roots {
		unknown = append(unknown, cel.AttributePattern(r.name))
	}
	vars, err := cel.PartialVars(map[string]any{}, unknown...)
	if err != nil {
		return nil, false
	}
	out, _, err := a.Eval(vars)
	if err != nil || types.IsUnknownOrError(out) {
		return nil, false
	}
	return native(out), true
}
