package expr

import (
	"regexp"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
)

var (
	noOverload = regexp.MustCompile(`^found no matching overload for '(.*)' applied to '(.*)'$`)
	mismatch   = regexp.MustCompile(`^expected type '(.*)' but found '(.*)'$`)
	notRange   = regexp.MustCompile(`^expression of type '(.*)' cannot be range`)
)

// translator words what CEL's parser and type checker say for an author who knows neither.
type translator struct {
	env   *Env
	nodes map[int64]ast.Expr
}

func newTranslator(e *Env, a *ast.AST) translator {
	t := translator{e, map[int64]ast.Expr{}}
	if a != nil {
		ast.PostOrderVisit(a.Expr(), ast.NewExprVisitor(func(x ast.Expr) { t.nodes[x.ID()] = x }))
	}
	return t
}

func (t translator) problem(err *cel.Error) Problem {
	p := Problem{Line: max(err.Location.Line(), 1), Column: max(err.Location.Column(), 0) + 1, Code: WrongType}
	node := t.nodes[err.ExprID]
	if m := noOverload.FindStringSubmatch(err.Message); m != nil {
		p.Code, p.Message, p.Suggestion = t.overload(node, m[1], m[2])
		return p
	}
	if m := mismatch.FindStringSubmatch(err.Message); m != nil {
		p.Code, p.Message, p.Suggestion = t.absent(m[2], text(node), "a "+plainType(m[1])+" is wanted here, not a "+plainType(m[2]))
		return p
	}
	if m := notRange.FindStringSubmatch(err.Message); m != nil {
		p.Code, p.Message, p.Suggestion = t.absent(m[1], text(node), "a list is wanted here, not a "+plainType(m[1]))
		return p
	}
	if strings.HasPrefix(err.Message, "Syntax error") || node == nil {
		p.Code = Syntax
	}
	p.Message = strings.TrimPrefix(err.Message, "Syntax error: ")
	return p
}

// absent turns a mismatch that is due to an optional into the advice to say what an absent value means.
func (t translator) absent(typ, at, otherwise string) (Code, string, string) {
	inner, ok := optionalInner(typ)
	if !ok {
		return WrongType, otherwise, ""
	}
	if at == "" {
		at = "this " + plainType(inner)
	}
	return MayBeAbsent, at + " may be absent", "say what holds then: " + absentAdvice(at, inner)
}

func absentAdvice(at, inner string) string {
	switch {
	case inner == "bool":
		return at + ".orValue(false)"
	case strings.HasPrefix(inner, "list("):
		return at + ".orValue([])"
	}
	return "guard with " + at + ".hasValue() && and use .value(), or give .orValue(...)"
}

// overload words a call whose arguments fit no signature.
func (t translator) overload(node ast.Expr, fn, applied string) (Code, string, string) {
	if node == nil || node.Kind() != ast.CallKind {
		return WrongType, fn + " does not take " + plainType(applied), ""
	}
	c := node.AsCall()
	if name, ok := fieldRead(fn); ok {
		return t.field(fn, name, c.Args()[0], strings.TrimSuffix(strings.TrimPrefix(applied, "("), ")"))
	}
	if c.IsMemberFunction() {
		return t.method(fn, c, applied)
	}
	for i, typ := range split(applied) {
		if _, ok := optionalInner(typ); ok && i < len(c.Args()) {
			return t.absent(typ, text(c.Args()[i]), "")
		}
	}
	types := split(applied)
	if sign, ok := signs[fn]; ok {
		return WrongType, sign + " does not fit " + strings.Join(plainTypes(types), " and "), operandAdvice(sign, types)
	}
	return WrongType, strings.TrimPrefix(fn, "@") + " does not take (" + strings.Join(plainTypes(types), ", ") + ")", ""
}

// signs is how an author writes an operator.
var signs = map[string]string{
	fnEqual: "==", fnNotEqual: "!=", "_<_": "<", "_<=_": "<=", "_>_": ">", "_>=_": ">=", "_+_": "+", "_-_": "-", "_*_": "*",
	"_/_": "/", "-_": "-", "!_": "!", "@in": "in", "_?_:_": "? :",
}

