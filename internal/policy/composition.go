package policy

import (
	"math/big"
	"strings"

	"verbatim/internal/money"
)

// words writes a sum of money with two decimals.
func (f *facts) words(sum *big.Rat, currency money.Currency) string {
	d, err := money.ParseDecimal(sum.FloatString(2))
	if err != nil {
		return sum.FloatString(2) + " " + string(currency)
	}
	return f.Words.Money(money.Money{Amount: d, Currency: currency})
}

// finest is half of the last digit in which a figure was written, times how often it counts.
func finest(d, n money.Decimal) *big.Rat {
	half, ok := new(big.Rat).SetString("0." + strings.Repeat("0", d.Scale()) + "5")
	if !ok || n.Equal(money.Int(1)) {
		return new(big.Rat)
	}
	return half.Mul(half, n.Rat())
}
