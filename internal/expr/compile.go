package expr

import (
	"fmt"
	"slices"
	"sync"
	"unicode/utf8"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/interpreter"
)

// Want is what the place of an expression takes.
type Want int

// The wants.
const (
	Bool          Want = iota // true or false: conditions
	Value                     // one value that is there: scalar, opaque or record
	OptionalValue             // one value that may be absent; Eval gives nil then
	List                      // a list; an absent one is the empty list
)

// Compile reads and checks an expression; it is planned when it runs first. Programs that are known to have given true wherever this one runs can be
// given: what they guard needs no second guard. Their variables must be bound to the same values; nil ones are skipped. It
// returns a program or all problems found.
func (e *Env) Compile(src string, want Want, given ...*Program) (*Program, []Problem) {
	if n := utf8.RuneCountInString(src); n > MaxSource {
		return nil, []Problem{{1, 1, TooLong, fmt.Sprintf("an expression has at most %d characters, this has %d", MaxSource, n), ""}}
	}
	if !utf8.ValidString(src) {
		return nil, []Problem{{1, 1, Syntax, "an expression is UTF-8 text", ""}}
	}
	tree, problems := e.check(src)
	if problems != nil {
		return nil, problems
	}
	w := &walker{reasoner: reasoner{e, tree, map[question]facts{}}}
	known := facts{}
	for _, g := range given {
		if g != nil {
			known = known.with(g.facts)
		}
	}
	w.walk(tree.Expr(), known, nil)
	p := &Program{env: e, src: src, want: want, tree: tree, facts: w.when(tree.Expr(), true, nil)}
	if len(w.problems) == 0 {
		p.typ = e.typeOf(tree.GetType(tree.Expr().ID()))
		w.result(p)
	}
	if len(w.problems) > 0 {
		return nil, tidy(w.problems)
	}
	p.plan = sync.OnceValues(func() (cel.Program, error) { // most programs of a library are not run for one letter
		return e.plan(tree, cel.CustomDecoratorV2(foldLiterals))
	})
	p.roots, p.way = e.rootsOf(tree.Expr()), e.wayOf(tree)
	return p, nil
}

// result checks the whole against what is wanted.
func (w *walker) result(p *Program) {
	root, t := w.ast.Expr(), p.typ
	wrong := func(code Code, message, suggestion string) { w.report(root.ID(), code, message, suggestion) }
	at := text(root)
	if at == "" {
		at = "(...)"
	}
	switch {
	case t.Kind == undefined:
		wrong(WrongResult, "the result has no certain type", "")
	case p.want == Bool && t.Kind != Boolean:
		wrong(WrongResult, "a condition is true or false, this is a "+t.String(), "")
	case p.want == List && t.Kind != ListOf:
		wrong(WrongResult, "a list is wanted, this is a "+t.String(), "")
	case (p.want == Value || p.want == OptionalValue) && (t.Kind == ListOf || t.Kind == Calendar):
		wrong(WrongResult, "one value is wanted, this is a "+t.String(), "")
	case t.Optional && (p.want == Bool || p.want == Value):
		wrong(MayBeAbsent, "the result may be absent", "say what holds then: "+absentAdvice(at, string(t.Kind)))
	}
}

// typeOf reads a CEL type; Kind is undefined where it is none of the language.
func (e *Env) typeOf(t *types.Type) Type {
	if isOptional(t) {
		inner := e.typeOf(t.Parameters()[0])
		inner.Optional = true
		return inner
	}
	switch t.Kind() {
	case types.ListKind:
		elem := e.typeOf(t.Parameters()[0])
		if elem.Kind == undefined {
			return Type{Kind: ListOf}
		}
		return Type{Kind: ListOf, Elem: &elem}
	case types.StructKind:
		if rec := e.records[t.TypeName()]; rec != nil {
			return Type{Kind: Record, Go: rec.goType}
		}
	case types.BoolKind, types.IntKind, types.StringKind, types.OpaqueKind:
		k := Kind(t.TypeName())
		if goType, ok := goTypes[k]; ok {
			return Type{Kind: k, Go: goType}
		}
	}
	return Type{}
}

// rootsOf lists the variables that a tree reads, in alphabetical order. No loop hides one: Compile refuses that.
func (e *Env) rootsOf(x ast.Expr) []root {
	seen := map[string]bool{}
	ast.PostOrderVisit(x, ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() == ast.IdentKind {
			seen[x.AsIdent()] = true
		}
	}))
	var out []root
	for _, name := range e.Names() {
		if seen[name] {
			out = append(out, root{name, e.vars[name]})
		}
	}
	return slices.Clip(out)
}

// foldLiterals computes decimal("15") and its like once, when the program is planned.
func foldLiterals(i interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
	c, ok := i.(interpreter.InterpretableCall)
	if !ok || !literalOnly[c.Function()] {
		return i, nil
	}
	for _, a := range c.Args() {
		if _, constant := a.(interpreter.InterpretableConst); !constant {
			return i, nil
		}
	}
	v := i.Eval(interpreter.EmptyActivation())
	if types.IsUnknownOrError(v) {
		return i, nil
	}
	return interpreter.NewConstValue(i.ID(), v), nil
}
