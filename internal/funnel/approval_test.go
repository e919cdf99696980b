package funnel

import (
	"testing"
	"time"

	"verbatim/internal/event"
)

// TestWaitingForApprovers: a step that comes later waits from when it is opened, a consent that is not the last settles
// nothing, and what is asked anew waits anew.
func TestWaitingForApprovers(t *testing.T) {
	var l Ledger
	day := func(d int) time.Time { return time.Date(2026, 3, 1+d, 0, 0, 0, 0, time.UTC) }
	for n, x := range []struct {
		day   int
		typ   event.Type
		facts string
	}{
		{0, event.OfferProposed, `{"entity":"acme-us"}`},
		{0, event.ApprovalAsked, `{"step":"a","attempt":1}`},
		{0, event.ApprovalAsked, `{"step":"b","attempt":1,"later":true}`},
		{1, event.ApprovalGiven, `{"step":"a","complete":false}`},
		{2, event.ApprovalGiven, `{"step":"a","complete":true}`},
		{2, event.ApprovalOpened, `{"step":"b"}`},
		{5, event.ApprovalOverridden, `{"step":"b"}`},
		{7, event.ApprovalAsked, `{"step":"b","attempt":2}`},
		{8, event.ApprovalRejected, `{"step":"b"}`},
	} {
		if err := l.Take(event.Event{Offer: "o", Sequence: int64(n + 1), Type: x.typ, At: day(x.day), Recorded: day(x.day), Facts: []byte(x.facts)}); err != nil {
			t.Fatal(err)
		}
	}
	if got, known := l.Cases()[0].waited(Approval, window{now: day(20)}); !known || got != 6*24*time.Hour {
		t.Errorf("waited %v (%v), want 6 days", got, known)
	}
}
