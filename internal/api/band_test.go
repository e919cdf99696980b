package api_test

import (
	"net/http"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/policy"
)

// bandBody is one band of an entity, of a level that no record has.
func bandBody(entity string) string {
	return `{"bands":[{"level":"none","place":"US","entity":"` + entity + `","minimum":"1","midpoint":"2","maximum":"3","currency":"USD","per":"year","effective_from":"2026-01-01"}]}`
}

const bandCSV = "level,place,minimum,midpoint,maximum,currency,per,bonus_limit,effective_from,effective_until,source\r\n" +
	"L4,US-CA,160000,190000,220000,USD,year,15,2026-01-01,2027-01-01,\"Survey, 2026\"\r\n" +
	"L4,US,150000,175000,200000,USD,year,,2026-01-01,,\r\n"

// TestBandsComeAndJudge: bands come as CSV and as JSON, are listed by level, place and day, and judge the next record.
func TestBandsComeAndJudge(t *testing.T) {
	w := newWorld(t)
	total, ops := w.key("Total", nil, actor.TotalRewards), w.key("Ops", nil, actor.HROps)
	if got := read[desk.BandImport](w.do("POST", "/v1/bands", total, bandCSV, "Content-Type", "text/csv; charset=utf-8").is(http.StatusOK)); len(got.Added) != 2 {
		t.Fatalf("%+v", got)
	}
	asJSON := `{"bands":[{"level":"L4","place":"US","minimum":"150000","midpoint":"175000.0","maximum":"200000","currency":"USD","per":"year","effective_from":"2026-01-01"}]}`
	if got := read[desk.BandImport](w.do("POST", "/v1/bands", total, asJSON).is(http.StatusOK)); len(got.Added) != 0 || got.Unchanged != 1 {
		t.Fatalf("%+v", got)
	}
	for query, want := range map[string]int{
		"": 2, "?level=L4": 2, "?level=L5": 0, "?place=US": 1, "?place=US-CA&as_of=2026-12-31": 1, "?place=US-CA&as_of=2027-01-01": 0, "?versions=all": 2,
	} {
		if got := read[api.Bands](w.do("GET", "/v1/bands"+query, ops, "").is(http.StatusOK)); len(got.Items) != want {
			t.Errorf("%s: %d bands, want %d", query, len(got.Items), want)
		}
	}
	w.do("GET", "/v1/bands?as_of=tomorrow", ops, "").refused(http.StatusBadRequest, fault.CodeBadParameter)
	w.do("GET", "/v1/bands?place=XX-1", ops, "").refused(http.StatusBadRequest, fault.CodeBadParameter)

	created := w.do("POST", "/v1/handoffs", ops, record(t, usRecord)).is(http.StatusCreated)
	trace := read[desk.Explanation](w.do("GET", created.Header().Get("Location")+"/trace", ops, "").is(http.StatusOK))
	for _, r := range trace.Rules {
		if r.Code == "VB-CO-BAND-01" && (r.Outcome != policy.NotFired || !strings.Contains(r.Observed, "compa-ratio 0.99")) {
			t.Errorf("%+v", r)
		}
	}
	if trace.Band == nil || trace.Band.Source != "Survey, 2026" {
		t.Errorf("%+v", trace.Band)
	}
}

// TestBandsAtFault: every fault at once, each with its line or its place in the JSON.
func TestBandsAtFault(t *testing.T) {
	w := newWorld(t)
	total := w.key("Total", nil, actor.TotalRewards)
	bad := strings.Replace(bandCSV, "160000,190000", "1.6e5,l90000", 1)
	bad = strings.Replace(bad, "150000,175000,200000", "180000,175000,200000", 1) + "L5,US,1,2\r\nL6,Mars,1,2,3,XYZ,decade,x,1.1.2026,,\r\n"
	p := w.do("POST", "/v1/bands", total, bad, "Content-Type", "text/csv").refused(http.StatusUnprocessableEntity, fault.CodeInvalidRequest)
	got := map[string]bool{}
	for _, f := range p.Errors {
		line, _, _ := strings.Cut(f.Message, ":")
		got[line+" "+string(f.Pointer)] = true
	}
	for _, want := range []string{
		"line 2 /bands/0/minimum", "line 2 /bands/0/midpoint", "line 3 /bands/1/midpoint", "line 4 /bands/2", "line 5 /bands/3/place",
		"line 5 /bands/3/currency", "line 5 /bands/3/per", "line 5 /bands/3/bonus_limit", "line 5 /bands/3/effective_from",
	} {
		if !got[want] {
			t.Errorf("%s is not found: %v", want, got)
		}
	}
	w.do("POST", "/v1/bands", total, "level,place\nL4,US\n", "Content-Type", "text/csv").refused(http.StatusUnprocessableEntity, fault.CodeInvalidRequest)
	w.do("POST", "/v1/bands", total, `{"bands":[{"level":"L4"}]}`).refused(http.StatusUnprocessableEntity, fault.CodeInvalidRequest)
	w.do("POST", "/v1/bands", total, bandCSV, "Content-Type", "text/plain").is(http.StatusUnsupportedMediaType)
	if left := read[api.Bands](w.do("GET", "/v1/bands", total, "").is(http.StatusOK)); len(left.Items) != 0 {
		t.Errorf("something was kept: %+v", left)
	}
}
