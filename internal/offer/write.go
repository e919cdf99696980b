package offer

import (
	"slices"
	"time"

	"verbatim/internal/event"
	"verbatim/internal/fault"
)

// Revised takes a further letter version of the same handoff. A letter that was issued stays answerable.
func (o Offer) Revised(letter int, g Gate, at time.Time) (Offer, []event.Event, error) {
	return o.do(ActRevise, at, event.LetterWritten, func(n *Offer) facts {
		n.Letter, n.State = letter, StateOf(g)
		return n.counts()
	})
}

// Decided takes a decision on a flag of the latest version; the caller completes the event's facts with the decision.
func (o Offer) Decided(g Gate, at time.Time) (Offer, []event.Event, error) {
	return o.judged(ActDecide, event.FlagDecided, g, at)
}

// Consented takes what an approver did: an event of approvals. A proposed offer stays one.
func (o Offer) Consented(typ event.Type, g Gate, at time.Time) (Offer, []event.Event, error) {
	return o.do(ActApprove, at, typ, func(n *Offer) facts {
		if n.State != Proposed {
			n.State = StateOf(g)
		}
		return n.counts()
	})
}

// Told takes note that the candidate was told of an amendment.
func (o Offer) Told(g Gate, at time.Time) (Offer, []event.Event, error) {
	return o.judged(ActTell, event.CandidateTold, g, at)
}

// ReadBack takes what the person who made the promise says of the letter; the gate knows the verdict.
func (o Offer) ReadBack(g Gate, at time.Time) (Offer, []event.Event, error) {
	return o.judged(ActReadBack, event.ReadBackGiven, g, at)
}

// OverrideReadBack takes note that the letter may go although who made the promise cannot confirm it.
func (o Offer) OverrideReadBack(g Gate, at time.Time) (Offer, []event.Event, error) {
	return o.judged(ActOverrideRead, event.ReadBackOverridden, g, at)
}

// judged is an act that changes nothing but the gate.
func (o Offer) judged(a Act, typ event.Type, g Gate, at time.Time) (Offer, []event.Event, error) {
	return o.do(a, at, typ, func(n *Offer) facts {
		n.State = StateOf(g)
		return n.counts()
	})
}

// Issue gives the latest letter to the candidate until expires, nil for no end. An earlier letter that could still be
// answered is superseded in the same act. It is refused while anything stands in the gate, and when the time to answer
// would be over at once.
func (o Offer) Issue(g Gate, at time.Time, expires *time.Time) (Offer, []event.Event, error) {
	next, events := o.settle(at)
	if !slices.Contains(table[next.State], ActIssue) {
		return o, nil, next.forbid(ActIssue)
	}
	if err := g.refuse(); err != nil {
		return o, nil, err
	}
	if expires != nil && !expires.After(at) {
		e := fault.New(fault.Conflict, fault.CodeGate, "The letter cannot be sent: the time to answer would be over at once.")
		e.Faults = []fault.Fault{{Code: fault.CodeOutOfRange, Term: string(ExpiryTerm), Message: "The answer-by point must be after the issue."}}
		return o, nil, e
	}
	from := next.State
	if next.Answerable {
		superseded := next.record(event.OfferSuperseded, at, from, facts{"by_letter": next.Letter})
		superseded.Letter = next.IssuedLetter
		events = append(events, superseded)
	}
	next.end(Issued)
	issued := at.UTC().Truncate(time.Millisecond)
	next.IssuedLetter, next.Issued, next.Expires, next.Answerable, next.Asked = next.Letter, &issued, expires, true, false
	f := facts{"round": next.Round}
	if expires != nil {
		f["expires_at"] = expires.UTC()
	}
	return next, append(events, next.record(event.OfferIssued, at, from, f)), nil
}
