package store_test

import (
	"testing"

	"verbatim/internal/digest"
	"verbatim/internal/store"
)

// TestContinueCoversEverything changes each part of an entry in turn.
func TestContinueCoversEverything(t *testing.T) {
	before := store.Checkpoint{Position: 11, Hash: digest.Of([]byte("before"))}
	p := store.Placed{Position: 12, Offer: "a", Sequence: 3, Hash: digest.Of([]byte("event"))}
	want := before.Continue(p)
	if want != before.Continue(p) || want.Position != 12 {
		t.Fatalf("%+v", want)
	}
	for name, other := range map[string]store.Checkpoint{
		"before":   store.Checkpoint{}.Continue(p),
		"position": before.Continue(store.Placed{Position: 1, Offer: "a", Sequence: 3, Hash: p.Hash}),
		"offer":    before.Continue(store.Placed{Position: 12, Offer: "b", Sequence: 3, Hash: p.Hash}),
		"sequence": before.Continue(store.Placed{Position: 12, Offer: "a", Sequence: 4, Hash: p.Hash}),
		"event":    before.Continue(store.Placed{Position: 12, Offer: "a", Sequence: 3, Hash: before.Hash}),
	} {
		if other.Hash == want.Hash {
			t.Errorf("the hash does not cover %s", name)
		}
	}
}
