// Package cal owns days and spans: civil dates without a clock or zone, lengths in one unit, and business days by a
// dated calendar of holidays. An instant is a time.Time in UTC and lives with those who need one.
package cal

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Date is a civil day. The zero value is no day at all and marshals as an error: absent dates are nil pointers.
type Date struct {
	year  int
	month time.Month
	day   int
}

// ErrDate says what a date may be.
var ErrDate = errors.New(`a calendar date as "2027-01-11" (year-month-day) that exists, between 1900 and 2199`)

// ParseDate reads an ISO 8601 date that exists: 2026-02-30 is refused.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1900 || t.Year() > 2199 {
		return Date{}, ErrDate
	}
	return DateOf(t), nil
}

// MustDate is ParseDate for constants; it panics.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(fmt.Sprintf("cal: %q is not %v", s, err))
	}
	return d
}

// DateOf is the day that t falls on in t's own zone.
func DateOf(t time.Time) Date { y, m, d := t.Date(); return Date{y, m, d} }

// In is the instant at which the day begins in a zone, or the given clock time in it.
func (d Date) In(zone *time.Location, hour, minute int) time.Time {
	return time.Date(d.year, d.month, d.day, hour, minute, 0, 0, zone)
}

// Year, Month and Day are the parts.
func (d Date) Year() int { return d.year }

// Month is the month of the year.
func (d Date) Month() time.Month { return d.month }

// Day is the day of the month.
func (d Date) Day() int { return d.day }

// IsZero says whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

func (d Date) utc() time.Time { return d.In(time.UTC, 0, 0) }

// Cmp is -1, 0, 1 for before, same, after.
func (d Date) Cmp(e Date) int { return d.utc().Compare(e.utc()) }

// Before says whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Cmp(e) < 0 }

// AddDays moves by calendar days.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths moves by months and stays within the month: 31 January plus one is the last of February.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.year, d.month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.day, last)}
}

// DaysUntil is the number of days from d to e, negative when e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.utc().Sub(d.utc()).Hours() / 24) }

func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }

// MarshalJSON writes "2027-01-11".
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return nil, errors.New("cal: no date to write")
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads what MarshalJSON writes; it fails with ErrDate.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return ErrDate
	}
	p, err := ParseDate(s)
	if err != nil {
		return err
	}
	*d = p
	return nil
}
