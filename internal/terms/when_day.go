package terms

import "verbatim/internal/cal"

// Day is the day that a When comes to, given the days of events: its date, so long after an event, or an event with its
// offset. ok is false when the day is not settled: an event without a day, a date still to be agreed, a fraction of a
// day. Business days count by the calendar.
func (w When) Day(events map[Event]cal.Date, c cal.Calendar) (day cal.Date, ok bool) {
	switch w.Type {
	case OnDate:
		if w.Date == nil {
			return cal.Date{}, false
		}
		return *w.Date, true
	case After:
		return dayAfter(w.Event, w.Length, events, c)
	case OnEvent:
		return dayAfter(w.Event, w.Offset, events, c)
	}
	return cal.Date{}, false
}

func dayAfter(e *Event, l *cal.Length, events map[Event]cal.Date, c cal.Calendar) (cal.Date, bool) {
	if e == nil {
		return cal.Date{}, false
	}
	day, known := events[*e]
	if !known || day.IsZero() {
		return cal.Date{}, false
	}
	if l == nil {
		return day, true
	}
	moved, err := l.From(day, c)
	return moved, err == nil
}
