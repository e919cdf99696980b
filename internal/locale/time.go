package locale

import (
	"strconv"
	"strings"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/fault"
)

// Date writes a day in full: "January 11, 2027", "11 January 2027", "11. Januar 2027".
func (l *Locale) Date(d cal.Date) string {
	return strings.NewReplacer("{d}", strconv.Itoa(d.Day()), "{m}", l.Month(d.Month()), "{y}", strconv.Itoa(d.Year())).Replace(l.form.date)
}

// Clock writes a clock time that is given as "17:00": "5:00 p.m." or "17:00". Text of another form stays as it is.
func (l *Locale) Clock(hhmm string) string {
	t, err := time.Parse("15:04", hhmm)
	if err != nil || l.form.halves[0] == "" {
		return hhmm
	}
	return t.Format("3:04") + nbsp + l.form.halves[t.Hour()/12]
}

// DateTime writes an instant in a zone: "December 4, 2026 at 5:00 p.m. (Los Angeles time)". In the hour that a clock goes
// through twice it names the offset too. It fails for a zone that the IANA database does not have.
func (l *Locale) DateTime(t time.Time, iana string) (string, error) {
	zone, err := time.LoadLocation(iana)
	if err != nil || iana == "" || iana == "Local" {
		return "", fault.New(fault.Invalid, fault.CodeNotAllowed, "A time zone is a name of the IANA database such as Europe/London.")
	}
	t = t.In(zone)
	name := l.Zone(iana)
	if happensTwice(t) {
		name += ", " + offset(t)
	}
	return l.dateClock(cal.DateOf(t), t.Format("15:04"), name), nil
}

// DateClock writes a day and a clock time in a zone.
func (l *Locale) DateClock(d cal.Date, hhmm, iana string) string {
	return l.dateClock(d, hhmm, l.Zone(iana))
}

func (l *Locale) dateClock(d cal.Date, hhmm, zone string) string {
	clock, at := l.Clock(hhmm), l.words.at
	if l.words.atOne != "" && (strings.HasPrefix(clock, "1:") || strings.HasPrefix(clock, "01:")) {
		at = l.words.atOne
	}
	return l.Date(d) + " " + at + " " + clock + " (" + zone + ")"
}

// happensTwice says whether the clock of t's zone shows the same time at another instant too, because it is or was put
// back.
func happensTwice(t time.Time) bool {
	start, end := t.ZoneBounds()
	_, now := t.Zone()
	if !start.IsZero() {
		_, before := start.Add(-time.Second).Zone()
		if t.Sub(start) < time.Duration(before-now)*time.Second {
			return true
		}
	}
	if !end.IsZero() {
		_, after := end.Zone()
		return end.Sub(t) <= time.Duration(now-after)*time.Second
	}
	return false
}

// offset writes a zone's distance from UTC at an instant: "UTC−5", "UTC+5:30".
func offset(t time.Time) string {
	_, seconds := t.Zone()
	sign := "+"
	if seconds < 0 {
		sign, seconds = "\u2212", -seconds
	}
	s := "UTC" + sign + strconv.Itoa(seconds/3600)
	if m := seconds / 60 % 60; m != 0 {
		s += ":" + time.Unix(int64(seconds), 0).UTC().Format("04")
	}
	return s
}

// Zone names a time zone by its city, which has no second meaning as abbreviations have: "Los Angeles time".
func (l *Locale) Zone(iana string) string {
	area, city, _ := strings.Cut(iana, "/")
	city = city[strings.LastIndexByte(city, '/')+1:]
	switch {
	case city == "" || area == "Etc": // UTC, and fixed offsets whose names have the sign turned round: Etc/GMT+5 is UTC−5
		return fixedZone(iana)
	case l.words.cities[city] != "":
		city = l.words.cities[city]
	}
	pattern := l.words.zone
	if l.words.language == "fr" && strings.ContainsAny(city[:1], "AEIOUY") {
		pattern = strings.ReplaceAll(pattern, "de {", "d’{") // heure d’Amsterdam
	}
	return strings.ReplaceAll(pattern, "{city}", strings.ReplaceAll(city, "_", nbsp))
}

func fixedZone(iana string) string {
	switch zone, err := time.LoadLocation(iana); {
	case err != nil || iana == "" || iana == "Local":
		return iana
	default:
		t := time.Date(2000, 1, 1, 0, 0, 0, 0, zone) // a fixed offset is the same at any instant
		if _, seconds := t.Zone(); seconds == 0 {
			return "UTC"
		}
		return offset(t)
	}
}

// Length writes a span in its own unit: "12 months", "1 month", "5 business days", "1.5 years".
func (l *Locale) Length(n cal.Length) string {
	whole, ok := n.N.Whole()
	one := ok && whole == 1
	if l.words.singularBelowTwo {
		one = n.N.Abs().Cmp(two) < 0
	}
	return l.Decimal(n.N) + nbsp + strings.ReplaceAll(l.Unit(n.Unit, one), " ", nbsp)
}

// Unit is the name of a unit for one, or for more than one: "month", "months".
func (l *Locale) Unit(u cal.Unit, one bool) string {
	if one {
		return l.words.units[u][0]
	}
	return l.words.units[u][1]
}
