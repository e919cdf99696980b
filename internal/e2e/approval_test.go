package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// approvals is what GET /v1/offers/{id}/approvals answers, as far as tests look.
type approvals struct {
	Steps []struct {
		Step    string `json:"step"`
		Status  string `json:"status"`
		Rule    string `json:"rule"`
		Terms   string `json:"terms"`
		Attempt int    `json:"attempt"`
		Carried int    `json:"carried"`
		Mine    bool   `json:"asks_me"`
	} `json:"steps"`
}

// consent is the body of a consent to a step as a client reads it.
func (a approvals) consent(t *testing.T, step string) []byte {
	t.Helper()
	for _, s := range a.Steps {
		if s.Step == step {
			return []byte(`{"verdict":"approved","terms":"` + s.Terms + `"}`)
		}
	}
	t.Fatalf("no step %s in %+v", step, a)
	return nil
}

// proposal makes a proposal of an example record.
func proposal(t *testing.T, name string) []byte {
	t.Helper()
	return edited(t, example(t, name), func(record map[string]any) {
		delete(record, "agreed")
		delete(record, "source")
		record["schema"] = "proposal/v1"
	})
}

const rewards = "offers.rewards"

// TestAnExecutiveIsApprovedBeforeAnybodyPromises: the chain of the library asks two for consent to a proposal; the
// manager is stood in for; the handoff that promises more pay asks total rewards again.
func TestAnExecutiveIsApprovedBeforeAnybodyPromises(t *testing.T) {
	o := options{data: filepath.Join(t.TempDir(), "data")}
	s := start(t, o)
	author, payer := s.second(t, "Robin Lee", "hr_ops"), s.second(t, "Tom Ray", "total_rewards")
	plan := read[struct {
		Steps []struct {
			Step  string `json:"step"`
			Asked bool   `json:"asked"`
		} `json:"steps"`
	}](t, author.post(http.StatusOK, "/v1/approvals:preview", proposal(t, "us-executive")))
	if len(plan.Steps) != 2 || !plan.Steps[0].Asked || !plan.Steps[1].Asked {
		t.Fatalf("the chain asks %+v", plan)
	}
	made := author.post(http.StatusCreated, "/v1/offers", proposal(t, "us-executive"))
	r := read[result](t, made)
	path := "/v1/offers/" + r.Offer
	steps := read[approvals](t, payer.get(path+"/approvals"))
	author.must(http.StatusForbidden, http.MethodPost, path+"/approvals/"+rewards+"/decision", steps.consent(t, rewards))
	if mine := payer.get("/v1/approvals"); !json.Valid(mine.body) || len(read[struct{ Items []struct{} }](t, mine).Items) != 1 {
		t.Errorf("total rewards is asked %s", mine.body)
	}
	payer.post(http.StatusCreated, path+"/approvals/"+rewards+"/decision", steps.consent(t, rewards))
	s.post(http.StatusCreated, path+"/approvals/offers.manager/override", []byte(`{"reason":"the manager is on a ship"}`))
	payer.post(http.StatusNotFound, path+"/approvals/"+rewards+"/decision", steps.consent(t, rewards)) // confidential, and no longer theirs to look at
	overview := read[struct {
		Revision int64 `json:"revision"`
	}](t, author.get(path))
	call := []byte(`{"at":"2026-11-20T10:00:00Z","channel":"phone","by":"robin.lee@acme.example","answer":"thinking"}`)
	said := read[result](t, author.post(http.StatusOK, path+"/verbal", call, match(overview.Revision)))
	more := edited(t, example(t, "us-executive"), func(record map[string]any) {
		delete(record, "source")
		at(record, "terms", "base_pay", "rate")["amount"] = "510000"
		delete(at(record, "terms", "base_pay"), "stated")
	})
	handed := read[result](t, author.post(http.StatusCreated, path+"/handoffs", more, match(said.Revision)))
	if handed.State == "approved" || handed.Letter.Version != 1 {
		t.Errorf("handed over: %s", handed.State)
	}
	for _, x := range read[approvals](t, payer.get(path+"/approvals")).Steps {
		if x.Status != "waiting" || x.Attempt != 2 {
			t.Errorf("after more was promised: %+v", x)
		}
	}
	if text := string(author.get(path+"/letters/1/diff", header{"Accept", "text/plain"}).body); !strings.Contains(text, "SAID MORE THAN APPROVED") {
		t.Errorf("the differences do not tell:\n%s", text)
	}
	s.stop(t)
	if got := cliWith(t, o, nil, "verify", "--all"); got.code != 0 {
		t.Errorf("verify --all: exit %d: %s %s", got.code, got.stdout, got.stderr)
	}
}

