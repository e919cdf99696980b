package torture

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"verbatim/internal/seal"
	"verbatim/internal/store/sqlstore"
	"verbatim/migrations"
)

// TestCutLog cuts the log of writes of a killed server at random bytes, as a disk does that lost power while it wrote:
// every time the database opens and verifies, and holds the letters in the order of their making up to some point, which is
// never before the last checkpoint of the log.
func TestCutLog(t *testing.T) {
	f := newFleet(t, 1, "")
	l := newLedger()
	file := filepath.Join(f.data, "verbatim.db")
	for n := range 24 {
		key := fmt.Sprintf("letter-%02d", n)
		if status := l.write(t, f.replicas[0], key, record(t, key)); status != 201 {
			t.Fatalf("%s: %d", key, status)
		}
		if n == 7 {
			emptyLog(t, file)
		}
	}
	f.replicas[0].kill()
	whole, err := os.ReadFile(file + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	all := cutAt(t, f, whole)
	if len(all) != 24 {
		t.Fatalf("%d letters", len(all))
	}
	lengths := []int{0, 1, 31, 32, 33, len(whole) - 1}
	for range times(t, "VERBATIM_TORTURE_CUTS", 8) {
		lengths = append(lengths, rand.IntN(len(whole)))
	}
	slices.Sort(lengths)
	least := 8
	for _, n := range lengths {
		kept := cutAt(t, f, whole[:n])
		if len(kept) < least || !slices.Equal(kept, all[:len(kept)]) {
			t.Fatalf("cut at byte %d of %d: %d letters after %d with a shorter log, or not the first ones", n, len(whole), len(kept), least)
		}
		least = len(kept)
	}
	t.Logf("%d cuts of a log of %d bytes", len(lengths), len(whole))
}

// emptyLog moves the log's pages into the database.
func emptyLog(t *testing.T, file string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for busy := 1; busy != 0; {
		var pages, moved int
		if err := db.QueryRow(`PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved); err != nil {
			t.Fatal(err)
		}
	}
}

// offersIn lists the offers of a database in the order of their making.
func offersIn(t *testing.T, file string) (out []string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT id FROM offers ORDER BY opened_at, id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		out = append(out, id)
	}
	return out
}

// cutAt opens and verifies a copy of the database beside a log that ends early, and lists its offers.
func cutAt(t *testing.T, f *fleet, log []byte) []string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "verbatim.db")
	raw, err := os.ReadFile(filepath.Join(f.data, "verbatim.db"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{file: raw, file + "-wal": log} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	key, err := seal.LoadOrCreate(filepath.Join(f.data, "key"))
	if err != nil {
		t.Fatal(err)
	}
	installation, err := seal.NewInstallation(key)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlstore.Open(t.Context(), sqlstore.Config{File: file, Migrations: migrations.FS, Installation: installation, Now: time.Now})
	if err != nil {
		t.Fatalf("a log of %d bytes: the database does not open: %v", len(log), err)
	}
	defer s.Close()
	if _, err := s.Verify(t.Context(), nil); err != nil {
		t.Fatalf("a log of %d bytes: %v", len(log), err)
	}
	return offersIn(t, file)
}
