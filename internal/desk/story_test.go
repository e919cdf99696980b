package desk_test

import (
	"fmt"
	"testing"
	"time"

	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

const usExample = "us-ca-engineer.json"

// TestEveryExampleSaysWhatWasSaid: an ordinary record gives a letter that can be sent at once.
func TestEveryExampleSaysWhatWasSaid(t *testing.T) {
	for _, name := range []string{usExample, "gb-hourly-care.json", "us-two-payments.json"} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			r := o.receive(example(t, name))
			if r.Verdict.Code != policy.SaysWhatWasSaid || !r.Created || r.State != offer.Approved {
				t.Fatalf("%s", asJSON(t, r))
			}
			issued, err := o.Issue(t.Context(), robin, r.Offer, r.Revision, nil)
			if err != nil || issued.State != offer.Issued || issued.Verdict.Consequence != string(policy.Sent) {
				t.Fatalf("%v\n%s", err, asJSON(t, issued))
			}
		})
	}
}

func TestSameRecordTwice(t *testing.T) {
	o := newOffice(t)
	first := o.receive(example(t, usExample))
	again := o.receive(example(t, usExample))
	if again.Created || again.Offer != first.Offer || again.Letter.PDF != first.Letter.PDF {
		t.Fatalf("%s", asJSON(t, again))
	}
	_, err := o.Receive(t.Context(), robin, example(t, usExample, "Senior Software Engineer", "Staff Engineer"), nil)
	if e := wantFault(t, err, fault.CodeSourceExists); e.Location != "/v1/offers/"+string(first.Offer) {
		t.Fatalf("location %q", e.Location)
	}
}

// lowered takes 5,000 off the example's sign-on bonus.
func lowered() desk.Revision {
	return desk.Revision{Amendments: []terms.Amendment{{
		ID: "a1", ReasonCode: terms.PolicyReason, Reason: "band limit",
		Patch:  terms.Patch{Op: terms.Set, Term: "/terms/one_time_payments/sign_on/size", Value: []byte(`{"type":"amount","amount":"15000","currency":"USD"}`)},
		Expect: []byte(`{"type":"amount","amount":"20000","currency":"USD"}`),
	}}}
}

