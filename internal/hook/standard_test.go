package hook_test

import (
	"testing"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"verbatim/internal/hook"
)

// TestTheStandardsLibraryVerifies: the library that the standard itself publishes for receivers takes our messages, each of
// the two live secrets by itself, and refuses a message that was changed. It judges by the machine's clock, and the clock of
// the messages is a test's own: times are held elsewhere.
func TestTheStandardsLibraryVerifies(t *testing.T) {
	w := newWorld(t)
	r := newReceiver(t, fine)
	e, old, err := w.service.Create(t.Context(), admin, hook.New{URL: r.URL})
	must(t, err)
	_, fresh, err := w.service.Rotate(t.Context(), admin, e.ID)
	must(t, err)
	all, err := w.service.List(t.Context(), admin)
	must(t, err)
	e = all[0]
	w.happen(2)
	w.drain(e)
	if len(r.all()) != 10 {
		t.Fatalf("%d messages", len(r.all()))
	}
	for _, secret := range []string{old, fresh} {
		receiver, err := standardwebhooks.NewWebhook(secret)
		must(t, err)
		for _, got := range r.all() {
			if err := receiver.VerifyIgnoringTimestamp(got.body, got.header); err != nil {
				t.Errorf("%v", err)
			}
			if receiver.VerifyIgnoringTimestamp(append(got.body[:len(got.body):len(got.body)], ' '), got.header) == nil {
				t.Error("a message that was changed is taken")
			}
		}
	}
	stranger, err := standardwebhooks.NewWebhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	must(t, err)
	if stranger.VerifyIgnoringTimestamp(r.all()[0].body, r.all()[0].header) == nil {
		t.Error("another secret verifies")
	}
}
