package cal

import "time"

// Calendar knows which days are worked: not the weekend, not a dated holiday. Its zero value has Saturdays and Sundays
// as weekend and no holiday.
type Calendar struct {
	ID       string
	Weekend  []time.Weekday  // nil means Saturday and Sunday
	Holidays map[Date]string // name by day, from templates/calendars
}

// IsBusinessDay says whether d is worked.
func (c Calendar) IsBusinessDay(d Date) bool {
	weekend := c.Weekend
	if weekend == nil {
		weekend = []time.Weekday{time.Saturday, time.Sunday}
	}
	for _, w := range weekend {
		if d.Weekday() == w {
			return false
		}
	}
	_, holiday := c.Holidays[d]
	return !holiday
}

// AddBusinessDays moves forward by n worked days; n = 0 gives d itself even when it is not worked.
func (c Calendar) AddBusinessDays(d Date, n int) Date {
	for n > 0 {
		d = d.AddDays(1)
		if c.IsBusinessDay(d) {
			n--
		}
	}
	return d
}

// BusinessDaysBetween counts the worked days after from, up to and with to; 0 when to is not later.
func (c Calendar) BusinessDaysBetween(from, to Date) int {
	n := 0
	for d := from.AddDays(1); !to.Before(d); d = d.AddDays(1) {
		if c.IsBusinessDay(d) {
			n++
		}
	}
	return n
}
