package desk

import (
	"context"
	"errors"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// waiverMost is how long a clearance can hold beyond its letter: as long as a precedent counts.
const waiverMost = review.PrecedentAge

// waive makes of a clearance one that holds beyond its letter: the same rule finding the same value at the same employer
// and place is cleared by it until then. It needs a reason, as what is not decided again has to be understood later.
func (w *write) waive(o offer.Offer, f review.Flag, until *time.Time) error {
	if until == nil {
		return nil
	}
	var faults []fault.Fault
	add := func(code fault.Code, p fault.Pointer, message string) {
		faults = append(faults, fault.Fault{Code: code, Pointer: p, Message: message})
	}
	if f.Decision.Verdict != review.Clear {
		add(fault.CodeNotAllowed, "/holds_until", "only a flag that is cleared as it is can be cleared beyond its letter")
	}
	if f.Decision.Comment == "" {
		add(fault.CodeReasonMissing, "/comment", "what holds beyond its letter needs a reason")
	}
	if !until.After(w.at) || until.After(w.at.Add(waiverMost)) {
		add(fault.CodeOutOfRange, "/holds_until", "must lie in the future, at most 365 days ahead")
	}
	if len(f.Measures) == 0 {
		add(fault.CodeNotAllowed, "/holds_until", "the flag is about no value that another letter could share")
	}
	if len(faults) > 0 {
		return fault.All(fault.CodeInvalidRecord, "the decision is at fault", faults)
	}
	x := store.Waiver{WaiverKey: waiverKey(o, f), ID: f.Decision.ID, Offer: o.ID, Author: f.Decision.By, Created: w.at, Expires: until.UTC()}
	if len(f.Deviation.Terms) > 0 {
		x.Term = f.Deviation.Terms[0]
	}
	w.Waivers = append(w.Waivers, x)
	withFact(&w.Events[len(w.Events)-1], "holds_until", x.Expires)
	return nil
}

func waiverKey(o offer.Offer, f review.Flag) store.WaiverKey {
	sum, err := digest.OfJSON(f.Measures)
	if err != nil {
		panic("desk: measures cannot be written: " + err.Error()) // words and decimals
	}
	return store.WaiverKey{Code: f.Deviation.Code, Entity: o.Entity, Place: o.Place, Value: sum}
}

// waived clears the flags that a waiver covers.
func (s *Service) waived(ctx context.Context, o offer.Offer, flags []review.Flag) ([]review.Flag, error) {
	for i, f := range flags {
		if f.Status != review.Open || len(f.Measures) == 0 {
			continue
		}
		w, err := s.Store.WaiverOf(ctx, waiverKey(o, f), s.now())
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		until := w.Expires
		flags[i].Carried = &review.Carried{Decision: w.ID, Verdict: review.Clear, Until: &until}
		flags[i].Status = review.StatusOf(flags[i])
	}
	return flags, nil
}

// Waivers gives the clearances that hold beyond their letter, newest first.
func (s *Service) Waivers(ctx context.Context, by actor.Actor) ([]store.Waiver, error) {
	return s.Store.ListWaivers(ctx, scopeOf(by), s.now())
}

// EndWaiver ends a clearance that holds beyond its letter. What it has cleared stays cleared.
func (s *Service) EndWaiver(ctx context.Context, by actor.Actor, id string) error {
	all, err := s.Waivers(ctx, by)
	if err != nil {
		return err
	}
	for _, w := range all {
		if w.ID == id {
			return s.Store.Apply(ctx, store.Changes{EndWaiver: &store.Revocation{Key: id, At: s.now()}})
		}
	}
	return store.ErrNotFound
}
