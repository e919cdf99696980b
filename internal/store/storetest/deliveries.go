package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/store"
)

var deliveryCases = []test{
	{"EndpointRoundTrip", endpointRoundTrip},
	{"EventsAreQueuedOnce", eventsAreQueuedOnce},
	{"OneDeliveryOfAnOffer", oneDeliveryOfAnOffer},
	{"TakenOnce", takenOnce},
	{"ReplayQueuesAgain", replayQueuesAgain},
	{"ArrivedOnesGo", arrivedOnesGo},
	{"BacklogCounts", backlogCounts},
}

// receiver makes an endpoint.
func receiver(t *testing.T, s store.Store, change ...func(*store.Endpoint)) store.Endpoint {
	t.Helper()
	e := store.Endpoint{
		ID: newID(), Revision: 1, State: store.EndpointOn, Created: day.UTC(), URL: "https://hooks.example/token-in-path", Secret: []store.Secret{{Value: "whsec_" + newID()}},
	}
	for _, f := range change {
		f(&e)
	}
	must(t, s.Apply(t.Context(), store.Changes{Endpoint: &e}))
	return e
}

func endpointRoundTrip(t *testing.T, s store.Store) {
	end := day.UTC().Add(time.Hour)
	must(t, s.Apply(t.Context(), opened(t)))
	sealed(t, s, 100)
	e := receiver(t, s, func(e *store.Endpoint) {
		e.Entities, e.Types = []entity.ID{"acme-uk"}, []event.Type{event.OfferIssued}
		e.Secret = append(e.Secret, store.Secret{Value: "old", Until: &end})
	})
	e.Cursor = 4
	got, err := s.Endpoints(t.Context())
	must(t, err)
	if len(got) != 1 || !sameJSON(t, got[0], e) || !sameJSON(t, got[0].Secret, e.Secret) {
		t.Fatalf("%+v, want %+v", got, e)
	}
	e.Revision, e.State = 2, store.EndpointOff
	must(t, s.Apply(t.Context(), store.Changes{Endpoint: &e}))
	if err := s.Apply(t.Context(), store.Changes{Endpoint: &e}); !errors.Is(err, store.ErrStale) {
		t.Fatalf("two changes of one revision: %v", err)
	}
	must(t, s.Apply(t.Context(), store.Changes{RemoveEndpoint: e.ID}))
	if err := s.Apply(t.Context(), store.Changes{RemoveEndpoint: e.ID}); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("removed twice: %v", err)
	}
}

func queue(t *testing.T, s store.Store, limit int) int {
	t.Helper()
	n, err := s.Queue(t.Context(), day, limit)
	must(t, err)
	return n
}

func takeAll(t *testing.T, s store.Store, endpoint, token string, now time.Time) []store.Delivery {
	t.Helper()
	out, err := s.Take(t.Context(), store.Take{Endpoint: endpoint, Token: token, Until: now.Add(time.Minute), Limit: 10}, now)
	must(t, err)
	return out
}

func positions(ds []store.Delivery) (out []int64) {
	for _, d := range ds {
		out = append(out, d.Position)
	}
	return out
}

// waiting opens two offers of four events each and queues them for one endpoint.
func waiting(t *testing.T, s store.Store) store.Endpoint {
	t.Helper()
	e := receiver(t, s)
	must(t, s.Apply(t.Context(), opened(t)))
	sealed(t, s, 100)
	must(t, s.Apply(t.Context(), opened(t)))
	sealed(t, s, 100)
	if n := queue(t, s, 100); n < 8 {
		t.Fatalf("%d were queued", n)
	}
	return e
}

