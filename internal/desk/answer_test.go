package desk_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/bundle"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
)

// yes is a yes to the letter of a result.
func yes(r desk.Result) desk.Acceptance {
	return desk.Acceptance{Letter: r.Letter.Version, PDF: r.Letter.PDF, Form: answer.Typed, Name: "ana ruiz"}
}

// lastOf gives the latest event of a type.
func (o *office) lastOf(id offer.ID, typ event.Type) event.Event {
	o.t.Helper()
	events, err := o.Events(o.t.Context(), robin, id, 0, 500)
	if err != nil {
		o.t.Fatal(err)
	}
	slices.Reverse(events)
	i := slices.IndexFunc(events, func(e event.Event) bool { return e.Type == typ })
	if i < 0 {
		o.t.Fatalf("no event %s", typ)
	}
	return events[i]
}

func TestAcceptOnBehalf(t *testing.T) {
	o := newOffice(t)
	r := o.issued()
	o.clock = o.clock.Add(48 * time.Hour)
	signed := o.clock.Add(-24 * time.Hour)
	a := yes(r)
	a.Form, a.At = answer.WetInk, &signed
	got, err := o.Accept(t.Context(), robin, r.Offer, a, desk.Seen{}, nil)
	if err != nil || got.State != offer.Accepted || !got.Created {
		t.Fatalf("%v %s", err, asJSON(t, got))
	}
	e := o.lastOf(r.Offer, event.OfferAccepted)
	if e.Behalf != string(actor.CandidateID) || e.Actor != robin.ID || !e.At.Equal(signed) || !e.Recorded.Equal(o.clock) || e.Letter != 1 ||
		!strings.Contains(string(e.Facts), `"form":"wet_ink"`) || strings.Contains(string(e.Facts), "ana") {
		t.Errorf("%s", asJSON(t, e))
	}
	kept, err := o.Evidence(t.Context(), robin, r.Offer)
	if err != nil || !kept.OnBehalf || kept.Name != "ana ruiz" || kept.Documents[0].PDF != r.Letter.PDF || !kept.At.Equal(signed) || kept.Lock != r.Letter.Lock {
		t.Errorf("%v %s", err, asJSON(t, kept))
	}
	o.handedOnOnce(r)
	_, err = o.Accept(t.Context(), robin, r.Offer, a, desk.Seen{}, nil)
	if e := wantFault(t, err, fault.CodeState); !slices.Contains(e.Allowed, "rescind") {
		t.Errorf("allowed %v", e.Allowed)
	}
}

// handedOnOnce reads the hand-over of an acceptance and the bundle that holds it.
func (o *office) handedOnOnce(r desk.Result) {
	o.t.Helper()
	x, err := o.Onboarding(o.t.Context(), robin, r.Offer)
	if err != nil {
		o.t.Fatal(err)
	}
	text := asJSON(o.t, x)
	for _, part := range []string{`"185000"`, `"ana.ruiz@example.com"`, `"acme-us"`, string(r.Letter.PDF), `"sign_on"`} {
		if !strings.Contains(text, part) {
			o.t.Errorf("%s is not handed over: %s", part, text)
		}
	}
	if faults := o.Validator.Validate("onboarding/v1", []byte(text)); len(faults) > 0 {
		o.t.Errorf("the hand-over is not of its own schema: %+v", faults)
	}
	events, err := o.Events(o.t.Context(), robin, r.Offer, 0, 500)
	if err != nil {
		o.t.Fatal(err)
	}
	ready := 0
	for _, e := range events {
		if e.Type == event.OnboardingReady {
			ready++
		}
	}
	if ready != 1 {
		o.t.Errorf("handed over %d times", ready)
	}
	raw, err := o.Bundle(o.t.Context(), robin, r.Offer)
	if err != nil {
		o.t.Fatal(err)
	}
	again, err := o.Bundle(o.t.Context(), robin, r.Offer)
	if err != nil || digest.Of(again) != digest.Of(raw) {
		o.t.Errorf("the bundle has other bytes the second time: %v", err)
	}
	if report := bundle.Verify(raw); len(report.Findings) > 0 || report.Events != len(events) || report.Offer != string(r.Offer) {
		o.t.Errorf("%s", asJSON(o.t, report))
	}
}

