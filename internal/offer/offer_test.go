package offer_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/terms"
)

// issued is an offer whose letter 1 was given at hour 1 and may be answered until hour 11.
func issued(t *testing.T) offer.Offer {
	t.Helper()
	o, _, err := offer.Open(offer.Offer{ID: "o", Entity: "acme-us", Handoff: "h1", Letter: 1}, offer.Gate{}, at(0))
	if err != nil {
		t.Fatal(err)
	}
	end := at(11)
	if o, _, err = o.Issue(offer.Gate{}, at(1), &end); err != nil {
		t.Fatal(err)
	}
	return o
}

func must(t *testing.T) func(offer.Offer, []event.Event, error) offer.Offer {
	t.Helper()
	return func(o offer.Offer, _ []event.Event, err error) offer.Offer {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
}

func code(err error) fault.Code {
	var e *fault.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestOpenTellsWhatItOpened(t *testing.T) {
	o, events, err := offer.Open(offer.Offer{
		ID: "o", Entity: "acme-us", Handoff: "h1", Letter: 1, Unwritten: 1, Verdict: "not_what_was_said",
		Groups: offer.Groups{Level: "L4"}, Source: offer.Source{System: "greenhouse", Application: "7"},
	}, offer.Gate{Open: []string{"f"}}, at(0))
	if err != nil || o.State != offer.InReview || o.Round != 1 || !o.Opened.Equal(at(0)) || !o.Changed.Equal(at(0)) {
		t.Fatalf("%+v, %v", o, err)
	}
	e := events[0]
	if len(events) != 1 || e.Type != event.OfferOpened || e.From != "" || e.To != "in_review" || e.Letter != 1 || e.Offer != "o" {
		t.Fatalf("%+v", events)
	}
	var f map[string]any
	if err := json.Unmarshal(e.Facts, &f); err != nil {
		t.Fatal(err)
	}
	if f["entity"] != "acme-us" || f["unwritten"] != 1.0 || f["handoff_id"] != "h1" || f["groups"].(map[string]any)["level"] != "L4" {
		t.Errorf("facts: %s", e.Facts)
	}
}

func TestIssueIsRefusedByTheGate(t *testing.T) {
	o := must(t)(offer.Open(offer.Offer{ID: "o", Letter: 1}, offer.Gate{Open: []string{"f1"}}, at(0)))
	rows := map[string]struct {
		gate   offer.Gate
		code   fault.Code
		faults int
	}{
		"open flag":             {offer.Gate{Open: []string{"f1"}}, fault.CodeGate, 1},
		"unwritten term":        {offer.Gate{Unwritten: []terms.Pointer{"/terms/start"}}, fault.CodeGate, 1},
		"all at once":           {offer.Gate{Open: []string{"f1"}, Refused: []string{"f2"}, Blocked: []string{"f3"}, NotTold: []terms.ID{"a1"}, Approvals: []string{"vp"}}, fault.CodeGate, 5},
		"no letter":             {offer.Gate{NoLetter: true}, fault.CodeGate, 1},
		"stale alone":           {offer.Gate{StaleDate: true}, fault.CodeLetterStale, 0},
		"stale and an open one": {offer.Gate{StaleDate: true, Open: []string{"f1"}}, fault.CodeGate, 1},
	}
	for name, row := range rows {
		next, events, err := o.Issue(row.gate, at(1), nil)
		if code(err) != row.code || fault.KindOf(err) != fault.Conflict || len(fault.FaultsOf(err)) != row.faults {
			t.Errorf("%s: %v", name, err)
		}
		if next.State != o.State || events != nil {
			t.Errorf("%s: refused, yet something happened", name)
		}
	}
	over := at(1)
	if _, _, err := o.Issue(offer.Gate{}, at(1), &over); code(err) != fault.CodeGate {
		t.Errorf("an answer-by point at the issue itself: %v", err)
	}
}

func TestIssueSupersedesAnOpenLetter(t *testing.T) {
	o := must(t)(issued(t).Revised(2, offer.Gate{}, at(2)))
	if !o.Answerable || o.IssuedLetter != 1 {
		t.Fatalf("the earlier letter must stay answerable: %+v", o)
	}
	o, events, err := o.Issue(offer.Gate{}, at(3), nil)
	if err != nil || len(events) != 2 || events[0].Type != event.OfferSuperseded || events[0].Letter != 1 || events[1].Type != event.OfferIssued || events[1].Letter != 2 {
		t.Fatalf("%+v, %v", events, err)
	}
	if o.IssuedLetter != 2 || o.Expires != nil {
		t.Errorf("%+v", o)
	}
	if _, _, err := o.Accept(1, at(4)); code(err) != fault.CodeNotLatest {
		t.Errorf("a yes to the superseded letter: %v", err)
	}
}

func TestAnActIsJudgedByItsOwnTime(t *testing.T) {
	o := issued(t)
	if next := must(t)(o.Accept(1, at(11))); next.State != offer.Accepted {
		t.Errorf("the last instant belongs to the time to answer: %s", next.State)
	}
	_, _, err := o.Accept(1, at(11).Add(time.Millisecond))
	var e *fault.Error
	if !errors.As(err, &e) || e.Code != fault.CodeState || !slices.Equal(e.Allowed, []string{"hand_over"}) {
		t.Errorf("a yes after the time to answer, the clock not having run: %v", err)
	}
	if _, _, err := o.Accept(1, at(0)); code(err) != fault.CodeState {
		t.Errorf("a yes before the letter was given: %v", err)
	}
	next, events, err := o.Handover(offer.Handoff{ID: "h2", Letter: 2}, offer.Gate{}, at(12))
	if err != nil || len(events) != 2 || events[0].Type != event.OfferExpired || !events[0].At.Equal(at(11)) || next.Round != 2 {
		t.Errorf("a handoff after a silent expiry records it and begins a round: %+v, %v", events, err)
	}
	if _, _, err := o.Expire(at(11)); code(err) != fault.CodeState {
		t.Errorf("expired too early: %v", err)
	}
}

func TestExpiryWhileALaterVersionIsWritten(t *testing.T) {
	o := must(t)(issued(t).Revised(2, offer.Gate{Open: []string{"f"}}, at(2)))
	next, events, err := o.Expire(at(12))
	if err != nil || next.State != offer.InReview || next.Answerable || events[0].Letter != 1 || events[0].To != "in_review" {
		t.Errorf("%+v %+v %v", next, events, err)
	}
}

func TestRounds(t *testing.T) {
	h := func(n int) offer.Handoff { return offer.Handoff{ID: "h", Letter: n} }
	o := must(t)(issued(t).Handover(h(2), offer.Gate{}, at(2)))
	if o.Round != 1 {
		t.Errorf("a correction stays within the round, got %d", o.Round)
	}
	o = must(t)(issued(t).RequestChanges(at(2)))
	o = must(t)(o.Revised(2, offer.Gate{}, at(3)))
	if o.NextRound(at(4)) != 2 {
		t.Error("a revision does not use up the wish for other terms")
	}
	o = must(t)(o.Handover(h(3), offer.Gate{}, at(4)))
	if o.Round != 2 || o.Asked || o.NextRound(at(4)) != 2 {
		t.Errorf("the first handoff after the wish begins a round: %+v", o)
	}
	o = must(t)(must(t)(issued(t).Decline("", at(2))).Handover(h(2), offer.Gate{}, at(3)))
	if o.Round != 2 || o.Answerable {
		t.Errorf("after a no: %+v", o)
	}
}

func TestEmployerActsNeedReasons(t *testing.T) {
	o := issued(t)
	if _, _, err := o.Rescind("", at(2)); code(err) != fault.CodeReasonMissing {
		t.Errorf("rescind: %v", err)
	}
	if _, _, err := o.Extend(at(20), "", at(2)); code(err) != fault.CodeReasonMissing {
		t.Errorf("extend: %v", err)
	}
	if _, _, err := o.Extend(at(11), "holiday", at(2)); code(err) != fault.CodeInvalidRecord {
		t.Errorf("extend to the same end: %v", err)
	}
	if _, _, err := o.Cancel("budget", at(2)); code(err) != fault.CodeState {
		t.Errorf("cancel after issue: %v", err)
	}
	paused := must(t)(o.Pause(offer.PauseNegotiation, at(2)))
	if _, _, err := paused.Accept(1, at(3)); code(err) != fault.CodeState {
		t.Errorf("accept while paused: %v", err)
	}
	if next := must(t)(paused.Decline("other_offer", at(3))); next.State != offer.Declined {
		t.Error("a no is never kept waiting")
	}
}
