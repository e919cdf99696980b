package api_test

import (
	"net/http"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/funnel"
)

// TestNumbersFollowTheLog: an offer counts once its events have their positions, only for those who may see it.
func TestNumbersFollowTheLog(t *testing.T) {
	w := newWorld(t)
	all := w.key("HR ops", nil, actor.HROps)
	uk := w.key("UK", []string{"acme-uk"}, actor.HROps)
	w.offerOf("acme-us", record(t, usRecord), all)
	if got := read[funnel.Report](w.do("GET", "/v1/metrics/offers", all, "").is(http.StatusOK)); got.Offers != 0 || got.AcceptanceRate != nil {
		t.Fatalf("nothing is sealed, and %+v", got)
	}
	w.seal()
	answer := w.do("GET", "/v1/metrics/offers", all, "").is(http.StatusOK)
	w.noSecretsIn("the numbers", answer.Body.String())
	got := read[funnel.Report](answer)
	waiting := 0
	for _, l := range got.Figure("verbal_to_written").Lines {
		if strings.HasPrefix(l.ID, "waiting_") {
			waiting += l.Numerator
		}
	}
	if got.Offers != 1 || waiting != 1 {
		t.Errorf("%d offers, %d of them wait for their letter: %s", got.Offers, waiting, answer.Body)
	}
	for _, f := range got.Figures {
		if f.Formula == "" || f.Title == "" {
			t.Errorf("figure %s does not say what it is", f.ID)
		}
	}
	if other := read[funnel.Report](w.do("GET", "/v1/metrics/offers", uk, "").is(http.StatusOK)); other.Offers != 0 {
		t.Errorf("a key of another entity counts %d offers", other.Offers)
	}
	table := w.do("GET", "/v1/metrics/offers?format=csv&group_by=entity", all, "").is(http.StatusOK)
	if !strings.HasPrefix(table.Body.String(), "figure,line,by,key,") || !strings.Contains(table.Body.String(), "\nacceptance_rate,,,,rate,") {
		t.Errorf("%s", table.Body)
	}
	if !strings.Contains(table.Body.String(), "accepted / (accepted + declined + expired)") {
		t.Error("the table does not say how a figure is computed")
	}
	if working := read[funnel.Report](w.do("GET", "/v1/metrics/offers?days=working&entity=acme-us", all, "").is(http.StatusOK)); working.Days != "working" || working.Zone != "America/Los_Angeles" {
		t.Errorf("%s days in %s", working.Days, working.Zone)
	}
	for _, bad := range []string{"from=yesterday", "zone=Mars", "days=some", "from=2026-02-01&to=2026-01-31", "group_by=name"} {
		w.do("GET", "/v1/metrics/offers?"+bad, all, "").is(http.StatusBadRequest)
	}
}
