package torture

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite" // a look at the file beside the program

	"verbatim/internal/store/pgtest"
)

// times is how often a thing is done: few in the ordinary tests, the figure of an environment variable at full length.
func times(t *testing.T, name string, few int) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		return few
	}
	return n
}

// heard is a webhook's receiver.
type heard struct {
	*httptest.Server
	mu       sync.Mutex
	position map[int64]bool
	last     map[string]int64 // sequence by offer
	disorder int
}

func newHeard(t *testing.T) *heard {
	t.Helper()
	h := &heard{position: map[int64]bool{}, last: map[string]int64{}}
	h.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var m struct {
			Data struct {
				Position int64  `json:"position"`
				Sequence int64  `json:"sequence"`
				Offer    string `json:"offer_id"`
			} `json:"data"`
		}
		raw, err := io.ReadAll(r.Body)
		if err != nil || json.Unmarshal(raw, &m) != nil {
			return
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		if !h.position[m.Data.Position] {
			if m.Data.Sequence != h.last[m.Data.Offer]+1 {
				h.disorder++
			}
			h.last[m.Data.Offer] = m.Data.Sequence
		}
		h.position[m.Data.Position] = true
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *heard) count() int { h.mu.Lock(); defer h.mu.Unlock(); return len(h.position) }

// torture kills replicas while eight clients write, again and again, and counts.
func torture(t *testing.T, f *fleet, cycles int) {
	t.Helper()
	l, h := newLedger(), newHeard(t)
	if status, answer, _, err := f.replicas[0].send(http.MethodPost, "/v1/webhooks", []byte(`{"url":"`+h.URL+`"}`)); err != nil || status != http.StatusCreated {
		t.Fatalf("%d %s %v", status, answer, err)
	}
	f.slowest = 0
	for cycle := range cycles {
		stop := make(chan struct{})
		writers := l.storm(f, cycle, stop)
		pause(time.Duration(300+rand.IntN(1200)) * time.Millisecond)
		victim := f.replicas[rand.IntN(len(f.replicas))]
		victim.kill()
		victim.start()
		close(stop)
		writers.Wait()
		l.settle(f, 0)
		l.read(f, fmt.Sprintf("c%d-", cycle))
		if cycle < 5 || cycle%10 == 9 {
			if p := f.verified(); p.Offers < len(l.acked) || p.Offers > len(l.acked)+len(l.open) {
				t.Fatalf("cycle %d: %d offers for %d acknowledged letters and %d unanswered requests", cycle, p.Offers, len(l.acked), len(l.open))
			}
		}
		if t.Failed() {
			t.Fatalf("cycle %d", cycle)
		}
	}
	left := l.settle(f, settling(cycles))
	l.read(f, "")
	p := f.verified()
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end) && (p.Waiting > 0 || h.count() < int(p.Head.Position)); p = f.verified() {
		pause(500 * time.Millisecond)
	}
	t.Logf("%d kills, %d acknowledged letters, %d requests left without an answer, %d offers, %d letters; answers by status %v; ready again after at most %s; webhook heard %d of %d events, %d out of order",
		cycles, len(l.acked), left, p.Offers, p.Letters, l.count, f.slowest.Round(time.Millisecond), h.count(), p.Head.Position, h.disorder)
	if p.Letters < len(l.acked) || p.Letters > len(l.acked)+left || p.Letters != p.Offers || h.count() != int(p.Head.Position) || h.disorder != 0 {
		t.Error("something was lost, doubled, or told out of order")
	}
	if cycles >= 100 && f.slowest > 2*time.Second { // the short run shares its machine with the other tests
		t.Errorf("a replica took %s to be ready again", f.slowest)
	}
}

// settling is how long clients ask again at the end: past the minute that a killed server's keys are held, or, in the
// short run, not that long.
func settling(cycles int) time.Duration {
	if cycles < 10 {
		return time.Second
	}
	return 3 * time.Minute
}

