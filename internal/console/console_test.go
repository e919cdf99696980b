package console

import (
	"encoding/json"
	"html/template"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/internal/auth"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/review"
)

// TestEveryRouteIsPermitted: a page that names no operation shows nothing of an offer, and every other has a row in the
// table of permissions.
func TestEveryRouteIsPermitted(t *testing.T) {
	open := map[string]bool{"sign-out": true, "settings": true, "settings/switches": true}
	for _, r := range routes() {
		if r.operation == "" {
			if !open[r.path] {
				t.Errorf("%s is open to everybody who is signed in", r.path)
			}
			continue
		}
		if p, ok := auth.Permit(r.operation); !ok || p.Public {
			t.Errorf("%s: operation %s has no row, or is public", r.path, r.operation)
		}
	}
}

// TestBackStaysHere: no form or link leads out of the console.
func TestBackStaysHere(t *testing.T) {
	for given, want := range map[string]string{
		"/console/queue?whose=all": "/console/queue?whose=all", "https://evil.example/console/": "/x", "//evil.example/console/x": "/x", "/v1/offers": "/x",
		"": "/x", "/console/\\evil": "/x", "javascript:alert(1)": "/x", "%zz": "/x",
	} {
		if got := back(given, "/x"); got != want {
			t.Errorf("%q leads to %q", given, got)
		}
	}
}

