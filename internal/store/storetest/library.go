package storetest

import (
	"errors"
	"slices"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

func libraryActsOnce(t *testing.T, s store.Store) {
	state := func() string {
		t.Helper()
		now, err := s.LibraryState(t.Context())
		must(t, err)
		return now
	}
	item := store.LibraryItem{
		Kind: "clause", ID: "sign_on", Family: "one_time_payments", Version: 1, Digest: digest.Of([]byte("a")), Status: "offered",
		Files: map[string][]byte{"standard.md": []byte("We pay.")}, Imported: day,
	}
	from := cal.MustDate("2027-01-01")
	acts := []store.LibraryAct{
		{Kind: "clause", ID: "sign_on", Version: 1, Act: store.ActPublished, At: day.UTC(), By: "lee"},
		{Kind: "clause", ID: "sign_on", Version: 1, Act: store.ActAdopted, At: day.UTC(), By: "kim", Own: true},
		{Kind: "clause", ID: "sign_on", Version: 1, Act: store.ActWithdrawn, At: day.UTC(), By: "kim", From: &from, Reason: "The law has changed."},
	}
	states := []string{state()}
	must(t, s.Apply(t.Context(), store.Changes{Library: []store.LibraryItem{item}, LibraryActs: acts[:1]}))
	states = append(states, state())
	must(t, s.Apply(t.Context(), store.Changes{LibraryActs: acts[1:]}))
	states = append(states, state())
	if slices.Sort(states); len(slices.Compact(states)) != 3 {
		t.Errorf("the states do not differ: %v", states)
	}
	if err := s.Apply(t.Context(), store.Changes{LibraryActs: acts[1:2]}); !errors.Is(err, store.ErrExists) {
		t.Errorf("a version was adopted twice: %v", err)
	}
	got, err := s.LibraryActs(t.Context())
	must(t, err)
	if len(got) != 3 {
		t.Fatalf("%+v", got)
	}
	for i, a := range got {
		want := acts[i]
		want.Sequence = int64(i + 1)
		if a.From != nil && want.From != nil && *a.From == *want.From {
			a.From = want.From
		}
		if a != want {
			t.Errorf("%+v, want %+v", a, want)
		}
	}
}

func lettersOfAVersion(t *testing.T, s store.Store) {
	pin := func(id string, version int) digest.Pin {
		return digest.Pin{Kind: "clause", ID: id, Version: version, Digest: digest.Of([]byte(id))}
	}
	open := func(entity string, pins ...digest.Pin) offer.ID {
		t.Helper()
		c := opened(t, func(c *store.Changes) {
			c.Offer.Entity = "acme-us"
			c.Letter.Lock.Pins = append(pins, digest.Pin{Kind: "entity", ID: entity, Version: 1, Digest: digest.Of([]byte(entity))})
			sum, err := c.Letter.Lock.Digest()
			must(t, err)
			c.Letter.LockDigest = sum
		})
		if entity != "acme-us" {
			c.Offer.Entity = "acme-uk"
		}
		must(t, s.Apply(t.Context(), c))
		return c.Offer.ID
	}
	one := open("acme-us", pin("sign_on", 1), pin("opening", 1))
	two := open("acme-us", pin("opening", 1), pin("sign_on", 1))
	three := open("acme-us", pin("sign_on", 2))
	hidden := open("acme-uk", pin("sign_on", 2))
	open("acme-us", pin("opening", 1))
	ask := func(sc store.Scope, q store.PinQuery) (got []store.PinnedLetter) {
		t.Helper()
		for {
			page, err := s.LettersOf(t.Context(), sc, q)
			must(t, err)
			got = append(got, page.Items...)
			if q.Cursor = page.Next; page.Next == "" {
				return got
			}
		}
	}
	all := ask(store.Scope{}, store.PinQuery{Kind: "clause", IDs: []string{"sign_on"}, Limit: 1})
	var ids []offer.ID
	for _, p := range all {
		ids = append(ids, p.Offer.ID)
	}
	if !slices.Equal(ids, []offer.ID{hidden, three, two, one}) || all[1].Version != 2 || all[3].Version != 1 || all[0].Letter != 1 {
		t.Errorf("%+v", all)
	}
	if got := ask(store.Scope{Entities: []entity.ID{"acme-us"}}, store.PinQuery{Kind: "clause", IDs: []string{"sign_on", "opening"}}); len(got) != 6 {
		t.Errorf("%d letters, want 6", len(got))
	}
	if got := ask(store.Scope{}, store.PinQuery{Kind: "entity", IDs: []string{"acme-us"}}); len(got) != 0 {
		t.Errorf("letters are found by their entity: %+v", got)
	}
	if _, err := s.LettersOf(t.Context(), store.Scope{}, store.PinQuery{Kind: "clause", IDs: []string{"x"}, Cursor: "?"}); err == nil {
		t.Error("a cursor that is none was taken")
	}
}
