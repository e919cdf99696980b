package desk

import (
	"context"
	"errors"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// Receive takes a handoff record and opens an offer with its first letter. The same record of a source that is known
// already gives the stored offer, another record of it is refused: it belongs to that offer.
func (s *Service) Receive(ctx context.Context, by actor.Actor, raw []byte, claim *store.Claim) (Result, error) {
	record, sum, err := s.parse(raw)
	if err != nil {
		return Result{}, err
	}
	if err := s.mayUse(by, record.Employer.Entity); err != nil {
		return Result{}, err
	}
	if r, known, err := s.known(ctx, by, record, sum); known || err != nil {
		return r, err
	}
	if err := s.sameProposal(ctx, by, offer.Offer{}, record); err != nil {
		return Result{}, err
	}
	o, err := s.first(ctx, by, record, sum, 1)
	if err != nil {
		return Result{}, err
	}
	d, err := s.make(o)
	if err != nil {
		return Result{}, err
	}
	for range openAttempts {
		r, err := s.openOffer(ctx, by, raw, d, nil, claim)
		if !errors.Is(err, store.ErrExists) {
			return r, err
		}
		// Somebody else opened this source's offer in the meantime, or wrote down a person whom both name.
		if r, known, err := s.known(ctx, by, record, sum); known || err != nil {
			return r, err
		}
	}
	return Result{}, store.ErrExists
}

// openAttempts is how often an offer is opened anew when somebody else has just written one of the people that it names.
const openAttempts = 5

// openOffer writes the first handoff, letter and flags of a new offer. base is the accepted offer that it amends, nil for an
// offer of its own.
func (s *Service) openOffer(ctx context.Context, by actor.Actor, raw []byte, d draft, base *offer.Offer, claim *store.Claim) (Result, error) {
	w := s.begin(by, claim)
	w.status = statusCreated
	o, agreed, err := s.newOffer(ctx, w, d.record, d.mark)
	if err != nil {
		return Result{}, err
	}
	if base != nil {
		if err := w.amending(*base, &o); err != nil {
			return Result{}, err
		}
	}
	o.Handoff, o.Letter = w.newID(), d.number
	v := s.version(d, o, w)
	flags, err := s.flagged(ctx, d, o, w, nil)
	if err != nil {
		return Result{}, err
	}
	book, moves, err := s.plan(d, o, approval.Book{}, w.at)
	if err != nil {
		return Result{}, err
	}
	read, err := history{}.reading(d.entity, agreed.By, d.verbal, d.written.Sheet)
	if err != nil {
		return Result{}, err
	}
	gate := d.standing(flags, nil, book, read).gate()
	o = d.count(o, flags, gate)
	next, events, err := offer.Open(o, gateOf(gate), w.at)
	if err != nil {
		return Result{}, err
	}
	if base == nil { // an amendment is alike to what it amends
		if w.Result.Alike, err = s.alike(ctx, by, d.record); err != nil {
			return Result{}, err
		}
	}
	w.Events = events
	w.Handoff = handoffOf(d, next, raw, w)
	w.tell(event.HandoffReceived, 0, handoffFacts{Handoff: w.Handoff.ID, Agreed: &agreed}, nil)
	w.tell(event.LetterWritten, 1, letterFacts(d), nil)
	w.Letter = &v
	w.raise(flags)
	if err := s.wait(d, w, next, flags, history{}); err != nil {
		return Result{}, err
	}
	w.consents(book, moves, d.number)
	if next, err = s.apply(ctx, w, next); err != nil {
		return Result{}, err
	}
	r, err := s.result(ctx, doneScope(by), next, next.Letter, next.Revision)
	r.Created, r.Warnings = true, warningsOf(w.Result.Alike)
	return r, err
}

// known looks for the offer that a record's source names.
func (s *Service) known(ctx context.Context, by actor.Actor, record handoff.Record, sum digest.Digest) (Result, bool, error) {
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
	if errors.Is(err, store.ErrNotFound) {
		e := fault.New(fault.Conflict, fault.CodeSourceExists,
			"this source has an offer already: send another handoff of it to that offer's handoffs")
		e.Location = "/v1/offers/" + string(o.ID)
		return Result{}, false, e
	}
	if err != nil {
		return Result{}, false, err
	}
	r, err := s.stored(ctx, by, o, h)
	return r, true, err
}

// stored is the answer about a handoff that was taken before.
func (s *Service) stored(ctx context.Context, by actor.Actor, o offer.Offer, h store.Handoff) (Result, error) {
	versions, err := s.Store.ListLetters(ctx, scopeOf(by), o.ID)
	if err != nil {
		return Result{}, err
	}
	n := o.Letter
	for _, v := range versions { // newest first
		if v.Handoff == h.ID {
			n = v.Number
			break
		}
	}
	return s.result(ctx, scopeOf(by), o, n, o.Revision)
}

// newOffer is the offer as its first record names it, and how that was agreed.
func (s *Service) newOffer(ctx context.Context, w *write, r handoff.Record, mark letter.Mark) (offer.Offer, agreedFacts, error) {
	people := s.people()
	agreedBy, err := people.id(ctx, &r.Agreed.By)
	if err != nil {
		return offer.Offer{}, agreedFacts{}, err
	}
	manager, recruiter, err := people.hiring(ctx, r.Hiring)
	if err != nil {
		return offer.Offer{}, agreedFacts{}, err
	}
	w.People = people.fresh
	o := offer.Offer{
		ID: offer.ID(w.newID()), Entity: entity.ID(r.Employer.Entity), Source: sourceOf(r), Place: r.Terms.Place.Jurisdiction,
		Kind: string(r.Letter.Kind), Round: 1, Author: string(w.by.ID), Mark: string(mark), Start: startDate(r),
	}
	if h := r.Hiring; h != nil {
		o.Groups = offer.Groups{
			Requisition: value(h.Requisition), Department: value(h.Department), JobFamily: value(h.JobFamily), Level: value(h.Level),
			HiringManager: string(manager), Recruiter: string(recruiter),
		}
		o.Confidential = h.Confidential != nil && *h.Confidential
	}
	return o, agreedOf(r, agreedBy), nil
}

func sourceOf(r handoff.Record) offer.Source {
	if r.Source == nil {
		return offer.Source{}
	}
	return offer.Source{System: r.Source.System, Account: value(r.Source.Account), Application: value(r.Source.Application)}
}

func startDate(r handoff.Record) *cal.Date {
	if r.Terms.Start.Type == terms.OnDate {
		return r.Terms.Start.Date
	}
	return nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func handoffOf(d draft, o offer.Offer, raw []byte, w *write) *store.Handoff {
	h := &store.Handoff{ID: o.Handoff, Offer: o.ID, Round: o.Round, Digest: d.digest, Received: w.at, By: w.by.ID, Raw: raw}
	if d.record.Source != nil {
		h.Version = value(d.record.Source.Version)
	}
	return h
}
