package desk

import (
	"context"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// VerbalAnswer is what a candidate said to an offer made aloud.
type VerbalAnswer string

// The answers. A no ends the offer without a letter.
const (
	VerbalAccepted VerbalAnswer = "accepted"
	VerbalChanges  VerbalAnswer = "asked_for_changes"
	VerbalThinking VerbalAnswer = "thinking"
	VerbalDeclined VerbalAnswer = "declined"
)

// Enum lists the answers, for the schema.
func (VerbalAnswer) Enum() []string {
	return []string{string(VerbalAccepted), string(VerbalChanges), string(VerbalThinking), string(VerbalDeclined)}
}

// Verbal says that a proposed offer was made aloud, or what the candidate said to it, or both.
type Verbal struct {
	At      time.Time       `json:"at" jsonschema:"title=At,example=2026-11-18T15:30:00-08:00"`
	Channel handoff.Channel `json:"channel" jsonschema:"title=Channel,example=phone"`
	// By is the staff address of who spoke.
	By     string       `json:"by" jsonschema:"title=By,example=robin.lee@acme.example,minLength=3,maxLength=200"`
	Answer VerbalAnswer `json:"answer,omitempty" jsonschema:"title=Answer,example=thinking"`
	// Reason is the main reason of a no; absent when nobody asked.
	Reason  *event.DeclinedBecause  `json:"reason,omitempty" jsonschema:"title=Main reason"`
	Further []event.DeclinedBecause `json:"further,omitempty" jsonschema:"title=Further reasons,maxItems=2"`
	Note    string                  `json:"note,omitempty" jsonschema:"title=Note,example=Wants to talk to the family,maxLength=2000"`
}

// Verbal records a verbal offer, and the candidate's answer where there is one. A no ends the offer.
func (s *Service) Verbal(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, v Verbal, claim *store.Claim) (Result, error) {
	o, err := s.open(ctx, by, id, ifMatch)
	if err != nil {
		return Result{}, err
	}
	w := s.begin(by, claim)
	w.Expect = o.Revision
	if err := v.check(w.at, o); err != nil {
		return Result{}, err
	}
	people := s.people()
	spoke, err := people.id(ctx, &v.By)
	if err != nil {
		return Result{}, err
	}
	w.People = people.fresh
	history, err := s.allEvents(ctx, scopeOf(by), o.ID)
	if err != nil {
		return Result{}, err
	}
	next, events, err := v.acts(o, spoke, offeredBefore(history), w.at)
	if err != nil {
		return Result{}, err
	}
	if v.Note != "" {
		events[len(events)-1].Payload = factsJSON(map[string]string{"note": v.Note})
	}
	w.Events = events
	return s.judged(ctx, by, w, next)
}

// acts are the verbal offer, unless there was one and this is the answer to it, and the answer.
func (v Verbal) acts(o offer.Offer, spoke actor.ID, offered bool, now time.Time) (offer.Offer, []event.Event, error) {
	var all []event.Event
	common := verbalFacts{By: spoke, Channel: v.Channel, Backdated: backdated(v.At, now)}
	add := func(next offer.Offer, events []event.Event, err error) error {
		if err == nil {
			withFacts(&events[len(events)-1], common)
			o, all = next, append(all, events...)
		}
		return err
	}
	if !offered || v.Answer == "" {
		if err := add(o.VerbalOffer(string(v.Channel), v.At)); err != nil {
			return o, nil, err
		}
	}
	switch v.Answer {
	case "":
	case VerbalDeclined:
		reason := event.DeclinedBecause{Code: event.ReasonUnknown}
		if v.Reason != nil {
			reason = *v.Reason
		}
		stage := stageOf(o)
		if err := add(o.Decline(string(reason.Code), v.At)); err != nil {
			return o, nil, err
		}
		withFacts(&all[len(all)-1], declinedFacts{Stage: stage, Term: reason.Term, Further: v.Further})
	default:
		if err := add(o.VerbalAnswer(string(v.Answer), v.At)); err != nil {
			return o, nil, err
		}
	}
	return o, all, nil
}

// verbalFacts are what of the verbal stage stands in clear.
type verbalFacts struct {
	By        actor.ID        `json:"by"`
	Channel   handoff.Channel `json:"channel"`
	Backdated bool            `json:"backdated,omitempty"`
}

// offeredBefore says whether the proposal that stands now was offered aloud.
func offeredBefore(events []event.Event) bool {
	offered := false
	for _, e := range events {
		switch e.Type {
		case event.VerbalOffered:
			offered = true
		case event.ProposalReplaced:
			offered = false
		}
	}
	return offered
}

// check says what is wrong with the request. A verbal stage is over once the terms were handed over.
func (v Verbal) check(now time.Time, o offer.Offer) error {
	var faults []fault.Fault
	add := func(code fault.Code, p fault.Pointer, message string) {
		faults = append(faults, fault.Fault{Code: code, Pointer: p, Message: message})
	}
	if v.At.After(now) {
		add(fault.CodeOutOfRange, "/at", "nobody can have spoken in the future")
	}
	if o.State == offer.Proposed && backdated(v.At, o.Opened) {
		add(fault.CodeOutOfRange, "/at", "this is more than 30 days before the offer was proposed")
	}
	if v.Answer != VerbalDeclined && (v.Reason != nil || len(v.Further) > 0) {
		add(fault.CodeContradiction, "/reason", "reasons belong to the answer declined")
	}
	return fault.All(fault.CodeInvalidRequest, "the request is at fault", faults)
}
