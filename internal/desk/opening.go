package desk

import (
	"context"
	"fmt"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/locale"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// LinkStanding is what a candidate's link opens now.
type LinkStanding string

// The standings. Only the first four show the letter.
const (
	CanAnswer     LinkStanding = "open"
	CannotYet     LinkStanding = "paused" // it can be read and declined, not accepted for now
	WasAccepted   LinkStanding = "accepted"
	WasReneged    LinkStanding = "reneged"
	WasDeclined   LinkStanding = "declined"
	WasExpired    LinkStanding = "expired"
	WasRescinded  LinkStanding = "rescinded"
	WasSuperseded LinkStanding = "superseded"
	WasRenewed    LinkStanding = "renewed"
	WasRevoked    LinkStanding = "revoked"
	HasEnded      LinkStanding = "ended"
)

// Shows says whether the letter itself is shown.
func (s LinkStanding) Shows() bool {
	return s == CanAnswer || s == CannotYet || s == WasAccepted || s == WasReneged
}

// Opening is what a candidate's link opens: the letter with what can be done about it, or why there is nothing to see.
type Opening struct {
	Standing LinkStanding
	Link     store.Link
	Offer    offer.Offer
	Entity   entity.Entity
	Letter   letter.Version // zero where the letter is not shown
	Sheet    terms.Sheet    // the terms of the letter, amendments applied
	Form     answer.Form
	Since    int            // the letter that the candidate was given before, 0 for none
	Changes  []terms.Change // what differs from it
	Amends   *AmendedLetter // the accepted letter that this one changes; nil for an offer of its own
	Evidence *Evidence      // of the acceptance
	Asked    bool           // the candidate asked for other terms and waits for an answer
}

// Open gives what a token opens, and records the first time that the letter was opened. A token that nobody was given is
// store.ErrNotFound.
func (s *Service) Open(ctx context.Context, token string) (Opening, error) {
	l, err := s.LinkOf(ctx, token)
	if err != nil {
		return Opening{}, err
	}
	o, err := s.Store.Offer(ctx, store.Scope{}, l.Offer)
	if err != nil {
		return Opening{}, err
	}
	x := Opening{Link: l, Offer: o, Asked: o.Asked, Standing: linkStanding(l, o, s.now())}
	var ok bool
	if x.Entity, ok = s.Library.Current().Entity(o.Entity); !ok {
		return Opening{}, errNoEntity(o)
	}
	if !x.Standing.Shows() {
		return x, nil
	}
	if err := s.fill(ctx, &x); err != nil {
		return Opening{}, err
	}
	if x.Standing == HasEnded {
		x.Letter = letter.Version{}
		return x, nil
	}
	return x, s.opened(ctx, l)
}

// standingOf judges a link and its offer at a time. The time to answer is over by the clock, whether or not it has run.
func linkStanding(l store.Link, o offer.Offer, now time.Time) LinkStanding {
	ends := map[store.LinkEnd]LinkStanding{store.LinkRevoked: WasRevoked, store.LinkRenewed: WasRenewed, store.LinkSuperseded: WasSuperseded}
	switch {
	case l.Ended != nil:
		return ends[l.Why]
	case o.Answerable && !o.Due(now) && o.Paused:
		return CannotYet
	case o.Answerable && !o.Due(now):
		return CanAnswer
	}
	switch o.State {
	case offer.Accepted:
		return WasAccepted
	case offer.Reneged:
		return WasReneged
	case offer.Declined:
		return WasDeclined
	case offer.Rescinded, offer.Cancelled:
		return WasRescinded
	}
	return WasExpired
}

// fill reads the letter and what surrounds it. A copy is kept open for a time after the acceptance.
func (s *Service) fill(ctx context.Context, x *Opening) error {
	var err error
	if x.Letter, err = s.Store.Letter(ctx, store.Scope{}, x.Offer.ID, x.Link.Letter); err != nil {
		return err
	}
	amended, faults := terms.Amend(x.Letter.Verbal, x.Letter.Amendments)
	if len(faults) > 0 {
		return fmt.Errorf("letter %d of offer %s: its amendments no longer apply", x.Letter.Number, x.Offer.ID)
	}
	x.Sheet, x.Form = amended, answer.FormOf(amended)
	events, err := s.allEvents(ctx, store.Scope{}, x.Offer.ID)
	if err != nil {
		return err
	}
	for _, e := range events {
		switch {
		case e.Type == event.OfferIssued && e.Letter < x.Link.Letter:
			x.Since = e.Letter
		case e.Type == event.OfferAccepted:
			kept, err := payloadOf[Evidence](e)
			if err != nil {
				return err
			}
			x.Evidence = &kept
		}
	}
	if x.Evidence != nil && s.now().After(x.Link.Expires) && s.now().After(x.Evidence.Received.Add(keepsOpen)) {
		x.Standing = HasEnded
	}
	if x.Amends, err = s.amendedLetter(ctx, x.Offer, x.Letter); err != nil {
		return err
	}
	return s.since(ctx, x)
}

// since compares the letter with the one that the candidate was given before.
func (s *Service) since(ctx context.Context, x *Opening) error {
	if x.Since == 0 {
		return nil
	}
	before, err := s.Store.Letter(ctx, store.Scope{}, x.Offer.ID, x.Since)
	if err != nil {
		return err
	}
	x.Changes, err = changedFrom(before, x.Letter)
	return err
}

// changedFrom says what a letter writes otherwise than an earlier one, in the words of its language.
func changedFrom(before, now letter.Version) ([]terms.Change, error) {
	words, err := locale.For(now.Lock.Language)
	if err != nil {
		return nil, err
	}
	return terms.Compare(before.Written, now.Written, words), nil
}

// AcceptByLink takes a candidate's own yes. The name must be the candidate's, whatever its case, accents and spaces.
func (s *Service) AcceptByLink(ctx context.Context, token string, a Acceptance, seen Seen) (Result, error) {
	x, err := s.answerable(ctx, token)
	if err != nil {
		return Result{}, err
	}
	if !x.Names(a.Name) {
		return Result{}, fault.All(fault.CodeInvalidRequest, "the answer is at fault",
			[]fault.Fault{{Code: fault.CodeNotAllowed, Pointer: "/name", Message: "type the name as the letter has it"}})
	}
	a.Letter, a.Form, a.At, seen.Link = x.Link.Letter, answer.Typed, nil, x.Link.ID
	return s.Accept(ctx, actor.Candidate(), x.Offer.ID, a, seen, nil)
}

// Names says whether a typed name is the candidate's, as the letter has it or in Latin letters.
func (x Opening) Names(typed string) bool {
	n := x.Letter.Verbal.Candidate.Name
	return answer.SameName(typed, n.Full) || n.Latin != nil && answer.SameName(typed, *n.Latin)
}

// DeclineByLink takes a candidate's own no.
func (s *Service) DeclineByLink(ctx context.Context, token string, d Refusal, seen Seen) (Result, error) {
	x, err := s.answerable(ctx, token)
	if err != nil {
		return Result{}, err
	}
	d.At, seen.Link = nil, x.Link.ID
	return s.Decline(ctx, actor.Candidate(), x.Offer.ID, d, seen, nil)
}

// AskByLink takes a candidate's own wish for other terms.
func (s *Service) AskByLink(ctx context.Context, token string, w Wish, seen Seen) (Result, error) {
	x, err := s.answerable(ctx, token)
	if err != nil {
		return Result{}, err
	}
	w.At, seen.Link = nil, x.Link.ID
	return s.RequestChanges(ctx, actor.Candidate(), x.Offer.ID, w, seen, nil)
}

// answerable opens a link whose letter can be answered.
func (s *Service) answerable(ctx context.Context, token string) (Opening, error) {
	x, err := s.Open(ctx, token)
	if err != nil {
		return x, err
	}
	if x.Standing != CanAnswer && x.Standing != CannotYet {
		return x, errLinkEnded
	}
	return x, nil
}

var errLinkEnded = fault.New(fault.Conflict, fault.CodeLinkEnded, "this link can no longer be used to answer")

// lives refuses an answer through a link that ended after it was opened: a revocation, or a later letter, came first.
func (s *Service) lives(ctx context.Context, seen Seen, o offer.Offer) error {
	if seen.Link == "" {
		return nil
	}
	links, err := s.Store.OfferLinks(ctx, store.Scope{}, o.ID)
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.ID == seen.Link && l.Ended == nil {
			return nil
		}
	}
	return errLinkEnded
}

// PaperOf gives the PDF of a document of the letter that a link shows.
func (s *Service) PaperOf(ctx context.Context, x Opening, document string) ([]byte, error) {
	if !x.Standing.Shows() {
		return nil, errLinkEnded
	}
	r, err := rendition(x.Letter, document)
	if err != nil {
		return nil, err
	}
	return s.Store.PDF(ctx, store.Scope{}, x.Offer.ID, x.Letter.Number, r.Document.ID)
}
