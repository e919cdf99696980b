package handoff

import (
	"strconv"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// item is the spot of a list's item.
func item(s spot, list string, i int, id terms.ID) spot {
	return spot{pointer: s.pointer.Child(list).Child(strconv.Itoa(i)), path: s.path.Child(list).Child(string(id))}
}

// exactlyOne wants one of two members.
func (c *checker) exactlyOne(s spot, members []string, first, second bool) {
	switch {
	case first && second:
		c.fault(s, members[1], fault.CodeContradiction, "exactly one of %s is given, not both", strings.Join(members, " and "))
	case !first && !second:
		c.fault(s, members[0], fault.CodeRequired, "exactly one of %s is given", strings.Join(members, " and "))
	}
}

func (c *checker) basePay(s spot, b terms.BasePay) {
	c.exactlyOne(s, []string{"rate", "steps"}, b.Rate != nil, len(b.Steps) > 0)
	if b.FullTime != nil {
		c.fullTime(s, b)
	}
	if b.Rate != nil {
		for i, st := range b.Stated {
			if st.Currency != b.Rate.Currency {
				c.fault(item(s, "stated", i, st.ID), "currency", fault.CodeContradiction, "a stated instalment has the currency of the rate")
			}
		}
	}
	c.components(s, b)
}

// fullTime is the pay of somebody who works full time: of the same currency and period as the rate, and no less than it.
func (c *checker) fullTime(s spot, b terms.BasePay) {
	switch {
	case b.Rate == nil:
		c.fault(s, "full_time", fault.CodeContradiction, "pay for full-time work stands beside a rate: give the rate, or leave it out")
	case b.FullTime.Currency != b.Rate.Currency || b.FullTime.Per != b.Rate.Per:
		c.fault(s, "full_time", fault.CodeContradiction, "pay for full-time work has the currency and the period of the rate")
	case b.FullTime.Amount.Cmp(b.Rate.Amount) < 0:
		c.fault(s, "full_time", fault.CodeContradiction, "pay for full-time work is no less than the rate")
	}
}

// components are judged against the rate: those that it contains have its currency, and one at most is what is left.
func (c *checker) components(s spot, b terms.BasePay) {
	sizes := make([]terms.Size, len(b.Components))
	for i, part := range b.Components {
		at := item(s, "components", i, part.ID)
		sizes[i] = part.Size
		if part.Type == "other" && part.Name == nil {
			c.fault(at, "name", fault.CodeRequired, otherNeedsName)
		}
		switch {
		case yes(part.OnTop) && part.Size.Type == terms.SizeBalance:
			c.fault(at, "size", fault.CodeContradiction, "what comes on top of the rate is not what is left of it")
		case !yes(part.OnTop) && b.Rate != nil && part.Size.Currency != nil && *part.Size.Currency != b.Rate.Currency:
			c.fault(at, "size", fault.CodeContradiction, "a part that the rate contains has its currency")
		}
	}
	if i := secondBalance(sizes); i >= 0 {
		c.fault(item(s, "components", i, b.Components[i].ID), "size", fault.CodeContradiction, "one part at most is the balance")
	}
}

const otherNeedsName = "the type other needs a name that says what is meant"

// bounded are the engagements that may end on a day that is set in advance.
var bounded = map[terms.EngagementType]bool{
	"fixed_term": true, "casual": true, "apprenticeship": true, "internship": true, "assignment": true, "tenure_track": true,
}

func (c *checker) engagement(s spot, e terms.Engagement) {
	partTime := e.Time != nil && *e.Time == "part_time"
	h := c.record.Terms.Hours
	hours := h != nil && (h.PerWeek != nil || h.GuaranteedPerWeek != nil)
	switch {
	case partTime && e.Fraction == nil && !hours:
		c.fault(s, "fraction", fault.CodeRequired, "part time needs its fraction of full time, or the hours of a week in /terms/hours/per_week")
	case !partTime && e.Time != nil && e.Fraction != nil && e.Fraction.Cmp(money.Int(1)) < 0:
		c.fault(s, "fraction", fault.CodeContradiction, "full time is the fraction 1: leave it out, or say part_time")
	}
	switch {
	case e.Type == "fixed_term" && e.FixedTerm == nil:
		c.fault(s, "fixed_term", fault.CodeRequired, "a fixed-term engagement says how long it lasts or when it ends")
	case e.FixedTerm != nil && !bounded[e.Type]:
		c.fault(s, "fixed_term", fault.CodeContradiction, "an engagement of type %s does not end on a day set in advance: leave it out, or correct the type", e.Type)
	}
	if f := e.FixedTerm; f != nil {
		at := spot{pointer: s.pointer.Child("fixed_term"), path: s.path.Child("fixed_term")}
		c.exactlyOne(at, []string{"length", "until"}, f.Length != nil, f.Until != nil)
	}
}

func (c *checker) payment(s spot, p terms.OneTimePayment) {
	if p.Size.Per != nil && p.Type != "bridge" {
		c.fault(child(s, "size"), "per", fault.CodeContradiction, "a payment made once has no period: leave it out, or use instalments")
	}
	if p.Loan != nil && p.Type != "loan" {
		c.fault(s, "loan", fault.CodeContradiction, "only a payment of type loan is one: leave it out, or correct the type")
	}
	if l := p.Loan; l != nil && l.Interest != nil && yes(l.InterestFree) {
		c.fault(child(s, "loan"), "interest_free", fault.CodeContradiction, "a loan free of interest has no rate of it: keep one of the two")
	}
	parts := make([]terms.Size, len(p.Instalments))
	for i, part := range p.Instalments {
		parts[i] = part.Size
	}
	if i := secondBalance(parts); i >= 0 {
		c.fault(item(s, "instalments", i, p.Instalments[i].ID), "size", fault.CodeContradiction, "one instalment at most is the balance")
	}
}

// secondBalance is the place of the second size that is what is left of a total, -1 when there is none.
func secondBalance(sizes []terms.Size) int {
	balances := 0
	for i, z := range sizes {
		if z.Type == terms.SizeBalance {
			balances++
		}
		if balances > 1 {
			return i
		}
	}
	return -1
}

func yes(b *bool) bool { return b != nil && *b }

func child(s spot, member string) spot {
	return spot{pointer: s.pointer.Child(member), path: s.path.Child(member)}
}

// pairs holds the checks of small structs.
func (c *checker) pairs(s spot) {
	switch v := s.held.(type) {
	case terms.Notice:
		c.notice(s, v)
	case terms.Duties:
		if v.Document == nil && v.Text == nil {
			c.fault(s, "text", fault.CodeRequired, "duties stand in a document or in a text: give at least one")
		}
	case terms.ReportsTo:
		if v.Title == nil && v.Name == nil && v.Body == nil {
			c.fault(s, "title", fault.CodeRequired, "a reporting line names at least one of title, name, body")
		}
	case terms.Overtime:
		if !v.Paid && v.Rate != nil {
			c.fault(s, "rate", fault.CodeContradiction, "overtime that is not paid has no rate")
		}
	case terms.Hours:
		if v.GuaranteedPerWeek != nil {
			c.ordered(s, "maximum_per_week", v.GuaranteedPerWeek, v.MaximumPerWeek, "the most hours are not below the guaranteed ones")
		}
		if v.DaysPerWeek != nil {
			c.ordered(s, "maximum_days_per_week", v.DaysPerWeek, v.MaximumDaysPerWeek, "the most days are not below the ordinary ones")
		}
	}
}

func (c *checker) notice(s spot, n terms.Notice) {
	if !yes(n.Statutory) || (n.Length != nil && n.LengthPerYear != nil) {
		c.exactlyOne(s, []string{"length", "length_per_year"}, n.Length != nil, n.LengthPerYear != nil)
	}
	if n.Maximum != nil && n.LengthPerYear == nil {
		c.fault(s, "maximum", fault.CodeContradiction, "a maximum bounds a length that grows with service: leave it out, or give length_per_year")
	}
	if n.ServiceFrom != nil && n.ServiceUntil != nil {
		if order, err := n.ServiceFrom.Cmp(*n.ServiceUntil); err == nil && order >= 0 {
			c.fault(s, "service_until", fault.CodeContradiction, "a row ends after a longer service than it begins with")
		}
	}
}
