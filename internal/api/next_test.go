package api_test

import (
	"net/http"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/desk"
)

// TestPreviewNext: before a correction is sent it says what it would change, and which decision would be lost.
func TestPreviewNext(t *testing.T) {
	w := newWorld(t)
	robin, kim := w.key("Robin", nil, actor.HROps), w.key("Kim", nil, actor.Legal, actor.HROps, actor.TotalRewards)
	first := w.do("POST", "/v1/handoffs", robin, flagged(t)).is(http.StatusCreated)
	made := read[desk.Result](first)
	letter := first.Header().Get("Location")
	for _, f := range made.Flags {
		w.do("POST", letter+"/flags/"+f.ID+"/decision", kim, `{"verdict":"cleared","fingerprint":"`+string(f.Fingerprint)+`"}`).is(http.StatusCreated)
	}
	path := "/v1/offers/" + string(made.Offer) + "/handoffs"
	before := w.do("GET", "/v1/offers/"+string(made.Offer), robin, "").Header().Get("ETag")
	ask := func(body string) *desk.NextHandoff {
		t.Helper()
		return read[desk.Preview](w.do("POST", path+":preview", robin, body).is(http.StatusOK)).Next
	}
	if n := ask(flagged(t)); !n.Same || len(n.Changes) > 0 || len(n.Carried) != len(made.Flags) || len(n.Reopened) > 0 {
		t.Errorf("the same record: %+v", n)
	}
	if n := ask(flagged(t, pay, "191000")); n.Same || n.Round != 1 || len(n.Changes) != 1 || len(n.Carried) != len(made.Flags) {
		t.Errorf("another salary: %+v", n)
	}
	if n := ask(flagged(t, "four days a week", "three days a week")); len(n.Reopened) != 1 || len(n.Changes) != 1 {
		t.Errorf("another special term: %+v", n)
	}
	if n := ask(record(t, usRecord)); len(n.Gone) == 0 || len(n.Changes) == 0 {
		t.Errorf("without the special term: %+v", n)
	}
	if now := w.do("GET", "/v1/offers/"+string(made.Offer), robin, "").Header().Get("ETag"); now != before {
		t.Error("a preview changed the offer")
	}
}

// TestFindingOffers goes through the filters, and the warning about a second offer to somebody of the same name.
func TestFindingOffers(t *testing.T) {
	w := newWorld(t)
	robin := w.key("Robin", nil, actor.HROps)
	hand := func(body string) desk.Result {
		t.Helper()
		return read[desk.Result](w.do("POST", "/v1/handoffs", robin, body).is(http.StatusCreated))
	}
	one := hand(record(t, usRecord))
	if len(one.Warnings) != 0 {
		t.Errorf("%+v", one.Warnings)
	}
	two := hand(flagged(t, `"application": "234556"`, `"application": "2"`,
		`"start": { "type": "after", "length": { "weeks": 4 }, "event": "acceptance" }`, `"start": { "type": "date", "date": "2027-02-01" }`))
	if len(two.Warnings) != 1 || two.Warnings[0].Code != desk.WarnDuplicate || len(two.Warnings[0].Offers) != 1 || two.Warnings[0].Offers[0] != one.Offer {
		t.Errorf("%+v", two.Warnings)
	}
	if v := read[api.Valid](w.do("POST", "/v1/handoffs:validate", robin, record(t, usRecord)).is(http.StatusOK)); len(v.Warnings) != 1 || len(v.Warnings[0].Offers) != 2 {
		t.Errorf("%+v", v)
	}
	hand(record(t, ukRecord))
	for query, want := range map[string]int{
		"": 3, "place=US-CA": 2, "place=GB-ENG": 1, "flagged=yes": 1, "entity=acme-us&flagged=yes": 1, "department=Nobody": 0,
		"changed_since=2030-01-01T00:00:00Z": 0, "changed_since=2020-01-01T00:00:00Z": 3, "start_from=2027-02-01": 1, "start_from=2027-02-02": 0, "start_until=2027-02-01": 0, "start_until=2027-02-02": 1,
		"name=ruiz": 2, "name=RUIZ+nobody": 0, "kind=standard&limit=1": 1,
	} {
		if got := read[api.Offers](w.do("GET", "/v1/offers?"+query, robin, "").is(http.StatusOK)); len(got.Items) != want {
			t.Errorf("%s: %d offers, want %d", query, len(got.Items), want)
		}
	}
	seen, cursor := 0, ""
	for pages := 0; pages < 5; pages++ {
		page := read[api.Offers](w.do("GET", "/v1/offers?place=US-CA&limit=1"+cursor, robin, "").is(http.StatusOK))
		if seen += len(page.Items); page.Next == "" {
			break
		}
		cursor = "&cursor=" + page.Next
	}
	if seen != 2 {
		t.Errorf("%d offers by pages, want 2", seen)
	}
	for _, bad := range []string{"start_from=tomorrow", "changed_since=1", "flagged=no", "salary=1"} {
		if a := w.do("GET", "/v1/offers?"+bad, robin, "").is(http.StatusBadRequest); !strings.Contains(a.Body.String(), "bad_parameter") {
			t.Error(a.Body)
		}
	}
}
