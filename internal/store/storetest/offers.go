package storetest

import (
	"errors"
	"testing"
	"time"

	"verbatim/internal/audit"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

var offerCases = []test{
	{"OfferRoundTrip", offerRoundTrip},
	{"StaleRevisionRefused", staleRevisionRefused},
	{"AllOrNothingOnFailure", allOrNothingOnFailure},
	{"BesideAllOrNothing", besideAllOrNothing},
	{"BesideStaleRefused", besideStaleRefused},
	{"OneOfferForEachSource", oneOfferForEachSource},
	{"IdentifiersCaseSensitive", identifiersCaseSensitive},
	{"SourceVersionOnce", sourceVersionOnce},
	{"ListOrderStable", listOrderStable},
	{"ListFilters", listFilters},
}

func offerRoundTrip(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	o, err := s.Offer(t.Context(), all, c.Offer.ID)
	must(t, err)
	if !sameJSON(t, o, c.Offer) {
		t.Fatalf("%+v", o)
	}
	if _, err := s.Offer(t.Context(), all, "nothing"); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("%v", err)
	}
}

func staleRevisionRefused(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	must(t, s.Apply(t.Context(), revised(t, *c.Offer, 2)))
	if err := s.Apply(t.Context(), revised(t, *c.Offer, 3)); !errors.Is(err, store.ErrStale) {
		t.Fatalf("%v", err)
	}
	skipped := revised(t, *c.Offer, 3)
	skipped.Expect, skipped.Offer.Revision = 5, 9 // more than its events
	if err := s.Apply(t.Context(), skipped); !errors.Is(err, store.ErrStale) {
		t.Fatalf("a revision without events: %v", err)
	}
}

// allOrNothingOnFailure fails at the last step of a write, and looks for anything that the earlier ones left.
func allOrNothingOnFailure(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	bad := revised(t, *c.Offer, 2)
	bad.People = []store.Person{{ID: "new", Name: "New"}}
	bad.Flags = []review.Flag{flag(*c.Offer, 2, "VB-CO-RARE-01")}
	bad.Decisions = []review.Decision{decision(flag(*c.Offer, 1, "x"), review.Clear)} // of a flag that is not there
	if err := s.Apply(t.Context(), bad); err == nil {
		t.Fatal("a decision on nothing is taken")
	}
	o, err := s.Offer(t.Context(), all, c.Offer.ID)
	must(t, err)
	flags, err := s.Flags(t.Context(), all, c.Offer.ID, 2)
	must(t, err)
	_, personErr := s.Person(t.Context(), "new")
	_, letterErr := s.Letter(t.Context(), all, c.Offer.ID, 2)
	if o.Revision != c.Offer.Revision || len(flags) != 0 || !errors.Is(personErr, store.ErrNotFound) || !errors.Is(letterErr, store.ErrNotFound) {
		t.Fatalf("something was stored: %+v %v %v %v", o, flags, personErr, letterErr)
	}
	must(t, s.Apply(t.Context(), revised(t, *c.Offer, 2)))
}

// amending is the write that opens an offer beside a further event of another one.
func amending(t *testing.T, other offer.Offer) store.Changes {
	c := opened(t, withSource("acme-us", source))
	c.Offer.Amends = &offer.LetterRef{Offer: other.ID, Letter: 1}
	other.Amendments = append([]offer.ID{}, c.Offer.ID)
	expect := other.Revision
	other.Revision++
	c.Beside = &store.Beside{Offer: other, Expect: expect, Events: []event.Event{happened(other, event.OfferAmended, 1, "amendment_offer_id", c.Offer.ID)}}
	return c
}

