package storetest

import (
	"errors"
	"strconv"
	"sync"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

var raceCases = []test{
	{"TwoRevisersOneWins", twoRevisersOneWins},
	{"DecideWhileRevising", decideWhileRevising},
	{"ParallelOpensOneSource", parallelOpensOneSource},
	{"HundredClaimsOneTaken", hundredClaimsOneTaken},
}

// together runs n writers at once and gives their errors.
func together(n int, do func(i int) error) []error {
	errs := make([]error, n)
	var start, done sync.WaitGroup
	start.Add(1)
	for i := range n {
		done.Add(1)
		go func() {
			defer done.Done()
			start.Wait()
			errs[i] = do(i)
		}()
	}
	start.Done()
	done.Wait()
	return errs
}

// oneWon checks that one write went through and that every other was refused as a loser.
func oneWon(t *testing.T, errs []error, lost ...error) {
	t.Helper()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		known := false
		for _, l := range lost {
			known = known || errors.Is(err, l)
		}
		if !known {
			t.Errorf("a loser got %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d writers won", won)
	}
}

func twoRevisersOneWins(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	o := *c.Offer
	for n := 2; n < 12; n++ {
		writes := make([]store.Changes, 4)
		for i := range writes {
			writes[i] = revised(t, o, n)
		}
		oneWon(t, together(len(writes), func(i int) error { return s.Apply(t.Context(), writes[i]) }), store.ErrStale)
		var err error
		o, err = s.Offer(t.Context(), all, o.ID)
		must(t, err)
		if o.Letter != n {
			t.Fatalf("letter %d, want %d", o.Letter, n)
		}
	}
}

func decideWhileRevising(t *testing.T, s store.Store) {
	for range 10 {
		c := opened(t)
		must(t, s.Apply(t.Context(), c))
		writes := []store.Changes{revised(t, *c.Offer, 2), decided(*c.Offer, decision(c.Flags[0], review.Clear))}
		oneWon(t, together(2, func(i int) error { return s.Apply(t.Context(), writes[i]) }), store.ErrStale)
	}
}

func parallelOpensOneSource(t *testing.T, s store.Store) {
	writes := make([]store.Changes, 8)
	for i := range writes {
		writes[i] = opened(t, withSource("acme-us", source))
	}
	oneWon(t, together(len(writes), func(i int) error { return s.Apply(t.Context(), writes[i]) }), store.ErrExists)
	page, err := s.ListOffers(t.Context(), all, store.OfferQuery{})
	must(t, err)
	if len(page.Items) != 1 {
		t.Fatalf("%d offers", len(page.Items))
	}
}

var errNotTaken = fault.New(fault.Conflict, "not_taken", "not taken")

func hundredClaimsOneTaken(t *testing.T, s store.Store) {
	oneWon(t, together(100, func(i int) error {
		got, err := s.Claim(t.Context(), claim("k", strconv.Itoa(i)), day)
		if err != nil {
			return err
		}
		if got.Status != store.Taken {
			return errNotTaken
		}
		return nil
	}), errNotTaken)
}
