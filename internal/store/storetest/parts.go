package storetest

import (
	"errors"
	"testing"

	"verbatim/internal/event"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// partsBelongToOneOffer sends writes whose parts do not fit together: they are refused whole, and not as something that a
// client could have asked for.
func partsBelongToOneOffer(t *testing.T, s store.Store) {
	first := opened(t)
	must(t, s.Apply(t.Context(), first))
	stranger := opened(t)
	for name, spoil := range map[string]func(*store.Changes){
		"no offer":                   func(c *store.Changes) { c.Offer = nil },
		"no event":                   func(c *store.Changes) { c.Events, c.Offer.Revision = nil, 0 },
		"another's handoff":          func(c *store.Changes) { c.Handoff = stranger.Handoff },
		"another's letter":           func(c *store.Changes) { c.Letter = stranger.Letter },
		"another's flags":            func(c *store.Changes) { c.Flags = stranger.Flags },
		"another's event":            func(c *store.Changes) { c.Events = append([]event.Event{stranger.Events[0]}, c.Events[1:]...) },
		"another's decision":         func(c *store.Changes) { c.Decisions = []review.Decision{decision(stranger.Flags[0], review.Clear)} },
		"flags without their letter": func(c *store.Changes) { c.Letter = nil },
		"flags of another version":   func(c *store.Changes) { c.Flags[1].Letter = 2 },
		"bytes of another digest":    func(c *store.Changes) { c.Letter.Documents[0].PDF = []byte("%PDF-1.7 other") },
	} {
		c := opened(t, spoil)
		if err := s.Apply(t.Context(), c); err == nil || errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrExists) {
			t.Errorf("%s: %v", name, err)
		}
	}
	page, err := s.ListOffers(t.Context(), all, store.OfferQuery{})
	must(t, err)
	if len(page.Items) != 1 || page.Items[0].ID != first.Offer.ID {
		t.Fatalf("a write that was refused left something: %+v", page.Items)
	}
}