func besideAllOrNothing(t *testing.T, s store.Store) {
	first := opened(t, withSource("acme-us", source))
	must(t, s.Apply(t.Context(), first))
	bad := amending(t, *first.Offer)
	bad.Decisions = []review.Decision{decision(flag(*bad.Offer, 1, "x"), review.Clear)} // of a flag that is not there
	if err := s.Apply(t.Context(), bad); err == nil {
		t.Fatal("a decision on nothing is taken")
	}
	astray := amending(t, *first.Offer)
	astray.Beside.Events[0].Offer = string(astray.Offer.ID)
	if err := s.Apply(t.Context(), astray); err == nil {
		t.Fatal("an event of the one offer is taken beside the other")
	}
	if o, err := s.Offer(t.Context(), all, first.Offer.ID); err != nil || !sameJSON(t, o, first.Offer) {
		t.Fatalf("%+v %v", o, err)
	}
	c := amending(t, *first.Offer)
	must(t, s.Apply(t.Context(), c))
	for _, want := range []offer.Offer{*c.Offer, c.Beside.Offer} {
		if o, err := s.Offer(t.Context(), all, want.ID); err != nil || !sameJSON(t, o, want) {
			t.Fatalf("%+v %v", o, err)
		}
	}
	events, err := s.OfferEvents(t.Context(), all, first.Offer.ID, 0, 0)
	must(t, err)
	if n := len(events); n != 5 || events[4].Type != event.OfferAmended || !sameJSON(t, events[4].Payload, c.Beside.Events[0].Payload) {
		t.Fatalf("%+v", events)
	}
	must(t, audit.Verify(events))
	if o, err := s.OfferBySource(t.Context(), all, "acme-us", source); err != nil || o.ID != first.Offer.ID {
		t.Fatalf("the source names %s: %v", o.ID, err)
	}
}

func besideStaleRefused(t *testing.T, s store.Store) {
	first := opened(t)
	must(t, s.Apply(t.Context(), first))
	writes := []store.Changes{amending(t, *first.Offer), amending(t, *first.Offer), revised(t, *first.Offer, 2)}
	oneWon(t, together(len(writes), func(i int) error { return s.Apply(t.Context(), writes[i]) }), store.ErrStale)
	page, err := s.ListOffers(t.Context(), all, store.OfferQuery{})
	must(t, err)
	o, err := s.Offer(t.Context(), all, first.Offer.ID)
	must(t, err)
	if len(page.Items) != 1+len(o.Amendments) {
		t.Fatalf("%d offers are left", len(page.Items))
	}
}

var source = offer.Source{System: "greenhouse", Account: "acme", Application: "234556"}

func withSource(e entity.ID, src offer.Source) func(*store.Changes) {
	return func(c *store.Changes) { c.Offer.Entity, c.Offer.Source = e, src }
}

func oneOfferForEachSource(t *testing.T, s store.Store) {
	first := opened(t, withSource("acme-us", source))
	must(t, s.Apply(t.Context(), first))
	if err := s.Apply(t.Context(), opened(t, withSource("acme-us", source))); !errors.Is(err, store.ErrExists) {
		t.Fatalf("%v", err)
	}
	must(t, s.Apply(t.Context(), opened(t, withSource("acme-uk", source)))) // unique within an entity
	nameless := offer.Source{System: "greenhouse", Account: "acme"}
	must(t, s.Apply(t.Context(), opened(t, withSource("acme-us", nameless))))
	must(t, s.Apply(t.Context(), opened(t, withSource("acme-us", nameless)))) // without application there is no key
	o, err := s.OfferBySource(t.Context(), all, "acme-us", source)
	must(t, err)
	if o.ID != first.Offer.ID {
		t.Fatalf("%+v", o)
	}
}

func identifiersCaseSensitive(t *testing.T, s store.Store) {
	upper := source
	upper.Application, upper.Account = "ABC", "ACME"
	lower := source
	lower.Application = "abc"
	must(t, s.Apply(t.Context(), opened(t, withSource("acme-us", upper))))
	must(t, s.Apply(t.Context(), opened(t, withSource("acme-us", lower))))
	if _, err := s.OfferBySource(t.Context(), all, "ACME-US", upper); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("an entity is found in other letters: %v", err)
	}
}

