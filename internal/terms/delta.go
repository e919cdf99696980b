package terms

import (
	"fmt"
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/locale"
	"verbatim/internal/money"
)

// delta says the difference of two values of a term in the reader's unit, and whether it is certain to be to the
// candidate's disadvantage: less money, a later start, a longer repayment. Where that is not certain it claims nothing.
func delta(p Pointer, from, to any, w *locale.Locale) (text string, worse bool) {
	if a, b, ok := amounts(from, to); ok {
		return moneyDelta(a, b, w)
	}
	if a, b, ok := dates(from, to); ok {
		return dateDelta(a, b, p == "/terms/start")
	}
	a, okA := from.(cal.Length)
	b, okB := to.(cal.Length)
	if okA && okB {
		c, err := b.Cmp(a)
		return "", err == nil && c > 0 && strings.HasSuffix(string(p), "/repayment/within")
	}
	return "", false
}

// amounts reads two values as money of one currency for one period: as written when the periods are equal, for a year
// when both can be.
func amounts(from, to any) (a, b money.Money, ok bool) {
	if x, okx := rateOf(from); okx {
		y, oky := rateOf(to)
		if !oky || x.Currency != y.Currency {
			return a, b, false
		}
		if x.Per == y.Per {
			return x.Money(), y.Money(), true
		}
		ax, _, okx := x.Annual()
		by, _, oky := y.Annual()
		return money.Money{Amount: ax, Currency: x.Currency}, money.Money{Amount: by, Currency: y.Currency}, okx && oky
	}
	x, okx := from.(Size)
	y, oky := to.(Size)
	if !okx || !oky {
		return a, b, false
	}
	a, okx = x.Money()
	b, oky = y.Money()
	return a, b, okx && oky && a.Currency == b.Currency
}

func moneyDelta(a, b money.Money, w *locale.Locale) (string, bool) {
	diff, err := b.Amount.Sub(a.Amount)
	if err != nil || diff.IsZero() {
		return "", false
	}
	sign := "+"
	if diff.Sign() < 0 {
		sign = "-"
	}
	text := sign + " " + w.Money(money.Money{Amount: diff.Abs(), Currency: a.Currency})
	if share, ok := percentOf(diff, a.Amount); ok {
		text += fmt.Sprintf(" (%s%s %%)", sign, share)
	}
	return text, diff.Sign() < 0
}

func percentOf(diff, whole money.Decimal) (string, bool) {
	q, err := diff.Abs().Quo(whole)
	if err != nil {
		return "", false
	}
	p, err := q.Mul(money.Int(100))
	return p.Round(1).String(), err == nil
}

func dates(from, to any) (a, b cal.Date, ok bool) {
	if x, okx := from.(When); okx {
		y, oky := to.(When)
		if !oky || x.Date == nil || y.Date == nil {
			return a, b, false
		}
		return *x.Date, *y.Date, true
	}
	a, okA := from.(cal.Date)
	b, okB := to.(cal.Date)
	return a, b, okA && okB
}

func dateDelta(a, b cal.Date, start bool) (string, bool) {
	days := a.DaysUntil(b)
	switch {
	case days > 0:
		return plural(days) + " later", start
	case days < 0:
		return plural(-days) + " earlier", false
	}
	return "", false
}

func plural(days int) string {
	if days == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", days)
}
