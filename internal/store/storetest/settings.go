package storetest

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

var settingCases = []test{
	{"ClaimOnce", claimOnce},
	{"ClaimAfterLease", claimAfterLease},
	{"ClaimFinishedWithApply", claimFinishedWithApply},
	{"ClaimForgotten", claimForgotten},
	{"KeysAndPeople", keysAndPeople},
	{"LibraryOnlyAdds", libraryOnlyAdds},
	{"LibraryActsOnce", libraryActsOnce},
	{"LettersOfAVersion", lettersOfAVersion},
	{"Ready", func(t *testing.T, s store.Store) { must(t, s.Ready(t.Context())) }},
}

func take(t *testing.T, s store.Store, c store.Claim, now time.Time) store.Claimed {
	t.Helper()
	out, err := s.Claim(t.Context(), c, now)
	must(t, err)
	return out
}

func claimOnce(t *testing.T, s store.Store) {
	if got := take(t, s, claim("k", "1"), day); got.Status != store.Taken {
		t.Fatalf("%+v", got)
	}
	if got := take(t, s, claim("k", "2"), day); got.Status != store.Running || !got.Until.Equal(day.Add(time.Minute)) {
		t.Fatalf("%+v", got)
	}
	other := claim("k", "3")
	other.Body = digest.Of([]byte("other body"))
	if got := take(t, s, other, day); got.Status != store.Other {
		t.Fatalf("%+v", got)
	}
	elsewhere := claim("k", "4")
	elsewhere.Owner = "another key"
	if got := take(t, s, elsewhere, day); got.Status != store.Taken {
		t.Fatalf("keys of two owners meet: %+v", got)
	}
	must(t, s.Release(t.Context(), claim("k", "2"))) // not the holder's token
	if got := take(t, s, claim("k", "5"), day); got.Status != store.Running {
		t.Fatalf("a stranger released the claim: %+v", got)
	}
	must(t, s.Release(t.Context(), claim("k", "1")))
	if got := take(t, s, claim("k", "5"), day); got.Status != store.Taken {
		t.Fatalf("%+v", got)
	}
}

func claimAfterLease(t *testing.T, s store.Store) {
	take(t, s, claim("k", "1"), day)
	late := claim("k", "2")
	late.Until = day.Add(3 * time.Minute)
	if got := take(t, s, late, day.Add(2*time.Minute)); got.Status != store.Taken {
		t.Fatalf("%+v", got)
	}
	c := opened(t)
	first := claim("k", "1")
	c.Claim = &first
	if err := s.Apply(t.Context(), c); !errors.Is(err, fault.New(fault.Conflict, fault.CodeRunning, "")) {
		t.Fatalf("the attempt that lost its lease still writes: %v", err)
	}
}

func claimFinishedWithApply(t *testing.T, s store.Store) {
	c := opened(t)
	k := claim("k", "1")
	take(t, s, k, day)
	c.Claim, c.Result = &k, store.ClaimResult{Offer: c.Offer.ID, Revision: 4, Letter: 1, Status: 201}
	must(t, s.Apply(t.Context(), c))
	got := take(t, s, claim("k", "2"), day.Add(30*time.Minute))
	if got.Status != store.Done || !reflect.DeepEqual(got.Result, c.Result) {
		t.Fatalf("%+v", got)
	}
	must(t, s.Release(t.Context(), k))
	if got := take(t, s, claim("k", "3"), day); got.Status != store.Done {
		t.Fatalf("a done claim was released: %+v", got)
	}
}

func claimForgotten(t *testing.T, s store.Store) {
	take(t, s, claim("k", "1"), day)
	must(t, s.Prune(t.Context(), day.Add(30*time.Minute)))
	if got := take(t, s, claim("k", "2"), day); got.Status != store.Running {
		t.Fatalf("pruned too early: %+v", got)
	}
	must(t, s.Prune(t.Context(), day.Add(2*time.Hour)))
	if got := take(t, s, claim("k", "3"), day); got.Status != store.Taken {
		t.Fatalf("%+v", got)
	}
}

func keysAndPeople(t *testing.T, s store.Store) {
	ana := store.Person{ID: "p1", Name: "Ana Pérez", Address: "ana@acme.example"}
	key := store.Key{ID: "k1", Prefix: "abc", Hash: []byte{1, 2, 3}, Person: "p1", Roles: []actor.Role{actor.HROps, actor.Legal}, Entities: []string{"acme-us"}, Test: true, Created: day}
	must(t, s.Apply(t.Context(), store.Changes{People: []store.Person{ana, {ID: "p2", Name: "Robot", Service: true}}, Keys: []store.Key{key}}))
	for name, find := range map[string]func() (store.Person, error){
		"id":      func() (store.Person, error) { return s.Person(t.Context(), "p1") },
		"address": func() (store.Person, error) { return s.PersonByAddress(t.Context(), "ana@acme.example") },
		"name":    func() (store.Person, error) { return s.PersonByName(t.Context(), "Ana Pérez") },
	} {
		if p, err := find(); err != nil || p != ana {
			t.Errorf("by %s: %+v %v", name, p, err)
		}
	}
	if err := s.Apply(t.Context(), store.Changes{People: []store.Person{{ID: "p3", Name: "Other", Address: ana.Address}}}); !errors.Is(err, store.ErrExists) {
		t.Errorf("an address has two people: %v", err)
	}
	k, err := s.KeyByPrefix(t.Context(), "abc")
	must(t, err)
	if k.Person != "p1" || k.Name != ana.Name || !bytes.Equal(k.Hash, key.Hash) || len(k.Roles) != 2 || !k.Test || k.Entities[0] != "acme-us" || k.Expires != nil {
		t.Fatalf("%+v", k)
	}
	must(t, s.Apply(t.Context(), store.Changes{Revoke: []store.Revocation{{Key: "k1", At: day}}}))
	if _, err := s.KeyByPrefix(t.Context(), "abc"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a revoked key is found: %v", err)
	}
	list, err := s.ListKeys(t.Context())
	if err != nil || len(list) != 1 || list[0].Revoked == nil {
		t.Errorf("%+v %v", list, err)
	}
}

func libraryOnlyAdds(t *testing.T, s store.Store) {
	item := store.LibraryItem{
		Kind: "clause", ID: "sign_on", Family: "one_time_payments", Version: 1, Digest: digest.Of([]byte("a")), Status: "published",
		Files: map[string][]byte{"standard.md": []byte("We pay {{ amount }}.")}, Imported: day,
	}
	must(t, s.Apply(t.Context(), store.Changes{Library: []store.LibraryItem{item}}))
	must(t, s.Apply(t.Context(), store.Changes{Library: []store.LibraryItem{item}}))
	edited := item
	edited.Digest = digest.Of([]byte("b"))
	if err := s.Apply(t.Context(), store.Changes{Library: []store.LibraryItem{edited}}); !errors.Is(err, fault.New(fault.Conflict, fault.CodeClauseChanged, "")) {
		t.Fatalf("a published clause was edited: %v", err)
	}
	items, err := s.LibraryItems(t.Context())
	must(t, err)
	if len(items) != 1 || string(items[0].Files["standard.md"]) != "We pay {{ amount }}." || items[0].Family != item.Family || items[0].Digest != item.Digest {
		t.Fatalf("%+v", items)
	}
}
