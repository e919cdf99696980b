package locale_test

import (
	"errors"
	"testing"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/fault"
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

func TestMoneyAndRates(t *testing.T) {
	for _, r := range []struct{ tag, amount, currency, per, want string }{
		{"en-US", "185000", "USD", "year", "$185,000 per year"},
		{"en-US", "185000.00", "USD", "", "$185,000"},
		{"en-US", "31.75", "USD", "hour", "$31.75 per hour"},
		{"en-US", "31.5", "USD", "hour", "$31.50 per hour"},
		{"en-US", "31.755", "USD", "hour", "$31.755 per hour"},
		{"en-US", "31.7500", "USD", "hour", "$31.75 per hour"},
		{"en-US", "-5", "USD", "", "-$5"},
		{"en-US", "20000.00", "CAD", "", "CAD 20,000"},
		{"en-CA", "20000.00", "USD", "", "USD 20,000"},
		{"en-GB", "12.50", "GBP", "hour", "£12.50 per hour"},
		{"en-IN", "570000", "INR", "year", "INR 5,70,000 per year"},
		{"en-IN", "12345678.5", "INR", "", "INR 1,23,45,678.50"},
		{"en-IN", "570000", "USD", "year", "USD 570,000 per year"},
		{"de-DE", "85000", "EUR", "year", "85.000 € pro Jahr"},
		{"de-AT", "4200.5", "EUR", "month", "€ 4.200,50 pro Monat"},
		{"de-CH", "130000", "CHF", "year", "CHF 130'000 pro Jahr"},
		{"fr-CH", "130000.5", "CHF", "year", "130 000.50 CHF par an"},
		{"nl-NL", "4200.5", "EUR", "month", "€ 4.200,50 per maand"},
		{"fr-FR", "42000", "EUR", "year", "42 000 € par an"},
		{"es-ES", "4200", "EUR", "month", "4200 € al mes"},
		{"es-ES", "42000", "EUR", "year", "42.000 € al año"},
		{"en-US", "1000000", "JPY", "year", "JPY 1,000,000 per year"},
		{"en-US", "1.5", "KWD", "half_month", "KWD 1.500 per half month"},
		{"en-US", "1", "USD", "full_moon", "$1 / full moon"},
	} {
		m := money.Money{Amount: money.MustDecimal(r.amount), Currency: money.Currency(r.currency)}
		got := get(t, r.tag).Money(m)
		if r.per != "" {
			got = get(t, r.tag).Rate(money.Rate{Amount: m.Amount, Currency: m.Currency, Per: money.Per(r.per)})
		}
		if locale.Plain(got) != r.want {
			t.Errorf("%s: %q, want %q", r.tag, locale.Plain(got), r.want)
		}
	}
}

func TestShares(t *testing.T) {
	for _, r := range []struct{ tag, share, want string }{
		{"en-US", "15", "15%"}, {"en-US", "12.50", "12.5%"}, {"en-US", "1/3", "1/3"}, {"de-DE", "12.5", "12,5 %"}, {"fr-CH", "12.5", "12,5%"},
	} {
		if got := locale.Plain(get(t, r.tag).Percent(money.Share(r.share))); got != r.want {
			t.Errorf("%s %s: %q", r.tag, r.share, got)
		}
	}
}

func TestDates(t *testing.T) {
	d := cal.MustDate("2027-01-11")
	for _, r := range []struct{ tag, clock, want string }{
		{"en-US", "17:00", "January 11, 2027 at 5:00 p.m. (Los Angeles time)"},
		{"en-US", "00:30", "January 11, 2027 at 12:30 a.m. (Los Angeles time)"},
		{"en-AU", "12:00", "11 January 2027 at 12:00 pm (Los Angeles time)"},
		{"en-GB", "17:00", "11 January 2027 at 17:00 (Los Angeles time)"},
		{"en-NZ", "17:00", "11 January 2027 at 17:00 (Los Angeles time)"},
		{"de-DE", "17:00", "11. Januar 2027 um 17:00 (Ortszeit Los Angeles)"},
		{"de-AT", "17:00", "11. Jänner 2027 um 17:00 (Ortszeit Los Angeles)"},
		{"es-US", "17:00", "11 de enero de 2027 a las 5:00 p.m. (hora de Los Ángeles)"},
		{"es-US", "13:00", "11 de enero de 2027 a la 1:00 p.m. (hora de Los Ángeles)"},
		{"es-US", "11:00", "11 de enero de 2027 a las 11:00 a.m. (hora de Los Ángeles)"},
	} {
		if got := locale.Plain(get(t, r.tag).DateClock(d, r.clock, "America/Los_Angeles")); got != r.want {
			t.Errorf("%s: %q, want %q", r.tag, got, r.want)
		}
	}
	if got := get(t, "en-GB").Date(d); got != "11\u00a0January 2027" {
		t.Errorf("day and month may be torn apart: %q", got)
	}
}

func TestZones(t *testing.T) {
	for _, r := range []struct{ tag, zone, want string }{
		{"en-US", "America/Argentina/Buenos_Aires", "Buenos Aires time"},
		{"en-US", "UTC", "UTC"},
		{"en-US", "Etc/UTC", "UTC"},
		{"en-US", "GMT", "UTC"},
		{"en-US", "Etc/GMT+5", "UTC-5"},
		{"de-CH", "Europe/Zurich", "Ortszeit Zürich"},
		{"fr-FR", "Europe/Amsterdam", "heure d'Amsterdam"},
		{"fr-FR", "Europe/London", "heure de Londres"},
		{"en-US", "Nowhere", "Nowhere"},
	} {
		if got := locale.Plain(get(t, r.tag).Zone(r.zone)); got != r.want {
			t.Errorf("%s: %q, want %q", r.zone, got, r.want)
		}
	}
}

// An instant has one wording, and two instants of one zone never the same.
func TestDateTime(t *testing.T) {
	l := get(t, "en-US")
	for _, r := range []struct{ instant, zone, want string }{
		{"2026-12-05T01:00:00Z", "America/Los_Angeles", "December 4, 2026 at 5:00 p.m. (Los Angeles time)"},
		{"2026-11-01T05:30:00Z", "America/New_York", "November 1, 2026 at 1:30 a.m. (New York time, UTC-4)"},
		{"2026-11-01T06:30:00Z", "America/New_York", "November 1, 2026 at 1:30 a.m. (New York time, UTC-5)"},
		{"2026-11-01T04:59:00Z", "America/New_York", "November 1, 2026 at 12:59 a.m. (New York time)"},
		{"2026-11-01T07:00:00Z", "America/New_York", "November 1, 2026 at 2:00 a.m. (New York time)"},
		{"2026-04-04T14:45:00Z", "Australia/Lord_Howe", "April 5, 2026 at 1:45 a.m. (Lord Howe time, UTC+11)"},
		{"2026-04-04T15:15:00Z", "Australia/Lord_Howe", "April 5, 2026 at 1:45 a.m. (Lord Howe time, UTC+10:30)"},
	} {
		at, err := time.Parse(time.RFC3339, r.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := l.DateTime(at, r.zone); err != nil || locale.Plain(got) != r.want {
			t.Errorf("%s: %q %v, want %q", r.instant, locale.Plain(got), err, r.want)
		}
	}
	for _, zone := range []string{"", "Local", "Mars/Olympus"} {
		if _, err := l.DateTime(time.Unix(0, 0), zone); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", zone, err)
		}
	}
}

func TestLengths(t *testing.T) {
	half := cal.Length{N: money.MustDecimal("1.50"), Unit: cal.Years}
	for _, r := range []struct {
		tag    string
		length cal.Length
		want   string
	}{
		{"en-US", cal.Of(12, cal.Months), "12 months"},
		{"en-US", cal.Of(1, cal.Months), "1 month"},
		{"en-US", half, "1.5 years"},
		{"en-US", cal.Of(1, cal.BusinessDays), "1 business day"},
		{"en-US", cal.Of(0, cal.Days), "0 days"},
		{"en-US", cal.Of(1000, cal.Days), "1,000 days"},
		{"de-DE", cal.Of(1, cal.Months), "1 Monat"},
		{"de-DE", half, "1,5 Jahre"},
		{"fr-FR", half, "1,5 an"},
		{"fr-FR", cal.Of(0, cal.Days), "0 jour"},
		{"fr-FR", cal.Of(2, cal.Years), "2 ans"},
		{"nl-NL", cal.Of(2, cal.Years), "2 jaar"},
		{"es-ES", cal.Of(1, cal.BusinessDays), "1 día laborable"},
	} {
		if got := locale.Plain(get(t, r.tag).Length(r.length)); got != r.want {
			t.Errorf("%s: %q, want %q", r.tag, got, r.want)
		}
	}
}

func TestLists(t *testing.T) {
	for _, r := range []struct {
		tag          string
		items        []string
		list, choice string
	}{
		{"en-US", []string{"a", "b", "c"}, "a, b, and c", "a, b, or c"},
		{"en-US", []string{"a", "b"}, "a and b", "a or b"},
		{"en-GB", []string{"a", "b", "c"}, "a, b and c", "a, b or c"},
		{"de-DE", []string{"a"}, "a", "a"},
		{"de-DE", nil, "", ""},
		{"es-ES", []string{"padres", "hijos"}, "padres e hijos", "padres o hijos"},
		{"es-ES", []string{"agua", "hielo"}, "agua y hielo", "agua o hielo"},
		{"es-ES", []string{"plata", "oro"}, "plata y oro", "plata u oro"},
	} {
		l := get(t, r.tag)
		if got := l.List(r.items); got != r.list {
			t.Errorf("%s: %q, want %q", r.tag, got, r.list)
		}
		if got := l.Choice(r.items); got != r.choice {
			t.Errorf("%s: %q, want %q", r.tag, got, r.choice)
		}
	}
}

func TestFor(t *testing.T) {
	for tag, like := range map[string]string{"en": "en-US", "de": "de-DE", "EN_us": "en-US", "en-NZ": "en-GB", "es-MX": "es-US", "nl-BE": "nl-NL", "fr-CA": "fr-FR"} {
		l, m := get(t, tag), money.Money{Amount: money.MustDecimal("12345.6"), Currency: "SEK"}
		if got, want := l.Money(m)+l.Date(cal.MustDate("2027-01-02")), get(t, like); got != want.Money(m)+want.Date(cal.MustDate("2027-01-02")) {
			t.Errorf("%s is worded %q, not as %s", tag, got, like)
		}
	}
	for _, tag := range []string{"ja-JP", "ar", "gsw", "und", "", "not a tag"} {
		_, err := locale.For(tag)
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.CodeNotAllowed {
			t.Errorf("%s: %v", tag, err)
		}
	}
}
