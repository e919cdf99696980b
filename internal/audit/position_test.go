package audit_test

import (
	"testing"

	"verbatim/internal/audit"
	"verbatim/internal/digest"
)

// TestContinueCoversEverything changes each part of an entry in turn.
func TestContinueCoversEverything(t *testing.T) {
	before, e := digest.Of([]byte("before")), audit.Entry{Position: 12, Offer: "a", Sequence: 3, Hash: digest.Of([]byte("event"))}
	want := audit.Continue(before, e)
	if want != audit.Continue(before, e) || want.Hex() == string(want) {
		t.Fatalf("%s is no digest of its own", want)
	}
	for name, other := range map[string]digest.Digest{
		"before":   audit.Continue("", e),
		"position": audit.Continue(before, audit.Entry{Position: 1, Offer: "a", Sequence: 3, Hash: e.Hash}),
		"offer":    audit.Continue(before, audit.Entry{Position: 12, Offer: "b", Sequence: 3, Hash: e.Hash}),
		"sequence": audit.Continue(before, audit.Entry{Position: 12, Offer: "a", Sequence: 4, Hash: e.Hash}),
		"hash":     audit.Continue(before, audit.Entry{Position: 12, Offer: "a", Sequence: 3, Hash: before}),
	} {
		if other == want {
			t.Errorf("the hash does not cover %s", name)
		}
	}
}
