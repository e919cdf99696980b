package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// attemptsToAnswer is how often an answer is judged again because the offer changed meanwhile: it names the letter that was
// seen, not a revision.
const attemptsToAnswer = 5

// backdatedAfter is how long before its arrival an answer may be dated without being marked as backdated.
const backdatedAfter = 30 * 24 * time.Hour

// Accept records the candidate's yes, given through the link or on behalf. It names the letter by number and digest, so
// that a yes never reaches another letter than the one that was seen, and is judged by its own time.
func (s *Service) Accept(ctx context.Context, by actor.Actor, id offer.ID, a Acceptance, seen Seen, claim *store.Claim) (Result, error) {
	return s.answering(ctx, by, id, claim, func(w *write, o offer.Offer) (offer.Offer, error) {
		if err := s.lives(ctx, seen, o); err != nil {
			return o, err
		}
		at, err := claimed(a.At, w.at)
		if err != nil {
			return o, err
		}
		next, events, err := s.accepted(ctx, by, o, a.Letter, at)
		if err != nil {
			return o, err
		}
		v, err := s.Store.Letter(ctx, scopeOf(by), id, a.Letter)
		if err != nil {
			return o, err
		}
		if err := a.fits(v); err != nil {
			return o, err
		}
		sheet, err := settled(v, a)
		if err != nil {
			return o, err
		}
		w.Events, w.letter = events, a.Letter
		e := &events[len(events)-1]
		withFacts(e, acceptedFacts{Form: a.Form, Backdated: backdated(at, w.at) || o.State == offer.Expired, Choices: a.Choices, Provider: a.provider()})
		evidence := evidenceOf(by, a, seen, v, at, w.at)
		e.Payload = factsJSON(evidence)
		if o.Amends != nil {
			if err := s.takesEffect(ctx, w, o, at); err != nil {
				return o, err
			}
		}
		return next, s.handOn(ctx, by, w, next, v, sheet, evidence)
	})
}

// accepted is the act of accepting. What is recorded on behalf can have been signed in time though the end of that time is
// recorded already; a letter that was paused then could not be accepted, in time or not.
func (s *Service) accepted(ctx context.Context, by actor.Actor, o offer.Offer, letter int, at time.Time) (offer.Offer, []event.Event, error) {
	if o.State != offer.Expired || !onBehalf(by) {
		return o.Accept(letter, at)
	}
	events, err := s.allEvents(ctx, scopeOf(by), o.ID)
	if err != nil {
		return o, nil, err
	}
	paused := false
	for _, e := range events {
		switch e.Type {
		case event.OfferPaused:
			paused = true
		case event.OfferResumed, event.OfferIssued:
			paused = false
		}
	}
	if paused {
		return o.Accept(letter, at) // refuses, and says what is allowed
	}
	return o.AcceptLate(letter, at)
}

// Decline records the candidate's no, with its reasons where they were given.
func (s *Service) Decline(ctx context.Context, by actor.Actor, id offer.ID, d Refusal, seen Seen, claim *store.Claim) (Result, error) {
	return s.answering(ctx, by, id, claim, func(w *write, o offer.Offer) (offer.Offer, error) {
		if err := s.lives(ctx, seen, o); err != nil {
			return o, err
		}
		at, err := claimed(d.At, w.at)
		if err != nil {
			return o, err
		}
		next, events, err := o.Decline(string(d.Reason.Code), at)
		if err != nil {
			return o, err
		}
		e := &events[len(events)-1]
		withFacts(e, declinedFacts{
			Term: d.Reason.Term, Further: d.Further, Backdated: backdated(at, w.at), Stage: stageOf(o),
		})
		e.Payload = factsJSON(Evidence{Answer: Declined, Letter: o.IssuedLetter, At: at, Received: w.at, OnBehalf: onBehalf(by), Comment: d.Comment, Seen: seen})
		w.Events, w.letter = events, o.IssuedLetter
		return next, nil
	})
}

// RequestChanges records that the candidate asks for other terms. The letter that was given stays answerable.
func (s *Service) RequestChanges(ctx context.Context, by actor.Actor, id offer.ID, r Wish, seen Seen, claim *store.Claim) (Result, error) {
	return s.answering(ctx, by, id, claim, func(w *write, o offer.Offer) (offer.Offer, error) {
		if err := s.lives(ctx, seen, o); err != nil {
			return o, err
		}
		at, err := claimed(r.At, w.at)
		if err != nil {
			return o, err
		}
		next, events, err := o.RequestChanges(at)
		if err != nil {
			return o, err
		}
		e := &events[len(events)-1]
		withFacts(e, askedFacts{Terms: r.terms(), Backdated: backdated(at, w.at)})
		e.Payload = factsJSON(Evidence{Answer: Asked, Letter: o.IssuedLetter, At: at, Received: w.at, OnBehalf: onBehalf(by), Asks: r.Asks, Comment: r.Comment, Seen: seen})
		w.Events, w.letter = events, o.IssuedLetter
		return next, nil
	})
}

// settled gives a letter's terms as an acceptance makes them.
func settled(v letter.Version, a Acceptance) (terms.Sheet, error) {
	amended, faults := terms.Amend(v.Verbal, v.Amendments)
	if len(faults) > 0 {
		return terms.Sheet{}, fmt.Errorf("letter %d of offer %s: its amendments no longer apply", v.Number, v.Offer)
	}
	sheet, faults := answer.Settle(amended, a.Choices, a.Fills)
	return sheet, fault.All(fault.CodeInvalidRequest, "the answer is at fault", faults)
}

