package funnel_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/event"
	"verbatim/internal/funnel"
)

func plain() []told { return written(2, told{typ: event.OfferAccepted, day: 5}) }

// edge is one offer and what figures, or lines of them, count of it and of a plain one: figure or figure.line, as
// numerator/denominator.
type edge struct {
	offer []told
	want  map[string]string
}

// edgeCases are rows of TestEdgeCases by name.
func edgeCases() map[string]edge {
	out := answerCases()
	for name, row := range employerCases() {
		out[name] = row
	}
	return out
}

// answerCases are those of the candidate.
func answerCases() map[string]edge {
	declined := func(day float64, facts string) told {
		return told{typ: event.OfferDeclined, day: day, facts: facts}
	}
	again := []told{{typ: event.HandoffReceived, day: 10, facts: `{"round":2}`}, {typ: event.OfferIssued, day: 11}, {typ: event.OfferAccepted, day: 12}}
	return map[string]edge{
		"change_request": {written(2, told{typ: event.ChangesRequested, day: 3, facts: `{"round":1}`}), map[string]string{
			"acceptance_rate": "1/1", "verbal_to_written": "2/2", "rounds": "1/1",
		}},
		"change_request: next round": {
			written(2, told{typ: event.ChangesRequested, day: 3}, told{typ: event.HandoffReceived, day: 4, facts: `{"round":2}`}, told{typ: event.OfferIssued, day: 5}, told{typ: event.OfferAccepted, day: 9}),
			map[string]string{"acceptance_rate": "2/2", "written_to_answer": "2/2", "rounds": "2/2"},
		},
		"superseded": {
			written(2, told{typ: event.LetterWritten, day: 3}, told{typ: event.OfferSuperseded, day: 4}, told{typ: event.OfferIssued, day: 4}, told{typ: event.OfferAccepted, day: 5}),
			map[string]string{"acceptance_rate": "2/2", "verbal_to_written": "2/2", "right_first_time": "2/2"},
		},
		"correction": {
			written(2, told{typ: event.HandoffReceived, day: 3, facts: `{"round":1}`}, told{typ: event.LetterWritten, day: 3, facts: `{"material":{"changed":1}}`}, told{typ: event.OfferAccepted, day: 4}),
			map[string]string{"acceptance_rate": "2/2", "right_first_time": "2/2", "rounds": "2/2"},
		},
		"expired": {written(2, told{typ: event.OfferExpired, day: 9}), map[string]string{
			"acceptance_rate": "1/2", "acceptance_from_verbal": "1/2", "decline_rate.no_answer": "1/2", "decline_rate.accepted": "1/2", "decline_rate": "0/2",
		}},
		"extended": {written(2, told{typ: event.OfferExtended, day: 8}, told{typ: event.OfferAccepted, day: 20}), map[string]string{
			"acceptance_rate": "2/2", "decline_rate.no_answer": "0/2",
		}},
		"extended: after it expired": {written(2, append([]told{{typ: event.OfferExpired, day: 9}}, again...)...), map[string]string{
			"acceptance_rate": "2/2", "decline_rate.no_answer": "0/2", "verbal_to_written": "2/2",
		}},
		"comes_back": {written(2, append([]told{declined(4, `{"reason_code":"role"}`)}, again...)...), map[string]string{
			"acceptance_rate": "2/2", "decline_rate.role": "none",
		}},
		"comes_back: and is not answered yet": {written(2, declined(4, `{"reason_code":"role"}`), again[0], again[1]), map[string]string{
			"acceptance_rate": "1/2", "decline_rate.role": "1/2",
		}},
		"declined_aloud": {
			[]told{{typ: event.OfferProposed, day: 0, facts: `{"entity":"acme-us"}`}, {typ: event.VerbalOffered, day: 1}, declined(2, `{"reason_code":"compensation"}`)},
			map[string]string{"acceptance_rate": "1/1", "acceptance_from_verbal": "1/2", "acceptance_from_verbal.before_letter": "1/2", "decline_rate.compensation": "1/2"},
		},
		"yes_then_no": {written(2, declined(3, `{"reason_code":"terms","reason_term":"/terms/covenants"}`)), map[string]string{
			"acceptance_rate": "1/2", "acceptance_from_verbal": "1/2", "decline_rate.term_named": "1/1", "decline_rate.term:/terms/covenants": "1/1",
		}},
		"withdrawn_by_candidate": {
			written(2)[:3:3], map[string]string{"acceptance_rate": "1/1", "verbal_to_written.waiting": "1/1"},
		},
		"withdrawn_by_candidate: recorded": {
			append(written(2)[:3:3], declined(1, `{"reason_code":"personal","stage":"verbal"}`)),
			map[string]string{"acceptance_rate": "1/1", "acceptance_from_verbal": "1/2", "decline_rate.personal": "1/2", "rescissions": "0/1", "verbal_to_written.waiting": "0/0"},
		},
		"on_behalf": {written(2, told{typ: event.OfferAccepted, day: 3, recorded: 6, behalf: "candidate"}), map[string]string{
			"acceptance_rate": "2/2", "acceptance_rate.on_behalf": "1/2", "written_to_answer.recorded": "2/2",
		}},
		"on_behalf: a decline": {written(2, told{typ: event.OfferDeclined, day: 3, behalf: "candidate", facts: `{"reason_code":"role"}`}), map[string]string{
			"decline_rate.source_recruiter": "1/1", "decline_rate.source_candidate": "0/1",
		}},
		"other_offer_ours": {written(2, declined(3, `{"reason_code":"other_offer_ours"}`)), map[string]string{
			"acceptance_rate": "1/2", "acceptance_from_verbal": "1/2", "decline_rate": "0/1", "decline_rate.accepted": "1/1",
		}},
		"reason_changed": {written(2, declined(3, `{"reason_code":"unknown"}`), declined(3, `{"reason_code":"role"}`)), map[string]string{
			"acceptance_rate": "1/2", "decline_rate.role": "1/2", "decline_rate.unknown": "none",
		}},
		"no_reason": {written(2, declined(3, `{}`)), map[string]string{
			"acceptance_rate": "1/2", "decline_rate.unknown": "1/2", "decline_rate.not_said": "none", "decline_rate.without_reason": "1/1",
		}},
		"no_reason: would not say": {written(2, declined(3, `{"reason_code":"not_said"}`)), map[string]string{
			"decline_rate.not_said": "1/2", "decline_rate.unknown": "none", "decline_rate.without_reason": "1/1",
		}},
	}
}

