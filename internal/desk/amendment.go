package desk

import (
	"context"
	"errors"
	"strconv"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// Amend takes a handoff of kind amendment to an accepted offer and opens an offer of its own for it, with its first
// letter. Both offers are written together: the accepted one says that it is being amended, and its letter stays in force
// until the candidate accepts the amendment. ifMatch is the revision of the accepted offer. A record that one of its
// amendments holds already gives what is stored.
func (s *Service) Amend(ctx context.Context, by actor.Actor, id offer.ID, ifMatch int64, raw []byte, claim *store.Claim) (Result, error) {
	record, sum, err := s.parse(raw)
	if err != nil {
		return Result{}, err
	}
	base, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return Result{}, err
	}
	if r, known, err := s.amendmentKnown(ctx, by, base, sum); known || err != nil {
		return r, err
	}
	if base.Revision != ifMatch {
		return Result{}, store.ErrStale
	}
	if err := s.amendable(ctx, by, base, record); err != nil {
		return Result{}, err
	}
	o, err := s.first(ctx, by, record, sum, 1)
	if err != nil {
		return Result{}, err
	}
	if base.Mark != "" { // what is tried out stays so
		o.mark = letter.Mark(base.Mark)
	}
	d, err := s.make(o)
	if err != nil {
		return Result{}, err
	}
	for range openAttempts {
		r, err := s.openOffer(ctx, by, raw, d, &base, claim)
		if !errors.Is(err, store.ErrExists) { // somebody else has just written one of the people whom it names
			return r, err
		}
	}
	return Result{}, store.ErrExists
}

// amendmentKnown looks for an amendment of the offer that was opened by the same record.
func (s *Service) amendmentKnown(ctx context.Context, by actor.Actor, base offer.Offer, sum digest.Digest) (Result, bool, error) {
	for _, id := range base.Amendments {
		h, err := s.Store.HandoffByDigest(ctx, scopeOf(by), id, sum)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return Result{}, false, err
		}
		o, err := s.Store.Offer(ctx, scopeOf(by), id)
		if err != nil {
			return Result{}, false, err
		}
		r, err := s.stored(ctx, by, o, h)
		return r, true, err
	}
	return Result{}, false, nil
}

// amendable says why a record cannot amend an offer: it is not accepted, an amendment is on its way, or the record speaks
// of something else.
func (s *Service) amendable(ctx context.Context, by actor.Actor, base offer.Offer, r handoff.Record) error {
	if _, _, err := base.Amend("", s.now()); err != nil {
		return err
	}
	if n := len(base.Amendments); n > 0 {
		last, err := s.Store.Offer(ctx, store.Scope{}, base.Amendments[n-1])
		if err != nil {
			return err
		}
		if !last.Ended() {
			e := fault.New(fault.Conflict, fault.CodeAmendmentOpen, "an amendment of this offer is %s: hand the further change over at its handoffs, or end it first", last.State)
			e.Location = "/v1/offers/" + string(last.ID)
			return e
		}
	}
	if err := sameOffer(base, r); err != nil {
		return err
	}
	if err := namesInForce(base, r.Letter); err != nil {
		return err
	}
	return s.sameProposal(ctx, by, offer.Offer{}, r)
}

// namesInForce wants an amendment to name the letter that it changes: the one in force.
func namesInForce(base offer.Offer, l handoff.Letter) error {
	if l.Amends == nil {
		return fault.All(fault.CodeInvalidRecord, "the record does not amend this offer", []fault.Fault{{
			Code: fault.CodeContradiction, Pointer: "/letter/kind", Message: "what amends an accepted offer is of kind amendment, and says which letter version it changes",
		}})
	}
	now := base.InForce()
	var faults []fault.Fault
	if l.Amends.Offer != string(now.Offer) {
		faults = append(faults, fault.Fault{
			Code: fault.CodeContradiction, Pointer: "/letter/amends/offer", Message: "the letter in force is of offer " + string(now.Offer),
		})
	} else if l.Amends.Letter != now.Letter {
		faults = append(faults, fault.Fault{Code: fault.CodeContradiction, Pointer: "/letter/amends/letter", Message: "another version is in force: " + strconv.Itoa(now.Letter)})
	}
	return fault.All(fault.CodeInvalidRecord, "the record does not amend the letter that is in force", faults)
}

