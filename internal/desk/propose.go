package desk

import (
	"cmp"
	"context"
	"errors"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// Propose opens an offer whose terms nobody has promised yet: approvals can begin, and a handoff of the same offer is
// compared with what was approved. The same proposal of a source that is known already gives the stored offer.
func (s *Service) Propose(ctx context.Context, by actor.Actor, raw []byte, claim *store.Claim) (Result, error) {
	p, err := handoff.ParseProposal(raw, s.Validator)
	if err != nil {
		return Result{}, err
	}
	record := p.Record()
	if err := s.mayUse(by, record.Employer.Entity); err != nil {
		return Result{}, err
	}
	if _, err := s.entityOf(record); err != nil {
		return Result{}, err
	}
	sum, err := digest.OfJSON(p)
	if err != nil {
		return Result{}, err
	}
	for range openAttempts {
		if r, known, err := s.proposed(ctx, by, record, sum); known || err != nil {
			return r, err
		}
		r, err := s.propose(ctx, by, raw, record, sum, claim)
		if !errors.Is(err, store.ErrExists) {
			return r, err
		}
	}
	return Result{}, store.ErrExists
}

func (s *Service) propose(ctx context.Context, by actor.Actor, raw []byte, record handoff.Record, sum digest.Digest, claim *store.Claim) (Result, error) {
	w := s.begin(by, claim)
	w.status = statusCreated
	o, _, err := s.newOffer(ctx, w, record, s.markFor(by))
	if err != nil {
		return Result{}, err
	}
	o.Proposal = w.newID()
	next, events, err := offer.Propose(o, w.at)
	if err != nil {
		return Result{}, err
	}
	j, err := s.judgedOf(ctx, record)
	if err != nil {
		return Result{}, err
	}
	book, moves, err := s.planned(j, o.Groups, approval.Book{}, w.at)
	if err != nil {
		return Result{}, err
	}
	w.Events = events
	w.consents(book, moves, 0)
	w.proposes(next, record, sum, raw)
	return s.judged(ctx, by, w, next)
}

// proposes keeps the bytes of an offer's proposal, and who it is for.
func (w *write) proposes(o offer.Offer, record handoff.Record, sum digest.Digest, raw []byte) {
	w.Handoff = &store.Handoff{ID: o.Proposal, Offer: o.ID, Round: o.Round, Digest: sum, Received: w.at, By: w.by.ID, Raw: raw}
	w.Proposed = &store.Card{Candidate: record.Candidate.Name.Full, Title: record.Terms.Role.Title}
}

// Repropose puts another package of terms in the place of an offer's proposal, before any handoff. Steps of approval whose
// terms changed are asked anew, those of the others carry over, each with an event. The proposal that stands already gives
// what is stored.
func (s *Service) Repropose(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, raw []byte, claim *store.Claim) (Result, error) {
	p, err := handoff.ParseProposal(raw, s.Validator)
	if err != nil {
		return Result{}, err
	}
	record := p.Record()
	sum, err := digest.OfJSON(p)
	if err != nil {
		return Result{}, err
	}
	current, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return Result{}, err
	}
	before, err := s.Store.HandoffByDigest(ctx, scopeOf(by), id, sum)
	switch known := err == nil; {
	case known && before.ID == current.Proposal:
		return s.result(ctx, scopeOf(by), current, current.Letter, current.Revision)
	case !known && !errors.Is(err, store.ErrNotFound):
		return Result{}, err
	case current.Revision != ifMatch:
		return Result{}, store.ErrStale
	}
	if err := sameOffer(current, record); err != nil {
		return Result{}, err
	}
	w := s.begin(by, claim)
	w.Expect = current.Revision
	proposed := offer.Handoff{
		ID: cmp.Or(before.ID, w.newID()), Kind: string(record.Letter.Kind), Place: record.Terms.Place.Jurisdiction, Start: startDate(record), Author: string(by.ID),
	}
	next, events, err := current.Repropose(proposed, w.at)
	if err != nil {
		return Result{}, err
	}
	j, err := s.judgedOf(ctx, record)
	if err != nil {
		return Result{}, err
	}
	past, err := s.historyNow(ctx, scopeOf(by), current)
	if err != nil {
		return Result{}, err
	}
	book, moves, err := s.planned(j, current.Groups, *past.book, w.at)
	if err != nil {
		return Result{}, err
	}
	w.Events = events
	w.consents(book, moves, 0)
	if w.proposes(next, record, sum, raw); before.ID != "" { // one that was replaced before stands again
		w.Handoff = nil
	}
	return s.judged(ctx, by, w, next)
}

// proposed looks for the offer that a proposal's source names.
func (s *Service) proposed(ctx context.Context, by actor.Actor, record handoff.Record, sum digest.Digest) (Result, bool, error) {
	src := sourceOf(record)
	if src.Application == "" {
		return Result{}, false, nil
	}
	o, err := s.Store.OfferBySource(ctx, scopeOf(by), entity.ID(record.Employer.Entity), src)
	if errors.Is(err, store.ErrNotFound) {
		return Result{}, false, nil
	}
	if err != nil {
		return Result{}, false, err
	}
	h, err := s.Store.HandoffByDigest(ctx, scopeOf(by), o.ID, sum)
	if err == nil && h.ID == o.Proposal {
		r, err := s.result(ctx, scopeOf(by), o, o.Letter, o.Revision)
		return r, true, err
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return Result{}, false, err
	}
	e := fault.New(fault.Conflict, fault.CodeSourceExists, "this source has an offer already")
	e.Location = "/v1/offers/" + string(o.ID)
	return Result{}, false, e
}

// proposal reads the terms that an offer was proposed with; ok is false when nobody proposed it.
func (s *Service) proposal(ctx context.Context, scope store.Scope, o offer.Offer) (record handoff.Record, ok bool, err error) {
	if o.Proposal == "" {
		return handoff.Record{}, false, nil
	}
	h, err := s.Store.Handoff(ctx, scope, o.ID, o.Proposal)
	if err != nil {
		return handoff.Record{}, false, err
	}
	p, err := handoff.StoredProposal(h.Raw)
	return p.Record(), true, err
}

// termsDigest names the terms of a proposal: what a record's approved.terms holds.
func termsDigest(r handoff.Record) (digest.Digest, error) { return digest.OfJSON(r.Terms) }

// sameProposal refuses a record that says it comes from an approved proposal which is not this offer's.
func (s *Service) sameProposal(ctx context.Context, by actor.Actor, o offer.Offer, r handoff.Record) error {
	if r.Approved == nil {
		return nil
	}
	at := fault.Fault{Pointer: "/approved/terms", Code: fault.CodeBadReference, Message: "this offer was never proposed: leave approved out, or hand over at the offer that the proposal opened"}
	proposal, ok, err := s.proposal(ctx, scopeOf(by), o)
	if err != nil {
		return err
	}
	if ok {
		sum, err := termsDigest(proposal)
		if err != nil || sum == r.Approved.Terms {
			return err
		}
		at.Code, at.Message = fault.CodeDigestMismatch, "the offer's proposal has other terms: read its proposal and send the digest that stands there"
	}
	return fault.All(fault.CodeInvalidRecord, "the record does not belong to this proposal", []fault.Fault{at})
}
