package funnel

import (
	"slices"
	"time"

	"verbatim/internal/event"
)

// entry is a case as a period sees it. What the figures ask of it is worked out once and kept close together: a report of
// many offers asks over and over, for each dimension.
type entry struct {
	*Case
	group            []int32 // its value in each dimension, as a place in names
	answered, issued bool    // whether its last outcome, its first letter lie in the period
	takenBack        bool    // whether the employer took it back in the period; what lapsed is not

	outcome         Outcome
	lettered, said  bool // it ever had a letter, a verbal offer
	elsewhere       bool // declined for another offer of ours
	imported, right bool
	rounds          float64
	toAnswer        timing // of an accepted one
	toWritten       timing
	approval        timing
	lawyer          timing
}

// timing is a time in days, net of stopped time and gross.
type timing struct {
	net, gross float64
	known      bool
}

func timed(net, gross time.Duration) timing {
	return timing{net: days(net), gross: days(gross), known: true}
}

// entries gives the cases of which something happened in a period, in their order.
func entries(cases []*Case, w window) []entry {
	out := make([]entry, 0, len(cases))
	for _, c := range cases {
		e := entry{Case: c, answered: w.has(c.Answered.Claimed) && c.Settled(), issued: w.has(c.Written.Claimed)}
		e.takenBack = c.Withdrawal != Lapsed && w.has(c.Withdrawn.Claimed)
		if e.answered || e.issued || e.takenBack {
			e.outcome, e.lettered, e.said = c.Outcome, c.Written.Known(), c.Verbal.Known()
			e.elsewhere = c.Outcome == Declined && c.Reason == string(event.ReasonOurOther)
			e.imported, e.right, e.rounds = c.Imported, !c.First.Any(), float64(c.Rounds)
			e.time(w)
			out = append(out, e)
		}
	}
	return out
}

// time works out what the figures of time are made of.
func (e *entry) time(w window) {
	if e.answered && e.lettered && e.outcome == Accepted {
		e.toAnswer = timed(e.between(e.Written.Claimed, e.Answered.Claimed, w))
	}
	if !e.issued {
		return
	}
	if e.said && !e.Written.Claimed.Before(e.Verbal.Claimed) {
		e.toWritten = timed(e.between(e.Verbal.Claimed, e.Written.Claimed, w))
	}
	if e.imported || len(e.Waits) == 0 { // another system's history does not know who waited
		return
	}
	if d, ok := e.waited(Approval, w); ok {
		e.approval = timed(d, d)
	}
	if d, ok := e.waited(Legal, w); ok {
		e.lawyer = timed(d, d)
	}
}

// names are the values of each dimension, in the order in which they came, and their order by name.
type names struct {
	of     [][]string // by dimension, in the order of Dimensions
	sorted [][]int32
}

// namesOf gives each entry its group in each dimension.
func namesOf(entries []entry) names {
	dimensions := Dimensions()
	n := names{of: make([][]string, len(dimensions)), sorted: make([][]int32, len(dimensions))}
	groups := make([]int32, len(entries)*len(dimensions))
	for i, d := range dimensions {
		places := map[string]int32{}
		for k := range entries {
			name := d.Of(entries[k].Case)
			at, known := places[name]
			if !known {
				at = int32(len(n.of[i])) //nolint:gosec // as many names as a list can hold
				places[name], n.of[i] = at, append(n.of[i], name)
				n.sorted[i] = append(n.sorted[i], at)
			}
			groups[k*len(dimensions)+i] = at
		}
		slices.SortFunc(n.sorted[i], func(a, b int32) int {
			if n.of[i][a] < n.of[i][b] {
				return -1
			}
			return 1
		})
	}
	for k := range entries {
		entries[k].group = groups[k*len(dimensions) : (k+1)*len(dimensions)]
	}
	return n
}
