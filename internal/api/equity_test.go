package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/funnel"
)

// TestEquityOfIssuedLetters: letters go through the corridor, and stand in the review once their quarter is over.
func TestEquityOfIssuedLetters(t *testing.T) {
	w := newWorld(t)
	total, hr := w.key("Total", nil, actor.TotalRewards), w.key("HR", nil, actor.HROps)
	w.do("POST", "/v1/bands", total, bandCSV, "Content-Type", "text/csv; charset=utf-8").is(http.StatusOK)
	for i := range funnel.EquityGroup {
		a := w.do("POST", "/v1/handoffs", hr, record(t, usRecord, `"application": "234556"`, `"application": "`+strconv.Itoa(i)+`"`)).is(http.StatusCreated)
		w.do("POST", "/v1/offers/"+string(read[desk.Result](a).Offer)+"/issue", hr, "", "If-Match", a.Header().Get("ETag")).is(http.StatusOK)
	}
	w.seal()
	review := func() funnel.EquityQuarter {
		return read[funnel.Equity](w.do("GET", "/v1/metrics/equity", total, "").is(http.StatusOK)).Quarters[0]
	}
	if q := review(); q.Offered != nil {
		t.Errorf("a quarter that is not over: %+v", q)
	}
	start := w.now()
	w.now = func() time.Time { return start.AddDate(0, 3, 0) }
	w.start()
	q := review()
	if q.Quarter != "2026-Q4" || q.Offered == nil || q.Offered.All != (funnel.PayLine{Offers: 10, Low: 10}) || q.Accepted != nil || len(q.Offered.Groups) != 0 {
		t.Errorf("%+v", q)
	}
	table := w.do("GET", "/v1/metrics/equity?format=csv", total, "").is(http.StatusOK).Body.String()
	if !strings.Contains(table, "\n2026-Q4,offered,,,false,10,0,10,0,0\n") {
		t.Error(table)
	}
	survey := "offer,attribute,value\n0,survey,a\n1,survey,a\n"
	by := w.do("POST", "/v1/metrics/equity", hr, survey, "Content-Type", "text/csv; charset=utf-8").is(http.StatusOK)
	if q := read[funnel.Equity](by).Quarters[0]; q.Offered == nil || q.Offered.All.Offers != 10 || len(q.Offered.Groups) != 0 {
		t.Errorf("two offers are a group: %s", by.Body)
	}
	w.do("POST", "/v1/metrics/equity", hr, "offer,attribute,value\n0,Survey,a\n", "Content-Type", "text/csv").refused(http.StatusUnprocessableEntity, fault.CodeInvalidRequest)
	w.do("POST", "/v1/metrics/equity", hr, `{}`).is(http.StatusUnsupportedMediaType)
	w.do("POST", "/v1/metrics/equity", w.key("Admin", nil, actor.Admin), survey, "Content-Type", "text/csv").is(http.StatusForbidden)
	w.do("GET", "/v1/metrics/equity?level=L4", total, "").is(http.StatusBadRequest)
	w.do("GET", "/v1/metrics/equity", w.key("Recruiter", nil, actor.Recruiter), "").is(http.StatusForbidden)
}
