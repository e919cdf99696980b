package handoff

import (
	"time"
	_ "time/tzdata" // so that a zone is known on every machine or on none

	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

func (c *checker) when(s spot, w terms.When) {
	switch {
	case w.Time != nil && w.Zone == nil:
		c.fault(s, "zone", fault.CodeRequired, "a clock time needs its time zone, such as America/Los_Angeles")
	case w.Zone != nil && w.Time == nil:
		c.fault(s, "zone", fault.CodeContradiction, "a time zone belongs to a clock time: give the time too, or leave the zone out")
	}
	if w.Zone != nil && !isZone(*w.Zone) {
		c.fault(s, "zone", fault.CodeNotAllowed, "no time zone of the IANA database has this name: such as America/Los_Angeles or Europe/London")
	}
	other := w.Event != nil && *w.Event == terms.EventOther
	switch {
	case other && w.Name == nil:
		c.fault(s, "name", fault.CodeRequired, "the event other needs a name that says which event is meant")
	case !other && w.Name != nil:
		c.fault(s, "name", fault.CodeContradiction, "only the event other has a name: leave it out, or choose that event")
	}
	if w.Earliest != nil && w.Latest != nil && w.Latest.Before(*w.Earliest) {
		c.fault(s, "latest", fault.CodeContradiction, "the latest day is not before the earliest")
	}
}

func isZone(name string) bool {
	if name == "Local" { // Go's word for the machine's own zone
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

// bounds holds the decimals that are not simply an amount above 0, by the type's field as JSON names it.
var bounds = map[string]struct {
	zero bool
	most string
	unit string
}{
	"guaranteed_per_week": {zero: true, most: "168", unit: "hours of a week"},
	"per_week":            {most: "168", unit: "hours of a week"},
	"maximum_per_week":    {most: "168", unit: "hours of a week"},
	"maximum_per_day":     {most: "24", unit: "hours of a day"},
	"days_per_week":       {most: "7", unit: "days of a week"},
	"fraction":            {most: "1", unit: "full time"},
	"from":                {zero: true}, // where a tier begins
	"minimum":             {zero: true}, // of a posted range
}

// mostAmount and mostScale are beyond any sum that a letter states: what is larger is a typing error.
var mostAmount = money.MustDecimal("1000000000000")

const mostScale = 6

func (c *checker) decimal(s spot, d money.Decimal) {
	b := bounds[s.name()]
	switch {
	case d.Sign() < 0:
		c.fault(s, "", fault.CodeBadAmount, "this is never negative")
	case d.IsZero() && !b.zero:
		c.fault(s, "", fault.CodeBadAmount, "this is more than 0: leave out what was not said, and list in explicitly_none what was said to be none")
	case b.most != "" && d.Cmp(money.MustDecimal(b.most)) > 0:
		c.fault(s, "", fault.CodeOutOfRange, "at most %s, the %s", b.most, b.unit)
	case d.Cmp(mostAmount) >= 0:
		c.fault(s, "", fault.CodeBadAmount, "less than 1000000000000")
	case d.Scale() > mostScale:
		c.fault(s, "", fault.CodeBadAmount, "at most %d digits after the point", mostScale)
	}
}

func (c *checker) share(s spot, p money.Share) {
	if n, d, err := p.Ratio(); err != nil || n.Sign() <= 0 || d.Sign() <= 0 {
		c.fault(s, "", fault.CodeBadAmount, "a share is more than 0")
	}
}

// mustLast holds the lengths that say nothing when they are 0.
var mustLast = map[string]bool{"within": true, "length_per_year": true, "maximum": true}

func (c *checker) length(s spot, l cal.Length) {
	probation := s.path == "/terms/engagement/probation/length" || s.path == "/terms/engagement/fixed_term/length"
	if l.N.IsZero() && (mustLast[s.name()] || probation) {
		c.fault(s, "", fault.CodeOutOfRange, "this length is more than 0")
	}
	if _, whole := l.N.Whole(); !whole && l.Unit == cal.BusinessDays {
		c.fault(s, "", fault.CodeOutOfRange, "business days are whole days")
	}
}

func (c *checker) size(s spot, z terms.Size) {
	for i, in := range z.Inputs {
		at := item(s, "inputs", i, in.ID)
		c.exactlyOne(at, []string{"term", "source"}, in.Term != nil, in.Source != nil)
	}
	for i, t := range z.Tiers {
		at := item(s, "tiers", i, t.ID)
		c.exactlyOne(at, []string{"percent", "amount"}, t.Percent != nil, t.Amount != nil)
		c.ordered(at, "to", &t.From, t.To, "a tier ends above its beginning")
		if t.Amount != nil && t.Currency == nil {
			c.fault(at, "currency", fault.CodeRequired, "an amount needs its currency")
		}
		if t.Percent != nil && t.Of == nil {
			c.fault(at, "of", fault.CodeRequired, "a percentage needs the term that it is a part of")
		}
	}
}

// ordered adds a fault when high is given and not above low, or below it where both may be equal.
func (c *checker) ordered(s spot, member string, low, high *money.Decimal, message string) {
	if high == nil {
		return
	}
	if order := low.Cmp(*high); order > 0 || (order == 0 && member == "to") {
		c.fault(s, member, fault.CodeContradiction, "%s", message)
	}
}
