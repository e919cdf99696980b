package funnel

import (
	"time"

	"verbatim/internal/cal"
)

// workdays counts time on worked days alone: a day of the zone that the calendar works has its whole length, any other
// none. Both count up from a base, so that a length is one subtraction.
type workdays struct {
	zone   *time.Location
	base   cal.Date
	worked []bool  // by day since base
	before []int32 // worked days since base and before the day
}

// The days that are told apart: offers from before the first and after the last day of it count in calendar days.
var workdaysBegin = cal.MustDate("2000-01-01")

// countWorkdays makes the count up to a year after now.
func countWorkdays(calendar cal.Calendar, zone *time.Location, now time.Time) *workdays {
	n := workdaysBegin.DaysUntil(cal.DateOf(now.In(zone))) + 366
	out := &workdays{zone: zone, base: workdaysBegin, worked: make([]bool, n), before: make([]int32, n+1)}
	for i, d := 0, workdaysBegin; i < n; i, d = i+1, d.AddDays(1) {
		out.worked[i] = calendar.IsBusinessDay(d)
		out.before[i+1] = out.before[i]
		if out.worked[i] {
			out.before[i+1]++
		}
	}
	return out
}

const wholeDay = 24 * time.Hour

// since is the time on worked days from the base to an instant.
func (d *workdays) since(t time.Time) time.Duration {
	local := t.In(d.zone)
	i := d.base.DaysUntil(cal.DateOf(local))
	switch {
	case i < 0:
		return time.Duration(i) * wholeDay
	case i >= len(d.worked):
		return time.Duration(int(d.before[len(d.worked)])+i-len(d.worked)) * wholeDay
	case !d.worked[i]:
		return time.Duration(d.before[i]) * wholeDay
	}
	hour, minute, second := local.Clock()
	clock := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second + time.Duration(local.Nanosecond())
	return time.Duration(d.before[i])*wholeDay + clock
}

// length is the time from one instant to another as the report counts days: all of it, or that on worked days.
func (w window) length(from, to time.Time) time.Duration {
	if w.workdays == nil {
		return to.Sub(from)
	}
	return w.workdays.since(to) - w.workdays.since(from)
}
