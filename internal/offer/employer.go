package offer

import (
	"time"

	"verbatim/internal/event"
	"verbatim/internal/fault"
)

// Rescind takes the offer back: while its letter can be answered, or after it was accepted. It needs a coded reason.
func (o Offer) Rescind(reasonCode EndReason, at time.Time) (Offer, []event.Event, error) {
	return o.endFor(ActRescind, reasonCode, at, event.OfferRescinded, Rescinded)
}

// Cancel drops an offer of which no letter was ever issued. It needs a coded reason.
func (o Offer) Cancel(reasonCode EndReason, at time.Time) (Offer, []event.Event, error) {
	return o.endFor(ActCancel, reasonCode, at, event.OfferCancelled, Cancelled)
}

// endFor ends an offer by the employer's will.
func (o Offer) endFor(a Act, reasonCode EndReason, at time.Time, typ event.Type, to State) (Offer, []event.Event, error) {
	next, _ := o.settle(at)
	if err := next.permit(a); err != nil {
		return o, nil, err
	}
	if err := reasoned(a, reasonCode); err != nil {
		return o, nil, err
	}
	return o.answer(a, at, typ, func(n *Offer) facts {
		accepted := n.State == Accepted
		n.end(to)
		n.Asked = false
		f := facts{"reason_code": reasonCode, "after_acceptance": accepted}
		if reasonCode == EndLapsed {
			f["lapsed"] = true
		}
		return f
	})
}

// Renege records that the candidate backed out after accepting. It needs a coded reason.
func (o Offer) Renege(reasonCode RenegeReason, at time.Time) (Offer, []event.Event, error) {
	next, _ := o.settle(at)
	if err := next.permit(ActRenege); err != nil {
		return o, nil, err
	}
	if err := reasoned(ActRenege, reasonCode); err != nil {
		return o, nil, err
	}
	return o.answer(ActRenege, at, event.OfferReneged, func(n *Offer) facts {
		n.end(Reneged)
		return facts{"reason_code": reasonCode}
	})
}

// Extend gives the candidate more time: until must be later than the present end and than at. It needs a coded reason.
func (o Offer) Extend(until time.Time, reasonCode ExtendReason, at time.Time) (Offer, []event.Event, error) {
	next, _ := o.settle(at)
	if err := next.permit(ActExtend); err != nil {
		return o, nil, err
	}
	if err := reasoned(ActExtend, reasonCode); err != nil {
		return o, nil, err
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

// Pause keeps the issued letter from being accepted for now. Its time to answer runs on. It needs a coded reason.
func (o Offer) Pause(reasonCode PauseReason, at time.Time) (Offer, []event.Event, error) {
	next, _ := o.settle(at)
	if err := next.permit(ActPause); err != nil {
		return o, nil, err
	}
	if err := reasoned(ActPause, reasonCode); err != nil {
		return o, nil, err
	}
	return o.answer(ActPause, at, event.OfferPaused, func(n *Offer) facts {
		n.Paused = true
		return facts{"reason_code": reasonCode}
	})
}

// Resume ends a pause.
func (o Offer) Resume(at time.Time) (Offer, []event.Event, error) {
	return o.answer(ActResume, at, event.OfferResumed, func(n *Offer) facts { n.Paused = false; return nil })
}
