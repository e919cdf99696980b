package offer

import (
	"slices"
	"strings"
	"time"

	"verbatim/internal/fault"
)

// Act is something that is done to an offer.
type Act string

// The acts of design.md section 2.
const (
	ActPropose        Act = "propose"
	ActOpen           Act = "open" // the first handoff of an offer that was never proposed
	ActRepropose      Act = "replace_proposal"
	ActVerbalOffer    Act = "verbal_offer"
	ActVerbalAnswer   Act = "verbal_answer"
	ActHandOver       Act = "hand_over"
	ActRevise         Act = "revise"
	ActDecide         Act = "decide"
	ActApprove        Act = "approve"
	ActTell           Act = "tell_candidate"
	ActReadBack       Act = "read_back"          // who made the promise holds the letter against it
	ActOverrideRead   Act = "override_read_back" // somebody else lets the letter go without who made the promise
	ActIssue          Act = "issue"
	ActAccept         Act = "accept"
	ActDecline        Act = "decline"
	ActExpire         Act = "expire" // the clock's: settle does it
	ActRescind        Act = "rescind"
	ActCancel         Act = "cancel"
	ActRenege         Act = "renege"
	ActRequestChanges Act = "request_changes"
	ActSign           Act = "sign_for_employer"
	ActAnswerChanges  Act = "answer_changes" // what the employer says to what the candidate asked for
	ActExtend         Act = "extend"
	ActPause          Act = "pause"
	ActResume         Act = "resume"
	ActAmend          Act = "amend"          // a handoff of kind amendment to an accepted offer
	ActTakeAmendment  Act = "take_amendment" // an amendment was accepted: the acceptance of that offer does it
	ActStopClock      Act = "stop_clock"
	ActConfirmClock   Act = "confirm_clock"
	ActResumeClock    Act = "resume_clock"
	ActImport         Act = "import" // the whole life of an offer in another system
)

var (
	draftActs = []Act{
		ActHandOver, ActRevise, ActDecide, ActApprove, ActTell, ActReadBack, ActOverrideRead, ActIssue, ActAccept, ActDecline, ActExpire, ActRescind, ActCancel,
		ActExtend, ActPause, ActResume, ActStopClock, ActConfirmClock, ActResumeClock, ActAnswerChanges, ActSign,
	}
	issuedActs = []Act{
		ActHandOver, ActRevise, ActAccept, ActDecline, ActExpire, ActRescind, ActRequestChanges, ActExtend, ActPause, ActResume,
		ActStopClock, ActConfirmClock, ActResumeClock, ActAnswerChanges, ActSign,
	}
)

// table is what each state allows in principle; holds adds what depends on the letter that the candidate has.
var table = map[State][]Act{
	"":          {ActPropose, ActOpen, ActImport},
	Proposed:    {ActRepropose, ActVerbalOffer, ActVerbalAnswer, ActApprove, ActHandOver, ActDecline, ActCancel, ActStopClock, ActConfirmClock, ActResumeClock},
	Drafted:     draftActs,
	InReview:    draftActs,
	Approved:    draftActs,
	Issued:      issuedActs,
	Negotiating: issuedActs,
	Declined:    {ActHandOver},
	Expired:     {ActHandOver},
	Accepted:    {ActRescind, ActRenege, ActAmend, ActTakeAmendment, ActSign},
}

// holds says whether the offer's letters allow an act that its state has in principle.
func (o Offer) holds(a Act) bool {
	if o.Mark == Imported {
		return false
	}
	switch a {
	case ActIssue:
		return o.State == Approved
	case ActCancel:
		return o.IssuedLetter == 0
	case ActAnswerChanges:
		return o.IssuedLetter > 0
	case ActSign:
		return o.State == Approved || o.State == InReview || o.State == Accepted || o.Answerable
	case ActRescind:
		return o.Answerable || o.State == Accepted && o.Amends == nil
	case ActRenege, ActAmend: // of an amendment, the offer that it amends is taken back, left or amended again
		return o.Amends == nil
	case ActAccept, ActPause:
		return o.Answerable && !o.Paused
	case ActResume:
		return o.Answerable && o.Paused
	case ActExtend:
		return o.Answerable && o.Expires != nil
	case ActStopClock:
		return o.Clock == nil
	case ActConfirmClock:
		return o.Clock != nil && !o.Clock.Confirmed
	case ActResumeClock:
		return o.Clock != nil
	}
	return true
}

// Due says whether the issued letter's time to answer had passed by at, and nobody has recorded it yet. The last instant
// of the time to answer still belongs to it.
func (o Offer) Due(at time.Time) bool {
	return o.Answerable && o.Expires != nil && at.After(*o.Expires)
}

// Allowed lists the acts that the offer allows at a time, in the order of the table. An expiry that has passed counts
// although the clock has not recorded it.
func (o Offer) Allowed(at time.Time) []Act {
	o, _ = o.settle(at)
	var out []Act
	for _, a := range table[o.State] {
		if a != ActExpire && a != ActTakeAmendment && o.holds(a) {
			out = append(out, a)
		}
	}
	return out
}

// permit refuses an act that the offer, as it is, does not allow.
func (o Offer) permit(a Act) error {
	if slices.Contains(table[o.State], a) && o.holds(a) {
		return nil
	}
	return o.forbid(a)
}

// forbid is the refusal of an act: 409 with the state and the acts that it allows.
func (o Offer) forbid(a Act) error {
	state := string(o.State)
	if state == "" {
		state = "not opened"
	}
	e := fault.New(fault.Conflict, fault.CodeState, "The offer is %s: it does not allow to %s now.",
		strings.ReplaceAll(state, "_", " "), strings.ReplaceAll(string(a), "_", " "))
	for _, x := range o.Allowed(time.Time{}) {
		e.Allowed = append(e.Allowed, string(x))
	}
	return e
}
