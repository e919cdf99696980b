package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// Revise writes the next letter version of the same handoff: with further amendments, other positions, a new letter date
// alone, or (rebase) the wording in force today. Pins stay as they were otherwise.
func (s *Service) Revise(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, raw []byte, claim *store.Claim) (Result, error) {
	rev, err := parseRevision(raw)
	if err != nil {
		return Result{}, err
	}
	current, err := s.open(ctx, by, id, ifMatch)
	if err != nil {
		return Result{}, err
	}
	o, err := s.orderOf(ctx, by, current, rev)
	if err != nil {
		return Result{}, err
	}
	d, err := s.make(o)
	if err != nil {
		return Result{}, err
	}
	w := s.begin(by, claim)
	w.status, w.Expect = statusCreated, current.Revision
	prev, _, err := s.previous(ctx, by, current)
	if err != nil {
		return Result{}, err
	}
	past, err := s.historyNow(ctx, scopeOf(by), current)
	if err != nil {
		return Result{}, err
	}
	next, err := s.rewritten(ctx, w, current, d, prev, past, rev)
	if err != nil {
		return Result{}, err
	}
	if next, err = s.apply(ctx, w, next); err != nil {
		return Result{}, err
	}
	r, err := s.result(ctx, doneScope(by), next, next.Letter, next.Revision)
	r.Created = true
	return r, err
}

// rewritten adds a draft to a write as the next version of its offer.
func (s *Service) rewritten(ctx context.Context, w *write, current offer.Offer, d draft, prev *before, past history, rev Revision) (offer.Offer, error) {
	flags, err := s.flagged(ctx, d, current, w, prev)
	if err != nil {
		return offer.Offer{}, err
	}
	book, moves, err := s.plan(d, current, *past.book, w.at)
	if err != nil {
		return current, err
	}
	read, err := past.reading(d.entity, past.promised[current.Handoff], d.verbal, d.written.Sheet)
	if err != nil {
		return offer.Offer{}, err
	}
	gate := d.standing(flags, past.told, book, read).gate()
	next, events, err := d.count(current, flags, gate).Revised(d.number, gateOf(gate), w.at)
	if err != nil {
		return next, err
	}
	written := letterFacts(d)
	written.Redated, written.Rebased = rev.Redate, rev.Rebase
	withFacts(&events[len(events)-1], written)
	w.Events = append(w.Events, events...)
	v := s.version(d, next, w)
	w.Letter = &v
	w.raise(flags)
	if err := s.wait(d, w, next, flags, past); err != nil {
		return next, err
	}
	w.consents(book, moves, d.number)
	return next, nil
}

// parseRevision reads a Revision strictly. One that asks for nothing is refused.
func parseRevision(raw []byte) (Revision, error) {
	var rev Revision
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&rev); err != nil {
		return rev, fault.New(fault.Invalid, fault.CodeBadAmendment, "a revision has the fields amendments, choices, redate and rebase, as its schema says")
	}
	changes := len(rev.Amendments) > 0 || len(rev.Choices) > 0 || rev.Rebase
	switch {
	case rev.Redate && changes:
		return rev, fault.New(fault.Invalid, fault.CodeContradiction, "redate changes nothing but the letter date: send it alone")
	case !rev.Redate && !changes:
		return rev, fault.New(fault.Invalid, fault.CodeRequired, "a revision needs amendments, choices, redate or rebase")
	}
	return rev, nil
}

// orderOf is the order for the version that a revision asks for.
func (s *Service) orderOf(ctx context.Context, by actor.Actor, o offer.Offer, rev Revision) (order, error) {
	v, err := s.Store.Letter(ctx, scopeOf(by), o.ID, o.Letter)
	if err != nil {
		return order{}, err
	}
	record, err := s.recordOf(ctx, scopeOf(by), o.ID, o.Handoff)
	if err != nil {
		return order{}, err
	}
	next, err := s.first(ctx, by, record, v.Lock.Handoff, v.Number+1)
	if err != nil {
		return order{}, err
	}
	next.mark = v.Lock.Mark
	if by.Test {
		next.mark = letter.Test
	}
	if !rev.Rebase {
		next.asOf, next.pins = v.Lock.AsOf, v.Lock.Pins
	}
	if next.amendments, err = s.amendments(by, v.Amendments, rev.Amendments); err != nil {
		return order{}, err
	}
	next.choices = choices(v.Choices, rev.Choices)
	return next, nil
}

// amendments adds new ones to those in force. Author and time are the server's to set; ids are unique within a letter.
func (s *Service) amendments(by actor.Actor, old, added []terms.Amendment) ([]terms.Amendment, error) {
	taken := map[terms.ID]bool{}
	for _, a := range old {
		taken[a.ID] = true
	}
	var faults []fault.Fault
	out := append([]terms.Amendment{}, old...)
	now := s.now()
	for i, a := range added {
		at := fault.Pointer("/amendments").Child(strconv.Itoa(i))
		faults = append(faults, a.Faults(at)...)
		if taken[a.ID] {
			faults = append(faults, fault.Fault{Code: fault.CodeDuplicateID, Pointer: at.Child("id"), Term: string(a.Term), Message: "this letter has an amendment of this id already"})
		}
		if a.Term.Under("/employer") {
			faults = append(faults, fault.Fault{Code: fault.CodeBadAmendment, Pointer: at.Child("term"), Term: string(a.Term), Message: "an offer keeps its entity: open a new offer for another one"})
		}
		taken[a.ID] = true
		a.By, a.At = string(by.ID), &now
		out = append(out, a)
	}
	return out, fault.All(fault.CodeBadAmendment, "the amendments are at fault", faults)
}

// choices puts new choices in the place of old ones of the same clause.
func choices(old, added []letter.Choice) []letter.Choice {
	var out []letter.Choice
	for _, o := range old {
		replaced := false
		for _, a := range added {
			replaced = replaced || a.Clause == o.Clause
		}
		if !replaced {
			out = append(out, o)
		}
	}
	return append(out, added...)
}

// recordOf reads the record of a handoff of an offer.
func (s *Service) recordOf(ctx context.Context, scope store.Scope, id offer.ID, handed string) (handoff.Record, error) {
	h, err := s.Store.Handoff(ctx, scope, id, handed)
	if err != nil {
		return handoff.Record{}, err
	}
	record, err := handoff.Stored(h.Raw)
	if err != nil {
		return handoff.Record{}, fmt.Errorf("handoff %s: %w", h.ID, err)
	}
	return record, nil
}

// historyNow reads what has happened to an offer so far.
func (s *Service) historyNow(ctx context.Context, scope store.Scope, o offer.Offer) (history, error) {
	events, err := s.allEvents(ctx, scope, o.ID)
	if err != nil {
		return history{}, err
	}
	return historyOf(events, o.Revision)
}