// TestKillSQLite kills the one server on an embedded database.
func TestKillSQLite(t *testing.T) {
	f := newFleet(t, 1, "")
	torture(t, f, times(t, "VERBATIM_TORTURE_SQLITE", 2))
	f.replicas[0].kill()
	db, err := sql.Open("sqlite", filepath.Join(f.data, "verbatim.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var answer string
	if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&answer); err != nil || answer != "ok" {
		t.Errorf("integrity_check: %s %v", answer, err)
	}
}

// TestKillPostgres kills one of three replicas over one PostgreSQL at a time.
func TestKillPostgres(t *testing.T) {
	torture(t, newFleet(t, 3, pgtest.Empty(t)), times(t, "VERBATIM_TORTURE_POSTGRES", 2))
}

// TestOneKeyOneLetter sends one Idempotency-Key sixteen times at once to three replicas, round after round.
func TestOneKeyOneLetter(t *testing.T) {
	f := newFleet(t, 3, pgtest.Empty(t))
	rounds := times(t, "VERBATIM_TORTURE_ROUNDS", 3)
	body := record(t, "")
	for round := range rounds {
		answers := make([][]byte, 16)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() { answers[i] = insist(t, f.replicas[i%3], fmt.Sprintf("round-%d", round), body) })
		}
		all.Wait()
		for _, a := range answers {
			if !bytes.Equal(a, answers[0]) {
				t.Fatalf("round %d: two answers\n%s\n%s", round, a, answers[0])
			}
		}
	}
	if p := f.verified(); p.Offers != rounds || p.Letters != rounds {
		t.Errorf("%d offers, %d letters in %d rounds", p.Offers, p.Letters, rounds)
	}
	t.Logf("%d rounds of 16 over 3 replicas: no second letter", rounds)
}

// insist sends a create until it is done.
func insist(t *testing.T, r *replica, key string, body []byte) []byte {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); {
		status, answer, _, err := r.send(http.MethodPost, "/v1/handoffs", body, "Idempotency-Key", key)
		switch {
		case err == nil && status == http.StatusCreated:
			return answer
		case err != nil || status != 409 && status != 429 && status != 503:
			t.Errorf("%s: status %d: %s %v", key, status, answer, err)
			return nil
		}
		pause(30 * time.Millisecond)
	}
	t.Errorf("%s: no answer", key)
	return nil
}

// sourceVersion is the version of a record in its source: each edit is one of its own.
var sourceVersion = regexp.MustCompile(`"version":\s*"1"`)

// TestNoEditIsLost lets eight clients edit one offer over three replicas: each version has one winner, and nobody writes
// over what he has not seen.
func TestNoEditIsLost(t *testing.T) {
	f := newFleet(t, 3, pgtest.Empty(t))
	edits := times(t, "VERBATIM_TORTURE_EDITS", 5)
	var made ack
	if err := json.Unmarshal(insist(t, f.replicas[0], "first", record(t, "edited")), &made); err != nil {
		t.Fatal(err)
	}
	offer := "/v1/offers/" + made.Offer
	var mu sync.Mutex
	winners, refused := map[int]int{}, map[int]int{}
	var clients sync.WaitGroup
	for c := range 8 {
		clients.Go(func() {
			for n := range edits {
				body := bytes.Replace(record(t, "edited"), []byte(`185000`), fmt.Appendf(nil, "%d", 150000+c*1000+n), 1)
				body = sourceVersion.ReplaceAll(body, fmt.Appendf(nil, `"version":"%d.%d"`, c, n))
				status, answer, _, err := f.replicas[(c+n)%3].edit(offer, body)
				var v struct {
					Letter struct {
						Version int `json:"version"`
					} `json:"letter"`
				}
				mu.Lock()
				if err == nil && status == http.StatusCreated && json.Unmarshal(answer, &v) == nil {
					winners[v.Letter.Version]++
				} else if refused[status]++; err != nil || status != 412 && status != 429 && status != 503 {
					t.Errorf("status %d: %s %v", status, answer, err)
				}
				mu.Unlock()
			}
		})
	}
	clients.Wait()
	for v, n := range winners {
		if n != 1 {
			t.Errorf("version %d has %d winners", v, n)
		}
	}
	if status, _, _, err := f.replicas[0].send(http.MethodPost, offer+"/handoffs", record(t, "edited")); err != nil || status != http.StatusPreconditionRequired {
		t.Errorf("without If-Match: %d %v", status, err)
	}
	if p := f.verified(); p.Letters != 1+len(winners) {
		t.Errorf("%d letters for %d winners", p.Letters, len(winners))
	}
	t.Logf("8 clients x %d edits: %d versions with one winner each, refusals %v", edits, len(winners), refused)
}

// edit reads an offer's revision and hands over on it.
func (r *replica) edit(offer string, body []byte) (int, []byte, http.Header, error) {
	status, answer, h, err := r.patient(offer)
	if err != nil || status != http.StatusOK {
		return status, answer, h, err
	}
	return r.send(http.MethodPost, offer+"/handoffs", body, "If-Match", h.Get("ETag"))
}
