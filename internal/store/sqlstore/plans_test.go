package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"modernc.org/sqlite"

	"verbatim/internal/actor"
	"verbatim/internal/entity"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/seal"
	"verbatim/internal/store"
	"verbatim/internal/store/pgtest"
	"verbatim/internal/store/storetest"
	"verbatim/migrations"
)

// asking are the lists, queues and look-ups whose cost must not grow with the number of letters.
func asking(t *testing.T, s *Store, id offer.ID) map[string]func() error {
	ctx, now, in := t.Context(), time.Now(), store.Scope{Entities: []entity.ID{"acme-us", "acme-uk"}}
	list := func(sc store.Scope, q store.OfferQuery) func() error {
		return func() error { _, err := s.ListOffers(ctx, sc, q); return err }
	}
	waiting := func(q store.WaitingQuery) func() error {
		return func() error { _, err := s.ListWaiting(ctx, store.Scope{}, q); return err }
	}
	return map[string]func() error{
		"every offer":              list(store.Scope{}, store.OfferQuery{}),
		"the next page":            list(store.Scope{}, store.OfferQuery{Cursor: cursorOf(now.Add(-time.Minute), "x")}),
		"offers in a state":        list(store.Scope{}, store.OfferQuery{States: []offer.State{offer.InReview}}),
		"offers in states":         list(store.Scope{}, store.OfferQuery{States: []offer.State{offer.Issued, offer.Accepted}}),
		"offers of entities":       list(in, store.OfferQuery{}),
		"offers of both":           list(in, store.OfferQuery{States: []offer.State{offer.Issued, offer.Accepted}, Cursor: cursorOf(now, "x")}),
		"offers of an application": list(in, store.OfferQuery{Source: offer.Source{System: "greenhouse", Application: "17"}}),
		"offers of a name":         list(in, store.OfferQuery{Name: "Ana Ruiz", States: []offer.State{offer.Issued}}),
		"an offer by its source": func() error {
			_, err := s.OfferBySource(ctx, in, "acme-us", offer.Source{System: "greenhouse", Account: "a", Application: "17"})
			return none(err)
		},
		"letters":             func() error { _, err := s.ListLetters(ctx, in, id); return none(err) },
		"a PDF":               func() error { _, err := s.PDF(ctx, store.Scope{}, id, 1, "letter"); return none(err) },
		"events":              func() error { _, err := s.OfferEvents(ctx, store.Scope{}, id, 0, 0); return none(err) },
		"flags":               func() error { _, err := s.Flags(ctx, store.Scope{}, id, 1); return none(err) },
		"decisions":           func() error { _, err := s.Decisions(ctx, store.Scope{}, id); return none(err) },
		"the log":             func() error { _, err := s.Feed(ctx, store.Scope{}, 100, 50); return err },
		"the log of entities": func() error { _, err := s.Feed(ctx, in, 19_900, 50); return err },
		"due deliveries": func() error {
			_, err := s.Take(ctx, store.Take{Endpoint: "hook", Token: "t", Until: now, Limit: 8}, now)
			return err
		},
		"deliveries": func() error { _, err := s.ListDeliveries(ctx, store.DeliveryQuery{Endpoint: "hook"}); return err },
		"dead deliveries": func() error {
			_, err := s.ListDeliveries(ctx, store.DeliveryQuery{Endpoint: "hook", State: store.DeliveryDead, Before: 900})
			return err
		},
		"deliveries that go":      func() error { _, err := s.PruneDeliveries(ctx, now.Add(-time.Hour), 10); return err },
		"claims that go":          func() error { return s.Prune(ctx, now.Add(-time.Hour)) },
		"the backlog":             func() error { _, err := s.Reports().Backlog(ctx, now); return err },
		"the head":                func() error { _, err := s.Head(ctx); return err },
		"a person":                func() error { _, err := s.Person(ctx, actor.ID("p")); return none(err) },
		"the queue":               waiting(store.WaitingQuery{}),
		"the queue of legal":      waiting(store.WaitingQuery{Decides: []policy.Decider{policy.ByLegal}}),
		"the queue of a person":   waiting(store.WaitingQuery{Assignee: "p"}),
		"flags whose step is due": func() error { _, err := s.DueWaiting(ctx, now, 50); return err },
		"precedents": func() error {
			_, err := s.Precedents(ctx, store.Scope{}, []store.PrecedentKey{{Code: "c", Place: "US-CA"}})
			return err
		},
		"precedents of a page": func() error {
			var keys []store.PrecedentKey
			for i := range 40 {
				keys = append(keys, store.PrecedentKey{Code: fmt.Sprint("VB-", i), Place: "US-CA", Since: now})
			}
			_, err := s.Precedents(ctx, in, keys)
			return err
		},
		"what time does": func() error { _, err := s.Due(ctx, now, 50); return err },
		"links":          func() error { _, err := s.OfferLinks(ctx, store.Scope{}, id); return none(err) },
		"mails":          func() error { _, err := s.TakeMails(ctx, "t", now, now, 8); return err },
		"events without a position": func() error {
			_, err := s.Seal(ctx, store.Lease{Name: "sealer", Holder: "h", Until: now.Add(time.Hour)}, now, 10)
			return err
		},
	}
}

