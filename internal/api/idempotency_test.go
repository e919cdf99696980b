package api_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
)

// offers counts what a key sees.
func (w *world) offers(key string) int {
	w.Helper()
	return len(read[api.Offers](w.do("GET", "/v1/offers?limit=200", key, "").is(http.StatusOK)).Items)
}

// TestHundredParallelCreatesGiveOneOffer sends one record a hundred times at once with one key, and again to those who
// were told that it is being worked on.
func TestHundredParallelCreatesGiveOneOffer(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	// without a source nothing but the idempotency key keeps a second offer from being made
	body := record(t, usRecord, `"source": { "system": "greenhouse", "account": "acme", "application": "234556", "offer": "12345", "version": "1" },`, "")
	answers := make([]answer, 100)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() { answers[i] = w.do("POST", "/v1/handoffs", key, body, "Idempotency-Key", "one") })
	}
	wg.Wait()
	first := w.do("POST", "/v1/handoffs", key, body, "Idempotency-Key", "one").is(http.StatusCreated)
	made := 0
	for _, a := range answers {
		switch a.Code {
		case http.StatusCreated:
			if a.Body.String() != first.Body.String() || a.Header().Get("ETag") != first.Header().Get("ETag") || a.Header().Get("Location") != first.Header().Get("Location") {
				t.Errorf("two answers differ:\n%s\n%s", a.Body, first.Body)
			}
			if a.Header().Get("Idempotency-Replayed") == "" {
				made++
			}
		case http.StatusConflict:
			if a.refused(http.StatusConflict, fault.CodeRunning); a.Header().Get("Retry-After") == "" {
				t.Error("409 without Retry-After")
			}
		default:
			t.Errorf("status %d: %s", a.Code, a.Body)
		}
	}
	if made != 1 || w.offers(key) != 1 {
		t.Errorf("%d made, %d offers", made, w.offers(key))
	}
}

// TestReplays sends each write twice and wants the same answer, also after a restart and after the offer went on.
func TestReplays(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	body := record(t, usRecord)
	first := w.do("POST", "/v1/handoffs", key, body, "Idempotency-Key", "create").is(http.StatusCreated)
	r := read[desk.Result](first)
	offer := "/v1/offers/" + string(r.Offer)
	revised := w.do("POST", offer+"/letters", key, `{"redate":true}`, "Idempotency-Key", "revise", "If-Match", first.Header().Get("ETag"))
	if revised.Code != http.StatusCreated && revised.Code != http.StatusOK {
		t.Fatalf("status %d: %s", revised.Code, revised.Body)
	}
	w.start()
	for name, again := range map[string]struct {
		was answer
		now answer
	}{
		"create": {first, w.do("POST", "/v1/handoffs", key, body, "Idempotency-Key", "create")},
		"revise": {revised, w.do("POST", offer+"/letters", key, `{"redate":true}`, "Idempotency-Key", "revise", "If-Match", first.Header().Get("ETag"))},
	} {
		if again.now.Code != again.was.Code || again.now.Body.String() != again.was.Body.String() || again.now.Header().Get("ETag") != again.was.Header().Get("ETag") {
			t.Errorf("%s: %d %s\nnow %d %s", name, again.was.Code, again.was.Body, again.now.Code, again.now.Body)
		}
		if again.was.Code == http.StatusCreated && again.now.Header().Get("Idempotency-Replayed") != "true" {
			t.Errorf("%s was not replayed", name)
		}
	}
}

func TestIdempotencyKeys(t *testing.T) {
	w := newWorld(t)
	key, other := w.key("Robin", nil, actor.HROps), w.key("Kim", nil, actor.HROps)
	body, another := record(t, usRecord), record(t, ukRecord)
	w.do("POST", "/v1/handoffs", key, body, "Idempotency-Key", "k").is(http.StatusCreated)
	w.do("POST", "/v1/handoffs", key, another, "Idempotency-Key", "k").refused(http.StatusUnprocessableEntity, fault.CodeKeyReused)
	w.do("POST", "/v1/handoffs", other, another, "Idempotency-Key", "k").is(http.StatusCreated)
	for _, bad := range []string{"", " ", "a b", "é", strings.Repeat("a", 256), "a\x7f"} {
		w.do("POST", "/v1/handoffs", key, another, "Idempotency-Key", bad).refused(http.StatusBadRequest, fault.CodeBadParameter)
	}
	w.do("POST", "/v1/handoffs", key, another, "Idempotency-Key", strings.Repeat("a", 255)).is(http.StatusOK)
	// a call that came to nothing does not use its key up
	w.do("POST", "/v1/handoffs", key, `{}`, "Idempotency-Key", "fresh").is(http.StatusUnprocessableEntity)
	corrected := strings.Replace(body, `"application": "234556"`, `"application": "9"`, 1)
	w.do("POST", "/v1/handoffs", key, corrected, "Idempotency-Key", "fresh").is(http.StatusCreated)
}

// TestKnownSource sends a record again without an idempotency key: the source protects it.
func TestKnownSource(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	x := w.offerOf("acme-us", record(t, usRecord), key)
	again := w.do("POST", "/v1/handoffs", key, x.record).is(http.StatusOK)
	if read[desk.Result](again).Offer == "" || again.Header().Get("ETag") != x.etag {
		t.Errorf("%s", again.Body)
	}
	other := w.do("POST", "/v1/handoffs", key, record(t, usRecord, "187431", "180000"))
	if p := other.refused(http.StatusConflict, fault.CodeSourceExists); p.Location != "/v1/offers/"+x.offer || other.Header().Get("Location") != p.Location {
		t.Errorf("%s", other.Body)
	}
}