func match(revision int64) header {
	return header{"If-Match", `"r` + strconv.FormatInt(revision, 10) + `"`}
}

// deed is one of two acts that race for an offer.
type deed struct {
	by   client
	path string
	body []byte
	head []header
}

// race does two deeds at once and says how many were done. The one that was not is refused with 409 or 412.
func race(t *testing.T, pair [2]deed) (done int) {
	t.Helper()
	var all sync.WaitGroup
	var got [2]answer
	for i, d := range pair {
		all.Go(func() {
			a, err := d.by.send(http.MethodPost, d.path, d.body, d.head...)
			if err != nil {
				t.Error(err)
			}
			got[i] = a
		})
	}
	all.Wait()
	for i, a := range got {
		switch a.status {
		case http.StatusOK, http.StatusCreated:
			done++
		case http.StatusConflict, http.StatusPreconditionFailed:
		default:
			t.Errorf("%s: %d %s", pair[i].path, a.status, a.body)
		}
	}
	return done
}

// TestOfTwoActsOneWins races acts over two replicas on PostgreSQL, and on SQLite over one server: revise against issue,
// decide and approve against revise, rescind and supersede against accept, an amendment against another and against a
// rescission.
func TestOfTwoActsOneWins(t *testing.T) {
	for name, o := range map[string]options{"sqlite": {}, "postgres": postgres(t)} {
		t.Run(name, func(t *testing.T) {
			o.data = filepath.Join(t.TempDir(), "data")
			one := start(t, o)
			two := one
			if name == "postgres" {
				two = start(t, o)
			}
			payer, lawyer := two.second(t, "Tom Ray", "total_rewards"), two.second(t, "Jo Ortiz", "legal")
			for n := range 8 {
				for act, pair := range pairs(t, one, two, payer, lawyer, n) {
					if done := race(t, pair); done != 1 {
						t.Errorf("%s: %d of two were done", act, done)
					}
				}
			}
		})
	}
}

