package handoff

import (
	"reflect"
	"strings"
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
	case !other && w.Name != nil && w.Event != nil && *w.Event != terms.EventTransactionClosing && *w.Event != terms.EventResult:
		c.fault(s, "name", fault.CodeContradiction, "only the event other has a name, and a transaction or result may: leave it out, or choose one of them")
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
	"guaranteed_per_week":   {zero: true, most: "168", unit: "hours of a week"},
	"per_week":              {most: "168", unit: "hours of a week"},
	"maximum_per_week":      {most: "168", unit: "hours of a week"},
	"maximum_per_day":       {most: "24", unit: "hours of a day"},
	"days_per_week":         {most: "7", unit: "days of a week"},
	"maximum_days_per_week": {most: "7", unit: "days of a week"},
	"after_per_week":        {most: "168", unit: "hours of a week"},
	"included_per_month":    {most: "744", unit: "hours of a month"},
	"fraction":              {most: "1", unit: "full time"},
	"from":                  {zero: true}, // where a tier begins
	"minimum":               {zero: true}, // of a posted range
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
	switch n, d, err := p.Ratio(); {
	case err != nil || n.Sign() <= 0 || d.Sign() <= 0:
		c.fault(s, "", fault.CodeBadAmount, "a share is more than 0")
	case n.Cmp(d) > 0 && ofWhole[s.name()]:
		c.fault(s, "", fault.CodeOutOfRange, "this is a part of a whole: at most 100 percent")
	}
}

// ofWhole holds the shares that cannot be more than all; a bonus of 150 percent of base pay can.
var ofWhole = map[string]bool{
	"premium_employer": true, "at_cliff": true, "weight": true, "maximum_per_year": true, "defer_base": true, "defer_bonus": true,
}

// mustLast holds the lengths that say nothing when they are 0.
var mustLast = map[string]bool{
	"within": true, "length_per_year": true, "maximum": true, "over": true, "every": true, "cliff": true, "further": true, "per_year": true,
	"full_pay": true, "half_pay": true, "longest": true, "outplacement": true, "hold_for": true, "averaged_over": true, "carry_over_most": true,
	"exercise_after_leaving": true, "term": true, "of_which_statutory": true, "renewal_length": true,
}

func (c *checker) length(s spot, l cal.Length) {
	if l.N.IsZero() && (mustLast[s.name()] || spans(s.path)) {
		c.fault(s, "", fault.CodeOutOfRange, "this length is more than 0")
	}
	if _, whole := l.N.Whole(); !whole && l.Unit == cal.BusinessDays {
		c.fault(s, "", fault.CodeOutOfRange, "business days are whole days")
	}
}

// spans says of a member named length whether it is how long something lasts; a notice or a delay can be none.
func spans(p terms.Pointer) bool {
	if p == "/terms/engagement/probation/length" || p == "/terms/engagement/fixed_term/length" {
		return true
	}
	item := p.Parent().Parent()
	switch {
	case !strings.HasSuffix(string(p), "/length"):
		return false
	case item == "/terms/time_off/other_paid", item == "/terms/relocation/support", item == "/terms/covenants", item == "/terms/protection":
		return true
	}
	return strings.HasSuffix(string(p), "/health/length")
}

func (c *checker) size(s spot, z terms.Size) {
	c.sizePlace(s, z)
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
		if t.Percent != nil {
			c.exactlyOne(at, []string{"of", "of_what"}, t.Of != nil, t.OfWhat != nil)
		}
	}
}

// relative are the sizes that are a part or multiple of something.
var relative = map[terms.SizeType]bool{terms.SizePercent: true, terms.SizeMultiple: true, terms.SizeMonths: true}

// sizePlace checks a size against where it stands.
func (c *checker) sizePlace(s spot, z terms.Size) {
	equity := s.path.Under("/terms/equity")
	part := strings.Contains(string(s.path), "/instalments/") || strings.Contains(string(s.path), "/tranches/") || strings.Contains(string(s.path), "/components/")
	if relative[z.Type] {
		c.exactlyOne(s, []string{"of", "of_what"}, z.Of != nil, z.OfWhat != nil)
	}
	switch {
	case z.Type == terms.SizeBalance && !part:
		c.fault(s, "type", fault.CodeContradiction, "a balance is what is left of a total: only an instalment, a tranche or a part of pay can be one")
	case !equity && (z.Type == terms.SizeUnits || z.Type == terms.SizePercentOfCompany):
		c.fault(s, "type", fault.CodeContradiction, "shares are promised in /terms/equity: give this as money or as a percentage")
	case !equity && (z.Method != nil || z.Rounding != nil):
		c.fault(s, "type", fault.CodeContradiction, "a method and a rounding turn money into shares, which stand in /terms/equity: leave them out")
	case equity && z.Per != nil:
		c.fault(s, "per", fault.CodeContradiction, "a grant has no period: leave it out; a grant that comes again each year has the cycle yearly")
	case z.Type == terms.SizeSameAs && !c.holds(*z.Term, sizeType):
		c.fault(s, "term", fault.CodeBadReference, "this term is no size: name one, such as /terms/equity/new_hire_options/size")
	}
}

var (
	sizeType    = reflect.TypeFor[terms.Size]()
	vestingType = reflect.TypeFor[terms.Vesting]()
)

// holds says whether a term is of a type. A pointer that names nothing is reported elsewhere.
func (c *checker) holds(p terms.Pointer, want reflect.Type) bool {
	typ, known := terms.TypeAt(p)
	return !known || !c.there[p] || typ == want
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
