package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/review"
)

// TestFromPromiseToIssue walks one offer through the API: hand over, look, decide, issue.
func TestFromPromiseToIssue(t *testing.T) {
	w := newWorld(t)
	author, decider := w.key("Robin", nil, actor.HROps), w.key("Kim", nil, actor.Legal, actor.HROps, actor.TotalRewards)
	created := w.do("POST", "/v1/handoffs", author, flagged(t)).is(http.StatusCreated)
	r := read[desk.Result](created)
	path := created.Header().Get("Location")
	if path != "/v1/offers/"+string(r.Offer)+"/letters/1" || r.Letter.Version != 1 || len(r.Letter.Documents) == 0 {
		t.Fatalf("%s", created.Body)
	}
	w.paperIsWhatWasAnswered(path, author, r)
	shut := w.do("POST", "/v1/offers/"+string(r.Offer)+"/issue", author, "", "If-Match", created.Header().Get("ETag"))
	if p := shut.refused(http.StatusConflict, fault.CodeGate); len(p.Errors) == 0 {
		t.Errorf("the gate is shut and nobody says why: %s", shut.Body)
	}
	decided := 0
	for _, f := range r.Flags {
		if f.Status != review.Open {
			continue
		}
		decided++
		w.do("POST", path+"/flags/"+f.ID+"/decision", author, `{"verdict":"cleared","fingerprint":"`+string(f.Fingerprint)+`"}`).is(http.StatusForbidden)
		w.do("POST", path+"/flags/"+f.ID+"/decision", decider, `{"verdict":"cleared","fingerprint":"`+string(f.Fingerprint)+`"}`).is(http.StatusCreated)
	}
	if decided == 0 {
		t.Error("nothing was to be decided")
	}
	now := w.do("GET", path, author, "").is(http.StatusOK)
	if g := read[desk.Result](now).Gate; !g.Open {
		t.Fatalf("the gate is shut: %+v", g)
	}
	issued := w.do("POST", "/v1/offers/"+string(r.Offer)+"/issue", author, "", "If-Match", now.Header().Get("ETag"), "Idempotency-Key", "issue").is(http.StatusOK)
	if read[desk.Result](issued).State != offer.Issued {
		t.Errorf("%s", issued.Body)
	}
	again := w.do("POST", "/v1/offers/"+string(r.Offer)+"/issue", author, "", "If-Match", now.Header().Get("ETag"), "Idempotency-Key", "issue").is(http.StatusOK)
	if again.Body.String() != issued.Body.String() || again.Header().Get("Idempotency-Replayed") != "true" {
		t.Errorf("issued\n%s\nreplayed\n%s", issued.Body, again.Body)
	}
	events := read[api.Events](w.do("GET", "/v1/offers/"+string(r.Offer)+"/events", author, "").is(http.StatusOK))
	if last := events.Items[len(events.Items)-1]; last.To != string(offer.Issued) || etagOf(last.Sequence) != issued.Header().Get("ETag") {
		t.Errorf("%+v", last)
	}
	w.noSecretsIn("the metrics", w.do("GET", "/metrics", "", "").is(http.StatusOK).Body.String())
}

