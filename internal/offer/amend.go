package offer

import (
	"time"

	"verbatim/internal/event"
	"verbatim/internal/fault"
)

// LetterRef names one letter version of one offer.
type LetterRef struct {
	Offer  ID  `json:"offer_id"`
	Letter int `json:"letter_version"`
}

// InForce names the accepted letter that holds now: the offer's own, or that of the amendment which was accepted last.
// It is zero while nothing was accepted.
func (o Offer) InForce() LetterRef {
	switch {
	case o.State != Accepted:
		return LetterRef{}
	case o.Amended != nil:
		return *o.Amended
	}
	return LetterRef{o.ID, o.IssuedLetter}
}

// Amend records that an amendment letter to the accepted one was opened, as an offer of its own. The accepted letter
// stays in force until that one is accepted. An amendment is not amended itself: the next one goes to the offer that was
// accepted first, so that one offer tells the whole story.
func (o Offer) Amend(amendment ID, at time.Time) (Offer, []event.Event, error) {
	return o.answer(ActAmend, at, event.OfferAmended, func(n *Offer) facts {
		n.Amendments = append(n.Amendments[:len(n.Amendments):len(n.Amendments)], amendment)
		return facts{"amendment_offer_id": amendment}
	})
}

// TakeAmendment records that the candidate accepted an amendment: its letter is in force from now on. It is refused for an
// offer that is no longer accepted, and for an amendment that was not opened to it.
func (o Offer) TakeAmendment(by LetterRef, at time.Time) (Offer, []event.Event, error) {
	for _, id := range o.Amendments {
		if id == by.Offer {
			return o.answer(ActTakeAmendment, at, event.AmendmentAccepted, func(n *Offer) facts {
				n.Amended = &by
				return facts{"amendment_offer_id": by.Offer, "amendment_letter_version": by.Letter}
			})
		}
	}
	return o, nil, fault.New(fault.Conflict, fault.CodeState, "Offer %s is no amendment to this one.", by.Offer)
}