func TestAcceptIsRefused(t *testing.T) {
	wet := []string{`"expires":`, `"signature": {"form": "wet_ink"}, "expires":`}
	rows := map[string]struct {
		replace []string
		change  func(*desk.Acceptance, *office)
		want    fault.Code
	}{
		"another letter":         {nil, func(a *desk.Acceptance, _ *office) { a.Letter = 2 }, fault.CodeNotLatest},
		"other bytes":            {nil, func(a *desk.Acceptance, _ *office) { a.PDF = digest.Of(nil) }, fault.CodeDigestMismatch},
		"in the future":          {nil, func(a *desk.Acceptance, o *office) { at := o.clock.Add(time.Second); a.At = &at }, fault.CodeInvalidRequest},
		"before it was given":    {nil, func(a *desk.Acceptance, o *office) { at := o.clock.Add(-time.Hour); a.At = &at }, fault.CodeState},
		"after its time":         {nil, func(_ *desk.Acceptance, o *office) { o.clock = o.clock.AddDate(1, 0, 0) }, fault.CodeState},
		"a choice not there":     {nil, func(a *desk.Acceptance, _ *office) { a.Choices = []answer.Chosen{{Choice: "x", Option: "y"}} }, fault.CodeInvalidRequest},
		"typed where ink counts": {wet, func(*desk.Acceptance, *office) {}, fault.CodeSignatureForm},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			r := o.issued(row.replace...)
			a := yes(r)
			row.change(&a, o)
			_, err := o.Accept(t.Context(), robin, r.Offer, a, desk.Seen{}, nil)
			wantFault(t, err, row.want)
			view, err := o.Offer(t.Context(), robin, r.Offer)
			if err != nil || view.State != offer.Issued {
				t.Errorf("%v: the offer is %s", err, view.State)
			}
		})
	}
}

func TestDeclineAndAsk(t *testing.T) {
	o := newOffice(t)
	r := o.issued()
	asked, err := o.RequestChanges(t.Context(), robin, r.Offer, desk.Wish{Asks: []desk.Ask{{Term: "/terms/start", Text: "two weeks later"}}}, desk.Seen{}, nil)
	if err != nil || asked.State != offer.Negotiating {
		t.Fatalf("%v %s", err, asked.State)
	}
	if e := o.lastOf(r.Offer, event.ChangesRequested); !strings.Contains(string(e.Facts), `"terms":["/terms/start"]`) || strings.Contains(string(e.Facts), "weeks") {
		t.Errorf("%s", e.Facts)
	}
	no := desk.Refusal{
		Reason: event.DeclinedBecause{Code: event.ReasonCompensation, Term: "/terms/base_pay/rate"}, Comment: "Ana wants more",
		Further: []event.DeclinedBecause{{Code: event.ReasonLocation}},
	}
	got, err := o.Decline(t.Context(), robin, r.Offer, no, desk.Seen{}, nil)
	if err != nil || got.State != offer.Declined {
		t.Fatalf("%v %s", err, got.State)
	}
	facts := string(o.lastOf(r.Offer, event.OfferDeclined).Facts)
	for _, part := range []string{`"reason_code":"compensation"`, `"reason_term":"/terms/base_pay/rate"`, `"further":[{"code":"location"}]`, `"stage":"written"`} {
		if !strings.Contains(facts, part) {
			t.Errorf("%s is not in %s", part, facts)
		}
	}
	if strings.Contains(facts, "Ana") {
		t.Errorf("a comment stands in clear: %s", facts)
	}
	kept, err := o.Evidence(t.Context(), robin, r.Offer)
	if err != nil || kept.Answer != desk.Declined || kept.Comment != no.Comment || !kept.OnBehalf {
		t.Errorf("%v %s", err, asJSON(t, kept))
	}
}

// TestDeclineBeforeTheLetter: a candidate who says no before a letter was issued is counted at the verbal stage.
func TestDeclineBeforeTheLetter(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	if _, err := o.Decline(t.Context(), robin, r.Offer, desk.Refusal{Reason: event.DeclinedBecause{Code: event.ReasonNotSaid}}, desk.Seen{}, nil); err != nil {
		t.Fatal(err)
	}
	if facts := string(o.lastOf(r.Offer, event.OfferDeclined).Facts); !strings.Contains(facts, `"stage":"verbal"`) {
		t.Errorf("%s", facts)
	}
}

// TestAnswersRace: of a yes and a no at once exactly one wins, and the other is told what the offer now is.
func TestAnswersRace(t *testing.T) {
	for range 5 {
		o := newOffice(t)
		r := o.issued()
		errs := make([]error, 6)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				if i%2 == 0 {
					_, errs[i] = o.Accept(t.Context(), robin, r.Offer, yes(r), desk.Seen{}, nil)
					return
				}
				_, errs[i] = o.Decline(t.Context(), robin, r.Offer, desk.Refusal{Reason: event.DeclinedBecause{Code: event.ReasonUnknown}}, desk.Seen{}, nil)
			})
		}
		all.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
				continue
			}
			wantFault(t, err, fault.CodeState)
		}
		if won != 1 {
			t.Fatalf("%d answers won: %v", won, errs)
		}
	}
}
