package storetest

import (
	"testing"
	"time"

	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// arrivedOnesGo prunes deliveries: those that arrived long enough ago go, oldest first; what waits or was given up stays.
func arrivedOnesGo(t *testing.T, s store.Store) {
	e := waiting(t, s)
	for i, state := range []store.DeliveryState{store.DeliveryDone, store.DeliveryDone, store.DeliveryDead} {
		tried := day.Add(time.Duration(i) * time.Minute).UTC()
		d := takeAll(t, s, e.ID, newID(), day.Add(time.Duration(i)*time.Hour))[0]
		d.State, d.Attempts, d.Tried = state, 1, &tried
		must(t, s.Settle(t.Context(), d))
	}
	for _, want := range []int{1, 1, 0} {
		n, err := s.PruneDeliveries(t.Context(), day.Add(24*time.Hour), 1)
		must(t, err)
		if n != want {
			t.Fatalf("%d went, want %d", n, want)
		}
	}
	left, err := s.ListDeliveries(t.Context(), store.DeliveryQuery{Endpoint: e.ID})
	must(t, err)
	if len(left) != 6 {
		t.Fatalf("%d deliveries are left of 8", len(left))
	}
	for _, d := range left {
		if d.State == store.DeliveryDone {
			t.Errorf("%+v", d)
		}
	}
}

// backlogCounts counts what waits on an empty store and on one in which something of everything waits.
func backlogCounts(t *testing.T, s store.Store) {
	b, err := s.Reports().Backlog(t.Context(), day)
	must(t, err)
	if len(b.Offers) != 0 || b.Unplaced != 0 || b.Head != 0 || b.Waiting != 0 || b.Dead != 0 || b.Late != 0 {
		t.Fatalf("an empty store has a backlog: %+v", b)
	}
	e := waiting(t, s)
	d := takeAll(t, s, e.ID, "1", day)[0]
	d.State, d.Attempts = store.DeliveryDead, 10
	must(t, s.Settle(t.Context(), d))
	must(t, s.Apply(t.Context(), opened(t)))
	b, err = s.Reports().Backlog(t.Context(), day.Add(time.Minute))
	must(t, err)
	if b.Offers[offer.InReview] != 3 || len(b.Offers) != 1 || b.Unplaced != 4 || b.Head != 8 || b.Waiting != 7 || b.Dead != 1 || b.Late != time.Minute {
		t.Fatalf("%+v", b)
	}
}
