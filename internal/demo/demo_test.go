package demo_test

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/demo"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/feed"
	"verbatim/internal/funnel"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/schema"
	"verbatim/internal/seal"
	"verbatim/internal/store"
	"verbatim/internal/store/pgtest"
	"verbatim/internal/store/sqlstore"
	"verbatim/migrations"
)

var until = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)

// undrawn words letters and draws nothing: the lives of offers do not depend on what a letter looks like.
type undrawn struct{ desk.Renderer }

func (undrawn) Check(letter.Document) []fault.Fault { return nil }
func (undrawn) PDF(desk.Job) ([]byte, int, error)   { return []byte("%PDF-1.7 not drawn"), 1, nil }
func (undrawn) Pins() []digest.Pin                  { return nil }

// company writes a demo into a fresh database and gives the store, its address and the corridor on it.
func company(t testing.TB, config sqlstore.Config, offers int) (*sqlstore.Store, *desk.Service) {
	t.Helper()
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	must(t, err)
	config.Migrations, config.Installation, config.AllowUnsafe = migrations.FS, key, true
	config.Now = func() time.Time { return until }
	must(t, sqlstore.Migrate(t.Context(), config))
	st, err := sqlstore.Open(t.Context(), config)
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	schemas, err := schema.Load(os.DirFS("../../schemas"))
	must(t, err)
	lib, err := library.Load(os.DirFS("../../templates"))
	must(t, err)
	wording := cal.DateOf(until)
	with := func(now func() time.Time, newID func() string) *desk.Service {
		return &desk.Service{
			Store: st, Library: library.NewHolder(lib), Validator: schemas, Renderer: undrawn{}, Now: now, NewID: newID, Simulated: true, WordingOf: &wording,
		}
	}
	must(t, demo.Run(t.Context(), st, with, demo.Config{Offers: offers, Seed: 7, From: until.AddDate(-2, 0, 0), Until: until, Workers: 2}, func(int) {}))
	sealer := &feed.Sealer{Store: st, Holder: "test", Now: config.Now, Log: slog.New(slog.DiscardHandler)}
	must(t, sealer.Step(t.Context()))
	return st, with(config.Now, func() string { return "" })
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestFiguresEqualTheLog counts the headline figures by plain SQL over the events, and holds the report against them, on
// both databases; the whole database then verifies.
func TestFiguresEqualTheLog(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) (sqlstore.Config, string, string){
		"sqlite": func(t *testing.T) (sqlstore.Config, string, string) {
			file := filepath.Join(t.TempDir(), "demo.db")
			return sqlstore.Config{File: file}, "sqlite", file
		},
		"postgres": func(t *testing.T) (sqlstore.Config, string, string) {
			url := pgtest.Empty(t)
			return sqlstore.Config{DatabaseURL: url}, "pgx", url
		},
	} {
		t.Run(name, func(t *testing.T) {
			config, driver, address := open(t)
			offers := 150
			if testing.Short() {
				offers = 40
			}
			st, d := company(t, config, offers)
			report, err := d.Numbers(t.Context(), actor.Actor{}, funnel.Query{})
			must(t, err)
			db, err := sql.Open(driver, address)
			must(t, err)
			defer db.Close()
			accepted, answered := outcomes(t, db)
			f := report.Figure("acceptance_rate")
			if f.Numerator != accepted || f.Denominator != answered || answered < offers/3 {
				t.Errorf("the report counts %d of %d, SQL %d of %d", f.Numerator, f.Denominator, accepted, answered)
			}
			if got, want := *report.Figure("written_to_answer").Gross.Median, medianDays(t, db); string(got) != want {
				t.Errorf("written to signed: the report says %s days, SQL %s", got, want)
			}
			if n := count(t, db, `SELECT count(DISTINCT offer_id) FROM events WHERE type IN ('offer.rescinded', 'offer.cancelled')`); report.Figure("rescissions").Numerator != n {
				t.Errorf("taken back: the report counts %d, SQL %d", report.Figure("rescissions").Numerator, n)
			}
			_, err = st.Verify(t.Context(), nil)
			must(t, err)
		})
	}
}

// outcomes counts the accepted of the answered offers: by the last outcome of each offer that was ever issued. What was
// rescinded after acceptance stays accepted.
func outcomes(t *testing.T, db *sql.DB) (accepted, answered int) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `SELECT e.type, count(*) FROM events e
		JOIN (SELECT offer_id, max(sequence) AS last FROM events WHERE type IN ('offer.accepted', 'offer.declined', 'offer.expired') GROUP BY offer_id) l
			ON l.offer_id = e.offer_id AND l.last = e.sequence
		WHERE EXISTS (SELECT 1 FROM events i WHERE i.offer_id = e.offer_id AND i.type = 'offer.issued')
			AND (e.type = 'offer.accepted' OR NOT EXISTS (SELECT 1 FROM events r WHERE r.offer_id = e.offer_id AND r.sequence > e.sequence AND r.type IN ('offer.rescinded', 'offer.cancelled')))
		GROUP BY e.type`)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var typ string
		var n int
		must(t, rows.Scan(&typ, &n))
		answered += n
		if typ == "offer.accepted" {
			accepted = n
		}
	}
	must(t, rows.Err())
	return accepted, answered
}

// medianDays is the median of the days from first issue to acceptance.
func medianDays(t *testing.T, db *sql.DB) string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `SELECT (SELECT max(a.at) FROM events a WHERE a.offer_id = w.offer_id AND a.type = 'offer.accepted') - w.at
		FROM (SELECT offer_id, min(at) AS at FROM events WHERE type = 'offer.issued' GROUP BY offer_id) w
		WHERE EXISTS (SELECT 1 FROM events a WHERE a.offer_id = w.offer_id AND a.type = 'offer.accepted')`)
	must(t, err)
	defer rows.Close()
	var days []float64
	for rows.Next() {
		var ms int64
		must(t, rows.Scan(&ms))
		days = append(days, float64(ms)/86_400_000)
	}
	must(t, rows.Err())
	slices.Sort(days)
	middle := float64(len(days)-1) / 2
	low, high := days[int(math.Floor(middle))], days[int(math.Ceil(middle))]
	return strconv.FormatFloat((low+high)/2, 'f', 1, 64)
}

func count(t *testing.T, db *sql.DB, query string) (n int) {
	t.Helper()
	must(t, db.QueryRowContext(t.Context(), query).Scan(&n))
	return n
}

// TestSameSeedSameOffers writes the same company twice: the same ids, states and events.
func TestSameSeedSameOffers(t *testing.T) {
	var before string
	for range 2 {
		st, _ := company(t, sqlstore.Config{File: filepath.Join(t.TempDir(), "demo.db")}, 25)
		var text string
		for after := int64(0); ; {
			page, err := st.Feed(context.Background(), store.Scope{}, after, 1000)
			must(t, err)
			for _, p := range page {
				text += fmt.Sprintln(p.Event.Offer, p.Event.Sequence, p.Event.Type, p.Event.At, p.Event.Actor)
				after = p.Position
			}
			if len(page) == 0 {
				break
			}
		}
		if before != "" && text != before {
			t.Error("two companies of one seed differ")
		}
		before = text
	}
}
