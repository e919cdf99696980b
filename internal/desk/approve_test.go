package desk_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/bundle"
	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

const executive = "us-executive.json"

// managed is the executive example, and its hiring manager.
func (o *office) managed() (desk.Result, actor.Actor) {
	o.t.Helper()
	r := o.receive(example(o.t, executive))
	view, err := o.Offer(o.t.Context(), robin, r.Offer)
	if err != nil {
		o.t.Fatal(err)
	}
	return r, actor.Actor{ID: actor.ID(view.Groups.HiringManager), Name: "Kim Park", Roles: []actor.Role{actor.HiringManager}, Via: "test"}
}

// steps gives the steps of an offer by id.
func (o *office) steps(by actor.Actor, id offer.ID) map[string]desk.ApprovalStep {
	o.t.Helper()
	all, err := o.Approvals(o.t.Context(), by, id)
	if err != nil {
		o.t.Fatal(err)
	}
	out := map[string]desk.ApprovalStep{}
	for _, s := range all.Steps {
		out[s.ID] = s
	}
	return out
}

func lacking(r desk.Result) []string {
	var out []string
	for _, x := range r.Gate.Reasons {
		if x.Step != "" {
			out = append(out, x.Code+" "+x.Step)
		}
	}
	return out
}

const manager, rewards = "offers.manager", "offers.rewards"