// paperIsWhatWasAnswered reads every rendering of a letter and holds it against the answer.
func (w *world) paperIsWhatWasAnswered(path, key string, r desk.Result) {
	w.Helper()
	for _, d := range r.Letter.Documents {
		pdf := w.do("GET", path+"/pdf?document="+d.ID, key, "").is(http.StatusOK)
		if digest.Of(pdf.Body.Bytes()) != d.PDF || !strings.HasPrefix(pdf.Body.String(), "%PDF-") || pdf.Header().Get("ETag") != `"`+d.PDF.Hex()+`"` {
			w.Errorf("%s is not the PDF that was answered", d.ID)
		}
		if name := pdf.Header().Get("Content-Disposition"); strings.Contains(name, "Ruiz") || !strings.Contains(name, "offer-letter-1") {
			w.Errorf("the file is called %s", name)
		}
	}
	page := w.do("GET", path+"/html", key, "").is(http.StatusOK)
	if !strings.Contains(page.Header().Get("Content-Security-Policy"), "sandbox") || !strings.Contains(page.Body.String(), "Ana") {
		w.Errorf("the page: %v", page.Header())
	}
	if text := w.do("GET", path+"/text", key, "").is(http.StatusOK).Body.String(); !strings.Contains(text, "187,431") {
		w.Errorf("the text does not hold the pay:\n%s", text)
	}
	for accept, start := range map[string]string{"text/plain": "Ana Ruiz - ", "text/html": "<!DOCTYPE html>", "application/json": "{", "": "{"} {
		if d := w.do("GET", path+"/diff", key, "", "Accept", accept).is(http.StatusOK); !strings.HasPrefix(d.Body.String(), start) {
			w.Errorf("the differences as %q begin with %.40s", accept, d.Body)
		}
	}
	for _, part := range []string{"/terms", "/lock", "/flags"} {
		w.do("GET", path+part, key, "").is(http.StatusOK)
	}
	w.do("HEAD", path+"/pdf", key, "").is(http.StatusOK)
}

func etagOf(sequence int64) string { return `"r` + strconv.FormatInt(sequence, 10) + `"` }

// TestPreviewStoresNothing wants a preview to be what a first letter would be, and no trace of it.
func TestPreviewStoresNothing(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	preview := read[desk.Preview](w.do("POST", "/v1/handoffs:preview", key, record(t, usRecord)).is(http.StatusOK))
	pdf := w.do("POST", "/v1/handoffs:preview", key, record(t, usRecord), "Accept", "application/pdf").is(http.StatusOK)
	if digest.Of(pdf.Body.Bytes()) != preview.Letter.PDF {
		t.Error("the preview's PDF is another")
	}
	if n := w.offers(key); n != 0 {
		t.Errorf("%d offers", n)
	}
	r := read[desk.Result](w.do("POST", "/v1/handoffs", key, record(t, usRecord)).is(http.StatusCreated))
	if r.Letter.PDF != preview.Letter.PDF {
		t.Error("the first letter has other bytes than its preview")
	}
}

// TestTestKeysMark wants what a test key makes to be marked, through the HTTP door for keys.
func TestTestKeysMark(t *testing.T) {
	w := newWorld(t)
	admin := w.key("Root", nil, actor.Admin)
	made := read[api.CreatedKey](w.do("POST", "/v1/keys", admin, `{"person":"Try","roles":["hr_ops"],"test":true}`).is(http.StatusCreated))
	r := read[desk.Result](w.do("POST", "/v1/handoffs", made.Secret, record(t, usRecord)).is(http.StatusCreated))
	if r.Letter.Mark != "test" {
		t.Errorf("marked %q", r.Letter.Mark)
	}
	if list := w.do("GET", "/v1/keys", admin, "").is(http.StatusOK).Body.String(); strings.Contains(list, made.Secret) || strings.Contains(list, "hash") {
		t.Error("the list of keys shows a secret")
	}
	w.do("DELETE", "/v1/keys/"+made.Key.ID, admin, "").is(http.StatusNoContent)
	w.do("GET", "/v1/offers", made.Secret, "").refused(http.StatusUnauthorized, fault.CodeUnauthorized)
}

// TestOffersPage walks the list by cursor and by filter.
func TestOffersPage(t *testing.T) {
	w := newWorld(t)
	key, us := w.key("Robin", nil, actor.HROps), w.key("Kim", []string{"acme-us"}, actor.HROps)
	for i := range 5 {
		w.offerOf("acme-us", record(t, usRecord, `"application": "234556"`, `"application": "`+strconv.Itoa(i)+`"`), key)
	}
	w.offerOf("acme-uk", record(t, ukRecord), key)
	seen := map[offer.ID]bool{}
	next, pages := "", 0
	for {
		page := read[api.Offers](w.do("GET", "/v1/offers?limit=2&cursor="+next, key, "").is(http.StatusOK))
		for _, o := range page.Items {
			seen[o.ID] = true
		}
		pages++
		if next = page.Next; next == "" {
			break
		}
	}
	if len(seen) != 6 || pages != 3 {
		t.Errorf("%d offers on %d pages", len(seen), pages)
	}
	for query, want := range map[string]int{
		"entity=acme-us": 5, "entity=acme-uk": 1, "source=greenhouse&account=acme&application=3": 1, "source=nobody": 0, "state=issued": 0,
	} {
		if got := len(read[api.Offers](w.do("GET", "/v1/offers?"+query, key, "").is(http.StatusOK)).Items); got != want {
			t.Errorf("%s: %d offers, want %d", query, got, want)
		}
	}
	if n := w.offers(us); n != 5 {
		t.Errorf("a key for acme-us sees %d offers", n)
	}
}

