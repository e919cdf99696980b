package api

import (
	"context"
	"errors"
	"testing"
	"time"

	"verbatim/internal/fault"
)

func TestSlotsRefuseRatherThanQueue(t *testing.T) {
	ctx := context.Background()
	s := newSlots(2, time.Millisecond)
	first, err := s.enter(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s.enter(ctx); err != nil {
		t.Fatal(err)
	}
	_, err = s.enter(ctx)
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != fault.Unavailable || e.Retry <= 0 {
		t.Fatalf("a third call got %v", err)
	}
	first()
	if leave, err := s.enter(ctx); err != nil {
		t.Errorf("a free slot was refused: %v", err)
	} else {
		leave()
	}
}

// TestSlotsRefuseAtOnceWhoWouldWaitTooLong never waits: its slots are held for ever, and patience lasts an hour.
func TestSlotsRefuseAtOnceWhoWouldWaitTooLong(t *testing.T) {
	for name, spoil := range map[string]func(*slots){
		"calls take long": func(s *slots) { s.usual.Store(int64(2 * time.Hour)) },
		"many wait":       func(s *slots) { s.waiting.Store(maxWaiting) },
	} {
		s := newSlots(1, time.Hour)
		if _, err := s.enter(context.Background()); err != nil {
			t.Fatal(err)
		}
		spoil(s)
		before := s.waiting.Load()
		if _, err := s.enter(context.Background()); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("%s: got %v", name, err)
		}
		if s.waiting.Load() != before {
			t.Errorf("%s: a refused call still counts as waiting", name)
		}
	}
}

func TestSlotsLearnHowLongCallsTake(t *testing.T) {
	s := newSlots(4, time.Second)
	s.usual.Store(int64(100 * time.Millisecond))
	if got := s.expected(8); got != 200*time.Millisecond {
		t.Errorf("8 waiting for 4 slots of 100 ms wait %s", got)
	}
	leave, err := s.enter(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	leave()
	if got := time.Duration(s.usual.Load()); got >= 100*time.Millisecond {
		t.Errorf("a short call left the average at %s", got)
	}
}

func TestSlotsLetGoOfWhoeverLeaves(t *testing.T) {
	s := newSlots(1, time.Hour)
	if _, err := s.enter(context.Background()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.enter(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestRatesAreByKey(t *testing.T) {
	r := newRates(0.001, 2)
	for range 2 {
		if err := r.take("a"); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.take("a"); fault.KindOf(err) != fault.Limited {
		t.Errorf("the third call got %v", err)
	}
	if err := r.take("b"); err != nil {
		t.Errorf("another key got %v", err)
	}
}

func TestNoRate(t *testing.T) {
	r := newRates(-1, 1)
	for range 1000 {
		if err := r.take("a"); err != nil {
			t.Fatal(err)
		}
	}
}
