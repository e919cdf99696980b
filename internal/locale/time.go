package locale

import (
	"strconv"
	"strings"
	"time"

	"verbatim/internal/cal"
)

// Date writes a day in full: "January 11, 2027", "11 January 2027", "11. Januar 2027".
func (l *Locale) Date(d cal.Date) string {
	return strings.NewReplacer("{d}", strconv.Itoa(d.Day()), "{m}", l.Month(d.Month()), "{y}", strconv.Itoa(d.Year())).Replace(l.form.date)
}

// Month is the name of a month.
func (l *Locale) Month(m time.Month) string { return l.words.months[m-1] }

// Weekday is the name of a day of the week.
func (l *Locale) Weekday(d time.Weekday) string { return l.words.weekdays[d] }

// Clock writes a clock time that is given as "17:00": "5:00 p.m." or "17:00". Text of another form stays as it is.
func (l *Locale) Clock(hhmm string) string {
	t, err := time.Parse("15:04", hhmm)
	if err != nil {
		return hhmm
	}
	if !l.form.clock12 {
		return hhmm
	}
	half := "a.m."
	if t.Hour() >= 12 {
		half = "p.m."
	}
	return t.Format("3:04") + nbsp + half
}

// Zone names a time zone by its city, which has no second meaning as abbreviations have: "Los Angeles time".
func (l *Locale) Zone(iana string) string {
	city := strings.ReplaceAll(iana[strings.LastIndexByte(iana, '/')+1:], "_", nbsp)
	if city == "UTC" || city == "GMT" {
		return "UTC"
	}
	return strings.ReplaceAll(l.words.zone, "{city}", city)
}

// DateTime writes an instant in a zone: "December 4, 2026 at 5:00 p.m. (Los Angeles time)".
func (l *Locale) DateTime(t time.Time, iana string) (string, error) {
	zone, err := time.LoadLocation(iana)
	if err != nil {
		return "", err
	}
	t = t.In(zone)
	return l.DateClock(cal.DateOf(t), t.Format("15:04"), iana), nil
}

// DateClock writes a day and a clock time in a zone.
func (l *Locale) DateClock(d cal.Date, hhmm, iana string) string {
	return l.Date(d) + " " + l.words.at + " " + l.Clock(hhmm) + " (" + l.Zone(iana) + ")"
}

// Length writes a span in its own unit: "12 months", "1 month", "5 business days".
func (l *Locale) Length(n cal.Length) string {
	unit := l.words.units[n.Unit]
	name := unit[1]
	if w, whole := n.N.Whole(); whole && w == 1 {
		name = unit[0]
	}
	return l.Decimal(n.N) + nbsp + strings.ReplaceAll(name, " ", nbsp)
}

// Unit is the name of a unit for one, or for more than one: "month", "months".
func (l *Locale) Unit(u cal.Unit, one bool) string {
	if one {
		return l.words.units[u][0]
	}
	return l.words.units[u][1]
}
