package torture

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"verbatim/internal/store/pgtest"
)

// TestLoad measures the program over HTTP, with the database on the same machine and every commit durable: letters stored
// a second at 1, 8 and 64 clients, then create, list, diff and queue on the database as it is and among many more letters.
// It runs by `make load` only: VERBATIM_LOAD is how many seconds each figure takes, VERBATIM_LOAD_ROWS how many letters
// are added between.
func TestLoad(t *testing.T) {
	seconds := times(t, "VERBATIM_LOAD", 0)
	if seconds == 0 {
		t.Skip("skipped: it measures, and is left to make load")
	}
	for _, engine := range []string{"SQLite", "PostgreSQL"} {
		t.Run(engine, func(t *testing.T) {
			database := ""
			if engine == "PostgreSQL" {
				database = pgtest.Empty(t)
			}
			l := &load{fleet: newFleet(t, 1, database, "VERBATIM_RATE=-1"), each: time.Duration(seconds) * time.Second}
			for _, clients := range []int{1, 8, 64} {
				l.measure(fmt.Sprintf("create, %d clients", clients), clients, l.create)
			}
			l.mixed("empty")
			l.grow(times(t, "VERBATIM_LOAD_ROWS", 10_000))
			l.mixed("grown")
		})
	}
}

// load is one measured service.
type load struct {
	*fleet
	each time.Duration
	mu   sync.Mutex
	made []string // ids of offers
	n    int
}

// measure lets clients do a thing again and again, and says how often it was done and how long it took. Refusals of a
// server that is busy are counted apart.
func (l *load) measure(name string, clients int, do func(r *replica) int) {
	l.Helper()
	var mu sync.Mutex
	var took []time.Duration
	busy, end := 0, time.Now().Add(l.each)
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for time.Now().Before(end) {
				began := time.Now()
				status := do(l.replicas[0])
				mu.Lock()
				switch {
				case status >= 200 && status < 300:
					took = append(took, time.Since(began))
				case status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests:
					busy++
				default:
					l.Errorf("%s: status %d", name, status)
				}
				mu.Unlock()
				if status >= 300 {
					pause(20 * time.Millisecond)
				}
			}
		})
	}
	all.Wait()
	if len(took) == 0 {
		l.Errorf("%s: nothing was done", name)
		return
	}
	slices.Sort(took)
	l.Logf("%-24s %8.1f/s  p50 %8s  p99 %8s  refused %d", name, float64(len(took))/l.each.Seconds(),
		took[len(took)/2].Round(10*time.Microsecond), took[len(took)*99/100].Round(10*time.Microsecond), busy)
}

func (l *load) create(r *replica) int {
	l.mu.Lock()
	l.n++
	key := fmt.Sprintf("load-%d", l.n)
	l.mu.Unlock()
	status, answer, _, err := r.send(http.MethodPost, "/v1/handoffs", record(l, key), "Idempotency-Key", key)
	var a ack
	if err == nil && status == http.StatusCreated && json.Unmarshal(answer, &a) == nil {
		l.mu.Lock()
		l.made = append(l.made, a.Offer)
		l.mu.Unlock()
	}
	return status
}

// reading gives a thing to do that reads a path.
func (l *load) reading(path func() string) func(*replica) int {
	return func(r *replica) int {
		status, _, _, _ := r.send(http.MethodGet, path(), nil)
		return status
	}
}

// some gives one of the offers that were made.
func (l *load) some() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n++
	return l.made[l.n%len(l.made)]
}

// mixed measures what people do, by eight clients.
func (l *load) mixed(when string) {
	l.Helper()
	l.measure(when+": create", 8, l.create)
	l.measure(when+": list", 8, l.reading(func() string { return "/v1/offers?limit=50" }))
	l.measure(when+": list of a state", 8, l.reading(func() string { return "/v1/offers?state=in_review&limit=50" }))
	l.measure(when+": diff", 8, l.reading(func() string { return "/v1/offers/" + l.some() + "/letters/1/diff?against=verbal" }))
	l.measure(when+": queue", 8, l.reading(func() string { return "/v1/reviews" }))
}

