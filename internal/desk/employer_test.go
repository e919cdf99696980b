package desk_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
)

// issued is the ordinary example, with parts of its text replaced, given to the candidate.
func (o *office) issued(replace ...string) desk.Result {
	o.t.Helper()
	r := o.receive(example(o.t, usExample, replace...))
	r, err := o.Issue(o.t.Context(), robin, r.Offer, r.Revision, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// last is the newest event of an offer.
func (o *office) last(id offer.ID) event.Event {
	o.t.Helper()
	events, err := o.Events(o.t.Context(), robin, id, 0, 500)
	if err != nil {
		o.t.Fatal(err)
	}
	return events[len(events)-1]
}

var closed = desk.Ending{ReasonCode: offer.EndBudget, Reason: "Ana's requisition was closed"}

// TestEmployerEnds: an issued offer is rescinded and never cancelled, one that is not issued the other way round; the
// code is a fact, the words are sealed.
func TestEmployerEnds(t *testing.T) {
	o := newOffice(t)
	r := o.issued()
	_, err := o.Cancel(t.Context(), robin, r.Offer, r.Revision, closed, nil)
	e := wantFault(t, err, fault.CodeState)
	if e.Kind != fault.Conflict || !slices.Contains(e.Allowed, "rescind") || slices.Contains(e.Allowed, "cancel") {
		t.Errorf("%+v", e)
	}
	if _, err = o.Rescind(t.Context(), robin, r.Offer, r.Revision-1, closed, nil); !isStale(err) {
		t.Errorf("rescinded at an old revision: %v", err)
	}
	_, err = o.Rescind(t.Context(), robin, r.Offer, r.Revision, desk.Ending{ReasonCode: "mood", Reason: "bad day"}, nil)
	wantFault(t, err, fault.CodeReasonMissing)
	r, err = o.Rescind(t.Context(), robin, r.Offer, r.Revision, closed, nil)
	if err != nil || r.State != offer.Rescinded {
		t.Fatalf("%v\n%s", err, asJSON(t, r))
	}
	last := o.last(r.Offer)
	if last.Type != event.OfferRescinded || last.Letter != 1 || !json.Valid(last.Facts) || !slices.Equal(reasonsIn(last), []string{"budget", closed.Reason}) {
		t.Errorf("%s %s", last.Facts, last.Payload)
	}
	r = o.receive(example(t, "us-two-payments.json"))
	_, err = o.Rescind(t.Context(), robin, r.Offer, r.Revision, closed, nil)
	wantFault(t, err, fault.CodeState)
	if r, err = o.Cancel(t.Context(), robin, r.Offer, r.Revision, closed, nil); err != nil || r.State != offer.Cancelled {
		t.Fatalf("%v\n%s", err, asJSON(t, r))
	}
}

// reasonsIn are the code in an event's facts and the words in its payload.
func reasonsIn(e event.Event) []string {
	var facts struct {
		Code string `json:"reason_code"`
	}
	var payload struct {
		Reason string `json:"reason"`
	}
	_ = json.Unmarshal(e.Facts, &facts)
	_ = json.Unmarshal(e.Payload, &payload)
	return []string{facts.Code, payload.Reason}
}

// TestPauseAndExtend: a paused letter cannot be accepted until it is resumed; its end moves only later.
func TestPauseAndExtend(t *testing.T) {
	o := newOffice(t)
	r := o.issued()
	r, err := o.Pause(t.Context(), robin, r.Offer, r.Revision, desk.Pausing{ReasonCode: offer.PauseMistake}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Pause(t.Context(), robin, r.Offer, r.Revision, desk.Pausing{ReasonCode: offer.PauseMistake}, nil)
	if e := wantFault(t, err, fault.CodeState); slices.Contains(e.Allowed, "accept") || !slices.Contains(e.Allowed, "resume") {
		t.Errorf("allowed while paused: %v", e.Allowed)
	}
	if r, err = o.Resume(t.Context(), robin, r.Offer, r.Revision, nil); err != nil {
		t.Fatal(err)
	}
	view, err := o.Offer(t.Context(), robin, r.Offer)
	if err != nil || view.Expires == nil {
		t.Fatalf("%v %+v", err, view)
	}
	later := view.Expires.Add(48 * time.Hour)
	_, err = o.Extend(t.Context(), robin, r.Offer, r.Revision, desk.Extension{Expires: *view.Expires, ReasonCode: offer.ExtendAsked}, nil)
	wantFault(t, err, fault.CodeInvalidRecord)
	if r, err = o.Extend(t.Context(), robin, r.Offer, r.Revision, desk.Extension{Expires: later, ReasonCode: offer.ExtendAsked}, nil); err != nil {
		t.Fatal(err)
	}
	if view, err = o.Offer(t.Context(), robin, r.Offer); err != nil || !view.Expires.Equal(later) || view.State != offer.Issued {
		t.Errorf("%v %+v", err, view.Offer)
	}
}

// TestTheClockIsStoppedByTwo: a stop counts once another person confirms it, and ends by itself after 14 days, of which
// the next act tells.
func TestTheClockIsStoppedByTwo(t *testing.T) {
	o := newOffice(t)
	r := o.issued()
	_, err := o.StopClock(t.Context(), robin, r.Offer, r.Revision, desk.Stopping{ReasonCode: "legal_is_slow"}, nil)
	wantFault(t, err, fault.CodeReasonMissing)
	r, err = o.StopClock(t.Context(), robin, r.Offer, r.Revision, desk.Stopping{ReasonCode: offer.StopAsked}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.ConfirmClock(t.Context(), robin, r.Offer, r.Revision, nil)
	wantFault(t, err, fault.CodeFourEyes)
	if r, err = o.ConfirmClock(t.Context(), kim, r.Offer, r.Revision, nil); err != nil {
		t.Fatal(err)
	}
	o.clock = o.clock.Add(20 * 24 * time.Hour)
	_, err = o.ResumeClock(t.Context(), robin, r.Offer, r.Revision, nil)
	wantFault(t, err, fault.CodeState)
	events := o.must(o.HandOver(t.Context(), robin, r.Offer, r.Revision, example(t, usExample, "Senior Software Engineer", "Staff Engineer", `"version": "1"`, `"version": "2"`), nil))
	var resumed *event.Event
	for i := range events {
		if events[i].Type == event.ClockResumed {
			resumed = &events[i]
		}
	}
	if resumed == nil || resumed.Actor != robin.ID || o.clock.Sub(resumed.At) != 6*24*time.Hour {
		t.Fatalf("%+v", resumed)
	}
}

// must gives the history of an offer that an act was done to.
func (o *office) must(r desk.Result, err error) []event.Event {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
	events, err := o.Events(o.t.Context(), actor.Actor{ID: "reader"}, r.Offer, 0, 500)
	if err != nil {
		o.t.Fatal(err)
	}
	return events
}