func operandAdvice(sign string, types []string) string {
	joined := " " + strings.Join(types, " ") + " "
	switch {
	case strings.Contains(joined, " decimal ") && strings.Contains(joined, " int "):
		return `write the whole number as decimal("3")`
	case strings.Contains(joined, " money "):
		return `write an amount as money("USD", "20000")`
	case strings.Contains(joined, " date "):
		return `write a day as date("2027-01-11")`
	case strings.Contains(joined, " place ") && sign != "in":
		return `write a place as place("US-CA"), or use within(place, "US")`
	case strings.Contains(joined, " length "):
		return "write a length as months(12)"
	case strings.Contains(joined, "."):
		return "compare fields: records have no order and no equality here"
	}
	return ""
}

// field words a read of a field that no signature allows.
func (t translator) field(fn, name string, operand ast.Expr, typ string) (Code, string, string) {
	at := text(operand)
	inner, optional := optionalInner(typ)
	if !optional {
		inner = typ
	}
	rec := t.env.records[inner]
	switch {
	case rec == nil:
		return UnknownField, "a " + plainType(inner) + " has no fields", readAdvice(inner, at)
	case rec.fields[name] == nil:
		return rec.lacks(name)
	case optional && at == "":
		return MayBeAbsent, "the " + inner + " may be absent", "write .?" + name
	case optional:
		return MayBeAbsent, at + " may be absent",
			"write " + at + ".?" + name + ", or guard it: " + at + ".hasValue() && " + at + ".value()." + name
	}
	return NeverAbsent, name + " of " + inner + " is always there", "write " + at + "." + name
}

func readAdvice(typ, at string) string {
	switch typ {
	case "money", "rate":
		return "use amount(" + at + ") or currency(" + at + ")"
	case "share":
		return "use percent(" + at + ")"
	}
	if strings.HasPrefix(typ, "list(") {
		return "use exists, filter, first() or last()"
	}
	return ""
}

// method words a method on something that has none such; most often has(), value() or orValue() on what is always there.
func (t translator) method(fn string, c ast.CallExpr, applied string) (Code, string, string) {
	receiver, args, _ := strings.Cut(applied, ".(")
	at := text(c.Target())
	_, optional := optionalInner(receiver)
	switch {
	case fn == "hasValue" && strings.HasPrefix(receiver, "list("):
		return NeverAbsent, "a list is never absent: absent and empty are the same", "write size(" + at + ") > 0"
	case (fn == "hasValue" || fn == "value" || fn == "or" || fn == "orValue") && !optional:
		if at == "" {
			at = "this " + plainType(receiver)
		}
		return NeverAbsent, at + " is never absent", "leave " + fn + "() or has() out"
	case optional && fn != "orValue" && fn != "or":
		return t.absent(receiver, at, "")
	}
	return WrongType, fn + "() of a " + plainType(receiver) + " does not take (" + plainType(strings.TrimSuffix(args, ")")) + ")", ""
}

// text is the source of a path, empty for anything else.
func text(e ast.Expr) string {
	if e == nil {
		return ""
	}
	switch e.Kind() {
	case ast.IdentKind:
		if name := e.AsIdent(); !strings.HasPrefix(name, "@") { // CEL's own names mean nothing to an author
			return name
		}
	case ast.CallKind:
		c := e.AsCall()
		if c.IsMemberFunction() {
			if at := text(c.Target()); at != "" && len(c.Args()) == 0 {
				return at + "." + c.FunctionName() + "()"
			}
			return ""
		}
		name, ok := fieldRead(c.FunctionName())
		if !ok {
			return ""
		}
		at := text(c.Args()[0])
		switch {
		case at == "":
			return ""
		case strings.HasPrefix(c.FunctionName(), getOpt):
			return at + ".?" + name
		}
		return at + "." + name
	}
	return ""
}

func optionalInner(typ string) (string, bool) {
	inner, ok := strings.CutPrefix(typ, string(optionalOf)+"(")
	return strings.TrimSuffix(inner, ")"), ok
}

// plainType words a CEL type: optional_type(list(string)) is "optional list of string".
func plainType(typ string) string {
	if inner, ok := optionalInner(typ); ok {
		return "optional " + plainType(inner)
	}
	if inner, ok := strings.CutPrefix(typ, "list("); ok {
		return "list of " + plainType(strings.TrimSuffix(inner, ")"))
	}
	return typ
}

func plainTypes(list []string) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = plainType(t)
	}
	return out
}

// split takes "(a, list(b), c)" apart at the commas that stand in no inner parentheses.
func split(applied string) []string {
	s := strings.TrimSuffix(strings.TrimPrefix(applied, "("), ")")
	var out []string
	depth, from := 0, 0
	for i, r := range s {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				out, from = append(out, strings.TrimSpace(s[from:i])), i+1
			}
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}
