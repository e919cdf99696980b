package offer

import (
	"time"

	"verbatim/internal/event"
	"verbatim/internal/fault"
)

// Accept takes the candidate's yes to the letter that was given. A yes to another version, from before it was given, or
// after its time to answer, is refused, whether or not the clock has run.
func (o Offer) Accept(letter int, at time.Time) (Offer, []event.Event, error) {
	next, _ := o.settle(at)
	if err := next.permit(ActAccept); err != nil {
		return o, nil, err
	}
	if err := o.answers(letter, at); err != nil {
		return o, nil, err
	}
	return o.answer(ActAccept, at, event.OfferAccepted, func(n *Offer) facts {
		n.end(Accepted)
		n.Asked = false
		return facts{"round": n.Round}
	})
}

// AcceptLate takes a yes that was given in time and arrives after the end of that time was recorded: a paper that was signed
// on the last day and came by post. It is judged by its own time, as every act, and leads from expired to accepted. Once
// anything else followed the end, such as another handoff, it is refused.
func (o Offer) AcceptLate(letter int, at time.Time) (Offer, []event.Event, error) {
	if o.State != Expired || o.Expires == nil || at.After(*o.Expires) {
		return o, nil, o.forbid(ActAccept)
	}
	if err := o.answers(letter, at); err != nil {
		return o, nil, err
	}
	next := o
	next.end(Accepted)
	next.Asked = false
	e := next.record(event.OfferAccepted, at, o.State, facts{"round": o.Round, "after_expiry": true})
	e.Letter = o.IssuedLetter
	return next, []event.Event{e}, nil
}

// answers says whether a yes at a time can be to the letter that the candidate was last given.
func (o Offer) answers(letter int, at time.Time) error {
	if letter != o.IssuedLetter {
		return fault.New(fault.Conflict, fault.CodeNotLatest,
			"Letter %d is not the one that can be accepted: the candidate was last given letter %d.", letter, o.IssuedLetter)
	}
	if o.Issued != nil && at.Before(*o.Issued) {
		return fault.New(fault.Conflict, fault.CodeState, "An answer cannot be earlier than the letter that it answers.")
	}
	return nil
}

// answer is do for acts that concern the issued letter: the event names that version.
func (o Offer) answer(a Act, at time.Time, typ event.Type, change func(*Offer) facts) (Offer, []event.Event, error) {
	next, events, err := o.do(a, at, typ, change)
	if err == nil && next.IssuedLetter > 0 {
		events[len(events)-1].Letter = next.IssuedLetter
	}
	return next, events, err
}

// Decline takes the candidate's no, with a coded reason where one was given.
func (o Offer) Decline(reasonCode string, at time.Time) (Offer, []event.Event, error) {
	return o.answer(ActDecline, at, event.OfferDeclined, func(n *Offer) facts {
		n.end(Declined)
		n.Asked = false
		return facts{"reason_code": reasonCode, "round": n.Round}
	})
}

// Expire records that the time to answer has passed. While a later version is being written the state stays.
func (o Offer) Expire(at time.Time) (Offer, []event.Event, error) {
	if !o.Due(at) {
		return o, nil, o.forbid(ActExpire)
	}
	next, events := o.settle(at)
	return next, events, nil
}

// RequestChanges takes the candidate's wish for other terms. The issued letter stays answerable; the next handoff begins
// a round.
func (o Offer) RequestChanges(at time.Time) (Offer, []event.Event, error) {
	return o.answer(ActRequestChanges, at, event.ChangesRequested, func(n *Offer) facts {
		n.State, n.Asked = Negotiating, true
		return facts{"round": n.Round}
	})
}

// AnswerChanges takes what the employer says to the candidate's wish. Nothing else changes: the terms change by a handoff.
func (o Offer) AnswerChanges(at time.Time) (Offer, []event.Event, error) {
	return o.answer(ActAnswerChanges, at, event.ChangesAnswered, func(n *Offer) facts { return facts{"round": n.Round} })
}
