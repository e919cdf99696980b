package expr

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"verbatim/internal/fault"
)

// operators may come out of the parser and its macros.
var operators = map[string]bool{
	"_&&_": true, "_||_": true, "!_": true, "_?_:_": true, "_+_": true, "_-_": true, "-_": true, "_*_": true, "_/_": true,
	"_<_": true, "_<=_": true, "_>_": true, "_>=_": true, "@in": true, "@not_strictly_false": true,
	"optional.of": true, "optional.none": true, // what optMap expands to
}

// callable are the functions by name with how many arguments they take; methods likewise.
var (
	callable = map[string][]int{
		"decimal": {1}, "money": {2}, "rate": {3}, "share": {1}, "date": {1}, "place": {1},
		"days": {1}, "business_days": {1}, "weeks": {1}, "months": {1}, "years": {1},
		"amount": {1}, "currency": {1}, "per": {1}, "annual": {1}, "percent": {1}, "ratio": {1},
		"within": {2, 3}, "days_until": {2}, "add": {2}, "business_days_between": {2}, "size": {1},
	}
	methods = map[string][]int{
		"value": {0}, "hasValue": {0}, "or": {1}, "orValue": {1}, "first": {0}, "last": {0}, "size": {0},
		"contains": {1}, "startsWith": {1}, "endsWith": {1},
	}
	macros = map[string]string{
		"has": "has(x.f)", "all": "list.all(x, condition)", "exists": "list.exists(x, condition)",
		"exists_one": "list.exists_one(x, condition)", "filter": "list.filter(x, condition)", "map": "list.map(x, value)",
		"optMap": "optional.optMap(x, value)", "optFlatMap": "optional.optFlatMap(x, optional)",
	}
)

func (r *rewriter) call(e ast.Expr, locals []string) {
	c := e.AsCall()
	fn := c.FunctionName()
	if c.IsMemberFunction() {
		r.method(e, locals)
		return
	}
	if fn == "_?._" {
		r.optionalRead(e, c, locals)
		return
	}
	for _, a := range c.Args() {
		r.rewrite(a, locals)
	}
	switch {
	case fn == "_==_":
		e.SetKindCase(r.fac.NewCall(e.ID(), fnEqual, c.Args()...))
	case fn == "_!=_":
		e.SetKindCase(r.fac.NewCall(e.ID(), fnNotEqual, c.Args()...))
	case fn == "_[_]" || fn == "_[?_]":
		r.report(e.ID(), NotSupported, "an index may point at nothing, and order means nothing", "use exists, filter, first() or last()")
	case operators[fn]:
	case callable[fn] == nil:
		r.unknownFunction(e.ID(), fn, callable)
	case !slices.Contains(callable[fn], len(c.Args())):
		r.report(e.ID(), WrongType, fmt.Sprintf("%s takes %s", fn, count(callable[fn])), "")
	default:
		r.function(e, c)
	}
}

// optionalRead turns x.?f into its getter.
func (r *rewriter) optionalRead(e ast.Expr, c ast.CallExpr, locals []string) {
	args := c.Args()
	if len(args) != 2 || args[1].Kind() != ast.LiteralKind || args[1].AsLiteral().Type() != types.StringType {
		r.report(e.ID(), Syntax, ".? is followed by a field", "")
		return
	}
	r.rewrite(args[0], locals)
	name := string(args[1].AsLiteral().(types.String))
	if !r.env.has(name) {
		r.unknownField(e.ID(), args[0], name)
	}
	r.read(e, getOpt+name, args[0])
}

