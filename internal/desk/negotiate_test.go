package desk_test

import (
	"errors"
	"strings"
	"testing"

	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/money"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
)

// TestChangeRequestsAreAnswered: each ask takes one answer, once; the next handoff is the next round, and the answers stay.
func TestChangeRequestsAreAnswered(t *testing.T) {
	o := newOffice(t)
	r := o.issued()
	asked, err := o.RequestChanges(t.Context(), robin, r.Offer, desk.Wish{Asks: []desk.Ask{
		{Term: "/terms/base_pay/stated", Text: "ten more"}, {Text: "a dog at work"},
	}}, desk.Seen{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	both := desk.ChangesAnswer{Answers: []desk.AskAnswer{{Ask: 1, Verdict: desk.AskPartly, Note: "five"}, {Ask: 2, Verdict: desk.AskRefused}}}
	for name, row := range map[string]struct {
		number int
		give   []desk.AskAnswer
		want   fault.Code
	}{
		"one is missing": {1, both.Answers[:1], fault.CodeInvalidRequest},
		"twice the same": {1, append([]desk.AskAnswer{both.Answers[0]}, both.Answers...), fault.CodeInvalidRequest},
		"never asked":    {1, append([]desk.AskAnswer{{Ask: 3, Verdict: desk.AskGranted}}, both.Answers...), fault.CodeInvalidRequest},
		"no request":     {2, both.Answers, fault.CodeNotFound},
	} {
		if _, err := o.AnswerChanges(t.Context(), robin, r.Offer, row.number, desk.ChangesAnswer{Answers: row.give}, nil); codeOf(err) != row.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	answered, err := o.AnswerChanges(t.Context(), robin, r.Offer, 1, both, nil)
	if err != nil || answered.State != offer.Negotiating {
		t.Fatalf("%v %s", err, asJSON(t, answered))
	}
	if e := o.lastOf(r.Offer, event.ChangesAnswered); !strings.Contains(string(e.Facts), `"partly":1`) || strings.Contains(string(e.Facts), "five") {
		t.Errorf("facts %s", e.Facts)
	}
	_, err = o.AnswerChanges(t.Context(), robin, r.Offer, 1, both, nil)
	wantFault(t, err, fault.CodeChangesAnswered)
	next, err := o.HandOver(t.Context(), robin, r.Offer, answered.Revision, example(t, usExample, "Senior Software Engineer", "Staff Engineer", `"version": "1"`, `"version": "2"`), nil)
	if err != nil || next.Round != asked.Round+1 {
		t.Fatalf("%v %s", err, asJSON(t, next))
	}
	view, err := o.Offer(t.Context(), robin, r.Offer)
	if err != nil || len(view.Requests) != 1 {
		t.Fatalf("%v %s", err, asJSON(t, view))
	}
	got := view.Requests[0]
	if got.Letter != 1 || got.Answered == nil || got.Answered.By != robin.ID || len(got.Asks) != 2 || got.Asks[0].Note != "five" || got.Asks[0].Verdict != desk.AskPartly || got.Asks[1].Band != nil {
		t.Errorf("%s", asJSON(t, got))
	}
}

// TestAHandoffThatNamesNoProposalOfOurs: a record that opens an offer cannot say that its terms were approved.
func TestAHandoffThatNamesNoProposalOfOurs(t *testing.T) {
	o := newOffice(t)
	named := example(t, usExample, `"agreed": {`, `"approved": {"terms": "sha256:`+strings.Repeat("0", 64)+`"}, "agreed": {`)
	_, err := o.Receive(t.Context(), robin, named, nil)
	if e := wantFault(t, err, fault.CodeInvalidRecord); len(e.Faults) != 1 || e.Faults[0].Pointer != "/approved/terms" {
		t.Fatalf("%+v", e.Faults)
	}
}

// codeOf is the code of a refusal, empty for another error.
func codeOf(err error) fault.Code {
	var e *fault.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// TestAsksStandInTheBand: an ask about base pay says in numbers where the letter's pay stands, and where the asked one would.
func TestAsksStandInTheBand(t *testing.T) {
	o := newOffice(t)
	o.bands("L4,US-CA,,150000,200000,250000,USD,year,2026-01-01\n")
	r := o.issued() // 185,000 a year
	rate := func(amount, currency string, per money.Per) *money.Rate {
		return &money.Rate{Amount: money.MustDecimal(amount), Currency: money.Currency(currency), Per: per}
	}
	asks := []desk.Ask{
		{Term: "/terms/base_pay/rate", Text: "two hundred and ten", Rate: rate("210000", "USD", money.PerYear)},
		{Term: "/terms/base_pay/rate", Text: "by the month", Rate: rate("12500", "USD", money.PerMonth)},
		{Term: "/terms/base_pay/rate", Text: "in euros", Rate: rate("200000", "EUR", money.PerYear)},
		{Term: "/terms/base_pay/rate", Text: "more"},
		{Term: "/terms/start", Text: "later"},
	}
	if _, err := o.RequestChanges(t.Context(), robin, r.Offer, desk.Wish{Asks: asks}, desk.Seen{}, nil); err != nil {
		t.Fatal(err)
	}
	view := o.offerOf(r.Offer)
	given := policy.InBand{Position: "low", Compa: "0.93", Penetration: "0.35"}
	for i, want := range []*policy.InBand{
		{Position: "high", Compa: "1.05", Penetration: "0.60"}, {Position: "low", Compa: "0.75", Penetration: "0.00"}, nil, nil,
	} {
		got := view.Requests[0].Asks[i]
		if got.Given == nil || *got.Given != given || (got.Asked == nil) != (want == nil) || want != nil && *got.Asked != *want {
			t.Errorf("%s: %s", got.Text, asJSON(t, got))
		}
	}
	if got := view.Requests[0].Asks[4]; got.Given != nil || got.Band != nil {
		t.Errorf("%s", asJSON(t, got))
	}
	if e := o.lastOf(r.Offer, event.ChangesRequested); strings.Contains(string(e.Facts), "210000") {
		t.Errorf("an amount stands in clear: %s", e.Facts)
	}
}