// none takes "there is no such thing" for an answer.
func none(err error) error {
	if err != nil && strings.Contains(err.Error(), store.ErrNotFound.Error()) {
		return nil
	}
	return err
}

func testConfig(t *testing.T) Config {
	t.Helper()
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return Config{File: filepath.Join(t.TempDir(), "verbatim.db"), Migrations: migrations.FS, Installation: key, Now: time.Now, AllowUnsafe: true}
}

func opened(t *testing.T, c Config) *Store {
	t.Helper()
	if err := Migrate(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// walks are the plans that go along an index as far as the page goes, by the beginning of what SQLite says of them, and
// the tables that stay small whatever happens.
var walks = []string{
	"SCAN o USING INDEX offers_by_time", // every offer, newest first
	"SCAN a", "SCAN c", "SCAN w", "SCAN (subquery", "SCAN latest", "SCAN e USING COVERING INDEX sqlite_autoindex_webhook_endpoints", "SCAN webhook_endpoints", "SCAN events_waiting",
	"SCAN deliveries USING INDEX deliveries_", "SCAN deliveries USING COVERING INDEX deliveries_", "SCAN q USING INDEX review_queue_", "SCAN checkpoints", "SEARCH",
}

// TestPlansOfSQLite reads the plan of every statement: none reads a whole table that grows with letters.
func TestPlansOfSQLite(t *testing.T) {
	c := testConfig(t)
	s := opened(t, c)
	defer s.Close()
	if _, err := s.Lease(t.Context(), store.Lease{Name: "sealer", Holder: "h", Until: time.Now().Add(time.Hour)}, time.Now()); err != nil {
		t.Fatal(err)
	}
	id := storetest.Fill(t, s)
	log := &statements{dsn: sqliteDSN(c.File, "OFF", "immediate")}
	spied := *s
	spied.read, spied.write = &prepared{DB: sql.OpenDB(log)}, sql.OpenDB(log)
	defer spied.read.Close()
	defer spied.write.Close()
	plain := s.read.DB
	for name, ask := range asking(t, &spied, id) {
		log.take()
		if err := ask(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, statement := range log.take() {
			for _, step := range planOf(t, plain, statement) {
				if strings.HasPrefix(step, "SCAN") && !begins(step, walks) {
					t.Errorf("%s: %s\n%s", name, step, statement)
				}
			}
		}
	}
}

func begins(step string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(step, p) {
			return true
		}
	}
	return false
}

func planOf(t *testing.T, db *sql.DB, statement string) (steps []string) {
	t.Helper()
	args := make([]any, strings.Count(statement, "$"))
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+statement, args...)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	if err := each(rows, func() error {
		var id, parent, unused int
		var detail string
		err := rows.Scan(&id, &parent, &unused, &detail)
		steps = append(steps, detail)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return steps
}

// statements opens connections that note every statement.
type statements struct {
	dsn string
	mu  sync.Mutex
	all []string
}

func (s *statements) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.all
	s.all = nil
	return out
}

func (s *statements) Driver() driver.Driver { return &sqlite.Driver{} }

func (s *statements) Connect(context.Context) (driver.Conn, error) {
	c, err := s.Driver().Open(s.dsn)
	return spy{c, s}, err
}

// spy hides every further ability of a connection, so that each statement is prepared, and noted.
type spy struct {
	driver.Conn
	log *statements
}

func (c spy) Prepare(query string) (driver.Stmt, error) {
	c.log.mu.Lock()
	c.log.all = append(c.log.all, query)
	c.log.mu.Unlock()
	return c.Conn.Prepare(query)
}

// TestPlansOfPostgres asks everything of a database with 20,000 offers and wants PostgreSQL's own counts to show no scan of
// a whole table that grows with letters.
func TestPlansOfPostgres(t *testing.T) {
	c := testConfig(t)
	c.File, c.DatabaseURL = "", pgtest.Empty(t)
	s := opened(t, c)
	id := storetest.Fill(t, s)
	if _, err := s.write.ExecContext(t.Context(), manyOffers); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	scans := func() map[string]int64 { return sequentialScans(t, c.DatabaseURL) }
	before := scans()
	s = opened(t, c)
	asked := asking(t, s, id)
	if _, err := s.Lease(t.Context(), store.Lease{Name: "sealer", Holder: "h", Until: time.Now().Add(time.Hour)}, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name := range asked {
		s := opened(t, c) // its counts are written down when it is closed
		if err := asking(t, s, id)[name](); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		after := scans()
		for _, table := range []string{"offers", "offer_sources", "offer_search", "offer_keys", "letters", "documents", "blobs", "flags", "decisions", "events", "event_positions", "deliveries"} {
			if after[table] != before[table] {
				t.Errorf("%s: a scan of all of %s", name, table)
			}
		}
		before = after
	}
}

// sequentialScans gives PostgreSQL's counts of whole-table scans once every other session is gone.
func sequentialScans(t *testing.T, address string) map[string]int64 {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for others := 1; others > 0; {
		if err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`).Scan(&others); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := db.QueryContext(t.Context(), `SELECT relname, coalesce(seq_scan, 0) FROM pg_stat_user_tables`)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int64{}
	if err := each(rows, func() error {
		var name string
		var n int64
		err := rows.Scan(&name, &n)
		out[name] = n
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// manyOffers fills the tables that lists go along. Nothing in it can be opened: the statements' plans are what counts.
const manyOffers = `
INSERT INTO offers (id, entity, state, revision, opened_at, changed_at, facts)
	SELECT 'offer-' || n, 'acme-' || n % 5, CASE n % 50 WHEN 0 THEN 'issued' WHEN 1 THEN 'in_review' ELSE 'accepted' END, 1, n, n, '{}' FROM generate_series(1, 20000) n;
INSERT INTO offer_sources SELECT 'acme-' || n % 5, 'greenhouse', 'a', n::text, 'offer-' || n FROM generate_series(1, 20000) n;
INSERT INTO offer_search (word, offer_id) SELECT md5((n % 3000)::text), 'offer-' || n FROM generate_series(1, 20000) n;
INSERT INTO offer_keys SELECT 'offer-' || n, '', '' FROM generate_series(1, 20000) n;
INSERT INTO letters SELECT 'offer-' || n, 1, 'h', 1, n, 'a', '', '' FROM generate_series(1, 20000) n;
INSERT INTO documents SELECT 'offer-' || n, 1, 'letter', 'b' || n FROM generate_series(1, 20000) n;
INSERT INTO blobs SELECT 'offer-' || n, 'b' || n, '' FROM generate_series(1, 20000) n;
INSERT INTO flags SELECT 'offer-' || n, 'f' || n, 1, 0, 'c', 'review', 'legal', n, '' FROM generate_series(1, 20000) n;
INSERT INTO decisions SELECT 'offer-' || n, 'd' || n, 'f' || n, 1, 'cleared', 'p', n, '' FROM generate_series(1, 20000) n;
INSERT INTO events SELECT 'offer-' || n, 1, 'e' || n, 'offer.opened', n, '{}', 'h' FROM generate_series(1, 20000) n;
DELETE FROM events_waiting;
INSERT INTO event_positions SELECT n, 'offer-' || n, 1 FROM generate_series(1, 20000) n;
INSERT INTO checkpoints VALUES (20000, 'h', 0);
INSERT INTO deliveries (endpoint_id, position, offer_id, state, attempts, due_at, token, until, status, failure, tried_at)
	SELECT 'hook', n, 'offer-' || n, CASE WHEN n % 400 = 0 THEN 'dead' WHEN n > 19950 THEN 'waiting' ELSE 'delivered' END, 1, n, '', 0, 200, '', (extract(epoch FROM now()) * 1000)::bigint FROM generate_series(1, 20000) n;
ANALYZE`
