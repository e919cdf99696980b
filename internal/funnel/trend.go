package funnel

import (
	"fmt"
	"time"
)

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
func trend(counted []entry, zone *time.Location) []Month {
	months := map[int]*bucket{}
	first, last := 0, -1
	in := func(t time.Time, e *entry) *bucket {
		year, month, _ := t.In(zone).Date()
		key := year*12 + int(month) - 1
		if last < first || key < first {
			first = key
		}
		last = max(last, key)
		if months[key] == nil {
			months[key] = &bucket{}
		}
		months[key].ours = months[key].ours || !e.imported
		return months[key]
	}
	for i := range counted {
		e := &counted[i]
		if e.answered && e.lettered {
			b := in(e.Answered.Claimed, e)
			b.settled++
			if e.outcome == Accepted {
				b.accepted++
			}
		}
		if e.issued {
			b := in(e.Written.Claimed, e)
			b.written++
			b.toWritten.take(e.toWritten)
		}
	}
	var out []Month
	for key := max(first, last-mostMonths+1); key <= last; key++ {
		m := Month{Month: fmt.Sprintf("%04d-%02d", key/12, key%12+1), Accepted: rate(0, 0), ToWritten: rate(0, 0)}
		if b := months[key]; b != nil {
			m.Accepted, m.ToWritten, m.Imported = rate(b.accepted, b.settled), b.toWritten.value(b.written), !b.ours
		}
		out = append(out, m)
	}
	return out
}

// bucket is what is counted in one month.
type bucket struct {
	tally
	ours bool // an offer in it is none of another system's history
}