// TestRateLimit wants 429 with Retry-After for a key that sends too much, and none for another.
func TestRateLimit(t *testing.T) {
	w := newWorld(t, func(c *api.Config) { c.Rate, c.Burst = 0.001, 3 })
	key, other := w.key("Robin", nil, actor.HROps), w.key("Kim", nil, actor.HROps)
	for range 3 {
		w.do("GET", "/v1/offers", key, "").is(http.StatusOK)
	}
	if a := w.do("GET", "/v1/offers", key, ""); a.refused(http.StatusTooManyRequests, fault.CodeRateLimited).RetryAfter < 1 || a.Header().Get("Retry-After") == "" {
		t.Errorf("%v", a.Header())
	}
	w.do("GET", "/v1/offers", other, "").is(http.StatusOK)
}

// TestAmendOverTheWire amends an accepted offer, repeats the request, and reads the link from both sides.
func TestAmendOverTheWire(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	made := w.do("POST", "/v1/handoffs", key, record(t, usRecord)).is(http.StatusCreated)
	r := read[desk.Result](made)
	path := "/v1/offers/" + string(r.Offer)
	amendment := func(letter string) string {
		kind := `"kind": "amendment", "amends": {"offer": "` + string(r.Offer) + `", "letter": ` + letter + `}`
		return record(t, usRecord, `"kind": "standard"`, kind, pay, "199000")
	}
	w.do("POST", path+"/amendments", key, amendment("1"), "If-Match", made.Header().Get("ETag")).refused(http.StatusConflict, fault.CodeState)
	w.do("POST", path+"/issue", key, "", "If-Match", made.Header().Get("ETag")).is(http.StatusOK)
	yes := `{"letter_version":1,"form":"typed","name":"Ana Ruiz","pdf_sha256":"` + string(r.Letter.PDF) + `"}`
	etag := w.do("POST", path+"/accept", key, yes).is(http.StatusCreated).Header().Get("ETag")
	w.do("POST", path+"/amendments", key, amendment("2"), "If-Match", etag).refused(http.StatusUnprocessableEntity, fault.CodeInvalidRecord)
	w.do("POST", path+"/amendments", key, amendment("1")).is(http.StatusPreconditionRequired)
	opened := w.do("POST", path+"/amendments", key, amendment("1"), "If-Match", etag, "Idempotency-Key", "amend").is(http.StatusCreated)
	a := read[desk.Result](opened)
	if opened.Header().Get("Location") != "/v1/offers/"+string(a.Offer)+"/letters/1" || a.Offer == r.Offer || a.Letter.Version != 1 {
		t.Fatalf("%s %s", opened.Header().Get("Location"), opened.Body)
	}
	again := w.do("POST", path+"/amendments", key, amendment("1"), "If-Match", etag, "Idempotency-Key", "amend").is(http.StatusCreated)
	if again.Body.String() != opened.Body.String() {
		t.Errorf("opened\n%s\nreplayed\n%s", opened.Body, again.Body)
	}
	base := read[desk.Overview](w.do("GET", path, key, "").is(http.StatusOK))
	view := read[desk.Overview](w.do("GET", "/v1/offers/"+string(a.Offer), key, "").is(http.StatusOK))
	if len(base.AmendmentOffers) != 1 || base.AmendmentOffers[0].Offer != a.Offer || base.State != offer.Accepted || view.AmendsOffer == nil || view.AmendsOffer.Offer != r.Offer {
		t.Errorf("%+v %+v", base.AmendmentOffers, view.AmendsOffer)
	}
}
