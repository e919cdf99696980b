package offer_test

import (
	"testing"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/offer"
	"verbatim/internal/terms"
)

func ptr[T any](v T) *T { return &v }

func after(l cal.Length, e terms.Event) *terms.When {
	return &terms.When{Type: terms.After, Length: &l, Event: &e}
}

func on(date string) *terms.When {
	return &terms.When{Type: terms.OnDate, Date: ptr(cal.MustDate(date))}
}

func TestExpiry(t *testing.T) {
	la, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	clock := on("2026-12-04")
	clock.Time, clock.Zone = ptr("17:00"), ptr("Europe/Berlin")
	halfClock := on("2026-12-04")
	halfClock.Time = ptr("17:00")
	// Wednesday evening in California, Thursday already in UTC; Thursday and Friday are days off.
	from := offer.Anchors{Issued: time.Date(2026, 11, 26, 3, 0, 0, 0, time.UTC), LetterDate: cal.MustDate("2026-11-24"), Start: on("2027-01-11")}
	days := cal.Calendar{Holidays: map[cal.Date]string{cal.MustDate("2026-11-26"): "Thanksgiving", cal.MustDate("2026-11-27"): "Day after"}}
	rows := map[string]struct {
		when *terms.When
		want string // RFC 3339 in UTC; empty for a fault
	}{
		"date: end of the day in the entity's zone": {on("2026-12-04"), "2026-12-05T07:59:59.999Z"},
		"time with its own zone":                    {clock, "2026-12-04T16:00:00Z"},
		"time without zone":                         {halfClock, ""},
		"days after issue, counted in the zone":     {after(cal.Of(2, cal.Days), terms.EventIssue), "2026-11-28T07:59:59.999Z"},
		"business days over the holidays":           {after(cal.Of(2, cal.BusinessDays), terms.EventIssue), "2026-12-02T07:59:59.999Z"},
		"weeks after the letter date":               {after(cal.Of(1, cal.Weeks), terms.EventLetterDate), "2026-12-02T07:59:59.999Z"},
		"the start itself":                          {&terms.When{Type: terms.OnEvent, Event: ptr(terms.EventStart)}, "2027-01-12T07:59:59.999Z"},
		"across the change of clocks":               {on("2027-03-14"), "2027-03-15T06:59:59.999Z"},
		"after acceptance: cannot be":               {after(cal.Of(2, cal.Days), terms.EventAcceptance), ""},
		"still to be agreed":                        {&terms.When{Type: terms.ToBeAgreed}, ""},
	}
	for name, row := range rows {
		got, err := offer.Expiry(row.when, from, la, days)
		switch {
		case row.want == "" && err == nil:
			t.Errorf("%s: %v, want a fault", name, got)
		case row.want != "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case row.want != "" && got.Format(time.RFC3339Nano) != row.want:
			t.Errorf("%s: %s, want %s", name, got.Format(time.RFC3339Nano), row.want)
		}
	}
	if got, err := offer.Expiry(nil, from, la, days); got != nil || err != nil {
		t.Errorf("no answer-by point: %v, %v", got, err)
	}
	noDate := from
	noDate.Start = &terms.When{Type: terms.ToBeAgreed}
	if _, err := offer.Expiry(&terms.When{Type: terms.OnEvent, Event: ptr(terms.EventStart)}, noDate, la, days); err == nil {
		t.Error("counted from a start that is no date")
	}
}
