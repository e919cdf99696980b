package feed_test

import (
	"bytes"
	"log/slog"
	"testing"
	"time"

	"verbatim/internal/feed"
	"verbatim/internal/store"
	"verbatim/internal/store/storetest"
)

// TestUpkeep: an idempotency key goes when its time is over and not before, whoever of two replicas works.
func TestUpkeep(t *testing.T) {
	s, c := open(t), &clock{time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}
	log := slog.New(slog.NewTextHandler(&bytes.Buffer{}, nil))
	one := &feed.Upkeep{Store: s, Holder: "one", Now: c.now, Log: log}
	storetest.Claim(t, s, "a key of an hour")
	must(t, one.Step(t.Context()))
	again := func() store.ClaimStatus {
		got, err := s.Claim(t.Context(), storetest.AClaim("a key of an hour"), c.at)
		must(t, err)
		return got.Status
	}
	c.at = time.Date(2026, 11, 24, 18, 30, 0, 0, time.UTC)
	if got := again(); got != store.Running {
		t.Fatalf("a live key is %s", got)
	}
	c.at = c.at.Add(48 * time.Hour)
	must(t, (&feed.Upkeep{Store: s, Holder: "two", Now: c.now, Log: log}).Step(t.Context()))
	c.at = c.at.Add(-48 * time.Hour)
	if got := again(); got != store.Taken {
		t.Fatalf("a key whose time is over is %s", got)
	}
}
