package policy

import (
	"reflect"
	"strings"

	"verbatim/internal/expr"
	"verbatim/internal/terms"
)

// subject is what a rule judges: the whole letter, or one item of a list.
type subject struct {
	scope *expr.Scope
	item  terms.Pointer
}

// notJudged says why a rule is not judged on its day or in its place; empty when it is.
func (r *Rule) notJudged(f *facts) string {
	if !r.Effective.Holds(f.AsOf) {
		return "not in force on " + f.AsOf.String()
	}
	if where := f.at(r.At); r.Jurisdictions.String() != "" && !r.Jurisdictions.Contains(where, f.AsOf) {
		return string(where) + " is not in " + r.Jurisdictions.String()
	}
	return ""
}

// judge gives the outcomes of a rule that is ready: one, or one for each item that it judges.
func (r *Rule) judge(f *facts) []judgement {
	if r.applies != nil {
		switch yes, err := r.applies.True(f.scope); {
		case err != nil:
			return []judgement{r.failed(subject{}, err)}
		case !yes:
			return notApplicable("there is nothing that it is about")
		}
	}
	if r.builtin != nil {
		return r.builtin(r, f)
	}
	if r.each == nil {
		return []judgement{r.judgeOne(f, subject{scope: f.scope})}
	}
	return r.judgeEach(f)
}

func (r *Rule) judgeEach(f *facts) []judgement {
	list, err := r.each.Eval(f.scope)
	if err != nil {
		return []judgement{r.failed(subject{}, err)}
	}
	var out []judgement
	for _, v := range list.([]any) {
		scope, err := f.scope.With("item", v)
		s := subject{scope: scope, item: r.pointerOf(v)}
		if err == nil && r.where != nil {
			var yes bool
			if yes, err = r.where.True(scope); err == nil && !yes {
				continue
			}
		}
		if err != nil {
			out = append(out, r.failed(s, err))
			continue
		}
		out = append(out, r.judgeOne(f, s))
	}
	switch {
	case len(out) > 0:
		return out
	case len(r.cases) == 1 && r.cases[0].when == nil:
		return []judgement{{outcome: NotFired, reason: "there is nothing of the kind"}}
	}
	return notApplicable("there is nothing that it is about")
}

// pointerOf names an item: by its own term, else by its id below the list.
func (r *Rule) pointerOf(item any) terms.Pointer {
	switch v := item.(type) {
	case terms.Change:
		return v.Term
	case Assumed:
		return v.Term
	case Duty:
		return v.Term
	}
	if id := reflect.ValueOf(item).FieldByName("ID"); id.IsValid() {
		return r.list.Child(id.String())
	}
	return r.list
}

// judgeOne judges one subject: what is missing first, then the conditions.
func (r *Rule) judgeOne(f *facts, s subject) judgement {
	if missing := r.missing(f, s); len(missing) > 0 {
		j := unknown(labels(f, missing)+" not recorded", missing)
		j.item = s.item
		return j
	}
	if len(r.limbs) > 0 {
		return r.judgeLimbs(f, s)
	}
	if j, yes := r.unsettled(s); yes {
		return j
	}
	for _, c := range r.cases {
		if c.when == nil {
			return r.fired(f, s, c)
		}
		switch yes, err := c.when.True(s.scope); {
		case err != nil:
			return r.failed(s, err)
		case yes:
			return r.fired(f, s, c)
		}
	}
	return judgement{outcome: NotFired, reason: "its condition does not hold", item: s.item}
}

// unsettled gives the outcome of a rule whose condition unknown holds or has no value.
func (r *Rule) unsettled(s subject) (j judgement, yes bool) {
	if r.unknown == nil {
		return j, false
	}
	yes, err := r.unknown.True(s.scope)
	if err != nil {
		return r.failed(s, err), true
	}
	if yes {
		j = unknown("what it needs is not settled", resolve(r.about, s.item))
		j.item = s.item
	}
	return j, yes
}

// judgeLimbs fires when any limb holds. A limb that fails, and what is unknown, keep the others from passing, not from
// firing.
func (r *Rule) judgeLimbs(f *facts, s subject) judgement {
	var texts, about []string
	var failure error
	for _, l := range r.limbs {
		switch yes, err := l.when.True(s.scope); {
		case err != nil:
			failure = err
		case yes:
			texts, about = append(texts, l.text), append(about, l.about...)
		}
	}
	switch {
	case len(texts) > 0:
		j := r.fired(f, s, ruleCase{severity: r.Severity, decides: r.Decides, wording: r.words})
		if len(about) > 0 {
			j.about = resolve(about, s.item)
		}
		j.observed = strings.Join(texts, "; ")
		j.message = fill(r.words.message, r.text(f, r.words.subject, s), j.observed, r.words.allowed)
		return j
	case failure != nil:
		return r.failed(s, failure)
	}
	if j, yes := r.unsettled(s); yes {
		return j
	}
	return judgement{outcome: NotFired, reason: "none of its conditions holds", item: s.item}
}

func (r *Rule) fired(f *facts, s subject, c ruleCase) judgement {
	observed := r.text(f, c.observed, s)
	return judgement{
		outcome: Fired, reason: "its condition holds", item: s.item, about: resolve(r.about, s.item), severity: c.severity, decides: c.decides,
		message: fill(c.message, r.text(f, c.subject, s), observed, c.allowed), observed: observed, allowed: c.allowed,
	}
}

// failed is the outcome of a condition that has no value: nobody knows what it would have said.
func (r *Rule) failed(s subject, err error) judgement {
	j := unknown(strings.TrimSuffix(err.Error(), "."), resolve(r.about, s.item))
	j.item = s.item
	return j
}

// missing lists the needed terms that are absent and were not said to be none.
func (r *Rule) missing(f *facts, s subject) []terms.Pointer {
	var out []terms.Pointer
	for _, p := range resolve(r.Needs, s.item) {
		if !f.has(p) {
			out = append(out, p)
		}
	}
	return out
}

// resolve gives the pointers that a rule names: item and item/... stand for the item judged.
func resolve(names []string, item terms.Pointer) []terms.Pointer {
	out := make([]terms.Pointer, 0, len(names))
	for _, n := range names {
		if n == "item" || strings.HasPrefix(n, "item/") {
			if item == "" {
				continue
			}
			out = append(out, item+terms.Pointer(strings.TrimPrefix(n, "item")))
			continue
		}
		out = append(out, terms.Pointer(n))
	}
	return out
}

// labels names terms for people.
func labels(f *facts, ps []terms.Pointer) string {
	names := make([]string, len(ps))
	for i, p := range ps {
		names[i] = f.sheet.Label(p)
	}
	if len(ps) == 1 {
		return names[0] + " is"
	}
	return f.Words.List(names) + " are"
}

// text words what an expression gives; empty when there is none or it has no value.
func (r *Rule) text(f *facts, p *expr.Program, s subject) string {
	if p == nil {
		return ""
	}
	v, err := p.Eval(s.scope)
	if err != nil || v == nil {
		return ""
	}
	if list, ok := v.([]any); ok {
		words := make([]string, len(list))
		for i, x := range list {
			words[i] = terms.Words(f.Words, x)
		}
		return f.Words.List(words)
	}
	return terms.Words(f.Words, v)
}
