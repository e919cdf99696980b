package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// Candidates are the settings of how candidates get their letters and answer them.
type Candidates struct {
	// URL is where candidates reach this server, without a slash at the end, such as https://offers.acme.example.
	URL string
	// Token makes the secret of a link from its id: at least 128 bits that nobody can make without the installation's key.
	// It is not stored, only its SHA-256 is. nil makes no links.
	Token func(link string) string
	// Remind lists how many days before the end of the time to answer the candidate is reminded.
	Remind []int
	// Mail says that letters are sent by mail where the record has an address.
	Mail bool
}

// keepsOpen is how long a link lasts beyond the time to answer: the candidate needs the copy for a visa or a mortgage, and
// one who comes too late is told whom to call. withoutEnd stands for the time to answer of a letter that has none.
const (
	keepsOpen  = 90 * 24 * time.Hour
	withoutEnd = 180 * 24 * time.Hour
)

// GivenLink is a candidate's link as it is given away, with a mail to send it in.
type GivenLink struct {
	ID      string    `json:"id"`
	Letter  int       `json:"letter_version"`
	URL     string    `json:"url"`
	Expires time.Time `json:"expires_at"`
	Mail    MailText  `json:"mail"`
}

// hashOf is what is stored of a token.
func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// addLink puts a new link to the letter that the candidate has into a write; every older one ends with it. The event names
// the link by its id.
func (s *Service) addLink(w *write, next offer.Offer, why store.LinkEnd, e *event.Event) {
	if s.Candidates.Token == nil {
		return
	}
	l := store.Link{ID: w.newID(), Offer: next.ID, Letter: next.IssuedLetter, Made: w.at}
	end := w.at.Add(withoutEnd)
	if next.Expires != nil {
		end = *next.Expires
	}
	l.Expires, l.Hash = end.Add(keepsOpen), hashOf(s.Candidates.Token(l.ID))
	w.Link, w.Ends = &l, why
	withFacts(e, linkFacts{Link: l.ID})
}

type linkFacts struct {
	Link string `json:"link_id,omitempty"`
}

// give makes the link of a letter that is issued, which ends every older one, and the mail that brings it.
func (s *Service) give(ctx context.Context, by actor.Actor, w *write, next offer.Offer) error {
	s.addLink(w, next, store.LinkSuperseded, &w.Events[len(w.Events)-1])
	if w.Link == nil {
		return nil
	}
	g, err := s.given(ctx, scopeOf(by), next, *w.Link)
	if err != nil {
		return err
	}
	return s.post(w, next, s.nameOf(next), mailLetter, g.Mail)
}

// given is a link as it is given away.
func (s *Service) given(ctx context.Context, scope store.Scope, o offer.Offer, l store.Link) (*GivenLink, error) {
	g := &GivenLink{ID: l.ID, Letter: l.Letter, URL: s.Candidates.URL + "/o/" + s.Candidates.Token(l.ID), Expires: l.Expires}
	m, err := s.mailOf(ctx, scope, o, mailLetter, g.URL)
	g.Mail = m
	return g, err
}

// withMade adds to an answer what its write made and gives away, also when it is answered again: a link, which reading an
// offer never shows; a paper that came in.
func (s *Service) withMade(ctx context.Context, by actor.Actor, r Result) (Result, error) {
	events, err := s.Store.OfferEvents(ctx, doneScope(by), r.Offer, r.Revision-1, 1)
	if err != nil || len(events) == 0 {
		return r, err
	}
	switch e := events[0]; e.Type {
	case event.OfferIssued, event.LinkRenewed:
		r.Link, err = s.linkOfEvent(ctx, doneScope(by), e)
	case event.AnswerAttached:
		r.Attachment, err = attachmentIn(e)
	}
	return r, err
}

// linkOfEvent is the link that an event speaks of, as it is given away; nil when there is none.
func (s *Service) linkOfEvent(ctx context.Context, scope store.Scope, e event.Event) (*GivenLink, error) {
	f, ok := factsOf[linkFacts](e)
	if !ok || f.Link == "" || s.Candidates.Token == nil {
		return nil, nil
	}
	o, err := s.Store.Offer(ctx, scope, offer.ID(e.Offer))
	if err != nil {
		return nil, err
	}
	links, err := s.Store.OfferLinks(ctx, scope, o.ID)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		if l.ID == f.Link {
			return s.given(ctx, scope, o, l)
		}
	}
	return nil, nil
}

// RenewLink makes a new link to the letter that the candidate was last given; the one before ends.
func (s *Service) RenewLink(ctx context.Context, by actor.Actor, id offer.ID, claim *store.Claim) (Result, error) {
	return s.linked(ctx, by, id, claim, event.LinkRenewed, func(w *write, o offer.Offer) {
		s.addLink(w, o, store.LinkRenewed, &w.Events[0])
	})
}

// RevokeLink ends the candidate's link; a letter that can be answered stays answerable on behalf.
func (s *Service) RevokeLink(ctx context.Context, by actor.Actor, id offer.ID, claim *store.Claim) (Result, error) {
	return s.linked(ctx, by, id, claim, event.LinkRevoked, func(w *write, _ offer.Offer) { w.Ends = store.LinkRevoked })
}

// linked changes an offer's link: nothing else about the offer changes.
func (s *Service) linked(
	ctx context.Context, by actor.Actor, id offer.ID, claim *store.Claim, typ event.Type, change func(*write, offer.Offer),
) (Result, error) {
	return s.whenever(ctx, by, id, claim, func(w *write, o offer.Offer) (offer.Offer, error) {
		switch {
		case s.Candidates.Token == nil:
			return o, fault.New(fault.Conflict, fault.CodeState, "this server makes no links")
		case o.IssuedLetter == 0:
			return o, fault.New(fault.Conflict, fault.CodeState, "the candidate was given no letter yet: issue makes the first link")
		}
		w.letter = o.IssuedLetter
		w.tell(typ, o.IssuedLetter, struct{}{}, nil)
		change(w, o)
		return o, nil
	})
}

// LinkOf finds the link of a token, whether or not it still opens anything.
func (s *Service) LinkOf(ctx context.Context, token string) (store.Link, error) {
	return s.Store.Link(ctx, hashOf(token))
}

// opened records the first time that the candidate opened a letter.
func (s *Service) opened(ctx context.Context, l store.Link) error {
	links, err := s.Store.OfferLinks(ctx, store.Scope{}, l.Offer)
	if err != nil {
		return err
	}
	for _, x := range links {
		if x.Letter == l.Letter && x.Opened != nil {
			return nil
		}
	}
	o, err := s.Store.Offer(ctx, store.Scope{}, l.Offer)
	if err != nil {
		return err
	}
	w := s.begin(actor.Candidate(), nil)
	w.Expect, w.Opened = o.Revision, l.ID
	w.tell(event.LetterOpened, l.Letter, linkFacts{Link: l.ID}, nil)
	_, err = s.apply(ctx, w, o)
	if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrExists) { // another request was first, or the next one records it
		return nil
	}
	if err != nil {
		return fmt.Errorf("first opening of letter %d: %w", l.Letter, err)
	}
	return nil
}