// employerCases are those of the employer, and what does not count.
func employerCases() map[string]edge {
	accepted := told{typ: event.OfferAccepted, day: 3}
	rescinded := func(facts string) told { return told{typ: event.OfferRescinded, day: 4, facts: facts} }
	return map[string]edge{
		"dropped_after_verbal": {
			[]told{{typ: event.OfferProposed, day: 0}, {typ: event.VerbalOffered, day: 1}, {typ: event.OfferCancelled, day: 2, facts: `{"reason_code":"budget"}`}},
			map[string]string{
				"acceptance_rate": "1/1", "acceptance_from_verbal": "1/1", "rescissions": "1/1", "rescissions.verbal_withdrawn": "1/1", "rescissions.reason:budget": "1/1",
			},
		},
		"dropped_before_verbal": {
			[]told{{typ: event.OfferProposed, day: 0}, {typ: event.OfferCancelled, day: 2}},
			map[string]string{"acceptance_rate": "1/1", "acceptance_from_verbal": "1/1", "rescissions": "0/1", "verbal_to_written.waiting": "0/0"},
		},
		"rescinded_before_answer": {written(2, rescinded(`{"reason_code":"budget"}`)), map[string]string{
			"acceptance_rate": "1/1", "acceptance_from_verbal": "1/1", "rescissions": "1/2", "rescissions.before_answer": "1/2",
		}},
		"rescinded_after_acceptance": {written(2, accepted, rescinded(`{"reason_code":"budget","after_acceptance":true}`)), map[string]string{
			"acceptance_rate": "2/2", "rescissions.after_acceptance": "1/2", "rescissions": "1/2",
		}},
		"contingency": {written(2, accepted, rescinded(`{"reason_code":"contingency"}`)), map[string]string{
			"acceptance_rate": "2/2", "rescissions.after_acceptance": "1/2", "rescissions.reason:contingency": "1/2", "rescissions.lapsed": "0/2",
		}},
		"lapsed": {written(2, accepted, rescinded(`{"reason_code":"lapsed"}`)), map[string]string{
			"acceptance_rate": "2/2", "rescissions": "0/2", "rescissions.lapsed": "1/2", "rescissions.after_acceptance": "0/2",
		}},
		"reneged": {written(2, accepted, told{typ: event.OfferReneged, day: 4}), map[string]string{
			"acceptance_rate": "2/2", "acceptance_rate.net_acceptance": "1/2", "rescissions": "0/2", "rescissions.reneged": "1/2",
		}},
		"test": {
			[]told{{typ: event.OfferOpened, day: 0, facts: `{"mark":"test"}`}, {typ: event.OfferIssued, day: 1}, {typ: event.OfferDeclined, day: 2}},
			map[string]string{"acceptance_rate": "1/1", "verbal_to_written": "1/1"},
		},
		"amendment": {
			[]told{{typ: event.OfferOpened, day: 0, facts: `{"kind":"amendment"}`}, {typ: event.OfferIssued, day: 1}, {typ: event.OfferAccepted, day: 2}},
			map[string]string{"acceptance_rate": "1/1", "verbal_to_written": "1/1"},
		},
	}
}