// grow adds letters behind the program's back, while it is down: rows with short payloads that nothing can open, over 1,000
// PDFs. They make tables and indexes as large as years of work do; the program goes on beside them.
func (l *load) grow(rows int) {
	l.Helper()
	for _, r := range l.replicas {
		r.kill()
	}
	driver, address := "sqlite", "file:"+filepath.Join(l.data, "verbatim.db")+"?_pragma=busy_timeout(10000)&_pragma=cache_size(-200000)"
	if l.database != "" {
		driver, address = "pgx", l.database
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		l.Fatal(err)
	}
	defer db.Close()
	began, filler := time.Now(), make([]byte, 600)
	var head int64
	if err := db.QueryRow(`SELECT coalesce(max(position), 0) FROM event_positions`).Scan(&head); err != nil {
		l.Fatal(err)
	}
	const many = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) `
	id := `'0000-' || CAST(i AS TEXT)`
	for _, s := range []struct {
		text string
		args []any
	}{
		{`INSERT INTO offers (id, entity, state, revision, opened_at, changed_at, facts) SELECT ` + id + `, 'acme-us', CASE i % 100 WHEN 0 THEN 'issued' WHEN 1 THEN 'in_review' ELSE 'accepted' END, 1, 1600000000000 + i, 1600000000000 + i,
			'{"id":"0000-' || CAST(i AS TEXT) || '","entity":"acme-us","state":"accepted","opened_at":"2020-09-13T12:26:40Z","changed_at":"2020-09-13T12:26:40Z","revision":1}' FROM n`, nil},
		{`INSERT INTO offer_sources (entity, system, account, application, offer_id) SELECT 'acme-us', 'greenhouse', 'grown', CAST(i AS TEXT), ` + id + ` FROM n`, nil},
		{`INSERT INTO offer_search (word, offer_id) SELECT 'word-' || CAST(i % 5000 AS TEXT), ` + id + ` FROM n`, nil},
		{`INSERT INTO handoffs (offer_id, id, round, digest_key, received_at, received_by, sealed) SELECT ` + id + `, 'h', 1, 'd', i, 'p', $1 FROM n`, []any{filler}},
		{`INSERT INTO letters (offer_id, number, handoff_id, round, created_at, author, summary, sealed) SELECT ` + id + `, 1, 'h', 1, i, 'p', $1, $1 FROM n`, []any{filler}},
		{`INSERT INTO documents (offer_id, letter, id, blob_digest) SELECT ` + id + `, 1, 'letter', 'sha256:' || CAST(i % 1000 AS TEXT) FROM n`, nil},
		{`INSERT INTO events (offer_id, sequence, id, type, at, facts, hash) SELECT ` + id + `, 1, 'e', 'offer.opened', i, '{}', 'h' FROM n`, nil},
		{`INSERT INTO event_positions (position, offer_id, sequence) SELECT i + ` + fmt.Sprint(head) + `, ` + id + `, 1 FROM n`, nil},
	} {
		if _, err := db.Exec(fmt.Sprintf(many, rows)+s.text, s.args...); err != nil {
			l.Fatalf("%s: %v", s.text, err)
		}
	}
	for _, text := range []string{
		`DELETE FROM events_waiting WHERE offer_id LIKE '0000-%'`,
		fmt.Sprintf(`INSERT INTO checkpoints (position, hash, sealed_at) VALUES (%d, 'sha256:00', 0)`, head+int64(rows)), `ANALYZE`,
	} {
		if _, err := db.Exec(text); err != nil {
			l.Fatalf("%s: %v", text, err)
		}
	}
	for i := range 1000 {
		if _, err := db.Exec(`INSERT INTO blobs (offer_id, digest, sealed) VALUES ($1, $2, $3)`, fmt.Sprintf("0000-%d", i+1), fmt.Sprintf("sha256:%d", (i+1)%1000), make([]byte, 60_000)); err != nil {
			l.Fatal(err)
		}
	}
	l.Logf("%d letters were added in %s", rows, time.Since(began).Round(time.Second))
	for _, r := range l.replicas {
		r.start()
	}
}
