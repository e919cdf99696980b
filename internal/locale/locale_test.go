package locale_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbatim/internal/cal"
	"verbatim/internal/locale"
	"verbatim/internal/money"
)

func get(t testing.TB, tag string) *locale.Locale {
	t.Helper()
	l, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// plain makes no-break spaces ordinary ones, for tables that people can read.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestMoneyAndRates(t *testing.T) {
	rows := []struct{ tag, amount, currency, per, want string }{
		{"en-US", "185000", "USD", "year", "$185,000 per year"},
		{"en-US", "31.75", "USD", "hour", "$31.75 per hour"},
		{"en-US", "31.5", "USD", "hour", "$31.50 per hour"},
		{"en-US", "31.755", "USD", "hour", "$31.755 per hour"},
		{"en-US", "20000.00", "CAD", "", "CAD 20,000"},
		{"en-GB", "12.50", "GBP", "hour", "£12.50 per hour"},
		{"en-IN", "570000", "INR", "year", "₹5,70,000 per year"},
		{"en-IN", "570000", "USD", "year", "USD 570,000 per year"},
		{"de-DE", "85000", "EUR", "year", "85.000 € pro Jahr"},
		{"de-CH", "130000", "CHF", "year", "CHF 130’000 pro Jahr"},
		{"nl-NL", "4200.5", "EUR", "month", "€ 4.200,50 per maand"},
		{"fr-FR", "42000", "EUR", "year", "42 000 € par an"},
		{"en-US", "1000000", "JPY", "year", "JPY 1,000,000 per year"},
	}
	for _, r := range rows {
		m := money.Money{Amount: money.MustDecimal(r.amount), Currency: money.Currency(r.currency)}
		got := get(t, r.tag).Money(m)
		if r.per != "" {
			got = get(t, r.tag).Rate(money.Rate{Amount: m.Amount, Currency: m.Currency, Per: money.Per(r.per)})
		}
		if plain(got) != r.want {
			t.Errorf("%s: %q, want %q", r.tag, plain(got), r.want)
		}
	}
}

func TestDatesAndLengths(t *testing.T) {
	d := cal.MustDate("2027-01-11")
	rows := []struct{ tag, date, clock, length string }{
		{"en-US", "January 11, 2027", "January 11, 2027 at 5:00 p.m. (Los Angeles time)", "12 months"},
		{"en-GB", "11 January 2027", "11 January 2027 at 17:00 (Los Angeles time)", "12 months"},
		{"de-DE", "11. Januar 2027", "11. Januar 2027 um 17:00 (Ortszeit Los Angeles)", "12 Monate"},
		{"es-US", "11 de enero de 2027", "11 de enero de 2027 a las 5:00 p.m. (hora de Los Angeles)", "12 meses"},
		{"en-NZ", "11 January 2027", "11 January 2027 at 17:00 (Los Angeles time)", "12 months"},
	}
	for _, r := range rows {
		l := get(t, r.tag)
		if got := plain(l.Date(d)); got != r.date {
			t.Errorf("%s: %q", r.tag, got)
		}
		if got := plain(l.DateClock(d, "17:00", "America/Los_Angeles")); got != r.clock {
			t.Errorf("%s: %q", r.tag, got)
		}
		if got := plain(l.Length(cal.Of(12, cal.Months))); got != r.length {
			t.Errorf("%s: %q", r.tag, got)
		}
	}
	if got := plain(get(t, "en-US").Length(cal.Of(1, cal.BusinessDays))); got != "1 business day" {
		t.Error(got)
	}
}

func TestLists(t *testing.T) {
	if got := get(t, "en-US").List([]string{"a", "b", "c"}); got != "a, b, and c" {
		t.Error(got)
	}
	if got := get(t, "en-GB").List([]string{"a", "b", "c"}); got != "a, b and c" {
		t.Error(got)
	}
	if got := get(t, "de-DE").Choice([]string{"a", "b"}); got != "a oder b" {
		t.Error(got)
	}
}

func TestUnknownLanguage(t *testing.T) {
	for _, tag := range []string{"ja-JP", "ar", "not a tag"} {
		if _, err := locale.For(tag); err == nil {
			t.Errorf("%s has a locale", tag)
		}
	}
}

// TestAmountsReadBack: the words of an amount give the amount back, in every language.
func TestAmountsReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tag := rapid.SampledFrom(locale.Tags()).Draw(rt, "tag")
		text := rapid.StringMatching(`(0|[1-9][0-9]{0,9})(\.[0-9]{1,4})?`).Draw(rt, "amount")
		c := rapid.SampledFrom([]money.Currency{"USD", "JPY", "INR", "CHF", "KWD"}).Draw(rt, "currency")
		want := money.MustDecimal(text)
		l, _ := locale.For(tag)
		worded := l.Amount(money.Money{Amount: want, Currency: c})
		point := "."
		if strings.HasPrefix(tag, "de-DE") || strings.HasPrefix(tag, "de-AT") || tag == "fr-FR" || tag == "nl-NL" || tag == "es-ES" {
			point = ","
		}
		whole, frac, _ := strings.Cut(worded, point)
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, whole)
		if frac != "" {
			digits += "." + frac
		}
		if got := money.MustDecimal(digits); !got.Equal(want) {
			rt.Fatalf("%s: %s reads back as %s", tag, text, digits)
		}
	})
}