// TestPlainOffer holds the figures of offers to which nothing unusual happens, and of letters that were wrong at first.
func TestPlainOffer(t *testing.T) {
	for name, row := range map[string]edge{
		"accepted": {plain(), map[string]string{
			"acceptance_rate": "2/2", "acceptance_from_verbal": "2/2", "verbal_to_written": "2/2", "written_to_answer": "2/2", "decline_rate.accepted": "2/2",
			"right_first_time": "2/2", "acceptance_rate.on_behalf": "0/2",
		}},
		"not answered yet": {written(2), map[string]string{
			"acceptance_rate": "1/1", "acceptance_rate.still_open": "1/2", "acceptance_rate.issued_cohort": "1/2",
		}},
		"wrong at first": {
			[]told{
				{typ: event.OfferOpened, day: 0, facts: `{}`},
				{typ: event.LetterWritten, day: 0, facts: `{"material":{"unwritten":1,"changed":1}}`},
				{typ: event.LetterWritten, day: 1, facts: `{"material":{"unwritten":1}}`},
				{typ: event.OfferIssued, day: 2},
			},
			map[string]string{"right_first_time": "1/2", "right_first_time.caught": "1/2", "right_first_time.accepted_with_reason": "1/2"},
		},
		"opened by the candidate": {written(2, told{typ: event.LetterOpened, day: 3}, told{typ: event.LetterOpened, day: 4}), map[string]string{"written_to_answer.opened": "1/2"}},
	} {
		r := measure(t, funnel.Query{}, plain(), row.offer)
		for path, want := range row.want {
			figure, line, _ := strings.Cut(path, ".")
			if got := parts(r, figure, line); got != want {
				t.Errorf("%s: %s is %s, want %s", name, path, got, want)
			}
		}
	}
}

// TestRunsOnFromTheFirstIssue: neither a change request nor a later letter begins the days to the answer anew.
func TestRunsOnFromTheFirstIssue(t *testing.T) {
	long := written(2, told{typ: event.ChangesRequested, day: 3}, told{typ: event.HandoffReceived, day: 4, facts: `{"round":2}`}, told{typ: event.OfferIssued, day: 7}, told{typ: event.OfferAccepted, day: 9})
	f := measure(t, funnel.Query{}, many(5, long)...).Figure("written_to_answer")
	if *f.Value.Value != "7.0" {
		t.Errorf("%s days, want 7.0", *f.Value.Value)
	}
}

// TestRecorded: durations use the times that were claimed, and the server's own stand in a line.
func TestRecorded(t *testing.T) {
	paper := written(2, told{typ: event.OfferAccepted, day: 4, recorded: 8})
	late := []told{
		{typ: event.OfferOpened, day: 35},
		{typ: event.HandoffReceived, day: 35, facts: fmt.Sprintf(`{"agreed":{"at":%q}}`, day(0).Format(time.RFC3339))},
		{typ: event.OfferIssued, day: 36},
	}
	r := measure(t, funnel.Query{}, append(many(5, paper), many(5, late)...)...)
	lines := map[string]string{}
	for _, f := range r.Figures {
		for _, l := range f.Lines {
			if l.Value.Value != nil {
				lines[f.ID+"."+l.ID] = string(*l.Value.Value)
			}
		}
	}
	if got := *r.Figure("written_to_answer").Value.Value; got != "2.0" || lines["written_to_answer.recorded"] != "6.0" {
		t.Errorf("written to signed: %s claimed, %s recorded", got, lines["written_to_answer.recorded"])
	}
	if got := *r.Figure("verbal_to_written").Value.Value; got != "19.0" || lines["verbal_to_written.recorded"] != "1.5" {
		t.Errorf("verbal to written: %s claimed, %s recorded", got, lines["verbal_to_written.recorded"])
	}
	if len(r.Backdated) != 5 {
		t.Errorf("%d are backdated, want 5", len(r.Backdated))
	}
}

