package funnel

import (
	"slices"
	"strconv"
	"time"
)

// Risk is an open offer that somebody should look at now.
type Risk struct {
	Offer string `json:"offer_id"`
	// Why are the reasons: over_expected_time, answer_due, not_opened, approver_away.
	Why []string `json:"why"`
	// Days is how long it has waited in its stage, net of stopped time.
	Days Decimal `json:"days"`
	// WaitsFor is for whom a letter waits; empty when it is with the candidate.
	WaitsFor []Waiter `json:"waits_for,omitempty"`
	// Due is when the candidate's answer is due; absent without an end.
	Due *time.Time `json:"due_at,omitempty"`

	waited float64
}

// The limits of the list of risks.
const (
	answerSoon = 48 * time.Hour // before the end of the time to answer
	unopened   = 24 * time.Hour // after the letter was sent
	mostRisks  = 50
)

const riskFormula = "open offers that wait for longer than the p75 of their stage in this report (over_expected_time), whose answer is due within 48 hours (answer_due), " +
	"whose letter the candidate has not opened for a day after we sent it (not_opened), or of which an approver did not answer in the time of the step (approver_away); " +
	"the longest waiting first, at most 50"

// risks lists the open offers of riskFormula.
func risks(cases []*Case, r Report, w window) []Risk {
	letter, answer := limit(r.Figure("verbal_to_written")), limit(r.Figure("written_to_answer"))
	out := []Risk{}
	for _, c := range cases {
		if c.Imported {
			continue
		}
		x := Risk{Offer: c.Offer}
		switch {
		case c.Outcome == Open && !c.Written.Known() && c.Verbal.Known():
			x.waiting(c, letter, w)
		case c.Answerable:
			x.answering(c, answer, w)
		}
		if len(x.Why) > 0 {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b Risk) int {
		switch {
		case a.waited > b.waited:
			return -1
		case a.waited < b.waited:
			return 1
		}
		return 0
	})
	if len(out) > mostRisks {
		out = out[:mostRisks]
	}
	return out
}

// limit is the expected time of a stage in days: its p75; 0 when too few are known.
func limit(f Figure) float64 {
	if f.P75 == nil {
		return 0
	}
	x, _ := strconv.ParseFloat(string(*f.P75), 64)
	return x
}

func (x *Risk) waiting(c *Case, expected float64, w window) {
	net, _ := c.between(c.Verbal.Claimed, w.now, w)
	x.since(net)
	x.WaitsFor = c.waitsFor()
	if expected > 0 && x.waited > expected {
		x.Why = append(x.Why, "over_expected_time")
	}
	if c.late() {
		x.Why = append(x.Why, "approver_away")
	}
}

func (x *Risk) answering(c *Case, expected float64, w window) {
	now := w.now
	net, _ := c.between(c.Written.Claimed, now, w)
	x.since(net)
	if expected > 0 && x.waited > expected {
		x.Why = append(x.Why, "over_expected_time")
	}
	if !c.Due.IsZero() {
		due := c.Due
		x.Due = &due
		if left := due.Sub(now); left >= 0 && left <= answerSoon {
			x.Why = append(x.Why, "answer_due")
		}
	}
	if c.Linked && c.Seen.IsZero() && now.Sub(c.Given) > unopened {
		x.Why = append(x.Why, "not_opened")
	}
}

func (x *Risk) since(d time.Duration) {
	x.waited = days(d)
	x.Days = *decimal(x.waited, dayPlaces)
}
