package locale_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbatim/internal/cal"
	"verbatim/internal/locale"
	"verbatim/internal/money"
)

var currencies = []money.Currency{"USD", "CAD", "EUR", "GBP", "JPY", "INR", "CHF", "KWD"}

func drawMoney(rt *rapid.T, name string) money.Money {
	text := rapid.StringMatching(`-?(0|[1-9][0-9]{0,9})(\.[0-9]{1,4})?`).Draw(rt, name)
	return money.Money{Amount: money.MustDecimal(text), Currency: rapid.SampledFrom(currencies).Draw(rt, name+" currency")}
}

// The words of an amount give the amount back, in every language.
func TestAmountsReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := get(t, rapid.SampledFrom(locale.Tags()).Draw(rt, "tag"))
		m := drawMoney(rt, "amount")
		point := strings.Trim(l.Amount(money.Money{Amount: money.MustDecimal("0.55"), Currency: m.Currency}), "05")
		if got := readBack(locale.Plain(l.Money(m)), point); !got.Equal(m.Amount) {
			rt.Fatalf("%s: %s is worded %q, which reads back as %s", l.Tag(), m, l.Money(m), got)
		}
	})
}

// readBack keeps the digits, the sign and the point of the words.
func readBack(words, point string) money.Decimal {
	number := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '-' || string(r) == point {
			return r
		}
		return -1
	}, words)
	return money.MustDecimal(strings.Replace(number, point, ".", 1))
}

// Different money never words alike, and equal money always does, whatever the digits that it was written with.
func TestMoneyIsTold(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := get(t, rapid.SampledFrom(locale.Tags()).Draw(rt, "tag"))
		a, b := drawMoney(rt, "a"), drawMoney(rt, "b")
		if rapid.Bool().Draw(rt, "same amount") {
			b.Amount = a.Amount.Round(max(a.Amount.Scale(), b.Amount.Scale()))
		}
		if (locale.Plain(l.Money(a)) == locale.Plain(l.Money(b))) != a.Equal(b) {
			rt.Fatalf("%s: %s and %s are worded %q and %q", l.Tag(), a, b, l.Money(a), l.Money(b))
		}
	})
}

// Different days, rates and lengths never word alike.
func TestDaysAndLengthsAreTold(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := get(t, rapid.SampledFrom(locale.Tags()).Draw(rt, "tag"))
		day := func(name string) cal.Date {
			return cal.MustDate("1990-01-01").AddDays(rapid.IntRange(0, 40_000).Draw(rt, name))
		}
		if a, b := day("a"), day("b"); (l.Date(a) == l.Date(b)) != (a == b) {
			rt.Fatalf("%s and %s are worded alike", a, b)
		}
		length := func(name string) cal.Length {
			return cal.Of(int64(rapid.IntRange(0, 3).Draw(rt, name)), rapid.SampledFrom(cal.Units()).Draw(rt, name+" unit"))
		}
		if a, b := length("c"), length("d"); (l.Length(a) == l.Length(b)) != a.Equal(b) {
			rt.Fatalf("%v and %v are worded alike in %s", a, b, l.Tag())
		}
	})
	for _, tag := range locale.Tags() {
		seen := map[string]string{}
		for _, p := range append(money.PerYear.Enum(), "half_month") {
			words := get(t, tag).Per(money.Per(p))
			if other := seen[words]; other != "" || strings.HasPrefix(words, "/") {
				t.Errorf("%s: %s is worded %q, like %q", tag, p, words, other)
			}
			seen[words] = p
		}
	}
}
