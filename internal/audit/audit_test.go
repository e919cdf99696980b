package audit_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"verbatim/internal/audit"
	"verbatim/internal/digest"
	"verbatim/internal/event"
)

// chain makes n events that follow one another.
func chain(t testing.TB, offer string, n int) []event.Event {
	t.Helper()
	var out []event.Event
	var previous digest.Digest
	for i := range n {
		e := event.Event{
			ID: offer + string(rune('a'+i)), Offer: offer, Sequence: int64(i) + 1, Type: event.LetterWritten, At: time.UnixMilli(int64(i)).UTC(),
			Actor: "robin", Facts: json.RawMessage(`{"round":1}`), Previous: previous, Seal: "00",
		}
		var err error
		if e.Hash, err = e.Sum(); err != nil {
			t.Fatal(err)
		}
		previous = e.Hash
		out = append(out, e)
	}
	return out
}

// TestEveryEditIsFound edits, drops, swaps and moves entries: the first bad one is named.
func TestEveryEditIsFound(t *testing.T) {
	if err := audit.Verify(chain(t, "a", 6)); err != nil {
		t.Fatal(err)
	}
	edits := map[string]func(es []event.Event, i int) []event.Event{
		"actor":  func(es []event.Event, i int) []event.Event { es[i].Actor = "mallory"; return es },
		"time":   func(es []event.Event, i int) []event.Event { es[i].At = es[i].At.Add(time.Hour); return es },
		"facts":  func(es []event.Event, i int) []event.Event { es[i].Facts = json.RawMessage(`{"round":2}`); return es },
		"seal":   func(es []event.Event, i int) []event.Event { es[i].Seal = "01"; return es },
		"drop":   func(es []event.Event, i int) []event.Event { return append(es[:i], es[i+1:]...) },
		"swap":   func(es []event.Event, i int) []event.Event { es[i], es[i+1] = es[i+1], es[i]; return es },
		"repeat": func(es []event.Event, i int) []event.Event { es[i+1] = es[i]; return es },
	}
	other := chain(t, "b", 6)
	edits["another offer's"] = func(es []event.Event, i int) []event.Event { es[i] = other[i]; return es }
	edits["rehashed"] = func(es []event.Event, i int) []event.Event {
		es[i].Actor = "mallory"
		es[i].Hash, _ = es[i].Sum()
		return es
	}
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom([]string{"actor", "time", "facts", "seal", "drop", "swap", "repeat", "another offer's", "rehashed"}).Draw(rt, "edit")
		i := rapid.IntRange(0, 4).Draw(rt, "at")
		var broken *audit.Broken
		if err := audit.Verify(edits[name](chain(t, "a", 6), i)); !errors.As(err, &broken) || broken.Sequence < int64(i)+1 || broken.Sequence > int64(i)+2 {
			rt.Fatalf("%s at %d: %v", name, i, err)
		}
	})
}
