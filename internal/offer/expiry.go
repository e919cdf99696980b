package offer

import (
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// ExpiryTerm is the answer-by point of the terms.
const ExpiryTerm terms.Pointer = "/terms/offer/expires"

// Expiry is the last instant at which the candidate may answer: the end of the day in the entity's zone, unless the terms
// give a time of day with its zone, which is then itself the last instant. Business days count by the entity's calendar.
// It is nil when the terms set none, and a fault when the point cannot be placed on a calendar.
func Expiry(when *terms.When, from Anchors, zone *time.Location, c cal.Calendar) (*time.Time, error) {
	if when == nil {
		return nil, nil
	}
	day, ok := when.Day(from.events(zone), c)
	if !ok {
		return nil, unplaced("The answer-by point is no day that can be counted from issue, letter date or start.")
	}
	var at time.Time
	if when.Time == nil {
		at = day.AddDays(1).In(zone, 0, 0).Add(-time.Millisecond)
	} else {
		clock, err := time.Parse("15:04", *when.Time)
		if err != nil || when.Zone == nil {
			return nil, unplaced("The answer-by time needs hour and minute as 17:00, and its time zone.")
		}
		own, err := time.LoadLocation(*when.Zone)
		if err != nil {
			return nil, unplaced("The time zone of the answer-by time is not in the IANA list.")
		}
		at = day.In(own, clock.Hour(), clock.Minute())
	}
	at = at.UTC()
	return &at, nil
}

// events are the days that an answer-by point may count from.
func (a Anchors) events(zone *time.Location) map[terms.Event]cal.Date {
	days := map[terms.Event]cal.Date{}
	if !a.Issued.IsZero() {
		days[terms.EventIssue] = cal.DateOf(a.Issued.In(zone))
	}
	if !a.LetterDate.IsZero() {
		days[terms.EventLetterDate] = a.LetterDate
	}
	if a.Start != nil && a.Start.Type == terms.OnDate && a.Start.Date != nil {
		days[terms.EventStart] = *a.Start.Date
	}
	return days
}

func unplaced(message string) error {
	return fault.All(fault.CodeInvalidRecord, "The answer-by point cannot be placed on the calendar.",
		[]fault.Fault{{Code: fault.CodeBadDate, Term: string(ExpiryTerm), Message: message}})
}