func eventsAreQueuedOnce(t *testing.T, s store.Store) {
	must(t, s.Apply(t.Context(), opened(t))) // before the endpoint: it does not hear of it
	sealed(t, s, 100)
	only := receiver(t, s, func(e *store.Endpoint) { e.Types = []event.Type{event.LetterWritten} })
	off := receiver(t, s, func(e *store.Endpoint) { e.State = store.EndpointOff })
	elsewhere := receiver(t, s, func(e *store.Endpoint) { e.Entities = []entity.ID{"acme-uk"} })
	all := waiting(t, s)
	if n := queue(t, s, 100); n != 0 {
		t.Fatalf("%d were queued again", n)
	}
	for endpoint, want := range map[string]int{only.ID: 2, off.ID: 0, elsewhere.ID: 0, all.ID: 8} {
		got, err := s.ListDeliveries(t.Context(), store.DeliveryQuery{Endpoint: endpoint})
		must(t, err)
		if len(got) != want {
			t.Errorf("%d deliveries, want %d", len(got), want)
		}
	}
}

func oneDeliveryOfAnOffer(t *testing.T, s store.Store) {
	e := waiting(t, s)
	got := takeAll(t, s, e.ID, "1", day)
	if p := positions(got); !slices.Equal(p, []int64{1, 5}) || got[0].Event.Event.Type != event.OfferOpened {
		t.Fatalf("%v", p)
	}
	tried := day.UTC()
	got[0].State, got[0].Attempts, got[0].Status, got[0].Tried = store.DeliveryDone, 1, 204, &tried
	must(t, s.Settle(t.Context(), got[0]))
	if err := s.Settle(t.Context(), got[0]); !errors.Is(err, store.ErrStale) {
		t.Fatalf("settled twice: %v", err)
	}
	got[1].Due, got[1].Attempts, got[1].Failure, got[1].Tried = day.Add(time.Hour), 1, "timeout", &tried
	must(t, s.Settle(t.Context(), got[1]))
	if p := positions(takeAll(t, s, e.ID, "2", day)); !slices.Equal(p, []int64{2}) {
		t.Fatalf("%v: an offer whose first event waits is passed over", p)
	}
	if p := positions(takeAll(t, s, e.ID, "3", day.Add(time.Hour))); !slices.Equal(p, []int64{2, 5}) {
		t.Fatalf("%v", p)
	}
	list, err := s.ListDeliveries(t.Context(), store.DeliveryQuery{Endpoint: e.ID, State: store.DeliveryDone, Before: 3})
	must(t, err)
	if len(list) != 1 || list[0].Status != 204 || !list[0].Tried.Equal(tried) || list[0].Attempts != 1 {
		t.Fatalf("%+v", list)
	}
}

func takenOnce(t *testing.T, s store.Store) {
	e := waiting(t, s)
	taken := make([][]store.Delivery, 8)
	for _, err := range together(8, func(i int) (err error) {
		taken[i], err = s.Take(t.Context(), store.Take{Endpoint: e.ID, Token: newID(), Until: day.Add(time.Minute), Limit: 1}, day)
		return err
	}) {
		must(t, err)
	}
	all := positions(slices.Concat(taken...))
	slices.Sort(all)
	if !slices.Equal(all, slices.Compact(slices.Clone(all))) || len(all) == 0 || len(all) > 2 {
		t.Fatalf("%v", all)
	}
	if p := positions(takeAll(t, s, e.ID, "late", day.Add(time.Minute))); !slices.Equal(p, []int64{1, 5}) {
		t.Fatalf("%v after the lease", p)
	}
}

func replayQueuesAgain(t *testing.T, s store.Store) {
	e := waiting(t, s)
	d := takeAll(t, s, e.ID, "1", day)[0]
	d.State, d.Attempts = store.DeliveryDead, 10
	must(t, s.Settle(t.Context(), d))
	must(t, s.Apply(t.Context(), store.Changes{Replay: &store.Replay{Endpoint: e.ID, Position: 1, At: day}}))
	if p := positions(takeAll(t, s, e.ID, "2", day)); !slices.Equal(p, []int64{1}) {
		t.Fatalf("%v", p)
	}
	if err := s.Apply(t.Context(), store.Changes{Replay: &store.Replay{Endpoint: e.ID, Position: 99, At: day}}); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("a delivery that is not there: %v", err)
	}
	since := int64(5)
	must(t, s.Apply(t.Context(), store.Changes{Replay: &store.Replay{Endpoint: e.ID, Since: &since, At: day}}))
	if n := queue(t, s, 100); n != 3 {
		t.Fatalf("%d were queued", n)
	}
}
