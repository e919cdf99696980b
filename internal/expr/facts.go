package expr

import (
	"fmt"
	"maps"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// facts are the keys of the optional expressions that are known to be present at a point.
type facts map[string]bool

func (f facts) with(more facts) facts {
	if len(more) == 0 {
		return f
	}
	out := maps.Clone(f)
	if out == nil {
		out = facts{}
	}
	maps.Copy(out, more)
	return out
}

func (f facts) and(other facts) facts {
	out := facts{}
	for k := range f {
		if other[k] {
			out[k] = true
		}
	}
	return out
}

// names says what the names of loops and of optMap stand for. A name bound by optMap has the key of what it is bound to,
// so that what is known of the one is known of the other.
type names struct {
	outer   *names
	name    string
	key     string
	implied facts // what is present when the name's value is
}

func (n *names) find(name string) *names {
	for ; n != nil; n = n.outer {
		if n.name == name {
			return n
		}
	}
	return nil
}

// reasoner draws from conditions what is present. Values never change during an evaluation, so what holds before holds
// after.
type reasoner struct {
	env      *Env
	ast      *ast.AST
	answered map[question]facts // when's answers: without them, nested conditions would be asked over and over
}

// question is one of when: a node stands in one place, so its names are always the same.
type question struct {
	id      int64
	outcome bool
}

// maxKey bounds keys: names of optMap that stand for ever longer expressions would double them at each step.
const maxKey = 300

// key names an expression so that equal keys have equal values: a path by its fields, whether read by . or .? or value().
func (r reasoner) key(e ast.Expr, n *names) string {
	if k := r.spelled(e, n); len(k) <= maxKey {
		return k
	}
	return fmt.Sprintf("#%d", e.ID())
}

func (r reasoner) spelled(e ast.Expr, n *names) string {
	switch e.Kind() {
	case ast.LiteralKind:
		return fmt.Sprintf("%T(%#v)", e.AsLiteral(), e.AsLiteral().Value())
	case ast.IdentKind:
		if b := n.find(e.AsIdent()); b != nil {
			return b.key
		}
		return e.AsIdent()
	case ast.CallKind:
		c := e.AsCall()
		if c.IsMemberFunction() && c.FunctionName() == "value" {
			return r.key(c.Target(), n)
		}
		if name, ok := fieldRead(c.FunctionName()); ok {
			return r.key(c.Args()[0], n) + "." + name
		}
		parts := []string{}
		if c.IsMemberFunction() {
			parts = append(parts, r.key(c.Target(), n))
		}
		for _, a := range c.Args() {
			parts = append(parts, r.key(a, n))
		}
		return c.FunctionName() + "(" + strings.Join(parts, ",") + ")"
	}
	return fmt.Sprintf("#%d", e.ID()) // lists and loops equal only themselves
}

// presence is what must be present for the optional e to be.
func (r reasoner) presence(e ast.Expr, n *names) facts {
	out := facts{r.key(e, n): true}
	switch e.Kind() {
	case ast.IdentKind:
		if b := n.find(e.AsIdent()); b != nil {
			maps.Copy(out, b.implied)
		}
	case ast.CallKind:
		c := e.AsCall()
		if _, ok := fieldRead(c.FunctionName()); ok && isOptional(r.ast.GetType(c.Args()[0].ID())) {
			maps.Copy(out, r.presence(c.Args()[0], n))
		}
	}
	return out
}

// present says whether the optional e is known to be present: by itself, or because it is a field that is always there
// of a record that is present.
func (r reasoner) present(e ast.Expr, known facts, n *names) bool {
	if known[r.key(e, n)] {
		return true
	}
	if e.Kind() != ast.CallKind {
		return false
	}
	c := e.AsCall()
	name, ok := fieldRead(c.FunctionName())
	if !ok {
		return c.FunctionName() == "optional.of"
	}
	operand := c.Args()[0]
	t := r.ast.GetType(operand.ID())
	if !isOptional(t) {
		return false
	}
	rec := r.env.records[t.Parameters()[0].TypeName()]
	return rec != nil && rec.fields[name] != nil && !rec.fields[name].optional && r.present(operand, known, n)
}

// when gives what is present if e turns out as outcome.
func (r reasoner) when(e ast.Expr, outcome bool, n *names) facts {
	if e.Kind() != ast.CallKind {
		return nil
	}
	q := question{e.ID(), outcome}
	if f, ok := r.answered[q]; ok {
		return f
	}
	f := r.infer(e.AsCall(), outcome, n)
	r.answered[q] = f
	return f
}

func (r reasoner) infer(c ast.CallExpr, outcome bool, n *names) facts {
	switch c.FunctionName() {
	case "!_":
		return r.when(c.Args()[0], !outcome, n)
	case "_&&_":
		return r.join(c.Args(), outcome, outcome, n)
	case "_||_":
		return r.join(c.Args(), outcome, !outcome, n)
	case "_?_:_":
		yes := r.when(c.Args()[0], true, n).with(r.when(c.Args()[1], outcome, n))
		no := r.when(c.Args()[0], false, n).with(r.when(c.Args()[2], outcome, n))
		return yes.and(no)
	case "hasValue":
		if outcome {
			return r.presence(c.Target(), n)
		}
	case "orValue": // x.orValue(false) is true only when x is there
		if d := c.Args()[0]; d.Kind() == ast.LiteralKind && d.AsLiteral() == types.Bool(!outcome) {
			return r.presence(c.Target(), n)
		}
	}
	return nil
}

// join is of all parts what holds in each of them (all), or only what holds in every one.
func (r reasoner) join(parts []ast.Expr, outcome, all bool, n *names) facts {
	out := r.when(parts[0], outcome, n)
	for _, p := range parts[1:] {
		f := r.when(p, outcome, n)
		if all {
			out = out.with(f)
		} else {
			out = out.and(f)
		}
	}
	return out
}

func isOptional(t *types.Type) bool {
	return t != nil && t.Kind() == types.OpaqueKind && t.TypeName() == string(optionalOf)
}
