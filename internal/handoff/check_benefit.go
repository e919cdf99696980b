package handoff

import (
	"slices"

	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// benefit holds the checks of what the person is given beside pay; ok says that this is such a value.
func (c *checker) benefit(s spot) (ok bool) {
	switch v := s.held.(type) {
	case terms.Allowance:
		c.allowance(s, v)
	case terms.Benefit:
		c.benefitItem(s, v)
	case terms.Contribution:
		if v.Employer == nil && v.Employee == nil {
			c.fault(s, "employer", fault.CodeRequired, "a contribution says what the employer, the employee or both pay")
		}
	case terms.Vacation:
		c.vacation(s, v)
	case terms.Holidays:
		if v.Type == "none" && (v.Paid != nil || v.Floating != nil) {
			c.fault(s, "type", fault.CodeContradiction, "where there are no holidays none is paid: correct the type, or leave the days out")
		}
	case terms.Sick:
		if v.Type == "entitlement" && v.PerYear == nil && v.FullPay == nil && v.HalfPay == nil && v.Longest == nil {
			c.fault(s, "per_year", fault.CodeRequired, "an entitlement says how long is paid: per_year, full_pay, half_pay or longest")
		}
	case terms.Leave:
		c.leave(s, v)
	case terms.RelocationSupport:
		c.named(s, string(v.Type), v.Name)
	default:
		return false
	}
	return true
}

// named wants a name for the type other.
func (c *checker) named(s spot, typ string, name *string) {
	if typ == "other" && name == nil {
		c.fault(s, "name", fault.CodeRequired, otherNeedsName)
	}
}

func (c *checker) allowance(s spot, a terms.Allowance) {
	c.named(s, string(a.Type), a.Name)
	if a.Car != nil && a.Type != "car" {
		c.fault(s, "car", fault.CodeContradiction, "only an allowance of type car gives a car: leave it out, or correct the type")
	}
	premium := a.Type == "shift_premium" || a.Type == "on_call" || a.Type == "hardship"
	if len(a.PaidFor) > 0 && !premium {
		c.fault(s, "paid_for", fault.CodeContradiction, "only a premium is paid for certain work: leave it out, or give the type shift_premium, on_call or hardship")
	}
}

// saved are the benefits into which somebody pays.
var saved = []terms.BenefitType{
	"retirement", "pension", "superannuation", "provident_fund", "deferred_compensation", "share_purchase_plan", "savings_plan",
	"flexible_spending", "health_savings", "gratuity",
}

func (c *checker) benefitItem(s spot, b terms.Benefit) {
	c.named(s, string(b.Type), b.Name)
	if (len(b.Match) > 0 || len(b.Contributions) > 0) && !slices.Contains(saved, b.Type) {
		c.fault(s, "type", fault.CodeContradiction, "nobody pays into a benefit of type %s: leave match and contributions out, or correct the type", b.Type)
	}
	if (b.DeferBase != nil || b.DeferBonus != nil) && b.Type != "deferred_compensation" {
		c.fault(s, "type", fault.CodeContradiction, "only deferred compensation defers pay: leave it out, or correct the type")
	}
	if yes(b.OptOut) && b.AutoEnrolment != nil && !*b.AutoEnrolment {
		c.fault(s, "opt_out", fault.CodeContradiction, "who is not enrolled cannot opt out: correct one of the two")
	}
	ages := map[int]bool{}
	for i, row := range b.Contributions {
		age := 0
		if row.FromAge != nil {
			age = *row.FromAge
		}
		if ages[age] {
			c.fault(item(s, "contributions", i, row.ID), "from_age", fault.CodeContradiction, "another row begins at this age: each age has one row")
		}
		ages[age] = true
	}
}

func (c *checker) vacation(s spot, v terms.Vacation) {
	if v.CarryOver != nil && !*v.CarryOver && v.CarryOverMost != nil {
		c.fault(s, "carry_over_most", fault.CodeContradiction, "what is not carried over has no limit: correct one of the two")
	}
	if v.PerYear == nil {
		return
	}
	if v.OfWhichStatutory != nil {
		if order, err := v.OfWhichStatutory.Cmp(*v.PerYear); err == nil && order > 0 {
			c.fault(s, "of_which_statutory", fault.CodeContradiction, "a part is not more than the whole")
		}
	}
	for i, more := range v.Increases {
		if order, err := more.PerYear.Cmp(*v.PerYear); err == nil && order <= 0 {
			c.fault(item(s, "increases", i, more.ID), "per_year", fault.CodeContradiction, "longer service adds leave: this is not more than per_year")
		}
	}
}

func (c *checker) leave(s spot, l terms.Leave) {
	c.named(s, string(l.Type), l.Name)
	if part := l.Paid != nil && *l.Paid == "part"; !part && l.Percent != nil {
		c.fault(s, "paid", fault.CodeContradiction, "a percentage belongs to leave that is paid in part: give part, or leave the percentage out")
	}
}