func (o *office) approve(by actor.Actor, id offer.ID, step string) desk.Result {
	o.t.Helper()
	seen := o.steps(by, id)[step]
	r, err := o.Approve(o.t.Context(), by, id, step, desk.Consent{Verdict: "approved", Terms: seen.Seen}, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// TestConsentSticksToTerms: after an edit only the steps whose terms changed ask again.
func TestConsentSticksToTerms(t *testing.T) {
	o := newOffice(t)
	r, boss := o.managed()
	if got := lacking(r); !slices.Equal(got, []string{"approval_missing " + manager, "approval_missing " + rewards}) {
		t.Fatalf("%v", got)
	}
	if s := o.steps(boss, r.Offer); len(s) != 1 || !s[manager].Mine || len(s[manager].Covered) < 10 {
		t.Fatalf("the manager sees %+v", s)
	}
	_, err := o.Approve(t.Context(), robin, r.Offer, rewards, desk.Consent{Verdict: "approved", Terms: o.steps(kim, r.Offer)[rewards].Seen}, nil)
	wantFault(t, err, fault.CodeFourEyes)
	o.approve(boss, r.Offer, manager)
	if r = o.approve(kim, r.Offer, rewards); len(lacking(r)) != 0 {
		t.Fatalf("%v", lacking(r))
	}
	later := desk.Revision{Amendments: []terms.Amendment{{
		ID: "a1", ReasonCode: terms.CandidateRequest, Reason: "two weeks later",
		Patch:  terms.Patch{Op: terms.Set, Term: "/terms/start", Value: []byte(`{"type":"date","date":"2027-02-15"}`)},
		Expect: o.value(r, "/terms/start"),
	}}}
	r = o.revise(r, later)
	if got := lacking(r); !slices.Equal(got, []string{"approval_missing " + manager}) {
		t.Fatalf("after another start: %v", got)
	}
	s := o.steps(kim, r.Offer)
	if s[rewards].Carried != 1 || s[rewards].Status != approval.Approved || s[manager].Attempt != 2 || s[manager].Seen == "" {
		t.Errorf("%+v", s)
	}
}

// value is what a letter's sheet says at a term.
func (o *office) value(r desk.Result, p terms.Pointer) json.RawMessage {
	o.t.Helper()
	verbal, _, err := o.Terms(o.t.Context(), robin, r.Offer, r.Letter.Version)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, l := range verbal.Leaves() {
		if l.Term == p {
			return l.JSON()
		}
	}
	o.t.Fatalf("no %s", p)
	return nil
}

// TestConsentNamesWhatWasSeen: a consent to other terms than the present ones is refused, a refusal needs a reason and
// lets only other terms pass, and an administrator may settle the step with a reason that is an event of its own.
func TestConsentNamesWhatWasSeen(t *testing.T) {
	o := newOffice(t)
	r, boss := o.managed()
	seen := o.steps(boss, r.Offer)[manager].Seen
	other := o.steps(kim, r.Offer)[rewards].Seen
	_, err := o.Approve(t.Context(), boss, r.Offer, manager, desk.Consent{Verdict: "approved", Terms: other}, nil)
	wantFault(t, err, fault.CodeDigestMismatch)
	_, err = o.Approve(t.Context(), boss, r.Offer, manager, desk.Consent{Verdict: "rejected", Terms: seen}, nil)
	wantFault(t, err, fault.CodeReasonMissing)
	r, err = o.Approve(t.Context(), boss, r.Offer, manager, desk.Consent{Verdict: "rejected", Terms: seen, Reason: "too dear"}, nil)
	if err != nil || r.State != offer.Drafted || lacking(r)[0] != "approval_rejected "+manager {
		t.Fatalf("%v %v", err, lacking(r))
	}
	root := actor.Actor{ID: "root", Roles: []actor.Role{actor.Admin}, Via: "test"}
	if r, err = o.OverrideApproval(t.Context(), root, r.Offer, manager, desk.Override{Reason: "agreed by the board"}, nil); err != nil {
		t.Fatal(err)
	}
	last := o.last(r.Offer)
	if last.Type != event.ApprovalOverridden || last.Actor != root.ID || !slices.Equal(lacking(r), []string{"approval_missing " + rewards}) {
		t.Errorf("%s %v", last.Type, lacking(r))
	}
}

// TestDelegationAndQueue: who is away lends the say to another for a time, and the queue follows.
func TestDelegationAndQueue(t *testing.T) {
	o := newOffice(t)
	r, boss := o.managed()
	lee := actor.Actor{ID: "lee", Roles: []actor.Role{actor.Recruiter}, Via: "test"}
	waits := func(by actor.Actor) int {
		t.Helper()
		got, err := o.MyApprovals(t.Context(), by, 10)
		if err != nil {
			t.Fatal(err)
		}
		return len(got)
	}
	if waits(boss) != 1 || waits(kim) != 1 || waits(lee) != 0 {
		t.Fatalf("%d, %d, %d wait", waits(boss), waits(kim), waits(lee))
	}
	d := approval.Delegation{ID: o.NewID(), From: boss.ID, To: lee.ID, Start: o.clock.Add(time.Hour), End: o.clock.Add(3 * time.Hour), Created: o.clock}
	if err := o.Store.Apply(t.Context(), store.Changes{Approving: store.Approving{Delegation: &d}}); err != nil {
		t.Fatal(err)
	}
	consent := desk.Consent{Verdict: "approved", Terms: o.steps(boss, r.Offer)[manager].Seen}
	_, err := o.Approve(t.Context(), lee, r.Offer, manager, consent, nil)
	wantFault(t, err, fault.CodeNotFound) // the offer is confidential
	o.clock = o.clock.Add(2 * time.Hour)
	if waits(lee) != 1 {
		t.Error("nothing waits for who stands in")
	}
	if _, err = o.Approve(t.Context(), lee, r.Offer, manager, consent, nil); err != nil {
		t.Fatal(err)
	}
	if s := o.steps(kim, r.Offer)[manager]; len(s.Votes) != 1 || s.Votes[0].By != lee.ID || s.Votes[0].For != boss.ID {
		t.Errorf("%+v", s)
	}
	if waits(lee) != 0 || waits(boss) != 0 {
		t.Error("what is settled waits still")
	}
}

// TestTheClockRemindsAndEscalates: once each, and only while the step waits.
func TestTheClockRemindsAndEscalates(t *testing.T) {
	o := newOffice(t)
	r, _ := o.managed()
	tick := func(after time.Duration) (types []event.Type) {
		t.Helper()
		o.clock = o.clock.Add(after)
		before := o.last(r.Offer).Sequence
		if _, err := o.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		events, err := o.Events(t.Context(), robin, r.Offer, before, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			if slices.Contains(event.Approvals(), e.Type) { // flags are reminded of too
				types = append(types, e.Type)
			}
		}
		return types
	}
	if got := tick(time.Hour); len(got) != 0 {
		t.Errorf("too early: %v", got)
	}
	if got := tick(24 * time.Hour); !slices.Equal(got, []event.Type{event.ApprovalReminded, event.ApprovalReminded}) {
		t.Errorf("after a day: %v", got)
	}
	if got := tick(time.Hour); len(got) != 0 {
		t.Errorf("again: %v", got)
	}
	if got := tick(72 * time.Hour); !slices.Equal(got, []event.Type{event.ApprovalEscalated, event.ApprovalEscalated}) {
		t.Errorf("after four days: %v", got)
	}
	lee := actor.Actor{ID: "lee", Roles: []actor.Role{actor.HROps}, Via: "test"}
	o.approve(lee, r.Offer, manager)
	if s := o.steps(kim, r.Offer)[manager]; s.Status != approval.Approved {
		t.Errorf("%+v", s)
	}
}

// TestBundleHoldsApprovals: each act of an approval stands in the evidence with its reason, and agrees with the chain.
func TestBundleHoldsApprovals(t *testing.T) {
	o := newOffice(t)
	r, boss := o.managed()
	seen := o.steps(boss, r.Offer)[manager].Seen
	if _, err := o.Approve(t.Context(), boss, r.Offer, manager, desk.Consent{Verdict: "approved", Terms: seen, Reason: "within the budget of May"}, nil); err != nil {
		t.Fatal(err)
	}
	root := actor.Actor{ID: "root", Roles: []actor.Role{actor.Admin}, Via: "test"}
	if _, err := o.OverrideApproval(t.Context(), root, r.Offer, rewards, desk.Override{Reason: "agreed by the board"}, nil); err != nil {
		t.Fatal(err)
	}
	raw, err := o.Bundle(t.Context(), robin, r.Offer)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{bundle.Approvals, `"reason": "agreed by the board"`, `"type": "approval.overridden"`, `"status": "overridden"`, string(seen)} {
		if !bytes.Contains(raw, []byte(part)) {
			t.Errorf("%s is not in the bundle", part)
		}
	}
	if report := bundle.Verify(raw); len(report.Findings) > 0 {
		t.Errorf("%s", asJSON(t, report))
	}
}
