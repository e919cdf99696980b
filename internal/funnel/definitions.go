package funnel

import (
	"maps"
	"slices"
)

// definition is one figure: how it is called, computed and explained. The formula is published with the figure.
type definition struct {
	id, title, unit, formula string
	value                    func(*tally) Value
	lines                    func(*tally) []Line
}

// definitions are the figures in the order of the dashboard.
var definitions = []definition{
	{
		id: "acceptance_rate", title: "Acceptance rate", unit: "rate",
		formula: "accepted / (accepted + declined + expired), over offers that were issued at least once and whose last answer lies in the period",
		value:   func(t *tally) Value { return rate(t.accepted, t.settled) },
		lines: func(t *tally) []Line {
			return []Line{
				{ID: "issued_cohort", Title: "Accepted of the offers first issued in the period", Value: rate(t.issuedYes, t.issued)},
				{ID: "still_open", Title: "Of these still open", Value: rate(t.issuedOpen, t.issued)},
				{ID: "net_acceptance", Title: "Net of those who backed out", Value: rate(t.net, t.settled)},
			}
		},
	},
	{
		id: "acceptance_from_verbal", title: "Acceptance from the verbal offer", unit: "rate",
		formula: "accepted / (accepted + declined + expired), over offers with a verbal offer whose last answer lies in the period; declines before any letter count",
		value:   func(t *tally) Value { return rate(t.verbalYes, t.verbal) },
	},
	{
		id: "verbal_to_written", title: "Verbal to written", unit: "days",
		formula: "first issue - first verbal offer - stopped time, in days; offers first issued in the period: median, p75, p90",
		value:   func(t *tally) Value { return t.toWritten.value(t.written) },
		lines:   waitingLines,
	},
	{
		id: "written_to_answer", title: "Written to signed", unit: "days",
		formula: "acceptance - first issue - stopped time, in days; offers accepted in the period: median, p75, p90",
		value:   func(t *tally) Value { return t.toYes.value(t.accepted) },
		lines: func(t *tally) []Line {
			return []Line{{ID: "declined", Title: "Written to declined", Value: t.toNo.value(len(t.toNo.net))}}
		},
	},
	{
		id: "decline_rate", title: "Declined", unit: "rate",
		formula: "declined / (accepted + declined + expired), over offers with a verbal offer whose last answer lies in the period, without those who took another offer of ours; " +
			"the lines are the same for each reason, no answer and accepted, and make 1",
		value: func(t *tally) Value { return rate(t.declines, t.reasoned) },
		lines: reasonLines,
	},
	{
		id: "rescissions", title: "Taken back", unit: "per_hundred",
		formula: "offers taken back in the period, for each hundred offers first issued in it; backed out stands beside and is never added",
		value:   func(t *tally) Value { return perHundred(t.withdrawals, t.issued) },
		lines:   withdrawalLines,
	},
	{
		id: "right_first_time", title: "Letters right the first time", unit: "rate",
		formula: "first issued letters without a missing, changed or added material term / first letters issued in the period",
		value:   func(t *tally) Value { return rate(t.right, t.first) },
		lines: func(t *tally) []Line {
			return []Line{
				{ID: "caught", Title: "Differences caught before issue", Value: Value{Numerator: t.caught, Denominator: t.first}},
				{ID: "told", Title: "Amendments of which the candidate was told", Value: Value{Numerator: t.told, Denominator: t.first}},
			}
		},
	},
	{
		id: "rounds", title: "Rounds of an offer", unit: "number",
		formula: "negotiation rounds of offers whose last answer lies in the period: median, p75, p90",
		value:   func(t *tally) Value { return t.rounds.value(len(t.rounds.net)) },
	},
	{
		id: "approval_time", title: "Waiting for approval", unit: "days",
		formula: "time in which at least one approval was asked for and not given, in days; offers first issued in the period that needed one: median, p75, p90",
		value:   func(t *tally) Value { return t.approval.value(t.first) },
	},
	{
		id: "legal_time", title: "Waiting for legal", unit: "days",
		formula: "time in which at least one flag waited for legal, in days; offers first issued in the period that had one: median, p75, p90; " +
			"the lines are days from flag to decision, by rule and by clause",
		value: func(t *tally) Value { return t.legal.value(t.first) },
		lines: func(t *tally) []Line {
			return append(spreadLines("rule:", t.rules), spreadLines("clause:", t.clauses)...)
		},
	},
}

func perHundred(k, n int) Value {
	v := Value{Numerator: k, Denominator: n}
	if n >= smallest {
		v.Value = decimal(100*float64(k)/float64(n), dayPlaces)
	}
	return v
}

func waitingLines(t *tally) []Line {
	var out []Line
	waiting := 0
	for _, w := range []Waiter{Approval, Legal, HR, Other} {
		if n := t.waiting[w]; n > 0 {
			out = append(out, Line{ID: "waiting_" + string(w), Title: "Still waiting for " + waiterWords[w], Value: Value{Numerator: n, Denominator: n}})
			waiting += n
		}
	}
	if waiting > 0 {
		out = append(out, Line{ID: "oldest", Title: "Oldest that waits, in days", Value: Value{Value: decimal(days(t.oldest), dayPlaces), Numerator: 1, Denominator: waiting}})
	}
	return out
}

var waiterWords = map[Waiter]string{Approval: "an approval", Legal: "legal", HR: "HR operations", Other: "nobody in particular"}

// reasonWords are the titles of the reasons of dashboards: the closed list.
var reasonWords = map[string]string{
	"compensation": "Compensation", "timeline": "Timeline", "counter_offer": "Counter-offer of the present employer", "personal": "Personal",
	"unknown": "Nobody asked", "competing_offer": "Competing offer", "role": "Role", "location": "Location",
	"terms": "Terms (covenants, repayment, notice)", "other": "Another reason", "not_said": "Asked, and would not say",
}

func reasonLines(t *tally) []Line {
	var out []Line
	for code, n := range t.reasons {
		title := reasonWords[code]
		if title == "" {
			title = code
		}
		out = append(out, Line{ID: code, Title: title, Value: rate(n, t.reasoned)})
	}
	slices.SortFunc(out, bySize)
	return append(out,
		Line{ID: "no_answer", Title: "No answer", Value: rate(t.noAnswer, t.reasoned)},
		Line{ID: "accepted", Title: "Accepted", Value: rate(t.yes, t.reasoned)})
}

func withdrawalLines(t *tally) []Line {
	words := map[Withdrawal]string{
		VerbalWithdrawn: "Before a letter", BeforeAnswer: "Before an answer", AfterAcceptance: "After acceptance", Lapsed: "Lapsed by a contingency",
	}
	var out []Line
	for _, k := range []Withdrawal{VerbalWithdrawn, BeforeAnswer, AfterAcceptance, Lapsed} {
		out = append(out, Line{ID: string(k), Title: words[k], Value: perHundred(t.withdrawn[k], t.issued)})
	}
	return append(out, Line{ID: "reneged", Title: "Candidate backed out after accepting", Value: perHundred(t.reneged, t.issued)})
}

func spreadLines(prefix string, of map[string]*spread) []Line {
	var out []Line
	for _, key := range slices.Sorted(maps.Keys(of)) {
		out = append(out, Line{ID: prefix + key, Title: key, Value: of[key].value(len(of[key].net))})
	}
	slices.SortStableFunc(out, bySize)
	return out
}
