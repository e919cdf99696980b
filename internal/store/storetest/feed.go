package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"verbatim/internal/audit"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

var feedCases = []test{
	{"LeaseHasOneHolder", leaseHasOneHolder},
	{"LeaseEnds", leaseEnds},
	{"PositionsHaveNoGaps", positionsHaveNoGaps},
	{"SequenceOrderWithinOffer", sequenceOrderWithinOffer},
	{"SealNeedsItsLease", sealNeedsItsLease},
	{"FeedKeepsScope", feedKeepsScope},
	{"EraseForgets", eraseForgets},
}

func lease(holder string) store.Lease {
	return store.Lease{Name: "sealer", Holder: holder, Until: day.Add(10 * time.Second)}
}

func leased(t *testing.T, s store.Store, l store.Lease, now time.Time) bool {
	t.Helper()
	ok, err := s.Lease(t.Context(), l, now)
	must(t, err)
	return ok
}

func leaseHasOneHolder(t *testing.T, s store.Store) {
	if !leased(t, s, lease("a"), day) || leased(t, s, lease("b"), day) || !leased(t, s, lease("a"), day) {
		t.Fatal("the first to come does not hold the lease alone")
	}
	must(t, s.Unlease(t.Context(), lease("b")))
	if leased(t, s, lease("b"), day) {
		t.Fatal("a stranger gave the lease back")
	}
	must(t, s.Unlease(t.Context(), lease("a")))
	if !leased(t, s, lease("b"), day) {
		t.Fatal("a lease that was given back is not free")
	}
}

func leaseEnds(t *testing.T, s store.Store) {
	leased(t, s, lease("a"), day)
	late := day.Add(10 * time.Second)
	l := store.Lease{Name: "sealer", Holder: "b", Until: late.Add(time.Second)}
	if leased(t, s, l, late.Add(-time.Millisecond)) || !leased(t, s, l, late) {
		t.Fatal("a lease does not end at its time")
	}
}

// sealed gives everything that waits its position.
func sealed(t *testing.T, s store.Store, limit int) store.Sealed {
	t.Helper()
	leased(t, s, lease("a"), day)
	out, err := s.Seal(t.Context(), lease("a"), day, limit)
	must(t, err)
	return out
}

func feedOf(t *testing.T, s store.Store, sc store.Scope, after int64) []store.Positioned {
	t.Helper()
	out, err := s.Feed(t.Context(), sc, after, 1000)
	must(t, err)
	return out
}

func positionsHaveNoGaps(t *testing.T, s store.Store) {
	if got := sealed(t, s, 100); got.Count != 0 || got.Checkpoint != (store.Checkpoint{}) {
		t.Fatalf("an empty log: %+v", got)
	}
	for range 3 {
		must(t, s.Apply(t.Context(), opened(t)))
	}
	counts := []int{}
	var last store.Checkpoint
	for {
		got := sealed(t, s, 5)
		if got.Count == 0 {
			break
		}
		counts, last = append(counts, got.Count), got.Checkpoint
	}
	if !slices.Equal(counts, []int{5, 5, 2}) || last.Position != 12 {
		t.Fatalf("%v, %+v", counts, last)
	}
	var sum store.Checkpoint
	for i, p := range feedOf(t, s, store.Scope{}, 0) {
		if p.Position != int64(i)+1 || p.Event.Payload != nil || p.Entity != "acme-us" {
			t.Fatalf("%+v", p)
		}
		sum = sum.Continue(store.Placed{Position: p.Position, Offer: p.Event.Offer, Sequence: p.Event.Sequence, Hash: p.Event.Hash})
	}
	head, err := s.Head(t.Context())
	must(t, err)
	if head != last || head.Hash != sum.Hash || !head.At.Equal(day) {
		t.Fatalf("%+v, %+v, %+v", head, last, sum)
	}
}

func sequenceOrderWithinOffer(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	sealed(t, s, 3)
	must(t, s.Apply(t.Context(), revised(t, *c.Offer, 2)))
	must(t, s.Apply(t.Context(), opened(t)))
	sealed(t, s, 100)
	var got []int64
	for _, p := range feedOf(t, s, store.Scope{}, 0) {
		if offer.ID(p.Event.Offer) == c.Offer.ID {
			got = append(got, p.Event.Sequence)
		}
	}
	if !slices.Equal(got, []int64{1, 2, 3, 4, 5}) {
		t.Fatalf("%v", got)
	}
	if got := feedOf(t, s, store.Scope{}, 8); len(got) != 1 || got[0].Position != 9 {
		t.Fatalf("%+v", got)
	}
}

func sealNeedsItsLease(t *testing.T, s store.Store) {
	must(t, s.Apply(t.Context(), opened(t)))
	if _, err := s.Seal(t.Context(), lease("a"), day, 10); !errors.Is(err, store.ErrStale) {
		t.Fatalf("sealed without a lease: %v", err)
	}
	leased(t, s, lease("b"), day)
	if _, err := s.Seal(t.Context(), lease("a"), day, 10); !errors.Is(err, store.ErrStale) {
		t.Fatalf("sealed under somebody else's lease: %v", err)
	}
	if len(feedOf(t, s, store.Scope{}, 0)) != 0 {
		t.Fatal("something was sealed")
	}
}

func feedKeepsScope(t *testing.T, s store.Store) {
	uk := opened(t, func(c *store.Changes) { c.Offer.Entity = "acme-uk" })
	must(t, s.Apply(t.Context(), opened(t)))
	must(t, s.Apply(t.Context(), uk))
	sealed(t, s, 100)
	got := feedOf(t, s, store.Scope{Entities: []entity.ID{"acme-uk", "acme-de"}}, 0)
	if len(got) != 4 || got[0].Entity != "acme-uk" || offer.ID(got[0].Event.Offer) != uk.Offer.ID {
		t.Fatalf("%+v", got)
	}
}

// eraseForgets: what was sealed for the offer cannot be read, its chain and everybody else's letters can.
func eraseForgets(t *testing.T, s store.Store) {
	c, other := opened(t), opened(t)
	must(t, s.Apply(t.Context(), c))
	must(t, s.Apply(t.Context(), other))
	next := *c.Offer
	next.Revision++
	e := happened(next, event.OfferErased, 0)
	e.Payload = nil
	must(t, s.Apply(t.Context(), store.Changes{Offer: &next, Expect: c.Offer.Revision, Events: []event.Event{e}, Erase: true}))
	if _, err := s.Letter(t.Context(), store.Scope{}, next.ID, 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the letter of an erased offer: %v", err)
	}
	page, err := s.ListOffers(t.Context(), store.Scope{}, store.OfferQuery{Name: "Zoë"})
	must(t, err)
	if len(page.Items) != 1 || page.Items[0].ID != other.Offer.ID {
		t.Errorf("an erased offer is found by name: %+v", page.Items)
	}
	events, err := s.OfferEvents(t.Context(), store.Scope{}, next.ID, 0, 100)
	must(t, err)
	must(t, audit.Verify(events))
	if len(events) != 5 || events[0].Payload != nil || events[0].Seal == "" {
		t.Errorf("%+v", events)
	}
	_, err = s.PDF(t.Context(), store.Scope{}, other.Offer.ID, 1, "letter")
	must(t, err)
}