// answering performs one answer. Staff who record one act on the candidate's behalf, and the event says so.
func (s *Service) answering(
	ctx context.Context, by actor.Actor, id offer.ID, claim *store.Claim, act func(*write, offer.Offer) (offer.Offer, error),
) (Result, error) {
	if onBehalf(by) {
		by.OnBehalfOf = string(actor.CandidateID)
	}
	return s.whenever(ctx, by, id, claim, act)
}

// whenever performs an act that carries no revision, since it says by other means what it is about: when another act won, it
// is judged again by what that act made of the offer.
func (s *Service) whenever(
	ctx context.Context, by actor.Actor, id offer.ID, claim *store.Claim, act func(*write, offer.Offer) (offer.Offer, error),
) (Result, error) {
	var err error
	for range attemptsToAnswer {
		var o, next offer.Offer
		if o, err = s.Store.Offer(ctx, scopeOf(by), id); err != nil {
			return Result{}, err
		}
		w := s.begin(by, claim)
		w.status, w.Expect = statusCreated, o.Revision
		if next, err = act(w, o); err != nil {
			return Result{}, err
		}
		if next, err = s.apply(ctx, w, next); err == nil {
			return s.answered(ctx, by, w, next)
		}
		if !errors.Is(err, store.ErrStale) {
			break
		}
	}
	return Result{}, err
}

// answered is the result of such an act: about the letter that it concerns, or, before there was one, about the offer alone.
func (s *Service) answered(ctx context.Context, by actor.Actor, w *write, next offer.Offer) (Result, error) {
	if next.Letter == 0 {
		r := Result{Offer: next.ID, Revision: next.Revision, State: next.State, Round: next.Round, Created: true}
		return s.withMade(ctx, by, r)
	}
	r, err := s.result(ctx, doneScope(by), next, w.Result.Letter, next.Revision)
	if err != nil {
		return r, err
	}
	r.Created = true
	return s.withMade(ctx, by, r)
}

// claimed is when an answer was given: as it says, or now. A day on paper lies in the past or it is an error.
func claimed(at *time.Time, now time.Time) (time.Time, error) {
	if at == nil {
		return now, nil
	}
	if at.After(now) {
		return now, fault.All(fault.CodeInvalidRequest, "the answer is at fault",
			[]fault.Fault{{Code: fault.CodeOutOfRange, Pointer: "/at", Message: "an answer cannot have been given in the future"}})
	}
	return at.UTC().Truncate(time.Millisecond), nil
}

// onBehalf says whether somebody else recorded the answer for the candidate.
func onBehalf(by actor.Actor) bool { return by.ID != actor.CandidateID }

func backdated(at, now time.Time) bool { return now.Sub(at) > backdatedAfter }

// stageOf says at which stage an offer was declined.
func stageOf(o offer.Offer) string {
	if o.IssuedLetter == 0 {
		return "verbal"
	}
	return "written"
}

// fits holds an acceptance against the letter that it names: the bytes that were seen, and the form of signature.
func (a Acceptance) fits(v letter.Version) error {
	if pdf := v.Letter().PDFDigest; a.PDF != pdf {
		return fault.New(fault.Conflict, fault.CodeDigestMismatch, "the letter that was given has another digest: %s", pdf)
	}
	return a.Form.Check(answer.FormOf(v.Written.Sheet))
}

// evidenceOf writes down what shows that the candidate accepted this letter.
func evidenceOf(by actor.Actor, a Acceptance, seen Seen, v letter.Version, at, received time.Time) Evidence {
	e := Evidence{
		Answer: Accepted, Letter: v.Number, Lock: v.LockDigest, Form: a.Form, Name: a.Name, At: at, Received: received,
		Choices: a.Choices, Fills: a.Fills, External: a.External, Comment: a.Comment, OnBehalf: onBehalf(by), Seen: seen,
	}
	e.Documents = papersOf(v)
	if seen.Consent != "" {
		e.ConsentDigest = digest.Of([]byte(seen.Consent))
	}
	return e
}

// papersOf names the papers of a letter by their bytes.
func papersOf(v letter.Version) []Paper {
	out := make([]Paper, len(v.Documents))
	for i, r := range v.Documents {
		out[i] = Paper{ID: r.Document.ID, Title: r.Document.Title, PDF: r.PDFDigest}
	}
	return out
}

// Evidence gives what was kept of the latest answer of an offer: who gave it, to which bytes, when and how.
func (s *Service) Evidence(ctx context.Context, by actor.Actor, id offer.ID) (Evidence, error) {
	if _, err := s.Store.Offer(ctx, scopeOf(by), id); err != nil {
		return Evidence{}, err
	}
	events, err := s.allEvents(ctx, scopeOf(by), id)
	if err != nil {
		return Evidence{}, err
	}
	for i := len(events) - 1; i >= 0; i-- {
		if e := events[i]; e.Type == event.OfferAccepted || e.Type == event.OfferDeclined {
			return payloadOf[Evidence](e)
		}
	}
	return Evidence{}, store.ErrNotFound.With("the offer was not answered yet")
}

var errErased = store.ErrNotFound.With("what was kept of this offer was erased")
