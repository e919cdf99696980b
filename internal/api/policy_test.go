package api_test

import (
	"net/http"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/desk"
	"verbatim/internal/entity"
)

// TestRulesAreOpen: who may see an offer can read every rule that judged it, with its source, and the files that say so.
func TestRulesAreOpen(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", []string{"acme-us"}, actor.HROps)
	created := w.do("POST", "/v1/handoffs", key, flagged(t)).is(http.StatusCreated)
	rules := map[string]api.Rule{}
	for _, p := range read[api.Policies](w.do("GET", "/v1/policies", key, "").is(http.StatusOK)).Items {
		for _, r := range p.Rules {
			rules[r.Code] = r
		}
		one := read[api.Policies](w.do("GET", "/v1/policies/"+p.ID, key, "").is(http.StatusOK))
		if len(one.Items) == 0 || !strings.Contains(one.Items[0].Files["policy.yaml"], p.Rules[0].Code) {
			t.Errorf("the files of %s: %+v", p.ID, one)
		}
	}
	trace := read[desk.Explanation](w.do("GET", created.Header().Get("Location")+"/trace", key, "").is(http.StatusOK))
	for _, r := range trace.Rules {
		if rule := rules[r.Code]; rule.Title != r.Title || rule.Message == "" || rule.Basis != r.Basis {
			t.Errorf("%s is judged by %+v and published as %+v", r.Code, r, rule)
		}
		delete(rules, r.Code)
	}
	if len(rules) > 0 {
		t.Errorf("not in the trace: %v", rules)
	}
	w.do("GET", "/v1/policies/nothing", key, "").is(http.StatusNotFound)
}

// TestEntitiesOfTheKey: a key lists and reads the employers that it covers, and no other.
func TestEntitiesOfTheKey(t *testing.T) {
	w := newWorld(t)
	all, one := w.key("All", nil, actor.HROps), w.key("One", []string{"acme-uk"}, actor.HROps)
	if got := read[api.Entities](w.do("GET", "/v1/entities", all, "").is(http.StatusOK)); len(got.Items) < 2 {
		t.Errorf("%+v", got)
	}
	got := read[api.Entities](w.do("GET", "/v1/entities", one, "").is(http.StatusOK))
	if len(got.Items) != 1 || got.Items[0].ID != "acme-uk" {
		t.Errorf("%+v", got)
	}
	if e := read[entity.Entity](w.do("GET", "/v1/entities/acme-uk", one, "").is(http.StatusOK)); e.Zone != "Europe/London" {
		t.Errorf("%+v", e)
	}
	w.do("GET", "/v1/entities/acme-us", one, "").is(http.StatusNotFound)
}
