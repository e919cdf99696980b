package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
)

// proposalOf makes a proposal of a record: the same shape without agreed, and without a source that would name one offer.
func proposalOf(record, _ string) string {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(record), &fields); err != nil {
		panic(err)
	}
	for _, name := range []string{"agreed", "approved", "source"} {
		delete(fields, name)
	}
	fields["schema"] = json.RawMessage(`"` + handoff.ProposalSchema + `"`)
	raw, err := json.Marshal(fields)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// TestFromProposalToLetter walks an offer from its proposal over the call to a letter, which says more than was approved.
func TestFromProposalToLetter(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	proposal := proposalOf(record(t, usRecord, pay, "180000"), "")
	made := w.do("POST", "/v1/offers", key, proposal).is(http.StatusCreated)
	r := read[desk.Result](made)
	path := "/v1/offers/" + string(r.Offer)
	if r.State != offer.Proposed || r.Letter.Version != 0 || made.Header().Get("Location") != path {
		t.Fatalf("%s", made.Body)
	}
	if got := w.do("GET", path+"/proposal", key, "").is(http.StatusOK); got.Body.String() != proposal {
		t.Errorf("the proposal is not kept as it came:\n%s", got.Body)
	}
	said := w.do("POST", path+"/verbal", key, `{"at":"2026-11-20T10:00:00-08:00","channel":"phone","by":"robin.lee@acme.example","answer":"accepted"}`,
		"If-Match", made.Header().Get("ETag")).is(http.StatusOK)
	events := read[api.Events](w.do("GET", path+"/events", key, "").is(http.StatusOK)).Items
	if n := len(events); n != 3 || events[1].Type != "verbal.offered" || events[2].Type != "verbal.answered" || !strings.Contains(string(events[2].Facts), `"accepted"`) {
		t.Errorf("%+v", events)
	}
	view := read[desk.Overview](w.do("GET", path, key, "").is(http.StatusOK))
	approved := func(sum string) string { return `"approved": {"terms": "` + sum + `"}, "candidate":` }
	full := record(t, usRecord, `"source":`, `"source_is_gone":`)
	full = dropMember(t, full, "source_is_gone")
	wrong := strings.Replace(full, `"candidate":`, approved("sha256:"+strings.Repeat("0", 64)), 1)
	w.do("POST", path+"/handoffs", key, wrong, "If-Match", said.Header().Get("ETag")).refused(http.StatusUnprocessableEntity, fault.CodeInvalidRecord)
	right := strings.Replace(full, `"candidate":`, approved(string(view.ProposalTerms)), 1)
	handed := w.do("POST", path+"/handoffs", key, right, "If-Match", said.Header().Get("ETag")).is(http.StatusCreated)
	if r := read[desk.Result](handed); r.Letter.Version != 1 || r.State != offer.Approved || r.Round != 1 {
		t.Fatalf("%s", handed.Body)
	}
	d := read[desk.Difference](w.do("GET", path+"/letters/1/diff", key, "").is(http.StatusOK))
	if d.Approved == nil || len(d.Approved.Rows) != 1 || !d.Approved.Rows[0].SaidMore || d.Approved.Terms != view.ProposalTerms {
		t.Fatalf("%+v", d.Approved)
	}
	for _, accept := range []string{"text/plain", "text/html"} {
		if text := w.do("GET", path+"/letters/1/diff", key, "", "Accept", accept).is(http.StatusOK).Body.String(); !strings.Contains(text, "180,000") ||
			!strings.Contains(strings.ToUpper(text), "SAID MORE THAN APPROVED") {
			t.Errorf("%s does not tell what was approved:\n%s", accept, text)
		}
	}
}

// dropMember takes a member out of a JSON object.
func dropMember(t *testing.T, object, name string) string {
	t.Helper()
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(object), &fields); err != nil {
		t.Fatal(err)
	}
	delete(fields, name)
	raw, err := json.MarshalIndent(fields, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestAVerbalNo ends a proposed offer without a letter, with a coded reason.
func TestAVerbalNo(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	made := w.do("POST", "/v1/offers", key, proposalOf(record(t, usRecord), "")).is(http.StatusCreated)
	path := "/v1/offers/" + string(read[desk.Result](made).Offer)
	etag := made.Header().Get("ETag")
	const call = `"channel":"phone","by":"robin.lee@acme.example"`
	for body, code := range map[string]fault.Code{
		`{"at":"2027-01-01T10:00:00Z",` + call + `}`:                                                             fault.CodeOutOfRange,
		`{"at":"2026-11-20T10:00:00Z",` + call + `,"answer":"thinking","reason":{"code":"timeline"}}`:            fault.CodeContradiction,
		`{"at":"2026-11-20T10:00:00Z",` + call + `,"answer":"declined","reason":{"code":"bad weather"}}`:         fault.CodeNotAllowed,
		`{"at":"2026-11-20T10:00:00Z",` + call + `,"answer":"declined","reason":{"code":"terms","term":"moon"}}`: fault.CodePattern,
	} {
		p := w.do("POST", path+"/verbal", key, body, "If-Match", etag).refused(http.StatusUnprocessableEntity, fault.CodeInvalidRequest)
		if len(p.Errors) != 1 || p.Errors[0].Code != code {
			t.Errorf("%s: %+v", body, p.Errors)
		}
	}
	no := w.do("POST", path+"/verbal", key,
		`{"at":"2026-11-20T10:00:00Z",`+call+`,"answer":"declined","reason":{"code":"compensation","term":"/terms/base_pay/rate"},"further":[{"code":"timeline"}]}`,
		"If-Match", etag).is(http.StatusOK)
	if r := read[desk.Result](no); r.State != offer.Declined || r.Letter.Version != 0 {
		t.Fatalf("%s", no.Body)
	}
	events := read[api.Events](w.do("GET", path+"/events", key, "").is(http.StatusOK)).Items
	last := events[len(events)-1]
	for _, fact := range []string{`"stage":"verbal"`, `"compensation"`, `"timeline"`, `"/terms/base_pay/rate"`} {
		if !strings.Contains(string(last.Facts), fact) {
			t.Errorf("%s lacks %s", last.Facts, fact)
		}
	}
}
