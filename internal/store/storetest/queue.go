package storetest

import (
	"errors"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

var queueCases = []test{
	{"QueueFollowsTheOffer", queueFollowsTheOffer},
	{"QueueByHarm", queueByHarm},
	{"QueueSteps", queueSteps},
	{"QueueOfReviewers", queueOfReviewers},
	{"PrecedentsAreAlike", precedentsAreAlike},
	{"CardsAreSealed", cardsAreSealed},
	{"ProposalFoundByName", proposalFoundByName},
	{"PrivilegedNotesStandApart", privilegedNotesStandApart},
	{"WaiversEnd", waiversEnd},
	{"SessionsEnd", sessionsEnd},
}

// inQueue opens an offer whose two flags wait.
func inQueue(t *testing.T, change ...func(*store.Changes)) store.Changes {
	t.Helper()
	return opened(t, append([]func(*store.Changes){func(c *store.Changes) {
		remind := day.Add(time.Hour)
		for _, f := range c.Flags {
			c.Waiting = append(c.Waiting, store.Waiting{
				Offer: c.Offer.ID, Flag: f.ID, Letter: 1, Code: f.Deviation.Code, Decides: f.Deviation.Decides, Entity: string(c.Offer.Entity),
				Place: c.Offer.Place, Raised: day, Due: day.Add(48 * time.Hour), Said: day.Add(-time.Hour), Wording: digest.Of([]byte("w")), Next: &remind,
			})
		}
	}}, change...)...)
}

func listed(t *testing.T, s store.Store, sc store.Scope, q store.WaitingQuery) []store.Waiting {
	t.Helper()
	page, err := s.ListWaiting(t.Context(), sc, q)
	must(t, err)
	count, err := s.CountWaiting(t.Context(), sc, q, day)
	must(t, err)
	if count.Waiting != len(page.Items) && page.Next == "" && q.Cursor == "" {
		t.Errorf("%d are listed and %d counted", len(page.Items), count.Waiting)
	}
	return page.Items
}

func queueFollowsTheOffer(t *testing.T, s store.Store) {
	c := inQueue(t)
	must(t, s.Apply(t.Context(), c))
	items := listed(t, s, all, store.WaitingQuery{})
	if len(items) != 2 || items[0].Card.Candidate != Secrets[0] || items[0].Content.Deviation.Message != Secrets[3] || items[0].AnswerBy != nil {
		t.Fatalf("%+v", items)
	}
	if left := listed(t, s, store.Scope{Entities: []entity.ID{"acme-uk"}}, store.WaitingQuery{}); len(left) != 0 {
		t.Errorf("another entity sees %+v", left)
	}
	for name, q := range map[string]store.WaitingQuery{
		"decider": {Decides: []policy.Decider{policy.ByHROps}}, "rule": {Code: "VB-X-Y-01"}, "place": {Place: "DE"}, "assignee": {Assignee: "p"},
		"group": {Groups: []string{"g"}},
	} {
		if left := listed(t, s, all, q); len(left) != 0 {
			t.Errorf("filter by %s: %+v", name, left)
		}
	}
	must(t, s.Apply(t.Context(), decided(*c.Offer, decision(c.Flags[0], review.Clear))))
	if items = listed(t, s, all, store.WaitingQuery{}); len(items) != 1 || items[0].Flag != c.Flags[1].ID {
		t.Fatalf("after a decision: %+v", items)
	}
	o := *c.Offer
	o.Revision++
	next := revised(t, o, 2)
	must(t, s.Apply(t.Context(), next))
	if items = listed(t, s, all, store.WaitingQuery{}); len(items) != 0 {
		t.Fatalf("after the next letter: %+v", items)
	}
	c = inQueue(t)
	must(t, s.Apply(t.Context(), c))
	over := *c.Offer
	over.State, over.Revision = offer.Declined, over.Revision+1
	must(t, s.Apply(t.Context(), store.Changes{Offer: &over, Expect: c.Offer.Revision, Events: []event.Event{happened(over, event.OfferDeclined, 0)}}))
	if items = listed(t, s, all, store.WaitingQuery{}); len(items) != 0 {
		t.Fatalf("after the end: %+v", items)
	}
}

// queueOfReviewers: a flag is found by its group.
func queueOfReviewers(t *testing.T, s store.Store) {
	c := inQueue(t, func(c *store.Changes) {
		for i := range c.Waiting {
			c.Waiting[i].Group = []string{"europe", "role:legal"}[i]
		}
	})
	must(t, s.Apply(t.Context(), c))
	for want, groups := range map[int][]string{1: {"europe"}, 2: {"europe", "role:legal"}, 0: {"india"}} {
		if items := listed(t, s, all, store.WaitingQuery{Groups: groups}); len(items) != want {
			t.Errorf("%v have %d", groups, len(items))
		}
	}
}

// queueByHarm: whose candidate must answer first, then what was said longest ago; page by page without a gap.
func queueByHarm(t *testing.T, s store.Store) {
	soon, later := day.Add(time.Hour), day.Add(9*time.Hour)
	want := map[offer.ID]int{}
	for rank, harm := range []struct {
		answer *time.Time
		said   time.Duration
	}{{&soon, 0}, {&later, -9 * time.Hour}, {nil, -8 * time.Hour}, {nil, -2 * time.Hour}} {
		c := inQueue(t, func(c *store.Changes) {
			c.Offer.Expires, c.Offer.Answerable = harm.answer, harm.answer != nil
			for i := range c.Waiting {
				c.Waiting[i].Said = day.Add(harm.said)
			}
		})
		want[c.Offer.ID] = rank
		must(t, s.Apply(t.Context(), c))
	}
	cursor, last, seen := "", 0, 0
	for {
		page, err := s.ListWaiting(t.Context(), all, store.WaitingQuery{Cursor: cursor, Limit: 3})
		must(t, err)
		for _, w := range page.Items {
			if want[w.Offer] < last {
				t.Errorf("rank %d after %d", want[w.Offer], last)
			}
			last = want[w.Offer]
			seen++
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	if seen != 8 {
		t.Errorf("%d flags in pages", seen)
	}
	if c, err := s.CountWaiting(t.Context(), all, store.WaitingQuery{}, day.Add(49*time.Hour)); err != nil || c.Late != 8 || c.Urgent != 4 {
		t.Errorf("%+v %v", c, err)
	}
	if _, err := s.ListWaiting(t.Context(), all, store.WaitingQuery{Cursor: "x"}); err == nil {
		t.Error("a cursor of nothing is taken")
	}
}

func queueSteps(t *testing.T, s store.Store) {
	c := inQueue(t)
	must(t, s.Apply(t.Context(), c))
	if due, err := s.DueWaiting(t.Context(), day, 10); err != nil || len(due) != 0 {
		t.Fatalf("before its time: %+v %v", due, err)
	}
	due, err := s.DueWaiting(t.Context(), day.Add(time.Hour), 10)
	if err != nil || len(due) != 2 {
		t.Fatalf("%+v %v", due, err)
	}
	next := *c.Offer
	next.Revision++
	must(t, s.Apply(t.Context(), store.Changes{
		Offer: &next, Expect: c.Offer.Revision, Events: []event.Event{happened(next, event.FlagReminded, 1)},
		Stepped: []store.Stepped{{Flag: due[0].Flag, Step: 1}}, Assign: []store.Assignment{{Flag: due[0].Flag, Person: "p"}},
	}))
	if due, err = s.DueWaiting(t.Context(), day.Add(time.Hour), 10); err != nil || len(due) != 1 {
		t.Fatalf("%+v %v", due, err)
	}
	if items := listed(t, s, all, store.WaitingQuery{Assignee: "p"}); len(items) != 1 || items[0].Step != 1 || items[0].Next != nil {
		t.Fatalf("%+v", items)
	}
}

func precedentsAreAlike(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	f, key := c.Flags[0], store.PrecedentKey{Code: c.Flags[0].Deviation.Code, Place: "US-CA", Wording: digest.Of([]byte("w"))}
	w := decided(*c.Offer, decision(f, review.Clear))
	f.Decision = &w.Decisions[0]
	w.Precedents = []store.Precedent{{Offer: c.Offer.ID, Flag: f, At: day, Key: key}}
	must(t, s.Apply(t.Context(), w))
	key.Since = day
	other := func(change func(*store.PrecedentKey)) store.PrecedentKey {
		k := key
		change(&k)
		return k
	}
	keys := []store.PrecedentKey{
		other(func(k *store.PrecedentKey) { k.Code = "VB-X-Y-01" }), key, other(func(k *store.PrecedentKey) { k.Place = "US-NY" }),
		other(func(k *store.PrecedentKey) { k.Wording = digest.Of(nil) }), other(func(k *store.PrecedentKey) { k.Since = day.Add(time.Second) }), key,
	}
	got, err := s.Precedents(t.Context(), all, keys)
	if err != nil || len(got) != len(keys) {
		t.Fatalf("%+v %v", got, err)
	}
	for i, found := range got {
		if keys[i] != key {
			if len(found) != 0 {
				t.Errorf("%+v: %+v", keys[i], found)
			}
			continue
		}
		if len(found) != 1 || found[0].By != "decider" || found[0].Comment != Secrets[3] || found[0].Flag.ID != f.ID || found[0].Flag.Decision == nil {
			t.Errorf("%+v: %+v", keys[i], found)
		}
	}
	if got, err := s.Precedents(t.Context(), store.Scope{Entities: []entity.ID{"acme-uk"}}, keys); err != nil || len(got[1]) != 0 {
		t.Errorf("another entity: %+v %v", got, err)
	}
	if got, err := s.Precedents(t.Context(), all, nil); err != nil || len(got) != 0 {
		t.Errorf("no key: %+v %v", got, err)
	}
	precedentsAreLimited(t, s, key)
}

// precedentsAreLimited clears more flags of one key than are given, and wants the newest, the newest first.
func precedentsAreLimited(t *testing.T, s store.Store, key store.PrecedentKey) {
	t.Helper()
	for i := range 51 {
		c := opened(t)
		must(t, s.Apply(t.Context(), c))
		f := c.Flags[0]
		d := decision(f, review.Clear)
		d.At = day.Add(time.Duration(i+1) * time.Minute)
		w := decided(*c.Offer, d)
		f.Decision = &d
		w.Precedents = []store.Precedent{{Offer: c.Offer.ID, Flag: f, At: d.At, Key: key}}
		must(t, s.Apply(t.Context(), w))
	}
	got, err := s.Precedents(t.Context(), all, []store.PrecedentKey{key})
	if err != nil || len(got[0]) != 50 {
		t.Fatalf("%+v %v", got, err)
	}
	for i, p := range got[0] {
		if !p.At.Equal(day.Add(time.Duration(51-i) * time.Minute)) {
			t.Fatalf("precedent %d is of %s", i, p.At)
		}
	}
}

// proposalFoundByName: an offer without a letter is found by every word of the name that it was proposed with, and says whom
// it is for; a letter takes the card's place.
func proposalFoundByName(t *testing.T, s store.Store) {
	c := bare(t)
	c.Proposed = &store.Card{Candidate: Secrets[0], Title: "Engineer"}
	must(t, s.Apply(t.Context(), c))
	for name, want := range map[string]int{Secrets[0]: 1, "zoe ångstrom": 1, "zoe smith": 0} {
		page, err := s.ListOffers(t.Context(), all, store.OfferQuery{Name: name})
		if err != nil || len(page.Items) != want {
			t.Errorf("%s: %+v %v", name, page, err)
		}
	}
	if got, err := s.Cards(t.Context(), all, []offer.ID{c.Offer.ID}); err != nil || got[c.Offer.ID] != *c.Proposed {
		t.Errorf("%+v %v", got, err)
	}
	next := *c.Offer
	next.Handoff = ""
	must(t, s.Apply(t.Context(), revised(t, next, 1)))
	if got, err := s.Cards(t.Context(), all, []offer.ID{c.Offer.ID}); err != nil || got[c.Offer.ID].Title == "Engineer" {
		t.Errorf("%+v %v", got, err)
	}
	both := opened(t)
	both.Proposed = c.Proposed
	if err := s.Apply(t.Context(), both); err == nil {
		t.Error("a proposal is written with a letter")
	}
}

func cardsAreSealed(t *testing.T, s store.Store) {
	c := inQueue(t, func(c *store.Changes) { c.Said = day.UTC() })
	must(t, s.Apply(t.Context(), c))
	ids := []offer.ID{c.Offer.ID, "nothing"}
	got, err := s.Cards(t.Context(), all, ids)
	if err != nil || len(got) != 1 || got[c.Offer.ID].Candidate != Secrets[0] || !got[c.Offer.ID].Said.Equal(day) {
		t.Fatalf("%+v %v", got, err)
	}
	if got, err := s.Cards(t.Context(), store.Scope{Entities: []entity.ID{"acme-uk"}}, ids); err != nil || len(got) != 0 {
		t.Errorf("another entity: %+v %v", got, err)
	}
	gone := *c.Offer
	gone.Revision++
	must(t, s.Apply(t.Context(), store.Changes{Offer: &gone, Expect: c.Offer.Revision, Erase: true, Events: []event.Event{happened(gone, event.OfferErased, 0)}}))
	if got, err := s.Cards(t.Context(), all, ids); err != nil || len(got) != 0 {
		t.Errorf("after erasing: %+v %v", got, err)
	}
	if items := listed(t, s, all, store.WaitingQuery{}); len(items) != 0 {
		t.Errorf("after erasing: %+v", items)
	}
}

func privilegedNotesStandApart(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	w := decided(*c.Offer, decision(c.Flags[0], review.Clear))
	n := store.PrivilegedNote{Decision: w.Decisions[0].ID, Text: "between us"}
	w.Privileged = []store.PrivilegedNote{n}
	must(t, s.Apply(t.Context(), w))
	got, err := s.PrivilegedNotes(t.Context(), all, c.Offer.ID)
	if err != nil || len(got) != 1 || got[n.Decision] != n {
		t.Fatalf("%+v %v", got, err)
	}
	if _, err := s.PrivilegedNotes(t.Context(), store.Scope{Entities: []entity.ID{"acme-uk"}}, c.Offer.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another entity: %v", err)
	}
}

func waiversEnd(t *testing.T, s store.Store) {
	c := opened(t)
	must(t, s.Apply(t.Context(), c))
	d := decision(c.Flags[0], review.Clear)
	key := store.WaiverKey{Code: d.Code, Entity: "acme-us", Place: "US-CA", Value: digest.Of([]byte("value"))}
	w := decided(*c.Offer, d)
	w.Waivers = []store.Waiver{{WaiverKey: key, ID: d.ID, Offer: c.Offer.ID, Term: "/terms/start", Author: "decider", Created: day.UTC(), Expires: day.Add(time.Hour).UTC()}}
	must(t, s.Apply(t.Context(), w))
	got, err := s.WaiverOf(t.Context(), key, day)
	want := w.Waivers[0]
	want.Value = ""
	if err != nil || got != want {
		t.Fatalf("%+v %v", got, err)
	}
	none := func(what string, k store.WaiverKey, at time.Time) {
		t.Helper()
		if got, err := s.WaiverOf(t.Context(), k, at); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %+v %v", what, got, err)
		}
	}
	none("at its end", key, day.Add(time.Hour))
	for what, change := range map[string]func(*store.WaiverKey){
		"another rule": func(k *store.WaiverKey) { k.Code = "VB-X-Y-01" }, "another entity": func(k *store.WaiverKey) { k.Entity = "acme-uk" },
		"another place": func(k *store.WaiverKey) { k.Place = "DE" }, "another value": func(k *store.WaiverKey) { k.Value = digest.Of(nil) },
	} {
		other := key
		change(&other)
		none(what, other, day)
	}
	if list, err := s.ListWaivers(t.Context(), store.Scope{Entities: []entity.ID{"acme-uk"}}, day); err != nil || len(list) != 0 {
		t.Errorf("another entity: %+v %v", list, err)
	}
	if list, err := s.ListWaivers(t.Context(), all, day); err != nil || len(list) != 1 {
		t.Errorf("%+v %v", list, err)
	}
	must(t, s.Apply(t.Context(), store.Changes{EndWaiver: &store.Revocation{Key: d.ID, At: day}}))
	none("ended", key, day)
}

func sessionsEnd(t *testing.T, s store.Store) {
	key := store.Key{ID: "k1", Prefix: "abc", Hash: []byte{1}, Person: "p1", Roles: []actor.Role{actor.Legal}, Created: day}
	must(t, s.Apply(t.Context(), store.Changes{People: []store.Person{{ID: "p1", Name: "Ana"}}, Keys: []store.Key{key}}))
	for _, id := range []string{"s1", "s2"} {
		must(t, s.Apply(t.Context(), store.Changes{SignIn: &store.Session{ID: id, Key: key, Created: day, Expires: day.Add(time.Hour)}}))
	}
	v, err := s.Session(t.Context(), "s1", day)
	if err != nil || v.Key.ID != "k1" || v.Key.Name != "Ana" || !v.Expires.Equal(day.Add(time.Hour)) {
		t.Fatalf("%+v %v", v, err)
	}
	gone := func(id string, at time.Time) {
		t.Helper()
		if _, err := s.Session(t.Context(), id, at); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s at %s: %v", id, at, err)
		}
	}
	gone("s1", day.Add(time.Hour))
	gone("s3", day)
	must(t, s.Apply(t.Context(), store.Changes{SignOut: "s1"}))
	gone("s1", day)
	must(t, s.Apply(t.Context(), store.Changes{Revoke: []store.Revocation{{Key: "k1", At: day}}}))
	gone("s2", day)
}
