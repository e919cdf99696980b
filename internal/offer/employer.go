package offer

import (
	"time"

	"verbatim/internal/event"
	"verbatim/internal/fault"
)

// Rescind takes the offer back: while its letter can be answered, or after it was accepted. It needs a coded reason.
func (o Offer) Rescind(reasonCode string, at time.Time) (Offer, []event.Event, error) {
	return o.endFor(ActRescind, reasonCode, at, event.OfferRescinded, Rescinded)
}

// Cancel drops an offer of which no letter was ever issued. It needs a coded reason.
func (o Offer) Cancel(reasonCode string, at time.Time) (Offer, []event.Event, error) {
	return o.endFor(ActCancel, reasonCode, at, event.OfferCancelled, Cancelled)
}

// endFor ends an offer by the employer's will.
func (o Offer) endFor(a Act, reasonCode string, at time.Time, typ event.Type, to State) (Offer, []event.Event, error) {
	next, _ := o.settle(at)
	if err := next.permit(a); err != nil {
		return o, nil, err
	}
	if reasonCode == "" {
		return o, nil, needReason(a)
	}
	return o.answer(a, at, typ, func(n *Offer) facts {
		accepted := n.State == Accepted
		n.end(to)
		n.Asked = false
		return facts{"reason_code": reasonCode, "after_acceptance": accepted}
	})
}

func needReason(a Act) error {
	return fault.New(fault.Invalid, fault.CodeReasonMissing, "To %s an offer takes a reason.", a)
}

// Renege records that the candidate backed out after accepting.
func (o Offer) Renege(reasonCode string, at time.Time) (Offer, []event.Event, error) {
	return o.answer(ActRenege, at, event.OfferReneged, func(n *Offer) facts {
		n.end(Reneged)
		return facts{"reason_code": reasonCode}
	})
}

// Extend gives the candidate more time: until must be later than the present end and than at. It needs a coded reason.
func (o Offer) Extend(until time.Time, reasonCode string, at time.Time) (Offer, []event.Event, error) {
	next, _ := o.settle(at)
	if err := next.permit(ActExtend); err != nil {
		return o, nil, err
	}
	if reasonCode == "" {
		return o, nil, needReason(ActExtend)
	}
	if !until.After(*next.Expires) {
		return o, nil, fault.All(fault.CodeInvalidRecord, "The time to answer was not extended.",
			[]fault.Fault{{Code: fault.CodeOutOfRange, Pointer: "/expires_at", Message: "The new end must be later than the present one."}})
	}
	return o.answer(ActExtend, at, event.OfferExtended, func(n *Offer) facts {
		was := *n.Expires
		until = until.UTC().Truncate(time.Millisecond)
		n.Expires = &until
		return facts{"expires_at": until, "was": was, "reason_code": reasonCode}
	})
}

// Pause keeps the issued letter from being accepted for now. Its time to answer runs on.
func (o Offer) Pause(at time.Time) (Offer, []event.Event, error) {
	return o.answer(ActPause, at, event.OfferPaused, func(n *Offer) facts { n.Paused = true; return nil })
}

// Resume ends a pause.
func (o Offer) Resume(at time.Time) (Offer, []event.Event, error) {
	return o.answer(ActResume, at, event.OfferResumed, func(n *Offer) facts { n.Paused = false; return nil })
}
