package sqlstore_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/store/objectstore"
	"verbatim/internal/store/storetest"
)

// bucket is an S3 server of this test's own that can be down.
type bucket struct {
	*objectstore.Store
	backend *s3mem.Backend
	down    atomic.Bool
	address string
}

func newBucket(t *testing.T) *bucket {
	t.Helper()
	b := &bucket{backend: s3mem.New()}
	must(t, b.backend.CreateBucket("letters"))
	s3 := gofakes3.New(b.backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if b.down.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		s3.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	b.address = server.URL + "/letters/pdf?region=eu-central-1"
	var err error
	b.Store, err = objectstore.Open(t.Context(), objectstore.Config{Address: b.address, Key: "key", Secret: "secret"})
	must(t, err)
	return b
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// names are the objects that the bucket holds.
func (b *bucket) names(t *testing.T) (out []digest.Digest) {
	t.Helper()
	must(t, b.Each(t.Context(), func(sum digest.Digest, _ time.Time) error { out = append(out, sum); return nil }))
	return out
}

// TestConformanceOnObjects holds a store whose PDFs stand in a bucket against the same promise.
func TestConformanceOnObjects(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		c := sqliteConfig(t)
		c.Blobs = newBucket(t)
		return open(t, c)
	})
}

// TestObjectsHoldTheLetters: PDFs leave the database sealed, are read back, and are verified; those that were stored before
// there was a bucket stay readable; nothing of a letter can be read in the bucket.
func TestObjectsHoldTheLetters(t *testing.T) {
	for name, config := range engines {
		t.Run(name, func(t *testing.T) {
			c, b := config(t), newBucket(t)
			before := storetest.Fill(t, open(t, c))
			c.Blobs = b
			s := open(t, c)
			after := storetest.Fill(t, s)
			for _, id := range []offer.ID{before, after} {
				pdf, err := s.PDF(t.Context(), store.Scope{}, id, 1, "letter")
				if err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
					t.Fatalf("%q %v", pdf, err)
				}
			}
			all := b.names(t)
			if len(all) != 1 {
				t.Fatalf("%d objects", len(all))
			}
			sealed, err := b.Get(t.Context(), all[0])
			must(t, err)
			if digest.Of(sealed) != all[0] {
				t.Error("an object is not named by its digest")
			}
			for _, s := range append(storetest.Secrets, "%PDF") {
				if strings.Contains(string(sealed), s) {
					t.Errorf("the bucket holds %q", s)
				}
			}
			if p, err := s.Verify(t.Context(), nil); err != nil || p.Documents != 2 || p.Objects != 1 || len(p.Orphans) != 0 {
				t.Fatalf("%+v %v", p, err)
			}
			c.Blobs = nil
			if _, err := open(t, c).PDF(t.Context(), store.Scope{}, after, 1, "letter"); err == nil || !strings.Contains(err.Error(), "no object store is configured") {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestObjectOutage: while the bucket is down a letter is refused whole and can be sent again, and all else goes on.
func TestObjectOutage(t *testing.T) {
	c, b := sqliteConfig(t), newBucket(t)
	c.Blobs = b
	s := open(t, c)
	id := storetest.Fill(t, s)
	write := storetest.Writes(t, 700)()
	b.down.Store(true)
	unavailable := fault.New(fault.Unavailable, fault.CodeUnavailable, "")
	if err := s.Apply(t.Context(), write); !errors.Is(err, unavailable) {
		t.Fatalf("%v", err)
	}
	if _, err := s.PDF(t.Context(), store.Scope{}, id, 1, "letter"); !errors.Is(err, unavailable) {
		t.Errorf("%v", err)
	}
	if _, err := s.Verify(t.Context(), nil); !errors.Is(err, unavailable) {
		t.Errorf("an outage is taken for a loss: %v", err)
	}
	if _, err := s.Letter(t.Context(), store.Scope{}, id, 1); err != nil {
		t.Errorf("%v", err)
	}
	if _, err := s.Offer(t.Context(), store.Scope{}, write.Offer.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a letter without its PDF left something: %v", err)
	}
	b.down.Store(false)
	must(t, s.Apply(t.Context(), write))
	if p, err := s.Verify(t.Context(), nil); err != nil || p.Objects != 2 {
		t.Fatalf("%+v %v", p, err)
	}
}

// TestLostAndChangedObjects: verification names the letter whose object is gone, or is another one.
func TestLostAndChangedObjects(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, b *bucket, sum digest.Digest){
		"gone": func(t *testing.T, b *bucket, sum digest.Digest) {
			_, err := b.backend.DeleteObject("letters", "pdf/"+sum.Hex())
			must(t, err)
		},
		"changed": func(t *testing.T, b *bucket, sum digest.Digest) {
			must(t, b.Put(t.Context(), sum, []byte("something else")))
		},
		"cut": func(t *testing.T, b *bucket, sum digest.Digest) {
			sealed, err := b.Get(t.Context(), sum)
			must(t, err)
			must(t, b.Put(t.Context(), sum, sealed[:len(sealed)-1]))
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, b := sqliteConfig(t), newBucket(t)
			c.Blobs = b
			s := open(t, c)
			id := storetest.Fill(t, s)
			spoil(t, b, b.names(t)[0])
			var broken *store.Broken
			if _, err := s.Verify(t.Context(), nil); !errors.As(err, &broken) || broken.Offer != string(id) || broken.Entry != "document letter of letter 1" {
				t.Errorf("verify: %v", err)
			}
			if _, err := s.PDF(t.Context(), store.Scope{}, id, 1, "letter"); err == nil || fault.KindOf(err) != fault.Internal {
				t.Errorf("read: %v", err)
			}
		})
	}
}

// TestOrphansAreListed: a write that fails after its PDF left leaves an object behind, which verification lists once it is
// old, and which is no fault.
func TestOrphansAreListed(t *testing.T) {
	c, b := sqliteConfig(t), newBucket(t)
	c.Blobs = b
	s := open(t, c)
	write := storetest.Writes(t, 700)
	must(t, s.Apply(t.Context(), write()))
	kept := b.names(t)[0]
	lost := write()
	lost.Claim = &store.Claim{Key: "k", Owner: "o", Operation: "p", Token: "never taken"}
	if err := s.Apply(t.Context(), lost); err == nil {
		t.Fatal("a write under a lost claim succeeds")
	}
	if p, err := s.Verify(t.Context(), nil); err != nil || len(b.names(t)) != 2 || len(p.Orphans) != 0 {
		t.Fatalf("an object of this minute is called left over: %+v %v", p, err)
	}
	c.Now = func() time.Time { return time.Now().Add(2 * time.Hour) }
	p, err := open(t, c).Verify(t.Context(), nil)
	if err != nil || len(p.Orphans) != 1 || p.Orphans[0] == kept || p.Documents != 1 {
		t.Fatalf("%+v %v", p, err)
	}
}

// TestOpenNamesWhatIsWrong: a bucket that is not there stops the start, and no message repeats the address.
func TestOpenNamesWhatIsWrong(t *testing.T) {
	b := newBucket(t)
	for address, want := range map[string]string{
		strings.Replace(b.address, "letters", "elsewhere", 1): "no such bucket",
		"https://": "https://host/bucket", "ftp://host/bucket": "https://host/bucket", "https://host": "https://host/bucket",
		"https://key:hunter2@host/bucket": "https://host/bucket", b.address + "&secret=hunter2": "https://host/bucket",
	} {
		_, err := objectstore.Open(t.Context(), objectstore.Config{Address: address, Key: "key", Secret: "hunter2"})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
	}
	b.down.Store(true)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if _, err := objectstore.Open(ctx, objectstore.Config{Address: b.address}); !errors.Is(err, fault.New(fault.Unavailable, fault.CodeUnavailable, "")) {
		t.Errorf("%v", err)
	}
}
