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
	s := newSlots(2, 8, time.Millisecond)
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

func TestSlotsRefuseAtOnceWhenTheQueueIsFull(t *testing.T) {
	s := newSlots(1, 8, time.Hour)
	if _, err := s.enter(context.Background()); err != nil {
		t.Fatal(err)
	}
	s.waiting.Store(s.queue)
	if _, err := s.enter(context.Background()); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("got %v", err)
	}
	if s.waiting.Load() != s.queue {
		t.Error("a refused call still counts as waiting")
	}
}

func TestSlotsLetGoOfWhoeverLeaves(t *testing.T) {
	s := newSlots(1, 8, time.Hour)
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
