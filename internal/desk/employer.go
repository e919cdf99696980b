package desk

import (
	"context"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// Ending is a request to rescind an offer, or to cancel it. The code is a fact, the reason is sealed.
type Ending struct {
	ReasonCode offer.EndReason `json:"reason_code" jsonschema:"title=Reason code,example=budget"`
	Reason     string          `json:"reason" jsonschema:"title=Reason,example=The requisition was closed,minLength=3,maxLength=2000"`
}

// Extension is a request to give the candidate more time to answer.
type Extension struct {
	Expires    time.Time          `json:"expires_at" jsonschema:"title=New end,example=2026-12-11T17:00:00-08:00"`
	ReasonCode offer.ExtendReason `json:"reason_code" jsonschema:"title=Reason code,example=candidate_asked"`
	Reason     string             `json:"reason,omitempty" jsonschema:"title=Reason,maxLength=2000"`
}

// Pausing is a request to keep the issued letter from being accepted for now. Its time to answer runs on.
type Pausing struct {
	ReasonCode offer.PauseReason `json:"reason_code" jsonschema:"title=Reason code,example=mistake_found"`
	Reason     string            `json:"reason,omitempty" jsonschema:"title=Reason,maxLength=2000"`
}

// Backout records that the candidate backed out after accepting, or did not come.
type Backout struct {
	ReasonCode offer.RenegeReason `json:"reason_code" jsonschema:"title=Reason code,example=counter_offer"`
	Reason     string             `json:"reason,omitempty" jsonschema:"title=Reason,maxLength=2000"`
}

// Stopping is a request that time does not count from now on, at most for 14 days.
type Stopping struct {
	ReasonCode offer.StopReason `json:"reason_code" jsonschema:"title=Reason code,example=candidate_asked_for_time"`
	Reason     string           `json:"reason,omitempty" jsonschema:"title=Reason,maxLength=2000"`
}

// Rescind takes an offer back: while its letter can be answered, or after it was accepted.
func (s *Service) Rescind(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, e Ending, claim *store.Claim) (Result, error) {
	if e.Reason == "" {
		return Result{}, needReason()
	}
	return s.act(ctx, by, id, ifMatch, claim, e.Reason, func(o offer.Offer, at time.Time) (offer.Offer, []event.Event, error) {
		return o.Rescind(e.ReasonCode, at)
	})
}

// Cancel drops an offer of which no letter was ever issued.
func (s *Service) Cancel(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, e Ending, claim *store.Claim) (Result, error) {
	if e.Reason == "" {
		return Result{}, needReason()
	}
	return s.act(ctx, by, id, ifMatch, claim, e.Reason, func(o offer.Offer, at time.Time) (offer.Offer, []event.Event, error) {
		return o.Cancel(e.ReasonCode, at)
	})
}

// Extend gives the candidate more time to answer.
func (s *Service) Extend(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, e Extension, claim *store.Claim) (Result, error) {
	return s.act(ctx, by, id, ifMatch, claim, e.Reason, func(o offer.Offer, at time.Time) (offer.Offer, []event.Event, error) {
		return o.Extend(e.Expires, e.ReasonCode, at)
	})
}

// Pause keeps the issued letter from being accepted for now.
func (s *Service) Pause(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, p Pausing, claim *store.Claim) (Result, error) {
	return s.act(ctx, by, id, ifMatch, claim, p.Reason, func(o offer.Offer, at time.Time) (offer.Offer, []event.Event, error) {
		return o.Pause(p.ReasonCode, at)
	})
}

// Resume ends a pause.
func (s *Service) Resume(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, claim *store.Claim) (Result, error) {
	return s.act(ctx, by, id, ifMatch, claim, "", offer.Offer.Resume)
}

// Renege records that the candidate backed out after accepting.
func (s *Service) Renege(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, b Backout, claim *store.Claim) (Result, error) {
	return s.act(ctx, by, id, ifMatch, claim, b.Reason, func(o offer.Offer, at time.Time) (offer.Offer, []event.Event, error) {
		return o.Renege(b.ReasonCode, at)
	})
}

// StopClock keeps time from counting. It counts as stopped once another person has confirmed it.
func (s *Service) StopClock(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, x Stopping, claim *store.Claim) (Result, error) {
	return s.act(ctx, by, id, ifMatch, claim, x.Reason, func(o offer.Offer, at time.Time) (offer.Offer, []event.Event, error) {
		return o.StopClock(string(by.ID), x.ReasonCode, at)
	})
}

// ConfirmClock confirms a stop that another person made.
func (s *Service) ConfirmClock(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, claim *store.Claim) (Result, error) {
	return s.act(ctx, by, id, ifMatch, claim, "", func(o offer.Offer, at time.Time) (offer.Offer, []event.Event, error) {
		return o.ConfirmClock(string(by.ID), at)
	})
}

// ResumeClock lets time count again.
func (s *Service) ResumeClock(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, claim *store.Claim) (Result, error) {
	return s.act(ctx, by, id, ifMatch, claim, "", offer.Offer.ResumeClock)
}

// act performs an act that changes nothing but where the offer stands. The reason is sealed with its event.
func (s *Service) act(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, claim *store.Claim, reason string,
	do func(offer.Offer, time.Time) (offer.Offer, []event.Event, error),
) (Result, error) {
	o, err := s.open(ctx, by, id, ifMatch)
	if err != nil {
		return Result{}, err
	}
	w := s.begin(by, claim)
	w.Expect = o.Revision
	next, events, err := do(o, w.at)
	if err != nil {
		return Result{}, err
	}
	if reason != "" {
		events[len(events)-1].Payload = factsJSON(map[string]string{"reason": reason})
	}
	w.Events = events
	return s.judged(ctx, by, w, next)
}

func needReason() error {
	e := fault.New(fault.Invalid, fault.CodeReasonMissing, "to end an offer takes a reason in words beside its code")
	e.Faults = []fault.Fault{{Code: fault.CodeRequired, Pointer: "/reason", Message: "say why, for those who look at the offer later"}}
	return e
}
