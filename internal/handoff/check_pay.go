package handoff

import (
	"slices"
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// pay holds the checks of what the person is paid; ok says that this is such a value.
func (c *checker) pay(s spot) (ok bool) {
	switch v := s.held.(type) {
	case terms.BasePay:
		c.basePay(s, v)
	case terms.OneTimePayment:
		c.payment(s, v)
	case terms.VariablePay:
		c.variablePay(s, v)
	case terms.Equity:
		c.equity(s, v)
	case terms.Acceleration:
		c.acceleration(s, v)
	case terms.Severance:
		c.severance(s, v)
	default:
		return false
	}
	return true
}

func (c *checker) variablePay(s spot, v terms.VariablePay) {
	if yes(v.Uncapped) && v.Maximum != nil {
		c.fault(s, "uncapped", fault.CodeContradiction, "what has no cap has no maximum: keep one of the two")
	}
	draw := v.Type == "draw"
	switch {
	case !draw && v.Recoverable != nil:
		c.fault(s, "recoverable", fault.CodeContradiction, "only a draw is recoverable or not: leave it out, or correct the type")
	case !draw && v.Against != nil:
		c.fault(s, "against", fault.CodeContradiction, "only a draw is an advance on other pay: leave it out, or correct the type")
	case v.Against != nil && *v.Against == v.ID:
		c.fault(s, "against", fault.CodeContradiction, "a draw is no advance on itself: name the commission")
	}
	separate := v.FirstYear != nil && *v.FirstYear == "separate"
	if !separate && (v.FirstYearTarget != nil || v.FirstYearMaximum != nil) {
		c.fault(s, "first_year", fault.CodeContradiction, "a target or maximum of the first year's own needs first_year separate")
	}
	if separate && v.FirstYearTarget == nil && v.FirstYearMaximum == nil {
		c.fault(s, "first_year_target", fault.CodeRequired, "a first year that is separate says what it brings")
	}
	c.sizesInOrder(s, "target", v.Minimum, v.Target)
	c.sizesInOrder(s, "maximum", v.Target, v.Maximum)
	c.sizesInOrder(s, "first_year_maximum", v.FirstYearTarget, v.FirstYearMaximum)
}

// sizesInOrder adds a fault where the second size is certainly below the first: both amounts of one currency and period,
// or both percentages of one thing.
func (c *checker) sizesInOrder(s spot, member string, low, high *terms.Size) {
	if low == nil || high == nil || low.Type != high.Type || !terms.Complete(*low) || !terms.Complete(*high) {
		return
	}
	below := false
	switch low.Type {
	case terms.SizeAmount:
		below = same(low.Currency, high.Currency) && same(low.Per, high.Per) && high.Amount.Cmp(*low.Amount) < 0
	case terms.SizePercent:
		below = same(low.Of, high.Of) && same(low.OfWhat, high.OfWhat) && lessShare(*high.Percent, *low.Percent)
	}
	if below {
		c.fault(s, member, fault.CodeContradiction, "this is less than what must not exceed it: least, target and most come in this order")
	}
}

func same[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// lessShare compares two shares across; what cannot be read is reported elsewhere.
func lessShare(a, b money.Share) bool {
	an, ad, errA := a.Ratio()
	bn, bd, errB := b.Ratio()
	if errA != nil || errB != nil {
		return false
	}
	left, errA := an.Mul(bd)
	right, errB := bn.Mul(ad)
	return errA == nil && errB == nil && left.Cmp(right) < 0
}

// exercised are the instruments that somebody exercises at a price.
func exercised(t terms.EquityType) bool {
	return strings.HasPrefix(string(t), "option") || t == "sar"
}

func (c *checker) equity(s spot, e terms.Equity) {
	switch mixed := e.Type == "mixed"; {
	case mixed && len(e.Parts) < 2:
		c.fault(s, "parts", fault.CodeRequired, "a mixed grant names its instruments: at least two parts")
	case !mixed && len(e.Parts) > 0:
		c.fault(s, "parts", fault.CodeContradiction, "only a mixed grant has parts: leave them out, or give the type mixed")
	}
	priced := exercised(e.Type) || e.Type == "phantom" || e.Type == "profits_interest" || e.Type == "mixed"
	if e.Strike != nil && !priced {
		c.fault(s, "strike", fault.CodeContradiction, "a grant of type %s has no price of exercise: leave it out, or correct the type", e.Type)
	}
	if !exercised(e.Type) && e.Type != "mixed" {
		for _, m := range []struct {
			name  string
			given bool
		}{{"exercise_after_leaving", e.ExerciseAfterLeaving != nil}, {"early_exercise", e.EarlyExercise != nil}, {"term", e.Term != nil}} {
			if m.given {
				c.fault(s, m.name, fault.CodeContradiction, "a grant of type %s is not exercised: leave it out, or correct the type", e.Type)
			}
		}
	}
	if e.TandemWith != nil && *e.TandemWith == e.ID {
		c.fault(s, "tandem_with", fault.CodeContradiction, "a grant is not in tandem with itself: name the other one")
	}
}

func (c *checker) acceleration(s spot, a terms.Acceleration) {
	c.exactlyOne(s, []string{"percent", "further"}, a.Percent != nil, a.Further != nil)
	if a.Percent != nil && lessShare("100", *a.Percent) {
		c.fault(s, "percent", fault.CodeOutOfRange, "at most all of what has not vested: 100 percent")
	}
	double := len(a.Events) > 1 && slices.Contains(a.Events, "change_of_control")
	if !double && (a.Before != nil || a.After != nil) {
		c.fault(s, "events", fault.CodeContradiction, "before and after count around a change of control together with another event: name both, or leave them out")
	}
}

func (c *checker) severance(s spot, v terms.Severance) {
	says := v.Pay != nil || v.PerYear != nil || v.Bonus != nil || v.EarnedBonus != nil || v.Health != nil || len(v.Equity) > 0 || v.Outplacement != nil
	if !says && v.Document == nil {
		c.fault(s, "pay", fault.CodeRequired, "severance says what is given: pay, a bonus, health cover, equity, outplacement, or the document that says it")
	}
	if v.Maximum != nil && v.PerYear == nil {
		c.fault(s, "maximum", fault.CodeContradiction, "a maximum bounds what grows with service: leave it out, or give per_year")
	}
	if v.Instalments != nil && v.Paid != nil && *v.Paid == "lump_sum" {
		c.fault(s, "instalments", fault.CodeContradiction, "a lump sum has no instalments: leave them out, or correct how it is paid")
	}
	c.service(s, v.MinimumService, v.ServiceUntil)
	for i, p := range v.Equity {
		if !p.Under("/terms/equity") {
			at := child(s, "equity")
			at.pointer = at.pointer.Child(index(i))
			c.fault(at, "", fault.CodeBadReference, "this names terms of grants: such as /terms/equity/new_hire_options/acceleration/double")
		}
	}
}

// service checks the lengths of service between which a row applies.
func (c *checker) service(s spot, from, until *cal.Length) {
	if from == nil || until == nil {
		return
	}
	if order, err := from.Cmp(*until); err == nil && order >= 0 {
		c.fault(s, "service_until", fault.CodeContradiction, "a row ends after a longer service than it begins with")
	}
}
