package policy

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/expr"
	"verbatim/internal/terms"
)

// compiler turns rules as written into rules that run, and collects what is wrong with them.
type compiler struct {
	source.Place
	findings []source.Finding
}

func (c *compiler) add(at source.Text, code, format string, args ...any) {
	c.findings = append(c.findings, c.At(at, code, format, args...))
}

// head is what a rule says without its expressions: enough to tell whether it is judged at all.
func head(f ruleFile) Rule {
	r := Rule{
		Code: f.Code.Value, Title: f.Title.Value, At: At(f.Judged.Value), Jurisdictions: f.Jurisdictions, Effective: f.Effective,
		Severity: Severity(f.Severity.Value), Decides: Decider(f.Decides.Value), Basis: f.Basis,
		words: wording{message: f.Message.Value, allowed: f.Allowed.Value},
	}
	if r.At == "" {
		r.At = AtWork
	}
	return r
}

// later gives a rule that is compiled when it is first judged.
func (c compiler) later(f ruleFile) Rule {
	r := head(f)
	r.later = &late{compile: sync.OnceValues(func() (*Rule, error) {
		own := compiler{Place: c.Place}
		made := own.rule(f)
		return &made, source.Refuse(own.findings)
	})}
	return r
}

func (c *compiler) rule(f ruleFile) Rule {
	r := head(f)
	c.declared(f, r)
	c.conditions(f, &r)
	r.table = c.thresholds(f.Table)
	for _, n := range f.Needs {
		r.Needs = append(r.Needs, c.pointer(n, r.each != nil))
	}
	for _, t := range f.Terms {
		r.about = append(r.about, c.pointer(t, r.each != nil))
	}
	switch {
	case len(r.about) > 0:
	case r.each != nil:
		r.about = []string{"item"}
	default:
		r.about = r.Needs
	}
	if len(r.about) == 0 && r.builtin == nil {
		c.add(f.Code, "no_terms", "rule %s names no term that it is about: give terms, needs or each", r.Code)
	}
	return r
}

// declared checks what needs no expression.
func (c *compiler) declared(f ruleFile, r Rule) {
	if !ruleForm.MatchString(r.Code) {
		c.add(f.Code, "bad_code", "%q is no rule code such as VB-US-CA-REPAY-01", r.Code)
	}
	if !slices.Contains([]At{AtWork, AtResidence, AtLaw}, r.At) {
		c.add(f.Judged, "bad_value", "at is work, residence or law")
	}
	c.consequence(f.Severity, r.Severity, r.Decides, f)
	basis := f.At.Text()
	if r.Basis.Citation == "" {
		c.add(basis, "no_basis", "rule %s says why it exists in basis.citation", r.Code)
	}
	switch r.Basis.Kind {
	case "law":
		if r.Basis.URL == "" || r.Basis.Checked == "" {
			c.add(basis, "no_basis", "a rule of law has basis.url and basis.checked_on")
		}
	case "company", "general_knowledge":
	default:
		c.add(basis, "bad_value", "basis.kind is law, company or general_knowledge")
	}
	if r.Basis.Checked != "" {
		if _, err := cal.ParseDate(r.Basis.Checked); err != nil {
			c.add(basis, "bad_value", "basis.checked_on is %s", err)
		}
	}
}

// consequence checks a severity with who decides. What nobody can cite must not block.
func (c *compiler) consequence(at source.Text, s Severity, d Decider, f ruleFile) {
	if at.Empty() {
		at = f.Code
	}
	switch s {
	case Block:
		if f.Basis.Kind == "general_knowledge" {
			c.add(at, "may_not_block", "a rule that rests on general knowledge may not block")
		}
	case Review:
		if !slices.Contains([]Decider{ByLegal, ByHROps, ByTotalRewards}, d) {
			c.add(at, "no_decider", "a review rule says who decides: legal, hr_ops or total_rewards")
		}
	case Notice:
	default:
		c.add(at, "bad_value", "severity is block, review or notice")
	}
}

// conditions compiles the expressions of a rule: the item's type comes first, since the others are checked with it.
func (c *compiler) conditions(f ruleFile, r *Rule) {
	r.applies = c.compile(f.Applies, nil, expr.Bool)
	r.each = c.compile(f.Each, nil, expr.List)
	var item reflect.Type
	if r.each != nil {
		elem := r.each.Result().Elem
		if elem == nil || elem.Kind != expr.Record {
			c.add(f.Each, "bad_list", "each walks a list of items that have ids")
			return
		}
		item = elem.Go
		r.list = listPointer(r.each)
	}
	r.where = c.compile(f.Where, item, expr.Bool, r.applies)
	given := []*expr.Program{r.applies, r.where}
	r.unknown = c.compile(f.Unknown, item, expr.Bool, given...)
	r.words = c.words(f, caseFile{}, item, given)
	r.builtin = c.goRule(f, r.Code)
	c.forms(f, r)
	switch {
	case r.builtin != nil:
	case !f.When.Empty() || r.findsAll(f):
		c.oneCase(f, r, caseFile{When: f.When}, item, given)
	}
	for _, k := range f.Cases {
		c.oneCase(f, r, k, item, given)
	}
	for _, l := range f.Limbs {
		made := limb{when: c.compile(l.When, item, expr.Bool, given...), text: l.Text.Value}
		for _, t := range l.Terms {
			made.about = append(made.about, c.pointer(t, item != nil))
		}
		r.limbs = append(r.limbs, made)
	}
}