// TestImportedCounts: imported history counts where it is asked for, and never in what it cannot know.
func TestImportedCounts(t *testing.T) {
	history := []told{{typ: event.OfferImported, facts: fmt.Sprintf(`{"entity":"acme-us","history":{"verbal":%[1]q,"issued":%[1]q,"answered":%[2]q,"outcome":"declined","reason_code":"role"}}`,
		day(1).Format(time.RFC3339), day(3).Format(time.RFC3339))}}
	for asked, want := range map[bool]map[string]string{
		false: {"acceptance_rate": "1/1", "right_first_time": "1/1", "decline_rate": "0/1"},
		true:  {"acceptance_rate": "1/2", "right_first_time": "1/1", "decline_rate": "1/2", "decline_rate.source_candidate": "0/1", "decline_rate.source_recruiter": "0/1"},
	} {
		r := measure(t, funnel.Query{Imported: asked}, plain(), history)
		for path, want := range want {
			figure, line, _ := strings.Cut(path, ".")
			if got := parts(r, figure, line); got != want {
				t.Errorf("imported %v: %s is %s, want %s", asked, path, got, want)
			}
		}
	}
}

// TestGap: what is lost before a letter is the difference of the two acceptance rates.
func TestGap(t *testing.T) {
	aloud := []told{{typ: event.OfferProposed, day: 0}, {typ: event.VerbalOffered, day: 1}, {typ: event.OfferDeclined, day: 2, facts: `{"reason_code":"role"}`}}
	r := measure(t, funnel.Query{}, append(many(8, plain()), many(2, aloud)...)...)
	for _, l := range r.Figure("acceptance_from_verbal").Lines {
		if l.ID == "gap" && (l.Value.Value == nil || *l.Value.Value != "0.200000" || l.Numerator != 2 || l.Denominator != 10) {
			t.Errorf("%+v", l)
		}
	}
}

// TestWorkingDays: with working days asked for, a weekend and a holiday of the calendar do not count, in the zone.
func TestWorkingDays(t *testing.T) {
	// epoch is Monday, 2 March 2026, 09:00 UTC: day 4 is Friday, day 7 the next Monday, day 9 a holiday.
	long := written(4, told{typ: event.OfferAccepted, day: 10.5})
	for _, row := range []struct {
		holidays map[cal.Date]string
		want     funnel.Decimal
	}{{nil, "4.5"}, {map[cal.Date]string{cal.MustDate("2026-03-11"): "made up"}, "3.5"}} {
		q := funnel.Query{Working: true, Calendar: cal.Calendar{Holidays: row.holidays}}
		r := measure(t, q, many(5, long)...)
		if got := *r.Figure("written_to_answer").Value.Value; got != row.want || r.Days != "working" {
			t.Errorf("%d holidays: %s %s days, want %s", len(row.holidays), got, r.Days, row.want)
		}
	}
	if got := *measure(t, funnel.Query{}, many(5, long)...).Figure("written_to_answer").Value.Value; got != "6.5" {
		t.Errorf("%s calendar days, want 6.5", got)
	}
}

// TestApproverAway: a step that was escalated because nobody answered in its time puts its offer at risk.
func TestApproverAway(t *testing.T) {
	waiting := []told{
		{typ: event.OfferProposed, day: 0},
		{typ: event.VerbalOffered, day: 0},
		{typ: event.ApprovalAsked, day: 0, facts: `{"step":"pay.rewards"}`},
		{typ: event.ApprovalEscalated, day: 2, facts: `{"step":"pay.rewards"}`},
	}
	if r := measure(t, funnel.Query{Now: day(3)}, waiting); len(r.AtRisk) != 1 || fmt.Sprint(r.AtRisk[0].Why) != "[approver_away]" {
		t.Errorf("%+v", r.AtRisk)
	}
	given := append(waiting, told{typ: event.ApprovalGiven, day: 3, facts: `{"step":"pay.rewards","complete":true}`})
	if r := measure(t, funnel.Query{Now: day(4)}, given); len(r.AtRisk) != 0 {
		t.Errorf("after the consent: %+v", r.AtRisk)
	}
}

// TestSideBySide: the steps of an approval are shown each, and what they would have taken side by side.
func TestSideBySide(t *testing.T) {
	h := []told{
		{typ: event.OfferProposed, day: 0},
		{typ: event.VerbalOffered, day: 0},
		{typ: event.ApprovalAsked, day: 0, facts: `{"step":"a"}`},
		{typ: event.ApprovalAsked, day: 0, facts: `{"step":"b","later":true}`},
		{typ: event.ApprovalGiven, day: 1, facts: `{"step":"a","complete":true}`},
		{typ: event.ApprovalOpened, day: 1, facts: `{"step":"b"}`},
		{typ: event.ApprovalGiven, day: 3, facts: `{"step":"b","complete":true}`},
		{typ: event.OfferIssued, day: 4},
	}
	f := measure(t, funnel.Query{}, many(5, h)...).Figure("approval_time")
	got := map[string]string{"": string(*f.Value.Value)}
	for _, l := range f.Lines {
		got[l.ID] = string(*l.Value.Value)
	}
	want := map[string]string{"": "3.0", "in_parallel": "2.0", "step:a": "1.0", "step:b": "2.0"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}
