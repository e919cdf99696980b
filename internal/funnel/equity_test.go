package funnel

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// banded are n cases that were issued and accepted at a time, at a level, with pay at a position.
func banded(n int, level, position string, at time.Time) []*Case {
	out := make([]*Case, n)
	for i := range out {
		out[i] = &Case{
			Entity: "acme-us", Kind: "standard", Groups: Groups{Level: level}, Offered: position, Issued: position, Outcome: Accepted,
			Written: Moment{at, at}, Answered: Moment{at, at},
		}
	}
	return out
}

var (
	thirdQuarter = time.Date(2026, 9, 30, 23, 59, 59, 0, time.UTC)
	nextQuarter  = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
)

// levelsOf gives the lines by level of the offered letters of the newest quarter, in short.
func levelsOf(e Equity) (lines []string) {
	if e.Quarters[0].Offered == nil {
		return nil
	}
	for _, l := range e.Quarters[0].Offered.Groups {
		if l.By == ByLevel {
			name := l.Key
			if l.Others {
				name = "others"
			}
			lines = append(lines, fmt.Sprintf("%s %d", name, l.Offers))
		}
	}
	return lines
}

// TestEquityHidesTheFew: which groups are shown, put together, or left out.
func TestEquityHidesTheFew(t *testing.T) {
	for name, row := range map[string]struct {
		sizes map[string]int
		want  string
	}{
		"two that are large enough":       {map[string]int{"L3": 8, "L4": 12}, "[L3 10 L4 10]"},
		"one alone says what all say":     {map[string]int{"L3": 20}, "[]"},
		"a small one takes another along": {map[string]int{"L3": 7, "L4": 9, "L5": 20}, "[L5 20 others 15]"},
		"and leaves one line":             {map[string]int{"L3": 7, "L4": 9}, "[]"},
		"the small ones are enough":       {map[string]int{"L1": 4, "L2": 4, "L4": 9}, "[L4 10 others 10]"},
		"too few at all":                  {map[string]int{"L1": 4, "L2": 3}, "[]"},
		"nobody":                          {nil, "[]"},
	} {
		var cases []*Case
		for level, n := range row.sizes {
			cases = append(cases, banded(n, level, "low", thirdQuarter)...)
		}
		e := MeasureEquity(cases, nil, nextQuarter)
		if got := fmt.Sprint(levelsOf(e)); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
		if all := len(cases) >= EquityGroup; (e.Quarters[0].Offered != nil) != all || (e.Quarters[0].Accepted != nil) != all {
			t.Errorf("%s: %+v", name, e.Quarters[0])
		}
	}
}

// TestEquityCounts: what belongs to a quarter, and to which part of it.
func TestEquityCounts(t *testing.T) {
	cases := banded(10, "L3", "below", thirdQuarter)
	for i, c := range banded(10, "L4", "high", thirdQuarter) {
		c.Issued = "above" // the offer was bettered
		c.Answered.Recorded = nextQuarter
		if i == 0 {
			c.Mark = "test"
		}
		cases = append(cases, c)
	}
	cases = append(cases, banded(10, "L5", "", thirdQuarter)...) // without a band
	running := MeasureEquity(cases, nil, nextQuarter)
	if len(running.Quarters) != 8 || running.Quarters[0].Quarter != "2026-Q3" || running.Quarters[7].Quarter != "2024-Q4" {
		t.Fatalf("%+v", running.Quarters)
	}
	q := running.Quarters[0]
	if q.Offered == nil || q.Offered.All != (PayLine{Offers: 20, Below: 10, High: 10}) {
		t.Errorf("offered: %+v", q.Offered)
	}
	if q.Accepted == nil || q.Accepted.All != (PayLine{Offers: 10, Below: 10}) {
		t.Errorf("accepted: %+v", q.Accepted)
	}
	later := MeasureEquity(cases, nil, nextQuarter.AddDate(0, 2, 0)).Quarters[0]
	if later.Quarter != "2026-Q4" || later.Offered != nil || later.Accepted == nil || later.Accepted.All != (PayLine{Offers: 10, Above: 10}) {
		t.Errorf("the quarter after: %+v", later)
	}
	if other := MeasureEquity(cases, []string{"acme-uk"}, nextQuarter).Quarters[0]; other.Offered != nil {
		t.Errorf("another entity: %+v", other.Offered)
	}
}

// TestEquityNeverLeavesAFew: over random companies, neither a line nor what is left of the whole is a small group.
func TestEquityNeverLeavesAFew(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var of []stood
		for level := range r.IntN(7) {
			for _, c := range banded(r.IntN(20), fmt.Sprintf("L%d", level), "low", thirdQuarter) {
				of = append(of, stood{c, "low"})
			}
		}
		size := map[string]int{}
		for _, x := range of {
			size[x.Groups.Level]++
		}
		lines, left := payGroups(breakdown{ByLevel, ByLevel.Of}, of), len(of)
		if len(lines) == 1 {
			t.Fatal("one line says what the whole says")
		}
		others := false
		for _, l := range lines {
			if others = others || l.Others; l.Others {
				continue
			}
			if left -= size[l.Key]; size[l.Key] < EquityGroup {
				t.Fatalf("%s is shown with %d offers", l.Key, size[l.Key])
			}
		}
		if len(lines) > 0 && (left > 0) != others || others && left < EquityGroup {
			t.Fatalf("%d are left of %v, and the lines are %+v", left, size, lines)
		}
	}
}
