package offer_test

import (
	"slices"
	"testing"

	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
)

// TestAmendmentTakesEffect follows what is in force from the first acceptance to the second amendment.
func TestAmendmentTakesEffect(t *testing.T) {
	o := issued(t)
	if _, _, err := o.Amend("a1", at(2)); code(err) != fault.CodeState {
		t.Errorf("an offer that nobody accepted is amended: %v", err)
	}
	o = must(t)(o.Accept(1, at(2)))
	own := offer.LetterRef{Offer: "o", Letter: 1}
	if _, _, err := o.TakeAmendment(offer.LetterRef{Offer: "a1", Letter: 1}, at(3)); code(err) != fault.CodeState || o.InForce() != own {
		t.Errorf("%v, in force %+v", err, o.InForce())
	}
	o = must(t)(o.Amend("a1", at(3)))
	if o.State != offer.Accepted || o.InForce() != own {
		t.Errorf("an amendment that nobody accepted is in force: %+v", o.InForce())
	}
	first := offer.LetterRef{Offer: "a1", Letter: 2}
	next, events, err := o.TakeAmendment(first, at(4))
	if err != nil || next.InForce() != first || events[0].Type != event.AmendmentAccepted || events[0].Letter != 1 || o.Amended != nil {
		t.Fatalf("%+v %+v %v", next.InForce(), events, err)
	}
	next = must(t)(next.Amend("a2", at(5)))
	if next.InForce() != first || !slices.Equal(next.Amendments, []offer.ID{"a1", "a2"}) || len(o.Amendments) != 1 {
		t.Errorf("%+v %v %v", next.InForce(), next.Amendments, o.Amendments)
	}
	next = must(t)(next.Renege(offer.RenegeNoShow, at(6)))
	if _, _, err := next.TakeAmendment(offer.LetterRef{Offer: "a2", Letter: 1}, at(7)); code(err) != fault.CodeState {
		t.Errorf("what the candidate left is amended: %v", err)
	}
}

// TestAmendmentEndsWithWhatItAmends: an accepted amendment is not taken back, left or amended by itself.
func TestAmendmentEndsWithWhatItAmends(t *testing.T) {
	end := at(11)
	o := must(t)(offer.Open(offer.Offer{ID: "a1", Letter: 1, Amends: &offer.LetterRef{Offer: "o", Letter: 1}}, offer.Gate{}, at(0)))
	o = must(t)(o.Issue(offer.Gate{}, at(1), &end))
	if !slices.Contains(o.Allowed(at(2)), offer.ActRescind) {
		t.Error("an amendment cannot be taken back before it is accepted")
	}
	o = must(t)(o.Accept(1, at(2)))
	if allowed := o.Allowed(at(3)); !slices.Equal(allowed, []offer.Act{offer.ActSign}) {
		t.Errorf("an accepted amendment allows %v", allowed)
	}
}