// sourceVersionOnce: within an offer a version of the source names one content; other offers and handoffs without a version
// are free.
func sourceVersionOnce(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	must(t, s.Apply(t.Context(), opened(t)))
	o := *c.Offer
	again := func(version string) error {
		next := revised(t, o, o.Letter+1)
		raw := []byte(newID())
		next.Handoff = &store.Handoff{ID: newID(), Offer: o.ID, Round: 1, Version: version, Digest: digest.Of(raw), Received: day, By: "author", Raw: raw}
		err := s.Apply(t.Context(), next)
		if err == nil {
			o = *next.Offer
		}
		return err
	}
	if err := again("1"); !errors.Is(err, store.ErrVersion) {
		t.Fatalf("%v", err)
	}
	must(t, again("2"))
	must(t, again(""))
	must(t, again(""))
	if err := again("2"); !errors.Is(err, store.ErrVersion) {
		t.Fatalf("%v", err)
	}
}

// listOrderStable walks pages of offers that were opened at the same instant, while further ones come in.
func listOrderStable(t *testing.T, s store.Store) {
	want := map[offer.ID]bool{}
	for range 500 {
		c := bare(t)
		must(t, s.Apply(t.Context(), c))
		want[c.Offer.ID] = true
	}
	seen := map[offer.ID]bool{}
	q := store.OfferQuery{Limit: 70}
	for {
		page, err := s.ListOffers(t.Context(), all, q)
		must(t, err)
		for _, o := range page.Items {
			if seen[o.ID] {
				t.Fatalf("%s comes twice", o.ID)
			}
			seen[o.ID] = true
		}
		must(t, s.Apply(t.Context(), opened(t, func(c *store.Changes) { c.Offer.Opened = day.Add(time.Hour).UTC() })))
		if q.Cursor = page.Next; q.Cursor == "" {
			break
		}
	}
	for id := range want {
		if !seen[id] {
			t.Errorf("%s is missing", id)
		}
	}
}

func listFilters(t *testing.T, s store.Store) {
	c := opened(t, withSource("acme-us", source))
	must(t, s.Apply(t.Context(), c))
	must(t, s.Apply(t.Context(), opened(t, func(x *store.Changes) {
		x.Offer.State, x.Offer.Entity = offer.Issued, "acme-uk"
		x.Letter.Verbal.Candidate.Name.Full = "Mary Smith"
	})))
	for name, row := range map[string]struct {
		q    store.OfferQuery
		want int
	}{
		"all":                {store.OfferQuery{}, 2},
		"state":              {store.OfferQuery{States: []offer.State{offer.InReview, offer.Approved}}, 1},
		"entity":             {store.OfferQuery{Entity: "acme-uk"}, 1},
		"source":             {store.OfferQuery{Source: source}, 1},
		"system alone":       {store.OfferQuery{Source: offer.Source{System: "greenhouse"}}, 1},
		"name without case":  {store.OfferQuery{Name: "zoe LUKASIEWICZ"}, 1},
		"no such name":       {store.OfferQuery{Name: "zoe smith"}, 0},
		"part of a word":     {store.OfferQuery{Name: "smi"}, 0},
		"paper":              {store.OfferQuery{Paper: c.Letter.Documents[0].PDFDigest}, 2},
		"lock":               {store.OfferQuery{Paper: c.Letter.LockDigest, Entity: "acme-uk"}, 1},
		"no such paper":      {store.OfferQuery{Paper: digest.Of(nil)}, 0},
		"nothing fits twice": {store.OfferQuery{Entity: "acme-uk", Source: source}, 0},
	} {
		page, err := s.ListOffers(t.Context(), all, row.q)
		if err != nil || len(page.Items) != row.want {
			t.Errorf("%s: %d, want %d (%v)", name, len(page.Items), row.want, err)
		}
	}
	if _, err := s.ListOffers(t.Context(), all, store.OfferQuery{Cursor: "nonsense"}); err == nil {
		t.Error("a made-up cursor is taken")
	}
}