func (r *rewriter) method(e ast.Expr, locals []string) {
	c := e.AsCall()
	fn := c.FunctionName()
	for _, a := range c.Args() {
		r.rewrite(a, locals)
	}
	if t := c.Target(); t.Kind() == ast.IdentKind && t.AsIdent() == "optional" && !slices.Contains(locals, "optional") {
		if ok := fn == "of" && len(c.Args()) == 1 || fn == "none" && len(c.Args()) == 0; !ok {
			r.report(e.ID(), NotSupported, "optional."+fn+" is not part of the language", "")
		}
		return
	}
	r.rewrite(c.Target(), locals)
	switch {
	case methods[fn] == nil:
		r.unknownFunction(e.ID(), fn, methods)
	case !slices.Contains(methods[fn], len(c.Args())):
		r.report(e.ID(), WrongType, fmt.Sprintf("%s() takes %s", fn, count(methods[fn])), "")
	}
}

func (r *rewriter) unknownFunction(id int64, fn string, known map[string][]int) {
	if form, ok := macros[fn]; ok {
		r.report(id, Syntax, fn+" is written "+form, "")
		return
	}
	if operator := strings.Trim(fn, "_"); operator != fn {
		r.report(id, NotSupported, "the operator "+operator+" is not part of the language", "")
		return
	}
	var names []string
	for n := range known {
		names = append(names, n)
	}
	slices.Sort(names)
	r.report(id, UnknownFunc, "unknown function "+fn, fault.DidYouMean(fn, names))
}

// function reads literals and completes calls.
func (r *rewriter) function(e ast.Expr, c ast.CallExpr) {
	fn, args := c.FunctionName(), c.Args()
	switch fn {
	case "within":
		set := r.fac.NewCall(r.id(args[1].ID()), fnSet, args[1])
		r.readLiterals(set.ID(), fnSet, args[1:2])
		if len(args) == 2 {
			args = append(slices.Clone(args), r.implied(e.ID(), AsOf, Date, "write within(place, set, date)"))
		}
		e.SetKindCase(r.fac.NewCall(e.ID(), fn, args[0], set, args[2]))
	case "add":
		if _, ok := r.env.vars[CalendarVar]; ok {
			e.SetKindCase(r.fac.NewCall(e.ID(), fn, args[0], args[1], r.implied(e.ID(), CalendarVar, Calendar, "")))
		}
	case "business_days_between":
		e.SetKindCase(r.fac.NewCall(e.ID(), fn, args[0], args[1], r.implied(e.ID(), CalendarVar, Calendar, "")))
	default:
		if literalOnly[fn] {
			r.readLiterals(e.ID(), fn, args)
		}
	}
}

// implied is a variable that the author need not write.
func (r *rewriter) implied(id int64, name string, k Kind, suggestion string) ast.Expr {
	if v, ok := r.env.vars[name]; !ok || v.optional || v.shape.cel.TypeName() != string(k) {
		r.report(id, NotSupported, "there is no "+name+" here to judge by", suggestion)
	}
	return r.fac.NewIdent(r.id(id), name)
}

// readLiterals runs a constructor at compile time; decimal may also take a whole number that is computed.
func (r *rewriter) readLiterals(id int64, fn string, args []ast.Expr) {
	vals := make([]any, len(args))
	for i, a := range args {
		if a.Kind() == ast.LiteralKind && a.AsLiteral().Type() == types.StringType {
			vals[i] = string(a.AsLiteral().(types.String))
			continue
		}
		if fn == "decimal" && (a.Kind() != ast.LiteralKind || a.AsLiteral().Type() == types.IntType) {
			return // decimal(size(x)): the type check sees to it that it is an int
		}
		r.report(a.ID(), BadLiteral, strings.TrimPrefix(fn, "@")+" takes literal text in quotes", "")
		return
	}
	if err := readLiteral(fn, vals); err != nil {
		r.report(id, BadLiteral, err.Error(), "")
	}
}

// count words an arity.
func count(n []int) string {
	switch {
	case len(n) == 2:
		return fmt.Sprintf("%d or %d arguments", n[0], n[1])
	case n[0] == 0:
		return "no argument"
	case n[0] == 1:
		return "one argument"
	}
	return fmt.Sprintf("%d arguments", n[0])
}
