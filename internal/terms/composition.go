package terms

import (
	"math/big"

	"verbatim/internal/money"
)

const (
	ratePointer       Pointer = "/terms/base_pay/rate"
	componentsPointer Pointer = "/terms/base_pay/components"
)

// PerYear is how often a period comes in a year. Hours and days depend on the working hours; lacks names the term that is
// needed for them and absent.
func PerYear(t Terms, per StatedPer) (n money.Decimal, lacks Pointer) {
	if fixed, ok := map[StatedPer]int64{
		"year": 1, "academic_year": 1, "month": 12, "half_month": 24, "four_weeks": 13, "fortnight": 26, "week": 52,
	}[per]; ok {
		return money.Int(fixed), ""
	}
	switch {
	case per == "hour" && t.Hours != nil && t.Hours.PerWeek != nil:
		if n, err := t.Hours.PerWeek.Mul(money.Int(52)); err == nil {
			return n, ""
		}
	case per == "day" && t.Hours != nil && len(t.Hours.Days) > 0:
		return money.Int(int64(52 * len(t.Hours.Days))), ""
	case per == "day":
		return n, "/terms/hours/days"
	case per != "hour":
		return n, ratePointer
	}
	return n, "/terms/hours/per_week"
}

// YearlyPay is the base pay of a year; lacks names the term that it needs and that is absent.
func YearlyPay(t Terms) (yearly money.Money, lacks Pointer) {
	if t.BasePay == nil || t.BasePay.Rate == nil {
		return yearly, ratePointer
	}
	rate := t.BasePay.Rate
	n, lacks := PerYear(t, StatedPer(rate.Per))
	if lacks != "" {
		return yearly, lacks
	}
	amount, err := rate.Amount.Mul(n)
	if err != nil {
		return yearly, ratePointer
	}
	return money.Money{Amount: amount, Currency: rate.Currency}, ""
}

// Composition is base pay as the sum of its parts, in a year.
type Composition struct {
	Parts    []Component
	Total    *big.Rat
	Currency money.Currency
	terms    Terms
}

// Compose reads base pay; lacks names the term that it needs and that is absent.
func Compose(t Terms) (c Composition, lacks Pointer) {
	yearly, lacks := YearlyPay(t)
	if lacks != "" {
		return c, lacks
	}
	return Composition{terms: t, Parts: t.BasePay.Components, Total: yearly.Amount.Rat(), Currency: yearly.Currency}, ""
}

// Yearly is what the part at an index comes to in a year; ok is false where that cannot be told.
func (c Composition) Yearly(i int) (amount *big.Rat, ok bool) { return c.yearly(i, 0) }

// yearly is what a part comes to in a year; ok is false where that cannot be told. depth ends parts of each other.
func (c Composition) yearly(i, depth int) (amount *big.Rat, ok bool) {
	p := c.Parts[i]
	switch z := p.Size; {
	case depth > len(c.Parts):
		return nil, false
	case z.Type == SizeAmount && z.Amount != nil && z.Currency != nil && *z.Currency == c.Currency:
		n, lacks := c.Times(p)
		return new(big.Rat).Mul(z.Amount.Rat(), n.Rat()), lacks == ""
	case z.Type == SizePercent && z.Percent != nil && z.Of != nil:
		whole, known := c.of(*z.Of, depth)
		part, fine := z.Percent.Rat()
		if !known || !fine {
			return nil, false
		}
		return part.Mul(part, whole), true
	case z.Type == SizeBalance:
		return c.balance(i, depth)
	}
	return nil, false
}

// Times is how often the amount of a part is paid in a year: its period's number, else that of the rate.
func (c Composition) Times(p Component) (n money.Decimal, lacks Pointer) {
	if p.Size.Per != nil {
		return PerYear(c.terms, StatedPer(*p.Size.Per))
	}
	return PerYear(c.terms, StatedPer(c.terms.BasePay.Rate.Per))
}

// of is the yearly sum of what a percentage is taken of: base pay, or another part.
func (c Composition) of(p Pointer, depth int) (whole *big.Rat, ok bool) {
	if p == "/terms/base_pay" || p == ratePointer {
		return c.Total, true
	}
	for i, x := range c.Parts {
		if at := componentsPointer.Child(string(x.ID)); p == at || p == at.Child("size") {
			return c.yearly(i, depth+1)
		}
	}
	return nil, false
}

// balance is what the other parts leave of the rate.
func (c Composition) balance(i, depth int) (rest *big.Rat, ok bool) {
	rest = new(big.Rat).Set(c.Total)
	for k, x := range c.Parts {
		if k == i || (x.OnTop != nil && *x.OnTop) {
			continue
		}
		amount, known := c.yearly(k, depth+1)
		if !known {
			return nil, false
		}
		rest.Sub(rest, amount)
	}
	return rest, true
}
