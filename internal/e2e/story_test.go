package e2e_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// withoutSignOn gives a library folder whose US letter has no place for one-time payments: the letter that was copied
// from the last one, and lost a promise.
func withoutSignOn(t *testing.T) string {
	t.Helper()
	letter := filepath.Join("letters", "us-california", "v1", "letter.yaml")
	whole, err := os.ReadFile(filepath.Join(root, "templates", letter))
	if err != nil {
		t.Fatal(err)
	}
	const line = "        - { id: one_time_payments }\n"
	if !bytes.Contains(whole, []byte(line)) {
		t.Fatal("the US letter has no group one_time_payments")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, letter)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.Replace(whole, []byte(line), nil, 1), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// second makes a key of another person and gives a client that uses it.
func (s *server) second(t *testing.T, person, role string) client {
	t.Helper()
	made := read[struct {
		Secret string `json:"secret"`
	}](t, s.post(http.StatusCreated, "/v1/keys", []byte(`{"person":"`+person+`","roles":["`+role+`"]}`)))
	c := s.client
	c.key = made.Secret
	return c
}

// find gives the first of the items that is wanted.
func find[T any](t *testing.T, items []T, what string, wanted func(T) bool) T {
	t.Helper()
	i := slices.IndexFunc(items, wanted)
	if i < 0 {
		t.Fatalf("there is no %s among %+v", what, items)
	}
	return items[i]
}

const signOn = "/terms/one_time_payments/sign_on"

// TestTheLostPromiseShows: a sign-on bonus was promised, the letter drops it: it is a row, a flag that HR ops must
// decide and the author may not, and the letter cannot be sent until somebody has.
func TestTheLostPromiseShows(t *testing.T) {
	s := start(t, options{templates: withoutSignOn(t)})
	author, reviewer := s.second(t, "Robin Lee", "recruiter"), s.second(t, "Kim Park", "hr_ops")
	r := read[result](t, author.post(http.StatusCreated, "/v1/handoffs", example(t, "us-ca-engineer")))
	if r.Verdict.Code != "not_what_was_said" || r.Verdict.Consequence != "Cannot be sent." {
		t.Errorf("the verdict is %+v", r.Verdict)
	}
	lost := find(t, r.Changes, "unwritten sign-on bonus", func(c change) bool {
		return c.Class == "unwritten" && (c.Term == signOn || c.Term == signOn+"/size")
	})
	if lost.From == "" || lost.To != "" {
		t.Errorf("the row says from %q to %q", lost.From, lost.To)
	}
	f := find(t, r.Flags, "flag on the sign-on bonus", func(f flag) bool {
		return f.Deviation.Code == "VB-CO-UNWRITTEN-01" && slices.Contains(f.Deviation.Terms, lost.Term)
	})
	if f.Deviation.Decides != "hr_ops" || f.Deviation.Severity != "review" || f.Status != "open" {
		t.Errorf("the flag is %+v", f)
	}
	ifMatch := header{"If-Match", `"r` + strconv.FormatInt(r.Revision, 10) + `"`}
	issue := "/v1/offers/" + r.Offer + "/issue"
	if p := read[problem](t, author.post(http.StatusConflict, issue, nil, ifMatch)); p.Code != "gate_closed" {
		t.Errorf("issue is refused with %s", p.Code)
	}
	decision := "/v1/offers/" + r.Offer + "/letters/1/flags/" + f.ID + "/decision"
	ruling := []byte(`{"verdict":"cleared","fingerprint":"` + f.Fingerprint + `","comment":"paid outside of the letter"}`)
	author.must(http.StatusForbidden, http.MethodPost, decision, ruling)
	if p := read[problem](t, s.post(http.StatusConflict, issue, nil, ifMatch)); p.Code != "gate_closed" {
		t.Errorf("issue is refused with %s", p.Code)
	}
	s.clearAll(t, reviewer, s.second(t, "Lee Wong", "legal"), r)
	now := read[result](t, author.get("/v1/offers/"+r.Offer+"/letters/1"))
	if !now.Gate.Open || now.State != "approved" {
		t.Fatalf("after every decision the gate is %+v and the offer %s", now.Gate, now.State)
	}
	ifMatch.value = `"r` + strconv.FormatInt(now.Revision, 10) + `"`
	if sent := read[result](t, author.post(http.StatusOK, issue, nil, ifMatch)); sent.State != "issued" || sent.Verdict.Code != "not_what_was_said" {
		t.Errorf("issued: %s, %+v", sent.State, sent.Verdict)
	}
}

// clearAll clears every open flag of a letter by whoever may.
func (s *server) clearAll(t *testing.T, hrOps, legal client, r result) {
	t.Helper()
	for _, f := range r.Flags {
		if f.Status != "open" {
			continue
		}
		who := hrOps
		if f.Deviation.Decides == "legal" {
			who = legal
		}
		who.post(http.StatusCreated, "/v1/offers/"+r.Offer+"/letters/"+strconv.Itoa(r.Letter.Version)+"/flags/"+f.ID+"/decision",
			[]byte(`{"verdict":"cleared","fingerprint":"`+f.Fingerprint+`","comment":"seen"}`))
	}
}

// TestTheLetterSaysWhatWasSaid: with the clause the verdict says so, for each of the examples.
func TestTheLetterSaysWhatWasSaid(t *testing.T) {
	sequential(t)
	s := start(t, options{})
	for _, name := range []string{"us-ca-engineer", "gb-hourly-care", "us-two-payments"} {
		r := read[result](t, s.post(http.StatusCreated, "/v1/handoffs", example(t, name)))
		if r.Verdict.Code != "says_what_was_said" {
			t.Errorf("%s: %+v\n%+v", name, r.Verdict, r.Changes)
		}
		if slices.ContainsFunc(r.Changes, func(c change) bool { return c.Class == "unwritten" || c.Class == "changed" }) {
			t.Errorf("%s: %+v", name, r.Changes)
		}
	}
}
