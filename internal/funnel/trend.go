package funnel

import "time"

// Month is one calendar month of the period, in the query's zone.
type Month struct {
	Month string `json:"month"` // as 2026-01
	// Accepted is the acceptance rate of the offers answered in it.
	Accepted Value `json:"accepted"`
	// ToWritten are days from the verbal offer to the letter, of offers first issued in it.
	ToWritten Value `json:"verbal_to_written"`
	// Imported says that every offer counted in it comes from another system's history.
	Imported bool `json:"imported,omitempty"`
}

// mostMonths is how many months a trend shows: the last ones of the period.
const mostMonths = 24

// trend counts acceptance and the days to the letter by month.
func trend(cases []*Case, w window, zone *time.Location) []Month {
	type bucket struct {
		tally
		ours bool
	}
	months := map[string]*bucket{}
	at := func(t time.Time, ours bool) *bucket {
		key := t.In(zone).Format("2006-01")
		if months[key] == nil {
			months[key] = &bucket{}
		}
		months[key].ours = months[key].ours || ours
		return months[key]
	}
	first, last := "", ""
	see := func(t time.Time) {
		key := t.In(zone).Format("2006-01")
		if first == "" || key < first {
			first = key
		}
		if key > last {
			last = key
		}
	}
	for _, c := range cases {
		if t := c.Answered.Claimed; w.has(t) && c.Settled() && c.Written.Known() {
			see(t)
			b := at(t, !c.Imported)
			b.settled++
			if c.Outcome == Accepted {
				b.accepted++
			}
		}
		if t := c.Written.Claimed; w.has(t) {
			see(t)
			b := at(t, !c.Imported)
			b.written++
			b.overWritten(c, w)
		}
	}
	var out []Month
	for _, key := range monthsBetween(first, last) {
		m := Month{Month: key, Accepted: rate(0, 0), ToWritten: rate(0, 0)}
		if b := months[key]; b != nil {
			m.Accepted, m.ToWritten, m.Imported = rate(b.accepted, b.settled), b.toWritten.value(b.written), !b.ours
		}
		out = append(out, m)
	}
	return out[max(0, len(out)-mostMonths):]
}

// monthsBetween lists months from the first to the last, both as 2026-01; none when there is no first.
func monthsBetween(first, last string) []string {
	t, err := time.Parse("2006-01", first)
	if err != nil {
		return nil
	}
	var out []string
	for key := first; key <= last; key = t.Format("2006-01") {
		out = append(out, key)
		t = t.AddDate(0, 1, 0)
	}
	return out
}
