package expr

import (
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"verbatim/internal/fault"
)

// rewriter goes over the parsed tree before the type check. It refuses what the language lacks and puts declared
// functions where CEL's own meaning is too loose: field reads, has(), == and !=. It also reads literals, and adds the day
// and the calendar that within, add and business_days_between leave unsaid.
type rewriter struct {
	env      *Env
	fac      ast.ExprFactory
	info     *ast.SourceInfo
	nextID   int64
	reads    map[string]bool // the functions that read fields, as they are called
	problems []Problem
}

func newRewriter(e *Env, a *ast.AST) *rewriter {
	return &rewriter{env: e, fac: ast.NewExprFactory(), info: a.SourceInfo(), nextID: ast.MaxID(a), reads: map[string]bool{}}
}

func (r *rewriter) report(id int64, code Code, message, suggestion string) {
	at := r.info.GetStartLocation(id)
	r.problems = append(r.problems, Problem{max(at.Line(), 1), max(at.Column(), 0) + 1, code, message, suggestion})
}

// id makes a node id that stands at the place of another.
func (r *rewriter) id(like int64) int64 {
	r.nextID++
	if at, ok := r.info.GetOffsetRange(like); ok {
		r.info.SetOffsetRange(r.nextID, at)
	}
	return r.nextID
}

func (r *rewriter) rewrite(e ast.Expr, locals []string) {
	switch e.Kind() {
	case ast.LiteralKind:
		r.literal(e)
	case ast.IdentKind:
		r.ident(e, locals)
	case ast.SelectKind:
		r.selection(e, locals)
	case ast.CallKind:
		r.call(e, locals)
	case ast.ListKind:
		if len(e.AsList().OptionalIndices()) > 0 {
			r.report(e.ID(), NotSupported, "a list holds values, not optional ones", "leave the ? out")
		}
		for _, x := range e.AsList().Elements() {
			r.rewrite(x, locals)
		}
	case ast.ComprehensionKind:
		r.comprehension(e.AsComprehension(), e.ID(), locals)
	case ast.MapKind, ast.StructKind:
		r.report(e.ID(), NotSupported, "maps and records cannot be written in an expression", "")
	default:
		r.report(e.ID(), Syntax, "this is no expression", "")
	}
}

func (r *rewriter) literal(e ast.Expr) {
	switch e.AsLiteral().Type() {
	case types.StringType, types.IntType, types.BoolType:
	case types.DoubleType:
		r.report(e.ID(), NotSupported, "a number with a point is a binary fraction here, and money has none", `write decimal("1.5")`)
	case types.NullType:
		r.report(e.ID(), NotSupported, "there is no null: what is absent is optional", "write has(...) or hasValue()")
	default:
		r.report(e.ID(), NotSupported, "literals are strings, whole numbers, true and false", "")
	}
}

func (r *rewriter) ident(e ast.Expr, locals []string) {
	name := e.AsIdent()
	if _, known := r.env.vars[name]; known || slices.Contains(locals, name) {
		return
	}
	r.report(e.ID(), UnknownName, "unknown name "+name, fault.DidYouMean(name, append(r.env.Names(), locals...)))
}

func (r *rewriter) comprehension(c ast.ComprehensionExpr, id int64, locals []string) {
	r.rewrite(c.IterRange(), locals)
	r.rewrite(c.AccuInit(), locals)
	inner := append(slices.Clone(locals), c.IterVar(), c.AccuVar())
	for _, name := range []string{c.IterVar(), c.AccuVar(), c.IterVar2()} {
		if _, hides := r.env.vars[name]; hides {
			r.report(id, NotSupported, name+" is a variable already", "give the loop another name")
		}
	}
	if c.HasIterVar2() {
		r.report(id, NotSupported, "a loop has one name", "")
	}
	r.rewrite(c.LoopCondition(), inner)
	r.rewrite(c.LoopStep(), inner)
	r.rewrite(c.Result(), inner)
}

// selection turns x.f into the getter of f, and has(x.f) into hasValue() of the lifted getters of its whole path.
func (r *rewriter) selection(e ast.Expr, locals []string) {
	s := e.AsSelect()
	if !s.IsTestOnly() {
		r.rewrite(s.Operand(), locals)
		r.getter(e, getPlain, s.Operand(), s.FieldName())
		return
	}
	inner := r.fac.NewSelect(r.id(e.ID()), s.Operand(), s.FieldName())
	r.asked(inner, locals)
	e.SetKindCase(r.fac.NewMemberCall(e.ID(), "hasValue", inner))
}

// asked rewrites the path inside has().
func (r *rewriter) asked(e ast.Expr, locals []string) {
	if e.Kind() != ast.SelectKind || e.AsSelect().IsTestOnly() {
		r.rewrite(e, locals)
		return
	}
	s := e.AsSelect()
	r.asked(s.Operand(), locals)
	r.getter(e, getHas, s.Operand(), s.FieldName())
}

func (r *rewriter) getter(e ast.Expr, family string, operand ast.Expr, name string) {
	if !r.env.has(name) {
		r.unknownField(e.ID(), operand, name)
	}
	r.read(e, family+name, operand)
}

// read puts the call of a function that reads a field in the place of a node, and notes that it must be declared.
func (r *rewriter) read(e ast.Expr, function string, operand ast.Expr) {
	r.reads[function] = true
	e.SetKindCase(r.fac.NewCall(e.ID(), function, operand))
}

// unknownField is for names that no record at hand has; the type check finds those that only this one lacks.
func (r *rewriter) unknownField(id int64, operand ast.Expr, name string) {
	if rec := r.env.recordOf(operand); rec != nil {
		code, message, suggestion := rec.lacks(name)
		r.report(id, code, message, suggestion)
		return
	}
	var all []string
	for _, rec := range r.env.records {
		all = append(all, rec.names()...)
	}
	slices.Sort(all)
	r.report(id, UnknownField, "unknown field "+name, fault.DidYouMean(name, all))
}

// lacks says why a record gives no such field.
func (r *record) lacks(name string) (code Code, message, suggestion string) {
	if why, hidden := r.hidden[name]; hidden {
		return NotSupported, "the field " + name + " cannot be read here: " + why, ""
	}
	return UnknownField, r.name + " has no field " + name, fault.DidYouMean(name, r.names())
}

// recordOf follows a rewritten path from a variable; nil where a path leaves records or begins in a loop.
func (e *Env) recordOf(x ast.Expr) *record {
	switch x.Kind() {
	case ast.IdentKind:
		if v, ok := e.vars[x.AsIdent()]; ok && v.shape.cel.Kind() == types.StructKind {
			return v.shape.rec
		}
	case ast.CallKind:
		c := x.AsCall()
		if c.IsMemberFunction() && c.FunctionName() == "value" {
			return e.recordOf(c.Target())
		}
		name, ok := fieldRead(c.FunctionName())
		if !ok {
			return nil
		}
		if rec := e.recordOf(c.Args()[0]); rec != nil {
			if f := rec.fields[name]; f != nil && f.shape.cel.Kind() == types.StructKind {
				return f.shape.rec
			}
		}
	}
	return nil
}

// fieldRead gives the field that a getter reads.
func fieldRead(function string) (name string, ok bool) {
	for _, family := range []string{getPlain, getOpt, getHas} {
		if name, ok = strings.CutPrefix(function, family); ok {
			return name, true
		}
	}
	return "", false
}
