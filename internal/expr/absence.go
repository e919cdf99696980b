package expr

import (
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// walker goes over the checked tree and refuses what could fail for something absent, and what has no certain type.
type walker struct {
	reasoner
	problems []Problem
}

func (w *walker) report(id int64, code Code, message, suggestion string) {
	at := w.ast.SourceInfo().GetStartLocation(id)
	w.problems = append(w.problems, Problem{max(at.Line(), 1), max(at.Column(), 0) + 1, code, message, suggestion})
}

func (w *walker) walk(e ast.Expr, known facts, n *names) {
	if !w.typed(e) {
		return
	}
	switch e.Kind() {
	case ast.CallKind:
		w.call(e, known, n)
	case ast.ListKind:
		for _, x := range e.AsList().Elements() {
			w.walk(x, known, n)
		}
	case ast.ComprehensionKind:
		w.comprehension(e, known, n)
	}
}

// typed refuses values of no certain type, and optionals where absence would be hidden inside something else.
func (w *walker) typed(e ast.Expr) bool {
	t := w.ast.GetType(e.ID())
	switch {
	case t == nil || t.Kind() == types.DynKind || t.Kind() == types.ErrorKind:
		w.report(e.ID(), WrongType, "this has no certain type", "")
		return false
	case e.Kind() == ast.ListKind && e.AsList().Size() > 0 && t.Parameters()[0].Kind() == types.DynKind:
		w.report(e.ID(), WrongType, "a list of several types has no certain type", "")
		return false
	case t.Kind() == types.ListKind && t.Parameters()[0].Kind() == types.ListKind:
		w.report(e.ID(), NotSupported, "a list of lists", "")
		return false
	case isOptional(t) && holdsOptional(t.Parameters()[0]):
		w.report(e.ID(), MayBeAbsent, "an optional inside an optional", "use optFlatMap instead of optMap, or .?")
		return false
	case !isOptional(t) && holdsOptional(t):
		w.report(e.ID(), MayBeAbsent, "a list of values that may be absent", "write map(x, has(x.f), x.value()...)")
		return false
	}
	return true
}

func holdsOptional(t *types.Type) bool {
	if isOptional(t) {
		return true
	}
	for _, p := range t.Parameters() {
		if holdsOptional(p) {
			return true
		}
	}
	return false
}

func (w *walker) call(e ast.Expr, known facts, n *names) {
	c := e.AsCall()
	if c.IsMemberFunction() {
		w.walk(c.Target(), known, n)
	}
	switch c.FunctionName() {
	case "_&&_", "_||_":
		for _, a := range c.Args() {
			w.walk(a, known, n)
			known = known.with(w.when(a, c.FunctionName() == "_&&_", n))
		}
		return
	case "_?_:_":
		w.walk(c.Args()[0], known, n)
		w.walk(c.Args()[1], known.with(w.when(c.Args()[0], true, n)), n)
		w.walk(c.Args()[2], known.with(w.when(c.Args()[0], false, n)), n)
		return
	case "_+_": // only filter and map join lists: x + x again and again would be a list without end
		if w.ast.GetType(e.ID()).Kind() == types.ListKind && !isAccumulator(c.Args()[0]) {
			w.report(e.ID(), NotSupported, "+ does not join lists", "")
		}
	case "value":
		w.guarded(e, c.Target(), known, n)
	case "decimal":
		if a := c.Args()[0]; a.Kind() != ast.LiteralKind && w.ast.GetType(a.ID()) == types.StringType {
			w.report(a.ID(), BadLiteral, "decimal takes literal text in quotes", "")
		}
	}
	for _, a := range c.Args() {
		w.walk(a, known, n)
	}
}

func isAccumulator(e ast.Expr) bool {
	return e.Kind() == ast.IdentKind && strings.HasPrefix(e.AsIdent(), "@")
}

func (w *walker) guarded(e, target ast.Expr, known facts, n *names) {
	if w.present(target, known, n) {
		return
	}
	at := text(target)
	if at == "" {
		at = "x"
	}
	w.report(e.ID(), Unguarded, "value() of what may be absent, with no guard before it",
		"write "+at+".hasValue() && ... "+at+".value(), or "+at+".orValue(...)")
}

// comprehension knows two forms: a loop, and CEL's way to name a value once, which loops over an empty list.
func (w *walker) comprehension(e ast.Expr, known facts, n *names) {
	c := e.AsComprehension()
	w.walk(c.IterRange(), known, n)
	w.walk(c.AccuInit(), known, n)
	accu := &names{outer: n, name: c.AccuVar(), key: w.key(c.Result(), nil) + w.key(e, nil)}
	if c.IterRange().Kind() == ast.ListKind && c.IterRange().AsList().Size() == 0 {
		accu.key, accu.implied = w.key(c.AccuInit(), n), w.presence(c.AccuInit(), n)
		w.walk(c.Result(), known, accu)
		return
	}
	inner := &names{outer: accu, name: c.IterVar(), key: c.IterVar() + w.key(e, nil)}
	w.walk(c.LoopCondition(), known, inner)
	w.walk(c.LoopStep(), known, inner)
	w.walk(c.Result(), known, accu)
}
