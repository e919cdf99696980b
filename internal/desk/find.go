package desk

import (
	"context"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/place"
	"verbatim/internal/store"
)

// OfferFilter narrows a list of offers by their own facts; zero fields do not filter.
type OfferFilter struct {
	Department, Level, Requisition string
	Recruiter, HiringManager       string // person ids
	Place                          place.Code
	Kind                           string
	Different                      bool      // only offers whose latest letter differs from what was said
	Flagged                        bool      // only offers with a flag that waits or keeps the gate shut
	StartFrom, StartUntil          cal.Date  // the first day, and the day after the last; offers without a date are left out
	ChangedSince                   time.Time // something happened then or later
}

func (f OfferFilter) takes(o offer.Offer) bool {
	for _, want := range []struct{ wanted, got string }{
		{f.Department, o.Groups.Department},
		{f.Level, o.Groups.Level},
		{f.Requisition, o.Groups.Requisition},
		{f.Recruiter, o.Groups.Recruiter},
		{f.HiringManager, o.Groups.HiringManager},
		{string(f.Place), string(o.Place)},
		{f.Kind, o.Kind},
	} {
		if want.wanted != "" && want.wanted != want.got {
			return false
		}
	}
	switch {
	case f.Different && o.Differences == 0, f.Flagged && o.OpenFlags+o.BlockedFlags == 0, o.Changed.Before(f.ChangedSince):
		return false
	case f.StartFrom.IsZero() && f.StartUntil.IsZero():
		return true
	case o.Start == nil:
		return false
	}
	return !o.Start.Before(f.StartFrom) && (f.StartUntil.IsZero() || o.Start.Before(f.StartUntil))
}

// offersLooked bounds how many offers one page looks at: a page may be short although there are more, and Next says so.
const offersLooked = 2000

// Offers gives a page of offers, newest first. A page may hold fewer than asked, even none, although there are more.
func (s *Service) Offers(ctx context.Context, by actor.Actor, q store.OfferQuery, f OfferFilter) (store.Page[offer.Offer], error) {
	if f == (OfferFilter{}) {
		return s.Store.ListOffers(ctx, scopeOf(by), q)
	}
	want := q.Limit
	if want == 0 {
		want = 50
	}
	out := store.Page[offer.Offer]{Items: []offer.Offer{}, Next: q.Cursor}
	for looked := 0; looked < offersLooked; {
		q.Limit = max(want-len(out.Items), 1)
		page, err := s.Store.ListOffers(ctx, scopeOf(by), q)
		if err != nil {
			return store.Page[offer.Offer]{}, err
		}
		for _, o := range page.Items {
			if f.takes(o) {
				out.Items = append(out.Items, o)
			}
		}
		looked += len(page.Items)
		q.Cursor, out.Next = page.Next, page.Next
		if page.Next == "" || len(out.Items) == want {
			break
		}
	}
	return out, nil
}

// Warning is something about a record that nothing refuses and somebody should look at.
type Warning struct {
	Code    string     `json:"code" jsonschema:"title=Code,example=possible_duplicate"`
	Message string     `json:"message"`
	Offers  []offer.ID `json:"offers,omitempty"` // the offers that it is about, newest first
}

// WarnDuplicate is the code of a Warning about other open offers to somebody of the same name.
const WarnDuplicate = "possible_duplicate"

// open are the states in which an offer may still come to an employment, or has.
var openStates = []offer.State{
	offer.Proposed, offer.Drafted, offer.InReview, offer.Approved, offer.Issued, offer.Negotiating, offer.Accepted,
}

// warnings looks for other open offers of the record's entity to somebody whose name holds every word of the candidate's.
func (s *Service) warnings(ctx context.Context, by actor.Actor, r handoff.Record) ([]Warning, error) {
	alike, err := s.alike(ctx, by, r)
	return warningsOf(alike), err
}

// alike gives the open offers that a record may be another one of, newest first, at most six.
func (s *Service) alike(ctx context.Context, by actor.Actor, r handoff.Record) ([]offer.ID, error) {
	if s.Store == nil { // a command line without a database
		return nil, nil
	}
	e, err := s.entityOf(r)
	if err != nil {
		return nil, err
	}
	page, err := s.Store.ListOffers(ctx, scopeOf(by), store.OfferQuery{Entity: e.ID, Name: r.Candidate.Name.Full, States: openStates, Limit: 6})
	var out []offer.ID
	for _, o := range page.Items {
		out = append(out, o.ID)
	}
	return out, err
}

func warningsOf(alike []offer.ID) []Warning {
	if len(alike) == 0 {
		return nil
	}
	return []Warning{{
		Code: WarnDuplicate, Message: "there is an open offer of this entity to somebody of the same name: look whether it is the same person", Offers: alike,
	}}
}
