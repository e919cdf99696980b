package handoff

import (
	"strconv"

	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

func index(i int) string { return strconv.Itoa(i) }

func (c *checker) vesting(s spot, v terms.Vesting) {
	switch v.Type {
	case terms.VestPeriodic:
		c.periodic(s, v)
	case terms.VestDated:
		sizes := make([]terms.Size, len(v.Tranches))
		for i, t := range v.Tranches {
			sizes[i] = t.Size
		}
		if i := secondBalance(sizes); i >= 0 {
			c.fault(item(s, "tranches", i, v.Tranches[i].ID), "size", fault.CodeContradiction, "one tranche at most is the balance")
		}
	case terms.VestPerformance:
		c.performance(s, v)
	case terms.VestOnEvent:
		switch other := *v.Event == "other"; {
		case other && v.Name == nil:
			c.fault(s, "name", fault.CodeRequired, "the event other needs a name that says which event is meant")
		case !other && v.Name != nil:
			c.fault(s, "name", fault.CodeContradiction, "only the event other has a name: leave it out, or choose that event")
		}
	case terms.VestAllOf, terms.VestAnyOf:
		if len(v.Parts) < 2 {
			c.fault(s, "parts", fault.CodeTooShort, "at least two parts: one alone is written as it is")
		}
	case terms.VestSameAs:
		if !c.holds(*v.Term, vestingType) {
			c.fault(s, "term", fault.CodeBadReference, "this term is no vesting: name one, such as /terms/equity/new_hire_options/vesting")
		}
	}
}

// periodic checks that cliff and steps fit into the whole, where their units compare.
func (c *checker) periodic(s spot, v terms.Vesting) {
	if order, err := v.Every.Cmp(*v.Over); err == nil && order > 0 {
		c.fault(s, "every", fault.CodeContradiction, "a step is not longer than the whole")
	}
	if v.AtCliff != nil && v.Cliff == nil {
		c.fault(s, "cliff", fault.CodeRequired, "a part that vests at the cliff needs the cliff")
	}
	if v.Cliff == nil {
		return
	}
	if order, err := v.Cliff.Cmp(*v.Over); err == nil && order > 0 {
		c.fault(s, "cliff", fault.CodeContradiction, "the cliff is not longer than the whole")
	}
}

func (c *checker) performance(s spot, v terms.Vesting) {
	if v.From != nil && v.Until != nil && v.Until.Before(*v.From) {
		c.fault(s, "until", fault.CodeContradiction, "the last day is not before the first")
	}
	if v.Minimum != nil && v.Maximum != nil && lessShare(*v.Maximum, *v.Minimum) {
		c.fault(s, "maximum", fault.CodeContradiction, "the most is not less than the least")
	}
	if *v.Criteria == "to_be_set" && (len(v.Metrics) > 0 || v.Document != nil) {
		c.fault(s, "criteria", fault.CodeContradiction, "goals that are given are set: correct it, or leave the goals out")
	}
}