// goRule is the builtin that a rule declares, nil where it declares none.
func (c *compiler) goRule(f ruleFile, code string) builtin {
	if f.Kind.Value != "builtin" {
		return nil
	}
	if builtins[code] == nil {
		c.add(f.Kind, "no_builtin", "no builtin rule has the code %s", code)
	}
	return builtins[code]
}

// forms sees to it that a rule is judged in exactly one way.
func (c *compiler) forms(f ruleFile, r *Rule) {
	n := 0
	for _, has := range []bool{f.Kind.Value == "builtin", !f.When.Empty(), len(f.Cases) > 0, len(f.Limbs) > 0} {
		if has {
			n++
		}
	}
	if n != 1 && (n > 0 || f.Where.Empty()) {
		c.add(f.Code, "no_condition", "rule %s has exactly one of when, cases, limbs, kind: builtin; or each with where alone", r.Code)
	}
	if !f.Kind.Empty() && f.Kind.Value != "builtin" {
		c.add(f.Kind, "bad_value", "kind is builtin, or left out")
	}
	if len(f.Table) > 0 && r.builtin == nil {
		c.add(f.Table[0].Place, "bad_value", "a table is read by a builtin rule only")
	}
	if !f.Where.Empty() && f.Each.Empty() {
		c.add(f.Where, "bad_list", "where picks items of each, and there is none")
	}
}

// findsAll says whether a rule fires on every item that where picks.
func (r *Rule) findsAll(f ruleFile) bool {
	return r.where != nil && f.Kind.Empty() && f.When.Empty() && len(f.Cases) == 0 && len(f.Limbs) == 0
}

func (c *compiler) oneCase(f ruleFile, r *Rule, k caseFile, item reflect.Type, given []*expr.Program) {
	made := ruleCase{severity: r.Severity, decides: r.Decides}
	if !k.Severity.Empty() {
		made.severity, made.decides = Severity(k.Severity.Value), Decider(k.Decides.Value)
	}
	if !k.Decides.Empty() {
		made.decides = Decider(k.Decides.Value)
	}
	if made.severity != Review {
		made.decides = ""
	}
	c.consequence(k.Severity, made.severity, made.decides, f)
	made.when = c.compile(k.When, item, expr.Bool, given...)
	made.wording = c.words(f, k, item, append(slices.Clone(given), made.when))
	r.cases = append(r.cases, made)
}

// words gives what a case says; what it leaves out comes from the rule.
func (c *compiler) words(f ruleFile, k caseFile, item reflect.Type, given []*expr.Program) wording {
	w := wording{message: f.Message.Value, allowed: f.Allowed.Value}
	if !k.Message.Empty() {
		w.message = k.Message.Value
	}
	if !k.Allowed.Empty() {
		w.allowed = k.Allowed.Value
	}
	observed := f.Observed
	if !k.Observed.Empty() {
		observed = k.Observed
	}
	w.subject, w.observed = c.value(f.Subject, item, given), c.value(observed, item, given)
	return w
}

// value compiles an expression for a text: one value, or a list of them.
func (c *compiler) value(t source.Text, item reflect.Type, given []*expr.Program) *expr.Program {
	if t.Empty() {
		return nil
	}
	env, err := envFor(item)
	if err == nil {
		if p, problems := env.Compile(t.Value, expr.List, known(given)...); problems == nil {
			return p
		}
	}
	return c.compile(t, item, expr.OptionalValue, given...)
}

// known leaves out the conditions that a rule does not have, and those that do not compile.
func known(given []*expr.Program) []*expr.Program {
	return slices.DeleteFunc(slices.Clone(given), func(p *expr.Program) bool { return p == nil })
}

// compile gives nil for an empty text and for one that is wrong, which it reports at its own line.
func (c *compiler) compile(t source.Text, item reflect.Type, want expr.Want, given ...*expr.Program) *expr.Program {
	if t.Empty() {
		return nil
	}
	env, err := envFor(item)
	if err != nil {
		c.add(t, "bad_expression", "%s", err)
		return nil
	}
	p, problems := env.Compile(t.Value, want, known(given)...)
	for _, x := range problems {
		c.findings = append(c.findings, source.Finding{
			File: c.File, Line: t.Line + x.Line - 1, Column: column(t, x), Code: "bad_expression", Severity: source.Error,
			Message: fmt.Sprintf("%s (%s)", x.Message, x.Code), Suggestion: x.Suggestion,
		})
	}
	return p
}

// column is where a problem stands in the file: exact on the first line of a plain text.
func column(t source.Text, p expr.Problem) int {
	if p.Line == 1 {
		return t.Column + p.Column - 1
	}
	return p.Column
}

// pointer checks a name of a term: a pointer, a family, item or item/... where there is one.
func (c *compiler) pointer(t source.Text, hasItem bool) string {
	name := t.Value
	if name == "item" || strings.HasPrefix(name, "item/") {
		if !hasItem {
			c.add(t, "bad_term", "%q: there is no item here", name)
		}
		return name
	}
	if !strings.HasPrefix(name, "/") {
		name = "/terms/" + name
	}
	if p := terms.Pointer(name); !p.Valid() {
		c.add(t, "bad_term", "%q is no term pointer", name)
	} else if _, ok := terms.TypeAt(p); !ok {
		c.add(t, "bad_term", "no record has the term %s", name)
	}
	return name
}

// listPointer is the term of the list that each walks, when it is a path in terms.
func listPointer(each *expr.Program) terms.Pointer {
	path, ok := each.Path()
	if !ok || len(path) < 2 || (path[0] != "terms" && path[0] != "said") {
		return ""
	}
	return terms.Pointer("/terms/" + strings.Join(path[1:], "/"))
}
