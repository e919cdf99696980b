package sqlstore_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// entries is how many events the benchmark of verification holds.
const entries = 100_000

// BenchmarkVerify verifies 100,000 entries with their payloads: the aim is under ten seconds.
func BenchmarkVerify(b *testing.B) {
	for name, config := range engines {
		b.Run(name, func(b *testing.B) {
			s := open(b, config(b))
			for range entries / 1000 {
				if err := s.Apply(b.Context(), talked(b, 1000)); err != nil {
					b.Fatal(err)
				}
			}
			now := time.Now()
			l := store.Lease{Name: "sealer", Holder: "b", Until: now.Add(time.Hour)}
			if _, err := s.Lease(b.Context(), l, now); err != nil {
				b.Fatal(err)
			}
			start := time.Now()
			for n := 1; n > 0; {
				sealed, err := s.Seal(b.Context(), l, now, 1000)
				if err != nil {
					b.Fatal(err)
				}
				n = sealed.Count
			}
			b.ReportMetric(float64(entries)/time.Since(start).Seconds(), "sealed/s")
			for b.Loop() {
				p, err := s.Verify(b.Context(), nil)
				if err != nil || p.Events != entries {
					b.Fatalf("%+v %v", p, err)
				}
			}
		})
	}
}

// talked opens an offer and offers its terms aloud until it has n events.
func talked(b *testing.B, n int) store.Changes {
	b.Helper()
	at := time.Now().UTC().Truncate(time.Millisecond)
	o, events, err := offer.Propose(offer.Offer{ID: offer.ID(uuid.Must(uuid.NewV7()).String()), Entity: "acme-us", Place: "US-CA", Author: "robin"}, at)
	for len(events) < n && err == nil {
		var more []event.Event
		o, more, err = o.VerbalOffer("phone", at)
		events = append(events, more...)
	}
	if err != nil {
		b.Fatal(err)
	}
	for i := range events {
		e := &events[i]
		e.ID, e.Offer, e.Recorded, e.Actor, e.Payload = uuid.Must(uuid.NewV7()).String(), string(o.ID), at, "robin", json.RawMessage(`{"comment":"said so on the phone"}`)
	}
	o.Revision = int64(n)
	return store.Changes{Offer: &o, Events: events}
}
