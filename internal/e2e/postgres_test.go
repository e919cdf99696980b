package e2e_test

import (
	"bytes"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"testing"

	"verbatim/internal/store/pgtest"
)

// postgres gives a server a fresh PostgreSQL database, which it migrates itself.
func postgres(t *testing.T) options {
	t.Helper()
	return options{database: pgtest.Empty(t), args: []string{"--migrate"}}
}

// TestPostgresIsMigratedFirst: without being told to, a server does not touch a PostgreSQL that is not up to date.
func TestPostgresIsMigratedFirst(t *testing.T) {
	o := options{data: filepath.Join(t.TempDir(), "data"), database: pgtest.Empty(t)}
	if got := cliWith(t, o, nil, "serve", "--addr", "127.0.0.1:0"); got.code == 0 || !bytes.Contains([]byte(got.stderr), []byte("migrate")) {
		t.Fatalf("exit %d: %s", got.code, got.stderr)
	}
	if got := cliWith(t, o, nil, "migrate"); got.code != 0 {
		t.Fatalf("migrate: exit %d: %s", got.code, got.stderr)
	}
	madeBy(t, start(t, o), "us-ca-engineer")
}

// TestTwoReplicasAreOneService: two servers share a database and a key file; what one stores the other answers, and one
// Idempotency-Key sent to both gives one offer.
func TestTwoReplicasAreOneService(t *testing.T) {
	o := postgres(t)
	o.data = filepath.Join(t.TempDir(), "data")
	one := start(t, o)
	two := start(t, o)
	body := unsourced(t)
	answers := make([]answer, 20)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			if tries := insist(t, []*server{one, two}[i%2].client, "both", body); len(tries) > 0 {
				answers[i] = tries[len(tries)-1]
			}
		})
	}
	all.Wait()
	for i, a := range answers {
		if !bytes.Equal(a.body, answers[0].body) {
			t.Fatalf("answer %d differs:\n%s\n%s", i, a.body, answers[0].body)
		}
	}
	r := read[result](t, answers[0])
	path := fmt.Sprintf("/v1/offers/%s/letters/1/pdf", r.Offer)
	if !bytes.Equal(one.get(path).body, two.get(path).body) {
		t.Error("two replicas give two PDFs")
	}
	if n := two.count(t); n != 1 || r.Letter.PDF == "" || answers[0].status != http.StatusCreated {
		t.Errorf("%d offers, %+v", n, r)
	}
}
