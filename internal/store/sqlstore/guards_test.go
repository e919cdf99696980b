package sqlstore_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"verbatim/internal/audit"
	"verbatim/internal/digest"
	"verbatim/internal/store"
	"verbatim/internal/store/storetest"
)

// TestFactsHoldNoPlainDigest: a digest in an event's facts is keyed before it is hashed and stored, and equal ones stay
// equal within an offer and differ between offers.
func TestFactsHoldNoPlainDigest(t *testing.T) {
	s, next := open(t, sqliteConfig(t)), storetest.Writes(t, 700)
	plain := string(digest.Of([]byte("USD 185000.00")))
	var kept []string
	for range 2 {
		c := next()
		c.Events[0].Facts = json.RawMessage(`{"saw": "` + plain + `", "again": "` + plain + `"}`)
		if err := s.Apply(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		events, err := s.OfferEvents(t.Context(), store.Scope{}, c.Offer.ID, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		var facts struct{ Saw, Again string }
		if err := json.Unmarshal(events[0].Facts, &facts); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(facts.Saw, "hmac-sha256:") || facts.Saw != facts.Again || strings.Contains(string(events[0].Facts), plain) {
			t.Fatalf("facts: %s", events[0].Facts)
		}
		if err := audit.Verify(events); err != nil {
			t.Fatal(err)
		}
		kept = append(kept, facts.Saw)
	}
	if kept[0] == kept[1] {
		t.Fatal("two offers share a keyed digest")
	}
}

// TestAddressesFoldCase: mail reaches the same person however the address is written.
func TestAddressesFoldCase(t *testing.T) {
	s := open(t, sqliteConfig(t))
	if err := s.Apply(t.Context(), store.Changes{People: []store.Person{{ID: "p", Name: "Robin Lee", Address: "Robin.Lee@acme.example"}}}); err != nil {
		t.Fatal(err)
	}
	p, err := s.PersonByAddress(t.Context(), " robin.lee@ACME.example")
	if err != nil || p.ID != "p" || p.Address != "Robin.Lee@acme.example" {
		t.Fatalf("%+v %v", p, err)
	}
}

// TestEditedPeopleAreFound: a person or a webhook that was edited behind the program's back does not verify.
func TestEditedPeopleAreFound(t *testing.T) {
	for _, edit := range []string{
		`UPDATE people SET name_key = name_key || '0' WHERE id = 'robin'`, `UPDATE people SET address_key = NULL WHERE id = 'robin'`, `UPDATE people SET service = 1 - service WHERE id = 'robin'`,
		`UPDATE people SET sealed = (SELECT p.sealed FROM people p WHERE p.id = 'kim') WHERE id = 'robin'`,
		`UPDATE webhook_endpoints SET sealed = x'00'`, `UPDATE webhook_endpoints SET id = 'another'`,
	} {
		c := sqliteConfig(t)
		s := open(t, c)
		must(t, s.Apply(t.Context(), store.Changes{
			People:   []store.Person{{ID: "robin", Name: "Robin Lee", Address: "robin@acme.example"}, {ID: "kim", Name: "Kim Poe"}},
			Endpoint: &store.Endpoint{ID: "hook", Revision: 1, State: store.EndpointOn, URL: "https://hooks.example"},
		}))
		if p, err := s.Verify(t.Context(), nil); err != nil || p.People != 2 || p.Webhooks != 1 {
			t.Fatalf("%+v %v", p, err)
		}
		execute(t, c, edit)
		var b *store.Broken
		if _, err := s.Verify(t.Context(), nil); !errors.As(err, &b) || strings.Contains(err.Error(), "Lee") {
			t.Errorf("%s: %v", edit, err)
		}
	}
}
