package e2e_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// TestLettersInABucket runs the program on a bucket: letters are stored and read, an outage refuses new letters with 503
// and nothing half-done, and verification names a letter whose object was lost.
func TestLettersInABucket(t *testing.T) {
	backend := s3mem.New()
	if err := backend.CreateBucket("letters"); err != nil {
		t.Fatal(err)
	}
	s3 := gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
	var down atomic.Bool
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		s3.ServeHTTP(w, r)
	}))
	t.Cleanup(store.Close)
	o := options{settings: []string{"VERBATIM_OBJECTS=" + store.URL + "/letters?region=eu-central-1", "VERBATIM_OBJECTS_KEY=key", "VERBATIM_OBJECTS_SECRET=hunter2hunter2"}}
	s := start(t, o)
	o.data = s.data
	made := madeBy(t, s, "us-ca-engineer")
	pdf := "/v1/offers/" + made.Offer + "/letters/1/pdf"
	s.get(pdf)
	down.Store(true)
	again := header{"Idempotency-Key", "after-the-outage"}
	s.post(http.StatusServiceUnavailable, "/v1/handoffs", example(t, "gb-hourly-care"), again)
	s.must(http.StatusServiceUnavailable, http.MethodGet, pdf, nil)
	s.get("/v1/offers/" + made.Offer + "/letters/1/terms")
	down.Store(false)
	s.post(http.StatusCreated, "/v1/handoffs", example(t, "gb-hourly-care"), again)
	if p := verified(t, o); p.Offers != 2 || p.Letters != 2 {
		t.Errorf("%+v", p)
	}
	if strings.Contains(s.log.String(), "hunter2") {
		t.Error("the log holds the bucket's secret")
	}
	list, err := backend.ListBucket("letters", nil, gofakes3.ListBucketPage{})
	if err != nil || len(list.Contents) < 2 {
		t.Fatalf("%d objects: %v", len(list.Contents), err)
	}
	for _, object := range list.Contents {
		if _, err := backend.DeleteObject("letters", object.Key); err != nil {
			t.Fatal(err)
		}
	}
	if got := cliWith(t, o, nil, "verify", "--all"); got.code != 1 || !strings.Contains(got.stderr, "document letter of letter 1 of offer "+made.Offer) {
		t.Errorf("lost objects pass: exit %d: %s", got.code, got.stderr)
	}
}
