package desk_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// proposalFrom is an example without the promise, as it is put up for approval.
func proposalFrom(t *testing.T, name string, replace ...string) []byte {
	t.Helper()
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(example(t, name, replace...), &fields); err != nil {
		t.Fatal(err)
	}
	delete(fields, "agreed")
	delete(fields, "approved")
	fields["schema"] = json.RawMessage(`"` + handoff.ProposalSchema + `"`)
	raw, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func (o *office) repropose(by actor.Actor, id offer.ID, raw []byte) desk.Result {
	o.t.Helper()
	r, err := o.Repropose(o.t.Context(), by, id, o.offerOf(id).Revision, raw, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// names lists the offers that are found by a name.
func (o *office) named(name string) (ids []offer.ID) {
	o.t.Helper()
	page, err := o.Offers(o.t.Context(), robin, store.OfferQuery{Name: name}, desk.OfferFilter{})
	if err != nil {
		o.t.Fatal(err)
	}
	for _, x := range page.Items {
		ids = append(ids, x.ID)
	}
	return ids
}

// TestAProposalIsReplaced: only the steps whose terms changed ask again, the rest carry over; what was said aloud of the one
// before is no answer to this one; whoever replaces it is an author; a handoff is held against the one that stands.
func TestAProposalIsReplaced(t *testing.T) {
	o := newOffice(t)
	first := proposalFrom(t, executive, `"confidential": true`, `"confidential": false`)
	r, err := o.Propose(t.Context(), robin, first, nil)
	if err != nil {
		t.Fatal(err)
	}
	id := r.Offer
	boss := actor.Actor{ID: actor.ID(o.offerOf(id).Groups.HiringManager), Roles: []actor.Role{actor.HiringManager}, Via: "test"}
	o.approve(boss, id, manager)
	o.approve(kim, id, rewards)
	spoke := desk.Verbal{At: o.clock, Channel: "phone", By: "robin.lee@acme.example", Answer: desk.VerbalThinking}
	if _, err := o.Verbal(t.Context(), robin, id, o.offerOf(id).Revision, spoke, nil); err != nil {
		t.Fatal(err)
	}
	before := o.offerOf(id)
	later := proposalFrom(t, executive, `"confidential": true`, `"confidential": false`, `"months": 2 }, "event": "acceptance"`, `"months": 3 }, "event": "acceptance"`)
	ada := actor.Actor{ID: "ada", Roles: []actor.Role{actor.HROps, actor.TotalRewards}, Via: "test"}
	o.clock = o.clock.Add(time.Hour)
	r = o.repropose(ada, id, later)
	view, steps := o.offerOf(id), o.steps(kim, id)
	if r.State != offer.Proposed || view.Proposal == before.Proposal || view.ProposalTerms == before.ProposalTerms || view.Author != "ada" {
		t.Errorf("%s", asJSON(t, view))
	}
	if steps[rewards].Status != approval.Approved || steps[rewards].Carried != 1 || steps[manager].Attempt != 2 || steps[manager].Status != approval.Waiting {
		t.Errorf("%s", asJSON(t, steps))
	}
	if o.count(id, event.ApprovalCarried) != 1 {
		t.Error("no event says that an approval was carried over")
	}
	if again := o.repropose(ada, id, later); again.Revision != r.Revision {
		t.Errorf("the same proposal again is written again: r%d after r%d", again.Revision, r.Revision)
	}
	more := proposalFrom(t, executive, `"confidential": true`, `"confidential": false`, `"months": 2 }, "event": "acceptance"`, `"months": 3 }, "event": "acceptance"`, `"500000"`, `"520000"`)
	o.repropose(robin, id, more)
	if s := o.steps(kim, id)[rewards]; s.Attempt != 2 || s.Status != approval.Waiting {
		t.Errorf("other pay is approved: %s", asJSON(t, s))
	}
	_, err = o.Approve(t.Context(), ada, id, rewards, desk.Consent{Verdict: "approved", Terms: o.steps(kim, id)[rewards].Seen}, nil)
	wantFault(t, err, fault.CodeFourEyes)
	if o.repropose(robin, id, first); o.offerOf(id).Proposal != before.Proposal {
		t.Error("the first proposal, put up again, is another one")
	}
	if _, err := o.Verbal(t.Context(), robin, id, o.offerOf(id).Revision, desk.Verbal{At: o.clock, Channel: "phone", By: spoke.By, Answer: desk.VerbalAccepted}, nil); err != nil {
		t.Fatal(err)
	}
	if n := o.count(id, event.VerbalOffered); n != 2 {
		t.Errorf("%d verbal offers: the answer is to what was said before", n)
	}
	o.verified(1)
}

// verified reads the whole database against its history.
func (o *office) verified(offers int) {
	o.t.Helper()
	proof, err := o.Store.(prover).Verify(o.t.Context(), nil)
	if err != nil || proof.Offers != offers {
		o.t.Errorf("%+v %v", proof, err)
	}
}

// TestWhatCannotReplaceAProposal: a proposal of something else, by somebody who did not see the last one, or after a handoff.
func TestWhatCannotReplaceAProposal(t *testing.T) {
	o := newOffice(t)
	r, err := o.Propose(t.Context(), robin, proposalFrom(t, usExample), nil)
	if err != nil {
		t.Fatal(err)
	}
	another := proposalFrom(t, usExample, `"185000"`, `"186000"`)
	for name, row := range map[string]struct {
		revision int64
		raw      []byte
		want     fault.Code
	}{
		"stale":          {r.Revision + 1, another, fault.CodeStaleRevision},
		"another source": {r.Revision, proposalFrom(t, usExample, `"234556"`, `"7"`), fault.CodeInvalidRecord},
		"a record":       {r.Revision, example(t, usExample), fault.CodeInvalidRecord},
	} {
		if _, err := o.Repropose(t.Context(), robin, r.Offer, row.revision, row.raw, nil); codeOf(err) != row.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	handed, err := o.HandOver(t.Context(), robin, r.Offer, r.Revision, example(t, usExample), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Repropose(t.Context(), robin, r.Offer, handed.Revision, another, nil)
	if e := wantFault(t, err, fault.CodeState); !slices.Contains(e.Allowed, "hand_over") {
		t.Errorf("%v", e.Allowed)
	}
}

// TestAProposalIsFoundByName, before there is a letter, and by the name of the one that replaced it; a further record for the
// same person warns of it.
func TestAProposalIsFoundByName(t *testing.T) {
	o := newOffice(t)
	r, err := o.Propose(t.Context(), robin, proposalFrom(t, usExample), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]offer.ID{"ana": {r.Offer}, "RUIZ ána": {r.Offer}, "ana smith": nil, "Zoë": nil} {
		if got := o.named(name); !slices.Equal(got, want) {
			t.Errorf("%s finds %v", name, got)
		}
	}
	cards, err := o.Cards(t.Context(), robin, []offer.ID{r.Offer})
	if err != nil || cards[r.Offer].Candidate != "Ana Ruiz" || cards[r.Offer].Title == "" {
		t.Errorf("%+v %v", cards, err)
	}
	if warned := o.receive(example(t, usExample, `"234556"`, `"7"`)); len(warned.Warnings) != 1 || !slices.Equal(warned.Warnings[0].Offers, []offer.ID{r.Offer}) {
		t.Errorf("%s", asJSON(t, warned.Warnings))
	}
	o.repropose(robin, r.Offer, proposalFrom(t, usExample, `"Ana Ruiz"`, `"Ana Zoë Ruiz"`))
	if got := o.named("zoe"); !slices.Equal(got, []offer.ID{r.Offer}) {
		t.Errorf("the new name finds %v", got)
	}
	o.verified(2)
}
