package policy

import (
	"math/big"
	"strings"

	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// composition is base pay as the sum of its parts, in a year.
type composition struct {
	terms    terms.Terms
	parts    []terms.Component
	total    *big.Rat
	currency money.Currency
}

// newComposition reads base pay; lacks names the term that it needs and that is absent.
func newComposition(t terms.Terms) (c composition, lacks terms.Pointer) {
	yearly, lacks := yearlyPay(t)
	if lacks != "" {
		return c, lacks
	}
	return composition{terms: t, parts: t.BasePay.Components, total: exact(yearly.Amount), currency: yearly.Currency}, ""
}

// exact is a decimal as a fraction, which sums and products cannot round.
func exact(d money.Decimal) *big.Rat {
	r, ok := new(big.Rat).SetString(d.String())
	if !ok {
		return new(big.Rat)
	}
	return r
}

// portion is a share as a fraction of one.
func portion(s money.Share) (r *big.Rat, ok bool) {
	num, den, err := s.Ratio()
	if err != nil || den.IsZero() {
		return nil, false
	}
	return new(big.Rat).Quo(exact(num), exact(den)), true
}

// words writes a sum of money with two decimals.
func (f *facts) words(sum *big.Rat, currency money.Currency) string {
	d, err := money.ParseDecimal(sum.FloatString(2))
	if err != nil {
		return sum.FloatString(2) + " " + string(currency)
	}
	return f.Words.Money(money.Money{Amount: d, Currency: currency})
}

// yearly is what a part comes to in a year; ok is false where that cannot be told. depth ends parts of each other.
func (c composition) yearly(i, depth int) (amount *big.Rat, ok bool) {
	p := c.parts[i]
	switch z := p.Size; {
	case depth > len(c.parts):
		return nil, false
	case z.Type == terms.SizeAmount && z.Amount != nil && z.Currency != nil && *z.Currency == c.currency:
		n, lacks := c.times(p)
		return new(big.Rat).Mul(exact(*z.Amount), exact(n)), lacks == ""
	case z.Type == terms.SizePercent && z.Percent != nil && z.Of != nil:
		whole, known := c.of(*z.Of, depth)
		part, fine := portion(*z.Percent)
		if !known || !fine {
			return nil, false
		}
		return part.Mul(part, whole), true
	case z.Type == terms.SizeBalance:
		return c.balance(i, depth)
	}
	return nil, false
}

// times is how often the amount of a part is paid in a year: its period's number, else that of the rate.
func (c composition) times(p terms.Component) (n money.Decimal, lacks terms.Pointer) {
	if p.Size.Per != nil {
		return perYear(c.terms, terms.StatedPer(*p.Size.Per))
	}
	return perYear(c.terms, terms.StatedPer(c.terms.BasePay.Rate.Per))
}

// of is the yearly sum of what a percentage is taken of: base pay, or another part.
func (c composition) of(p terms.Pointer, depth int) (whole *big.Rat, ok bool) {
	if p == "/terms/base_pay" || p == ratePointer {
		return c.total, true
	}
	for i, x := range c.parts {
		if at := componentsPointer.Child(string(x.ID)); p == at || p == at.Child("size") {
			return c.yearly(i, depth+1)
		}
	}
	return nil, false
}

// balance is what the other parts leave of the rate.
func (c composition) balance(i, depth int) (rest *big.Rat, ok bool) {
	rest = new(big.Rat).Set(c.total)
	for k, x := range c.parts {
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

// finest is half of the last digit in which a figure was written, times how often it counts.
func finest(d, n money.Decimal) *big.Rat {
	half, ok := new(big.Rat).SetString("0." + strings.Repeat("0", d.Scale()) + "5")
	if !ok || n.Equal(money.Int(1)) {
		return new(big.Rat)
	}
	return half.Mul(half, exact(n))
}