// amending makes a new offer an amendment of an accepted one, and puts the event of the latter beside the write.
func (w *write) amending(base offer.Offer, o *offer.Offer) error {
	inForce := base.InForce()
	o.Amends, o.Confidential = &inForce, o.Confidential || base.Confidential
	if o.Groups == (offer.Groups{}) { // the record need not say again who hires
		o.Groups = base.Groups
	}
	next, events, err := base.Amend(o.ID, w.at)
	return w.aside(base, next, events, err)
}

// takesEffect puts beside the write of an acceptance that the amended letter gives way to this one. The two are written
// together or neither: of an acceptance and a rescission of what it amends, one wins.
func (s *Service) takesEffect(ctx context.Context, w *write, o offer.Offer, at time.Time) error {
	base, err := s.amendedOffer(ctx, o)
	if err != nil {
		return err
	}
	next, events, err := base.TakeAmendment(offer.LetterRef{Offer: o.ID, Letter: w.letter}, at)
	if err != nil && base.State != offer.Accepted {
		return fault.New(fault.Conflict, fault.CodeState, "the offer that this letter amends is %s: the amendment can no longer be accepted", base.State)
	}
	return w.aside(base, next, events, err)
}

// aside puts an act on another offer into the write.
func (w *write) aside(was, next offer.Offer, events []event.Event, err error) error {
	if err != nil {
		return err
	}
	w.Beside = &store.Beside{Offer: next, Expect: was.Revision, Events: events}
	return nil
}

// amendedOffer reads the offer that an amendment was opened to: the one that was accepted first. It is found by what the
// amendment names, which is that one's letter or the letter of an earlier amendment to it.
func (s *Service) amendedOffer(ctx context.Context, o offer.Offer) (offer.Offer, error) {
	for o.Amends != nil {
		var err error
		if o, err = s.Store.Offer(ctx, store.Scope{}, o.Amends.Offer); err != nil {
			return offer.Offer{}, err
		}
	}
	return o, nil
}

// amendsOf is the day that the letter bears which a record amends; nil for a record that amends none, and for a letter that
// is not at hand: without a database, of an offer that the actor may not see, or of one that was erased.
func (s *Service) amendsOf(ctx context.Context, by actor.Actor, r handoff.Record) (*cal.Date, error) {
	a := r.Letter.Amends
	if a == nil || s.Store == nil {
		return nil, nil
	}
	v, err := s.Store.Letter(ctx, scopeOf(by), offer.ID(a.Offer), a.Letter)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &v.Lock.LetterDate, nil
}

// Related is another offer of the same promise: one that amends this one, or that this one amends.
type Related struct {
	Offer  offer.ID    `json:"offer_id"`
	State  offer.State `json:"state"`
	Letter int         `json:"letter_version"` // its latest letter
}

// related fills in the offers that an overview belongs together with. Who sees one of them sees the others: they are of one
// promise, of the same entity, and no less confidential.
func (s *Service) related(ctx context.Context, view *Overview) error {
	for _, id := range view.Amendments {
		o, err := s.Store.Offer(ctx, store.Scope{}, id)
		if err != nil {
			return err
		}
		view.AmendmentOffers = append(view.AmendmentOffers, Related{o.ID, o.State, o.Letter})
	}
	if view.Amends == nil {
		return nil
	}
	o, err := s.amendedOffer(ctx, view.Offer)
	view.AmendsOffer = &Related{o.ID, o.State, o.Letter}
	return err
}

// AmendedLetter is the accepted letter that an amendment changes, as its candidate reads of it.
type AmendedLetter struct {
	Number   int
	Date     cal.Date
	Accepted time.Time
	Changes  []terms.Change // from it to the amendment's letter
}

// amendedLetter reads the letter that an amendment changes, and what it changes; nil for a letter that amends none, and when
// the amended offer was erased.
func (s *Service) amendedLetter(ctx context.Context, o offer.Offer, v letter.Version) (*AmendedLetter, error) {
	if o.Amends == nil {
		return nil, nil
	}
	before, err := s.Store.Letter(ctx, store.Scope{}, o.Amends.Offer, o.Amends.Letter)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := &AmendedLetter{Number: before.Number, Date: before.Lock.LetterDate}
	if out.Changes, err = changedFrom(before, v); err != nil {
		return nil, err
	}
	events, err := s.allEvents(ctx, store.Scope{}, o.Amends.Offer)
	for _, e := range events {
		if e.Type == event.OfferAccepted {
			out.Accepted = e.At
		}
	}
	return out, err
}
