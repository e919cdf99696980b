package funnel

import (
	"cmp"
	"maps"
	"slices"
	"strings"
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
				{ID: "on_behalf", Title: "Answers that somebody recorded for the candidate", Value: rate(t.onBehalf, t.settled)},
			}
		},
	},
	{
		id: "acceptance_from_verbal", title: "Acceptance from the verbal offer", unit: "rate",
		formula: "accepted / (accepted + declined + expired), over offers with a verbal offer whose last answer lies in the period; declines before any letter count; " +
			"the gap is the acceptance rate minus this one: what was lost before a letter existed",
		value: func(t *tally) Value { return rate(t.verbalYes, t.verbal) },
		lines: gapLines,
	},
	{
		id: "verbal_to_written", title: "Verbal to written", unit: "days",
		formula: "first issue - first verbal offer - stopped time, in days; offers first issued in the period: median, p75, p90; " +
			"times are those claimed, and the server's own in a line; the lines of what waits are of now, an offer that waits for two stands in both",
		value: func(t *tally) Value { return t.toWritten.value(t.written) },
		lines: func(t *tally) []Line {
			return append([]Line{{ID: "recorded", Title: "By the server's own times", Value: t.writtenByServer.value(t.written)}}, waitingLines(t)...)
		},
	},
	{
		id: "written_to_answer", title: "Written to signed", unit: "days",
		formula: "acceptance - first issue - stopped time, in days; offers accepted in the period: median, p75, p90; " +
			"a paper counts by its date, and by the server's own time in a line",
		value: func(t *tally) Value { return t.toYes.value(t.accepted) },
		lines: func(t *tally) []Line {
			return []Line{
				{ID: "declined", Title: "Written to declined", Value: t.toNo.value(len(t.toNo.net))},
				{ID: "recorded", Title: "By the server's own times", Value: t.answeredByServer.value(t.accepted)},
				{ID: "opened", Title: "From the letter to its first opening, of letters first issued in the period", Value: t.toOpening.value(t.written)},
			}
		},
	},
	{
		id: "decline_rate", title: "Declined", unit: "rate",
		formula: "declined / (accepted + declined + expired), over offers with a verbal offer whose last answer lies in the period, without those who took another offer of ours; " +
			"the lines are the same for each reason, no answer and accepted, and make 1; lines of the declined are parts of those alone",
		value: func(t *tally) Value { return rate(t.declines, t.reasoned) },
		lines: reasonLines,
	},
	{
		id: "rescissions", title: "Taken back", unit: "per_hundred",
		formula: "offers taken back in the period (before a letter, before an answer, after acceptance), for each hundred offers first issued in it; " +
			"what lapsed by a contingency, as its letter says, and who backed out stand beside and are never added",
		value: func(t *tally) Value { return perHundred(t.withdrawals, t.issued) },
		lines: withdrawalLines,
	},
	{
		id: "right_first_time", title: "Letters right the first time", unit: "rate",
		formula: "the share of letters equal to the verbal terms: first issued letters without a missing, changed or added material term / first letters issued in the period; " +
			"caught are material differences that stood in a version before the first issue and not in the letter that was issued",
		value: func(t *tally) Value { return rate(t.right, t.first) },
		lines: func(t *tally) []Line {
			return []Line{
				{ID: "caught", Title: "Differences caught before issue", Value: Value{Numerator: t.caught, Denominator: t.first}},
				{ID: "accepted_with_reason", Title: "Promises missing from it, each accepted with a reason", Value: Value{Numerator: t.missing, Denominator: t.first}},
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
		formula: "time in which at least one approval was asked for and not given, in days; offers first issued in the period that needed one: median, p75, p90; " +
			"in parallel each offer would have waited for the longest of its steps; the lines of steps are days from asking to consent",
		value: func(t *tally) Value { return t.approval.value(t.first) },
		lines: func(t *tally) []Line {
			return append([]Line{{ID: "in_parallel", Title: "Had every step been asked at once", Value: t.parallel.value(t.first)}}, spreadLines("step:", t.steps)...)
		},
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

// gapLines are what is lost between the verbal offer and the letter.
func gapLines(t *tally) []Line {
	gap := Value{Numerator: t.noLetter, Denominator: t.verbal}
	if t.settled >= smallest && t.verbal >= smallest {
		gap.Value = decimal(float64(t.accepted)/float64(t.settled)-float64(t.verbalYes)/float64(t.verbal), ratePlaces)
	}
	return []Line{
		{ID: "gap", Title: "Acceptance rate minus acceptance from the verbal offer", Value: gap},
		{ID: "before_letter", Title: "Declined before a letter existed", Value: rate(t.noLetter, t.verbal)},
	}
}

func waitingLines(t *tally) []Line {
	out := []Line{{ID: "waiting", Title: "Still waiting for their letter", Value: Value{Numerator: t.waits, Denominator: t.waits}}}
	for _, w := range []Waiter{Approval, Legal, HR, Other} {
		if n := t.waiting[w]; n > 0 {
			out = append(out, Line{ID: "waiting_" + string(w), Title: "Still waiting for " + waiterWords[w], Value: Value{Numerator: n, Denominator: n}})
		}
	}
	if t.waits > 0 {
		out = append(out, Line{ID: "oldest", Title: "Oldest that waits, in days", Value: Value{Value: decimal(days(t.oldest), dayPlaces), Numerator: 1, Denominator: t.waits}})
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
		l := Line{ID: code, Title: cmp.Or(reasonWords[code], code), Value: rate(n, t.reasoned)}
		l.Share = rate(n, t.declines).Value
		out = append(out, l)
	}
	slices.SortFunc(out, bySize)
	return append(append(out,
		Line{ID: "no_answer", Title: "No answer", Value: rate(t.noAnswer, t.reasoned)},
		Line{ID: "accepted", Title: "Accepted", Value: rate(t.yes, t.reasoned)}), declinedLines(t)...)
}

// declinedLines tell how the declines came to be known and what they were about.
func declinedLines(t *tally) []Line {
	out := []Line{
		{ID: "source_candidate", Title: "Recorded by the candidate", Value: rate(t.source["candidate"], t.declines)},
		{ID: "source_recruiter", Title: "Recorded by somebody for the candidate", Value: rate(t.source["recruiter"], t.declines)},
		{ID: "without_reason", Title: "Nobody asked, or the candidate would not say", Value: rate(t.noReason, t.declines)},
		{ID: "term_named", Title: "Named a term", Value: rate(t.termNamed, t.declines)},
	}
	var terms []Line
	for term, n := range t.declineTerms {
		terms = append(terms, Line{ID: "term:" + term, Title: term, Value: rate(n, t.declines)})
	}
	slices.SortFunc(terms, bySize)
	out = append(out, terms...)
	for i := range out {
		out[i].Of = "declined"
	}
	return out
}

func withdrawalLines(t *tally) []Line {
	words := map[Withdrawal]string{
		VerbalWithdrawn: "Before a letter", BeforeAnswer: "Before an answer", AfterAcceptance: "After acceptance", Lapsed: "Lapsed by a contingency",
	}
	var out []Line
	for _, k := range []Withdrawal{VerbalWithdrawn, BeforeAnswer, AfterAcceptance, Lapsed} {
		out = append(out, Line{ID: string(k), Title: words[k], Value: perHundred(t.withdrawn[k], t.issued)})
	}
	out = append(out, Line{ID: "reneged", Title: "Candidate backed out after accepting", Value: perHundred(t.reneged, t.issued)})
	var reasons []Line
	for code, n := range t.takenFor {
		reasons = append(reasons, Line{ID: "reason:" + code, Title: "Reason: " + strings.ReplaceAll(code, "_", " "), Value: perHundred(n, t.issued)})
	}
	slices.SortFunc(reasons, bySize)
	return append(out, reasons...)
}

func spreadLines(prefix string, of map[string]*spread) []Line {
	var out []Line
	for _, key := range slices.Sorted(maps.Keys(of)) {
		out = append(out, Line{ID: prefix + key, Title: key, Value: of[key].value(len(of[key].net))})
	}
	slices.SortStableFunc(out, bySize)
	return out
}

// Definition is how a figure is computed, for whoever reads about figures before there are any.
type Definition struct {
	ID, Title, Unit, Formula string
}

// Definitions lists the figures in the order of reports, then the lists beside them, whose unit is list.
func Definitions() []Definition {
	var out []Definition
	for _, d := range definitions {
		out = append(out, Definition{ID: d.id, Title: d.title, Unit: d.unit, Formula: d.formula})
	}
	for _, l := range lists {
		out = append(out, Definition{ID: l.ID, Title: l.Title, Unit: "list", Formula: l.Formula})
	}
	return out
}

// lists are what stands beside the figures of a report, by its name there.
var lists = []Definition{
	{ID: "at_risk", Title: "Offers at risk now", Formula: riskFormula},
	{
		ID: "decline_analysis", Title: "Where candidates decline more often", Formula: "declined / answered of each department, level, hiring manager, recruiter, place, entity, and level within a department, " +
			"against all other offers with a verbal offer answered in the period; Fisher's exact test, two-sided, corrected for the number of groups compared (Holm); both sides have at least 10; " +
			"a group stands out when its rate is higher and the corrected p under 0.05",
	},
	{ID: "months", Title: "Month by month", Formula: "the acceptance rate of offers answered in the month, and the days from verbal to written of offers first issued in it; the last 24 months of the period"},
	{
		ID: "yes_on_the_phone_no_on_paper", Title: "Yes on the phone, no on paper",
		Formula: "offers declined after a letter, in the period, whose verbal answer was accepted",
	},
	{ID: "backdated", Title: "Backdated", Formula: "offers whose verbal offer lies in the period and was claimed for more than 30 days before it was recorded"},
}

var listFormulas = func() map[string]string {
	out := map[string]string{}
	for _, l := range lists {
		out[l.ID] = l.Formula
	}
	return out
}()