// TestTypedRecords: what is typed reaches the record in the record's own types.
func TestTypedRecords(t *testing.T) {
	r := tree{}
	for pointer, text := range map[string]string{
		"/candidate/name/full": " Ana Ruiz ", "/letter/languages": "en-US, de-DE", "/terms/termination/at_will": "true",
		"/terms/offer/expires/length/business_days": "5", "/terms/base_pay/rate/amount": "185000", "/terms/one_time_payments/1/id": "sign_on", "/agreed/by": "",
	} {
		r.typed(pointer, text)
	}
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"candidate":{"name":{"full":"Ana Ruiz"}},"letter":{"languages":["en-US","de-DE"]},"terms":{"base_pay":{"rate":{"amount":"185000"}},` +
		`"offer":{"expires":{"length":{"business_days":5}}},"one_time_payments":[{},{"id":"sign_on"}],"termination":{"at_will":true}}}`
	if string(raw) != want {
		t.Errorf("%s", raw)
	}
}

// TestExamplesComeThroughTheForm: a record that is read into the form and sent as it stands is the same record.
func TestExamplesComeThroughTheForm(t *testing.T) {
	files, err := filepath.Glob("../../schemas/handoff/examples/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rest, err := readTree(raw)
		if err != nil {
			t.Fatal(err)
		}
		form := map[string]string{}
		for _, g := range opening() {
			for _, f := range g.Fields {
				if text, ok := rest.take(f.Pointer); ok {
					form[f.Pointer] = text
				}
			}
		}
		for pointer, text := range form {
			rest.typed(pointer, text)
		}
		got, want := canonical(t, rest), canonical(t, json.RawMessage(raw))
		if got != want {
			t.Errorf("%s came back as\n%s\nand was\n%s", filepath.Base(file), got, want)
		}
	}
}

func canonical(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var plain any
	if err := json.Unmarshal(raw, &plain); err != nil {
		t.Fatal(err)
	}
	if raw, err = json.Marshal(plain); err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestMarks: a flag's number stands in a paragraph, before a list, and nowhere when its clause is not in the letter.
func TestMarks(t *testing.T) {
	page := []byte(`<html><article class="letter"><h1>A</h1><p id="clause-pay" data-x>Pay</p><ul id="clause-cov-a"><li>x</li></ul></article></html>`)
	flag := func(n int, anchor string) flagView { return flagView{Flag: review.Flag{}, Number: n, Anchor: anchor} }
	got := string(markedArticle(page, []flagView{flag(1, "clause-pay"), flag(2, "clause-cov"), flag(3, "clause-none"), flag(4, "")}))
	for _, want := range []string{`data-x><a class="mark-link" href="#flag-1"`, `<a class="mark-link" href="#flag-2" id="at-2"><span class="spoken">Flag </span>2</a><ul id=`, "<h2>A</h2>"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in %s", want, got)
		}
	}
	if strings.Contains(got, "#flag-3") || markedArticle([]byte("nothing"), nil) != template.HTML("") {
		t.Error("a mark or an article of nothing")
	}
}

// TestAmendmentsKeepTypes: a changed value is of the type that it had.
func TestAmendmentsKeepTypes(t *testing.T) {
	v, err := decodeValue(json.RawMessage(`{"amount":"20000","cap":true,"length":{"months":12}}`))
	if err != nil {
		t.Fatal(err)
	}
	typed := map[string]string{"amount": " 15000 ", "length.months": "6", "cap": "false"}
	raw, err := json.Marshal(changed(v, nil, func(path string) (string, bool) { text, ok := typed[path]; return text, ok }))
	if err != nil || string(raw) != `{"amount":"15000","cap":false,"length":{"months":6}}` {
		t.Errorf("%s %v", raw, err)
	}
	if fields := fieldsOf(json.RawMessage(`"full_time"`)); len(fields) != 1 || fields[0].Path != "" || fields[0].Value != "full_time" {
		t.Errorf("%+v", fields)
	}
}

// TestAssets: the program's own files are served with their digest in the name, and nothing else is.
func TestAssets(t *testing.T) {
	h, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{
		"static/console.css?v=" + assetVersion("console.css"): 200, "static/htmx.min.js": 200, "static/..%2fconsole.go": 404, "static/nothing": 404,
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, Root+path, nil))
		if w.Code != want {
			t.Errorf("%s: %d", path, w.Code)
		}
		if strings.Contains(path, "?v=") != strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %s", path, w.Header().Get("Cache-Control"))
		}
	}
}

// TestEveryActHasAForm: what an offer's state allows and the API can do, the offer's page can do too.
func TestEveryActHasAForm(t *testing.T) {
	forms := map[offer.Act]auth.Operation{
		offer.ActVerbalOffer: auth.TellVerbal, offer.ActVerbalAnswer: auth.TellVerbal, offer.ActHandOver: auth.HandOver, offer.ActRevise: auth.ReviseLetter,
		offer.ActDecide: auth.DecideFlag, offer.ActApprove: auth.DecideApproval, offer.ActTell: auth.TellCandidate, offer.ActReadBack: auth.ReadBack,
		offer.ActIssue: auth.IssueOffer, offer.ActAccept: auth.AcceptOffer, offer.ActDecline: auth.DeclineOffer, offer.ActRescind: auth.RescindOffer,
		offer.ActCancel: auth.CancelOffer, offer.ActRenege: auth.RenegeOffer, offer.ActRequestChanges: auth.RequestChanges, offer.ActAnswerChanges: auth.AnswerChanges,
		offer.ActExtend: auth.ExtendOffer, offer.ActPause: auth.PauseOffer, offer.ActResume: auth.ResumeOffer, offer.ActStopClock: auth.StopClock,
		offer.ActRepropose: auth.ReplaceProposal, offer.ActOverrideRead: auth.OverrideReadBack,
		offer.ActAmend: auth.AmendOffer, offer.ActSign: auth.SignForEmployer, offer.ActConfirmClock: auth.ConfirmClock, offer.ActResumeClock: auth.ResumeClock,
	}
	elsewhere := []offer.Act{offer.ActPropose, offer.ActOpen, offer.ActImport, offer.ActTakeAmendment} // they open an offer, or follow from an act on another
	ends := time.Unix(1, 0)
	for _, state := range []offer.State{
		offer.Proposed, offer.Drafted, offer.InReview, offer.Approved, offer.Issued, offer.Negotiating, offer.Accepted, offer.Declined, offer.Expired,
	} {
		running := offer.Offer{State: state, Answerable: true, Expires: &ends, IssuedLetter: 1}
		paused := running
		paused.Paused, paused.IssuedLetter, paused.Clock = true, 0, &offer.Clock{Until: ends}
		for _, act := range append(running.Allowed(time.Time{}), paused.Allowed(time.Time{})...) {
			operation, ok := forms[act]
			if !ok && !slices.Contains(elsewhere, act) {
				t.Errorf("%s, which %s allows, has no form", act, state)
			}
			if ok && !slices.ContainsFunc(routes(), func(r route) bool { return r.operation == operation }) {
				t.Errorf("%s has no route of %s", act, operation)
			}
		}
	}
}

// TestEveryEventHasWords: the timeline says of each type of event what happened, each in words of its own.
func TestEveryEventHasWords(t *testing.T) {
	said := map[string]event.Type{}
	for _, typ := range event.Types() {
		words := eventWords[typ]
		if words == "" || said[words] != "" {
			t.Errorf("%s has %q, as %q has", typ, words, said[words])
		}
		said[words] = typ
	}
	if len(eventWords) != len(event.Types()) {
		t.Error("there are words of an event that does not exist")
	}
}
