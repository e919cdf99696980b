package storetest

import (
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/entity"
	"verbatim/internal/store"
)

var approvalCases = []test{
	{"OpenApprovalsByName", openApprovalsByName},
	{"DelegationsOfBoth", delegationsOfBoth},
}

func openApprovalsByName(t *testing.T, s store.Store) {
	c := opened(t)
	open := []store.OpenApproval{
		{Step: "offers.b", Approver: "role:legal", Opened: day.Add(time.Hour)},
		{Step: "offers.a", Approver: "role:legal", Opened: day},
		{Step: "offers.a", Approver: "person:kim", Opened: day},
		{Step: "offers.c", Approver: "role:admin", Opened: day},
	}
	c.Open = &open
	must(t, s.Apply(t.Context(), c))
	ask := func(sc store.Scope, names ...approval.Approver) []store.OpenApproval {
		got, err := s.OpenApprovals(t.Context(), sc, names, 10)
		must(t, err)
		return got
	}
	got := ask(store.Scope{}, "role:legal", "person:kim")
	if len(got) != 2 || got[0].Step != "offers.a" || got[1].Step != "offers.b" || got[0].Offer != c.Offer.ID || got[0].Entity != c.Offer.Entity || !got[0].Opened.Equal(day) {
		t.Fatalf("%+v", got)
	}
	if got := ask(store.Scope{Entities: []entity.ID{"another"}}, "role:legal"); len(got) != 0 {
		t.Errorf("another entity's: %+v", got)
	}
	if got := ask(store.Scope{}); len(got) != 0 {
		t.Errorf("for nobody: %+v", got)
	}
	o, err := with(t, s, *c.Offer, store.Answering{})
	must(t, err)
	if got := ask(store.Scope{}, "role:admin"); len(got) != 1 {
		t.Errorf("a write that says nothing of them: %+v", got)
	}
	none := []store.OpenApproval{}
	next := o
	next.Revision++
	must(t, s.Apply(t.Context(), store.Changes{Offer: &next, Expect: o.Revision, Events: c.Events[:1], Approving: store.Approving{Open: &none}}))
	if got := ask(store.Scope{}, "role:legal", "role:admin"); len(got) != 0 {
		t.Errorf("after all were settled: %+v", got)
	}
}

func delegationsOfBoth(t *testing.T, s store.Store) {
	d := approval.Delegation{ID: "d1", From: "kim", To: "lee", Start: day, End: day.Add(48 * time.Hour), Created: day}
	must(t, s.Apply(t.Context(), store.Changes{Approving: store.Approving{Delegation: &d}}))
	for _, person := range []string{"kim", "lee"} {
		got, err := s.Delegations(t.Context(), actor.ID(person))
		if err != nil || len(got) != 1 || got[0].From != "kim" || !got[0].End.Equal(d.End) || got[0].Ended != nil {
			t.Fatalf("%s: %+v %v", person, got, err)
		}
	}
	now := day.Add(time.Hour)
	d.Ended = &now
	must(t, s.Apply(t.Context(), store.Changes{Approving: store.Approving{Delegation: &d}}))
	if got, err := s.Delegations(t.Context(), "kim"); err != nil || got[0].Ended == nil || got[0].Holds(now) || !got[0].Holds(day) {
		t.Fatalf("%+v %v", got, err)
	}
	if err := s.Apply(t.Context(), store.Changes{Approving: store.Approving{Delegation: &d}}); err == nil {
		t.Error("ended twice")
	}
}
