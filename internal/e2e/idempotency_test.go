package e2e_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"
)

// unsourced is the example without a source, so that nothing but the Idempotency-Key can tell that two requests are one.
func unsourced(t *testing.T) []byte {
	t.Helper()
	return edited(t, example(t, "us-ca-engineer"), func(r map[string]any) { delete(r, "source") })
}

// patience bounds how long a test waits for a server to be done with what it does.
const patience = 60 * time.Second

// insist sends a create until it is answered with 201, as a client does that waits as long as it is told to. It gives
// every answer on the way, the 201 last.
func insist(t *testing.T, c client, key string, body []byte) (all []answer) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		got, err := c.send(http.MethodPost, "/v1/handoffs", body, header{"Idempotency-Key", key})
		if err != nil {
			t.Error(err)
			return nil
		}
		all = append(all, got)
		if got.status == http.StatusCreated {
			return all
		}
		seconds, err := strconv.Atoi(got.header.Get("Retry-After"))
		if err != nil || seconds < 1 {
			t.Errorf("%d without a Retry-After: %s", got.status, got.body)
			return nil
		}
		<-time.After(time.Duration(seconds) * time.Second)
	}
	t.Error("the server never came to an answer")
	return nil
}

// TestHundredCreatesAreOne: a hundred parallel creates with one Idempotency-Key give one offer and one answer.
func TestHundredCreatesAreOne(t *testing.T) {
	s := start(t, options{})
	body := unsourced(t)
	answers := make([][]answer, 100)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = insist(t, s.client, "hundred", body) })
	}
	all.Wait()
	var made *answer
	for i, tries := range answers {
		for _, a := range tries {
			switch {
			case a.status == http.StatusConflict && read[problem](t, a).Code == "idempotency_running":
			case a.status == http.StatusServiceUnavailable && underRace: // ten times slower, it sheds load
			case a.status != http.StatusCreated:
				t.Errorf("create %d was answered with %d: %s", i, a.status, a.body)
			case made == nil:
				made = &a
			case !bytes.Equal(a.body, made.body) || a.header.Get("ETag") != made.header.Get("ETag") || a.header.Get("Location") != made.header.Get("Location"):
				t.Errorf("answer %d differs:\n%s\n%s", i, a.body, made.body)
			}
		}
	}
	if n := s.count(t); n != 1 {
		t.Errorf("%d offers were made", n)
	}
	other := edited(t, body, func(r map[string]any) { at(r, "terms", "role")["title"] = "Staff Engineer" })
	if p := read[problem](t, s.post(422, "/v1/handoffs", other, header{"Idempotency-Key", "hundred"})); p.Code != "idempotency_key_reused" {
		t.Errorf("another body under the same key: %s", p.Code)
	}
}

// count gives how many offers there are.
func (s *server) count(t *testing.T) int {
	t.Helper()
	page := read[struct {
		Items []json.RawMessage `json:"items"`
	}](t, s.get("/v1/offers?limit=200"))
	return len(page.Items)
}

// TestReplayAfterKill: a server that is killed keeps what it confirmed, and answers it again with the same bytes; what
// it did not get to confirm is done once when it is asked for again.
func TestReplayAfterKill(t *testing.T) {
	s := start(t, options{})
	body := unsourced(t)
	bodyOf := func(i int) []byte { // a namesake's open offer is warned of once, by the first answer alone
		return edited(t, body, func(r map[string]any) {
			name := at(r, "candidate", "name")
			name["family"] = fmt.Sprintf("Ruiz%c", 'a'+i)
			name["full"] = fmt.Sprintf("Ana Ruiz%c", 'a'+i)
		})
	}
	before := s.post(http.StatusCreated, "/v1/handoffs", body, header{"Idempotency-Key", "confirmed"})
	const cut = 12
	confirmed := make([]answer, cut)
	first := make(chan struct{}, cut)
	var all sync.WaitGroup
	for i := range cut {
		raw := bodyOf(i)
		all.Go(func() {
			a, err := s.send(http.MethodPost, "/v1/handoffs", raw, header{"Idempotency-Key", fmt.Sprintf("cut-%d", i)})
			if err == nil && a.status == http.StatusCreated {
				confirmed[i] = a
			}
			first <- struct{}{}
		})
	}
	<-first // some are done, some are running, some have not begun
	s.kill()
	all.Wait()

	s = start(t, options{data: s.data})
	again := s.post(http.StatusCreated, "/v1/handoffs", body, header{"Idempotency-Key", "confirmed"})
	if !bytes.Equal(again.body, before.body) || again.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("the replay differs:\n%s\n%s", again.body, before.body)
	}
	offers := map[string]bool{}
	for i := range cut {
		if confirmed[i].status == 0 {
			continue // its claim may still be leased to the attempt that died: TestClaims of the store runs the lease out
		}
		got := s.post(http.StatusCreated, "/v1/handoffs", bodyOf(i), header{"Idempotency-Key", fmt.Sprintf("cut-%d", i)})
		if !bytes.Equal(got.body, confirmed[i].body) {
			t.Errorf("confirmed answer %d differs after the kill", i)
		}
		offers[read[result](t, got).Offer] = true
	}
	if n := s.count(t); n < len(offers)+1 || n > cut+1 {
		t.Errorf("%d offers for %d confirmed creates", n, len(offers)+1)
	}
}

// TestRestartKeepsEverything: what a server answers is the same after it was stopped and started again.
func TestRestartKeepsEverything(t *testing.T) {
	s := start(t, options{})
	made := read[result](t, s.post(http.StatusCreated, "/v1/handoffs", example(t, "us-ca-engineer")))
	paths := []string{"/v1/offers", "/v1/offers/" + made.Offer, "/v1/offers/" + made.Offer + "/events", "/v1/clauses", "/v1/templates", "/v1/keys"}
	for _, part := range []string{"", "/pdf", "/html", "/text", "/terms", "/lock", "/diff", "/flags"} {
		paths = append(paths, fmt.Sprintf("/v1/offers/%s/letters/%d%s", made.Offer, made.Letter.Version, part))
	}
	before := map[string][]byte{}
	for _, path := range paths {
		before[path] = s.get(path).body
	}
	s.stop(t)
	s = start(t, options{data: s.data})
	for _, path := range paths {
		if now := s.get(path).body; !bytes.Equal(now, before[path]) {
			t.Errorf("%s differs after a restart:\n%.400s\n%.400s", path, before[path], now)
		}
	}
}
