// Package storetest is the conformance suite of the storage promise: each case has the name that store's comments give to
// its sentence. Every case gets a fresh store. A backend's own test is a few lines.
package storetest

import (
	"slices"
	"testing"

	"verbatim/internal/store"
)

// test is one case on a fresh store.
type test struct {
	name string
	run  func(*testing.T, store.Store)
}

// Run holds a store against the promise. open gives a fresh, empty store and closes it when the test ends.
func Run(t *testing.T, open func(*testing.T) store.Store) {
	runAll(t, open, slices.Concat(versionCases, offerCases, scopeCases, settingCases, bandCases, feedCases, deliveryCases, queueCases, answerCases, approvalCases))
}

// RunRaces lets many writers at one store at once: apart, since they take longer and need real concurrency.
func RunRaces(t *testing.T, open func(*testing.T) store.Store) { runAll(t, open, raceCases) }

func runAll(t *testing.T, open func(*testing.T) store.Store, cases []test) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, open(t))
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
