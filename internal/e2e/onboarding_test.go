package e2e_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// arrivals counts the messages of one type that a webhook's receiver took, by their id: one that comes twice is one.
type arrivals struct {
	sync.Mutex
	ids map[string]string // offer by webhook-id
}

func (a *arrivals) of(offer string) (n int) {
	a.Lock()
	defer a.Unlock()
	for _, o := range a.ids {
		if o == offer {
			n++
		}
	}
	return n
}

// receiver starts a receiver of webhooks for a type of event.
func receiver(t *testing.T, typ string) (string, *arrivals) {
	t.Helper()
	a := &arrivals{ids: map[string]string{}}
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var m struct {
			Type string `json:"type"`
			Data struct {
				Offer string `json:"offer_id"`
			} `json:"data"`
		}
		if json.NewDecoder(r.Body).Decode(&m) == nil && m.Type == typ {
			a.Lock()
			a.ids[r.Header.Get("webhook-id")] = m.Data.Offer
			a.Unlock()
		}
	}))
	t.Cleanup(s.Close)
	return s.URL, a
}

// TestHandedOnOnce: 16 answers at once over two replicas, through the link and on behalf, make one acceptance, and hand it on
// once: as one event in the log and at a webhook, as a file of the console and of the bundle, and by the API of either replica.
func TestHandedOnOnce(t *testing.T) {
	o := postgres(t)
	o.data, o.args = filepath.Join(t.TempDir(), "data"), append(o.args, "--allow-loopback-webhooks")
	one := start(t, o)
	two := start(t, o)
	target, came := receiver(t, "onboarding.ready")
	one.post(http.StatusCreated, "/v1/webhooks", []byte(`{"url":"`+target+`"}`))
	for range 3 {
		r := read[result](t, one.post(http.StatusCreated, "/v1/handoffs", unsourced(t)))
		link := one.issue(t, r)
		if n := acceptsAtOnce(t, []*server{one, two}, r, link[strings.Index(link, "/o/"):]); n != 1 {
			t.Fatalf("%d of 16 answers were taken", n)
		}
		handed := one.get("/v1/offers/" + r.Offer + "/onboarding").body
		if other := two.get("/v1/offers/" + r.Offer + "/onboarding").body; !bytes.Equal(handed, other) {
			t.Errorf("two replicas hand on\n%s\n%s", handed, other)
		}
		sameFile(t, handed, inBundle(t, two.get("/v1/offers/"+r.Offer+"/bundle").body, "onboarding.json"))
		v := newVisitor(t, two.url)
		v.signIn(adminKey)
		sameFile(t, handed, []byte(v.get("/console/offers/"+r.Offer+"/onboarding")))
		if n := strings.Count(string(one.get("/v1/offers/"+r.Offer+"/events").body), `"onboarding.ready"`); n != 1 {
			t.Errorf("%d events say that it is handed on", n)
		}
		for end := time.Now().Add(patience); came.of(r.Offer) == 0 && time.Now().Before(end); {
			time.Sleep(50 * time.Millisecond)
		}
		if n := came.of(r.Offer); n != 1 {
			t.Errorf("%d messages came", n)
		}
	}
	if n := strings.Count(string(two.get("/v1/events?after=0&limit=500").body), `"onboarding.ready"`); n != 3 {
		t.Errorf("the log tells %d times of 3 acceptances", n)
	}
}

// acceptsAtOnce sends 16 answers to the replicas in turn, every other one through the link, and gives how many were taken.
func acceptsAtOnce(t *testing.T, replicas []*server, r result, link string) int {
	t.Helper()
	still := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form := url.Values{"name": {"Ana Ruiz"}, "agree": {"yes"}, "pdf_sha256": {r.Letter.PDF}}
	status := make([]int, 16)
	var all sync.WaitGroup
	for i := range status {
		s := replicas[i/2%len(replicas)]
		all.Go(func() {
			if i%2 == 0 {
				if got, err := still.PostForm(s.url+link+"/accept", form); err == nil {
					status[i] = got.StatusCode
					_ = got.Body.Close()
				}
				return
			}
			got, err := s.send(http.MethodPost, "/v1/offers/"+r.Offer+"/accept", []byte(`{"letter_version":1,"form":"wet_ink","pdf_sha256":"`+r.Letter.PDF+`"}`))
			if err == nil {
				status[i] = got.status
			}
		})
	}
	all.Wait()
	taken := 0
	for i, s := range status {
		switch s {
		case http.StatusSeeOther, http.StatusCreated:
			taken++
		case http.StatusConflict:
		default:
			t.Errorf("answer %d: status %d", i, s)
		}
	}
	return taken
}

// inBundle gives a file of a bundle.
func inBundle(t *testing.T, raw []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// sameFile holds two pieces of JSON against each other, whatever their white space.
func sameFile(t *testing.T, a, b []byte) {
	t.Helper()
	var x, y bytes.Buffer
	if err := json.Compact(&x, a); err != nil {
		t.Fatal(err)
	}
	if err := json.Compact(&y, b); err != nil {
		t.Fatalf("%s: %s", err, b)
	}
	if x.String() != y.String() {
		t.Errorf("another hand-over:\n%s\n%s", a, b)
	}
}
