package e2e_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"verbatim/internal/store/pgtest"
)

// postgres gives a server a fresh PostgreSQL database, which it migrates itself.
func postgres(t *testing.T) options {
	t.Helper()
	return options{database: pgtest.Empty(t), args: []string{"--migrate"}}
}

// TestPostgresIsMigratedFirst: a server brings an empty PostgreSQL up to date by itself, and does not touch one that an
// older program made. A server with another installation's key says what to do.
func TestPostgresIsMigratedFirst(t *testing.T) {
	o := options{data: filepath.Join(t.TempDir(), "data"), database: pgtest.Empty(t)}
	start(t, o).stop(t)
	db, err := sql.Open("pgx", o.database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`DROP TABLE waivers; DELETE FROM goose_db_version WHERE version_id = 61`); err != nil {
		t.Fatal(err)
	}
	if got := cliWith(t, o, nil, "serve", "--addr", "127.0.0.1:0"); got.code == 0 || !bytes.Contains([]byte(got.stderr), []byte("migrate")) {
		t.Fatalf("exit %d: %s", got.code, got.stderr)
	}
	if got := cliWith(t, o, nil, "migrate"); got.code != 0 {
		t.Fatalf("migrate: exit %d: %s", got.code, got.stderr)
	}
	madeBy(t, start(t, o), "us-ca-engineer")
	o.data = filepath.Join(t.TempDir(), "another")
	if got := cliWith(t, o, nil, "serve", "--addr", "127.0.0.1:0"); got.code != 2 || !strings.Contains(got.stderr, "Give that key by VERBATIM_KEY") {
		t.Fatalf("another key: exit %d: %s", got.code, got.stderr)
	}
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
