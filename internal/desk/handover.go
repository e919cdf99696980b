package desk

import (
	"context"
	"errors"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// HandOver takes the next handoff of an offer: a correction within the round, or the first of the next round. The
// amendments of the letter before are dropped, each of them named. A record that the offer holds already gives what is
// stored.
func (s *Service) HandOver(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, raw []byte, claim *store.Claim) (Result, error) {
	record, sum, err := s.parse(raw)
	if err != nil {
		return Result{}, err
	}
	current, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return Result{}, err
	}
	if h, err := s.Store.HandoffByDigest(ctx, scopeOf(by), id, sum); err == nil {
		return s.stored(ctx, by, current, h)
	} else if !errors.Is(err, store.ErrNotFound) {
		return Result{}, err
	}
	if current.Revision != ifMatch {
		return Result{}, store.ErrStale
	}
	if err := sameOffer(current, record); err != nil {
		return Result{}, err
	}
	if err := s.sameProposal(ctx, by, current, record); err != nil {
		return Result{}, err
	}
	o, err := s.first(ctx, by, record, sum, current.Letter+1)
	if err != nil {
		return Result{}, err
	}
	d, err := s.make(o)
	if err != nil {
		return Result{}, err
	}
	for range openAttempts {
		r, err := s.handOver(ctx, by, current, raw, d, claim)
		if !errors.Is(err, store.ErrExists) {
			return r, err
		}
		// The same record came by another way in the meantime, or somebody else wrote down the person whom it names.
		if h, err := s.Store.HandoffByDigest(ctx, scopeOf(by), id, sum); err == nil {
			return s.stored(ctx, by, current, h)
		}
	}
	return Result{}, store.ErrExists
}

func (s *Service) handOver(ctx context.Context, by actor.Actor, current offer.Offer, raw []byte, d draft, claim *store.Claim) (Result, error) {
	w := s.begin(by, claim)
	w.status, w.Expect = statusCreated, current.Revision
	prev, dropped, err := s.previous(ctx, by, current)
	if err != nil {
		return Result{}, err
	}
	people := s.people()
	agreedBy, err := people.id(ctx, &d.record.Agreed.By)
	if err != nil {
		return Result{}, err
	}
	w.People = people.fresh
	o := current
	o.Author, o.Place = string(by.ID), d.record.Terms.Place.Jurisdiction
	flags, err := s.flagged(ctx, d, o, w, prev)
	if err != nil {
		return Result{}, err
	}
	past, err := s.historyNow(ctx, scopeOf(by), current)
	if err != nil {
		return Result{}, err
	}
	book, moves, err := s.plan(d, o, *past.book, w.at)
	if err != nil {
		return Result{}, err
	}
	read, err := past.reading(d.entity, agreedBy, d.verbal, d.written.Sheet)
	if err != nil {
		return Result{}, err
	}
	gate := d.standing(flags, nil, book, read).gate()
	o = d.count(o, flags, gate)
	handed := offer.Handoff{ID: w.newID(), Letter: d.number, Place: o.Place, Start: startDate(d.record), Author: string(by.ID)}
	next, events, err := o.Handover(handed, gateOf(gate), w.at)
	if err != nil {
		return Result{}, err
	}
	withFact(&events[len(events)-1], "agreed", agreedOf(d.record, agreedBy))
	if len(dropped) > 0 {
		withFact(&events[len(events)-1], "dropped_amendments", dropped)
	}
	w.Events = events
	w.Handoff = handoffOf(d, next, raw, w)
	v := s.version(d, next, w)
	w.Letter = &v
	w.tell(event.LetterWritten, d.number, letterFacts(d), nil)
	w.raise(flags)
	if err := s.wait(d, w, next, flags, past); err != nil {
		return Result{}, err
	}
	w.consents(book, moves, d.number)
	if next, err = s.apply(ctx, w, next); err != nil {
		return Result{}, err
	}
	r, err := s.result(ctx, doneScope(by), next, next.Letter, next.Revision)
	r.Created = true
	return r, err
}

// previous gives the flags of the latest version and the terms of its amendments.
func (s *Service) previous(ctx context.Context, by actor.Actor, o offer.Offer) (*before, []terms.Pointer, error) {
	if o.Letter == 0 {
		return nil, nil, nil
	}
	v, err := s.Store.Letter(ctx, scopeOf(by), o.ID, o.Letter)
	if err != nil {
		return nil, nil, err
	}
	flags, err := s.Store.Flags(ctx, scopeOf(by), o.ID, o.Letter)
	if err != nil {
		return nil, nil, err
	}
	var dropped []terms.Pointer
	for _, a := range v.Amendments {
		dropped = append(dropped, a.Term)
	}
	return &before{flags: flags}, dropped, nil
}

// sameOffer refuses a record that speaks of another entity or source than the offer.
func sameOffer(o offer.Offer, r handoff.Record) error {
	var faults []fault.Fault
	if r.Employer.Entity != string(o.Entity) {
		faults = append(faults, fault.Fault{
			Code: fault.CodeContradiction, Pointer: "/employer/entity", Term: "/employer/entity",
			Message: "an offer keeps its entity: open a new offer for another one",
		})
	}
	if src := sourceOf(r); src.Application != "" && src != o.Source {
		faults = append(faults, fault.Fault{
			Code: fault.CodeContradiction, Pointer: "/source", Message: "the record names another source than the offer was opened for",
		})
	}
	return fault.All(fault.CodeInvalidRecord, "the record does not belong to this offer", faults)
}