func (o *office) revise(r desk.Result, rev desk.Revision) desk.Result {
	o.t.Helper()
	next, err := o.Revise(o.t.Context(), robin, r.Offer, r.Revision, []byte(asJSON(o.t, rev)), nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return next
}

// TestALoweredPromiseShows: an amendment makes the next version, shows as changed, and waits until the candidate was told.
func TestALoweredPromiseShows(t *testing.T) {
	o := newOffice(t)
	r := o.revise(o.receive(example(t, usExample)), lowered())
	if len(r.Changes) != 1 || r.Changes[0].Class != terms.Changed || !r.Changes[0].Worse || r.Letter.Version != 2 || r.State != offer.InReview {
		t.Fatalf("%s", asJSON(t, r))
	}
	_, err := o.Issue(t.Context(), robin, r.Offer, r.Revision, nil)
	wantFault(t, err, fault.CodeGate)
	now := o.clock
	told, err := o.Tell(t.Context(), robin, r.Offer, 2, desk.Told{Amendment: "a1", At: &now}, nil)
	if err != nil || !told.Gate.Open || told.State != offer.Approved {
		t.Fatalf("%v\n%s", err, asJSON(t, told))
	}
	if _, err := o.Issue(t.Context(), robin, r.Offer, r.Revision, nil); !isStale(err) {
		t.Fatalf("issued at an old revision: %v", err)
	}
	if _, err := o.Issue(t.Context(), robin, r.Offer, told.Revision, nil); err != nil {
		t.Fatal(err)
	}
	d, err := o.Diff(t.Context(), robin, r.Offer, 2, "1")
	if err != nil || len(d.Changes) != 1 || len(d.Wording) == 0 {
		t.Fatalf("%v\n%s", err, asJSON(t, d))
	}
}

func isStale(err error) bool { return fault.KindOf(err) == fault.KindOf(store.ErrStale) }

func TestAnAmendmentExpectsWhatItsAuthorSaw(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	rev := lowered()
	rev.Amendments[0].Expect = []byte(`{"type":"amount","amount":"19000","currency":"USD"}`)
	_, err := o.Revise(t.Context(), robin, r.Offer, r.Revision, []byte(asJSON(t, rev)), nil)
	if e := wantFault(t, err, fault.CodeExpectMismatch); e.Kind != fault.Conflict {
		t.Fatalf("kind %s", e.Kind)
	}
}

// TestACorrectionDropsAmendments: the next handoff starts from what was said, and names what it drops.
func TestACorrectionDropsAmendments(t *testing.T) {
	o := newOffice(t)
	r := o.revise(o.receive(example(t, usExample)), lowered())
	next, err := o.HandOver(t.Context(), robin, r.Offer, r.Revision, example(t, usExample, "Senior Software Engineer", "Staff Engineer", `"version": "1"`, `"version": "2"`), nil)
	if err != nil {
		t.Fatal(err)
	}
	if next.Round != 1 || next.Letter.Version != 3 || len(next.Dropped) != 1 || len(next.Changes) != 0 {
		t.Fatalf("%s", asJSON(t, next))
	}
}

// TestALetterThatGotOld: after the tolerance the letter cannot be sent; redating makes the next version of the same words.
func TestALetterThatGotOld(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	o.clock = o.clock.Add(5 * 24 * time.Hour)
	_, err := o.Issue(t.Context(), robin, r.Offer, r.Revision, nil)
	wantFault(t, err, fault.CodeLetterStale)
	next := o.revise(r, desk.Revision{Redate: true})
	if next.Letter.Version != 2 || next.State != offer.Approved || next.Letter.PDF == r.Letter.PDF {
		t.Fatalf("%s", asJSON(t, next))
	}
	d, err := o.Diff(t.Context(), robin, r.Offer, 2, "1")
	if err != nil || len(d.Changes) != 0 || len(d.Pins) != 0 {
		t.Fatalf("%v\n%s", err, asJSON(t, d))
	}
}

// TestFourEyesAndCarryOver: a special term waits for legal, not for its author; the decision survives an unrelated change
// and falls with a related one.
func TestFourEyesAndCarryOver(t *testing.T) {
	o := newOffice(t)
	special := example(t, usExample, `"not_discussed"`, `"special_terms": [{"id": "dog", "label": "Dog", "text": "The dog may come to the office."}], "not_discussed"`)
	r := o.receive(special)
	flag := flagOf(t, r, "VB-CO-SPECIAL-01")
	ruling := desk.Ruling{Verdict: review.Clear, Fingerprint: flag.Fingerprint}
	author := kim
	author.ID = robin.ID
	_, err := o.Decide(t.Context(), author, r.Offer, 1, flag.ID, ruling, nil)
	wantFault(t, err, fault.CodeFourEyes)
	r, err = o.Decide(t.Context(), kim, r.Offer, 1, flag.ID, ruling, nil)
	if err != nil || r.State != offer.Approved {
		t.Fatalf("%v\n%s", err, asJSON(t, r))
	}
	r = o.revise(r, lowered())
	if flag = flagOf(t, r, "VB-CO-SPECIAL-01"); flag.Carried == nil || flag.Status != review.Cleared {
		t.Fatalf("%s", asJSON(t, flag))
	}
	r = o.revise(r, desk.Revision{Amendments: []terms.Amendment{{
		ID: "a2", ReasonCode: terms.Correction, Reason: "two dogs",
		Patch:  terms.Patch{Op: terms.Set, Term: "/terms/special_terms/dog/text", Value: []byte(`"Both dogs may come to the office."`)},
		Expect: []byte(`"The dog may come to the office."`),
	}}})
	if flag = flagOf(t, r, "VB-CO-SPECIAL-01"); flag.Carried != nil || flag.Status != review.Open {
		t.Fatalf("%s", asJSON(t, flag))
	}
}

func flagOf(t *testing.T, r desk.Result, code string) review.Flag {
	t.Helper()
	for _, f := range r.Flags {
		if f.Deviation.Code == code {
			return f
		}
	}
	t.Fatalf("no flag %s in %s", code, asJSON(t, r.Flags))
	return review.Flag{}
}

// TestReplayAnswersAsItWas: the answer of a write is made again from rows, whatever happened since.
func TestReplayAnswersAsItWas(t *testing.T) {
	o := newOffice(t)
	first := o.receive(example(t, usExample))
	o.revise(first, lowered())
	again, err := o.Replay(t.Context(), robin, store.ClaimResult{Offer: first.Offer, Revision: first.Revision, Letter: 1, Status: 201})
	if err != nil || asJSON(t, again) != asJSON(t, first) {
		t.Fatalf("%v\n%s\n%s", err, asJSON(t, first), asJSON(t, again))
	}
}

// TestAnotherEntityIsNotFound: a key that covers another entity neither sees nor makes offers of this one.
func TestAnotherEntityIsNotFound(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	stranger := robin
	stranger.Entities = []string{"acme-uk"}
	_, err := o.Letter(t.Context(), stranger, r.Offer, 1)
	wantFault(t, err, fault.CodeNotFound)
	_, err = o.Receive(t.Context(), stranger, example(t, "us-two-payments.json"), nil)
	wantFault(t, err, fault.CodeForbidden)
}

// TestACharacterThatCannotBeDrawn is named with its place in the record, once.
func TestACharacterThatCannotBeDrawn(t *testing.T) {
	o := newOffice(t)
	_, err := o.Receive(t.Context(), robin, example(t, usExample, `"full": "Ana Ruiz"`, `"full": "李 娜"`), nil)
	e := wantFault(t, err, fault.CodeUndrawable)
	if len(e.Faults) != 2 || e.Faults[0].Pointer != "/candidate/name/full" || e.Faults[0].Term != "/candidate/name" {
		t.Fatalf("%+v", e.Faults)
	}
}

// TestOffersThatNameTheSamePeople: many at once, all naming a recruiter whom nobody knows yet, are all opened.
func TestOffersThatNameTheSamePeople(t *testing.T) {
	o := newOffice(t)
	errs := make(chan error, 8)
	for i := range cap(errs) {
		raw := example(t, usExample, `"application": "234556"`, fmt.Sprintf(`"application": "%d"`, i))
		go func() {
			_, err := o.Receive(t.Context(), robin, raw, nil)
			errs <- err
		}()
	}
	for range cap(errs) {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

// TestAnOfferKeepsItsEntity: its letterhead and its readers follow from it, so no amendment changes it.
func TestAnOfferKeepsItsEntity(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	rev := desk.Revision{Amendments: []terms.Amendment{{
		ID: "a1", ReasonCode: terms.Correction, Reason: "another employer", Expect: []byte(`"acme-us"`),
		Patch: terms.Patch{Op: terms.Set, Term: "/employer/entity", Value: []byte(`"acme-uk"`)},
	}}}
	_, err := o.Revise(t.Context(), robin, r.Offer, r.Revision, []byte(asJSON(t, rev)), nil)
	wantFault(t, err, fault.CodeBadAmendment)
}