// pairs makes an offer for each pair of acts and says what the acts are.
func pairs(t *testing.T, one, two *server, payer, lawyer client, n int) map[string][2]deed {
	t.Helper()
	fresh := func(name string) (result, string) {
		raw := edited(t, example(t, name), func(record map[string]any) { delete(record, "source") })
		r := read[result](t, one.post(http.StatusCreated, "/v1/handoffs", raw))
		return r, "/v1/offers/" + r.Offer
	}
	revision := func(from, to string) []byte {
		return fmt.Appendf(nil, `{"amendments":[{"id":"a%d","op":"set","term":"/terms/base_pay/rate","reason_code":"policy","reason":"band",
			"expect":{"amount":"%s","currency":"USD","per":"year"},"value":{"amount":"%s","currency":"USD","per":"year"},"told_candidate_at":"2026-11-20T10:00:00Z"}]}`, n, from, to)
	}
	a, drafted := fresh("us-ca-engineer")
	b, executive := fresh("us-executive")
	steps := read[approvals](t, two.get(executive+"/approvals"))
	r, flagged := fresh("us-executive")
	open := slices.IndexFunc(r.Flags, func(f flag) bool { return f.Status == "open" && f.Deviation.Decides == "legal" })
	decision := fmt.Appendf(nil, `{"verdict":"cleared","fingerprint":"%s"}`, r.Flags[open].Fingerprint)
	c, given := fresh("us-ca-engineer")
	sent := read[result](t, one.post(http.StatusOK, given+"/issue", nil, match(c.Revision)))
	accept := fmt.Appendf(nil, `{"letter_version":1,"form":"typed","name":"Ana Ruiz","pdf_sha256":"%s"}`, sent.Letter.PDF)
	d, overtaken := fresh("us-ca-engineer")
	first := read[result](t, one.post(http.StatusOK, overtaken+"/issue", nil, match(d.Revision)))
	later := read[result](t, one.post(http.StatusCreated, overtaken+"/letters", []byte(`{"redate":true}`), match(first.Revision)))
	amended, amends := accepted(t, one, fresh)
	taken, takes := accepted(t, one, fresh)
	return map[string][2]deed{
		"revise, issue": {
			{one.client, drafted + "/letters", revision("185000", "184000"), []header{match(a.Revision)}},
			{two.client, drafted + "/issue", nil, []header{match(a.Revision)}},
		},
		"decide, revise": {
			{lawyer, flagged + "/letters/1/flags/" + r.Flags[open].ID + "/decision", decision, nil},
			{one.client, flagged + "/letters", revision("500000", "490000"), []header{match(r.Revision)}},
		},
		"approve, revise": {
			{payer, executive + "/approvals/" + rewards + "/decision", steps.consent(t, rewards), nil},
			{one.client, executive + "/letters", revision("500000", "490000"), []header{match(b.Revision)}},
		},
		"issue a later letter, accept": {
			{one.client, overtaken + "/issue", nil, []header{match(later.Revision)}},
			{two.client, overtaken + "/accept", fmt.Appendf(nil, `{"letter_version":1,"form":"typed","name":"Ana Ruiz","pdf_sha256":"%s"}`, first.Letter.PDF), nil},
		},
		"amend, amend": {
			{one.client, amended + "/amendments", amends("191000"), []header{match(revisionOf(t, one, amended))}},
			{two.client, amended + "/amendments", amends("192000"), []header{match(revisionOf(t, one, amended))}},
		},
		"amend, rescind": {
			{one.client, taken + "/amendments", takes("191000"), []header{match(revisionOf(t, one, taken))}},
			{two.client, taken + "/rescind", []byte(`{"reason_code":"budget","reason":"the budget is gone"}`), []header{match(revisionOf(t, one, taken))}},
		},
		"rescind, accept": {
			{one.client, given + "/rescind", []byte(`{"reason_code":"budget","reason":"the budget is gone"}`), []header{match(sent.Revision)}},
			{two.client, given + "/accept", accept, nil},
		},
	}
}

// accepted makes an offer that the candidate has accepted, and the records that amend it.
func accepted(t *testing.T, s *server, fresh func(string) (result, string)) (path string, amends func(pay string) []byte) {
	t.Helper()
	r, path := fresh("us-ca-engineer")
	sent := read[result](t, s.post(http.StatusOK, path+"/issue", nil, match(r.Revision)))
	s.post(http.StatusCreated, path+"/accept", fmt.Appendf(nil, `{"letter_version":1,"form":"typed","name":"Ana Ruiz","pdf_sha256":"%s"}`, sent.Letter.PDF))
	return path, func(pay string) []byte {
		return edited(t, example(t, "us-ca-engineer"), func(record map[string]any) {
			delete(record, "source")
			record["letter"].(map[string]any)["kind"] = "amendment"
			record["letter"].(map[string]any)["amends"] = map[string]any{"offer": r.Offer, "letter": 1}
			record["terms"].(map[string]any)["base_pay"].(map[string]any)["rate"].(map[string]any)["amount"] = pay
		})
	}
}

func revisionOf(t *testing.T, s *server, path string) int64 {
	t.Helper()
	return read[struct {
		Revision int64 `json:"revision"`
	}](t, s.get(path)).Revision
}
