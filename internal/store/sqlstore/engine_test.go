package sqlstore_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // raw connections, beside the store
	_ "modernc.org/sqlite"

	"verbatim/internal/seal"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
	"verbatim/internal/store/storetest"
	"verbatim/migrations"
)

// prepare makes the folder of a SQLite file.
func prepare(t testing.TB, c sqlstore.Config) {
	t.Helper()
	if c.File != "" {
		if err := os.MkdirAll(filepath.Dir(c.File), 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

// raw opens the database behind the store's back.
func raw(t testing.TB, c sqlstore.Config) *sql.DB {
	t.Helper()
	driver, address := "sqlite", c.File
	if c.DatabaseURL != "" {
		driver, address = "pgx", c.DatabaseURL
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// appendOnly are the tables whose rows never change.
var appendOnly = []string{"handoffs", "letters", "documents", "blobs", "flags", "decisions", "events", "library_items", "bands", "attachments", "library_acts", "pin_sets", "letter_pins"}

// rowsStay are the tables whose rows change and never go.
var rowsStay = []string{"offers", "people", "links"}

// TestVersionsNeverChange: the database itself refuses to edit or delete what was written once.
func TestVersionsNeverChange(t *testing.T) {
	for name, config := range engines {
		t.Run(name, func(t *testing.T) {
			c := config(t)
			s := open(t, c)
			storetest.Fill(t, s)
			db := raw(t, c)
			for _, table := range appendOnly {
				for _, statement := range []string{"DELETE FROM " + table, "UPDATE " + table + " SET " + firstColumn(t, db, table) + " = 'x'"} {
					if _, err := db.ExecContext(t.Context(), statement); err == nil {
						t.Errorf("%s is allowed", statement)
					}
				}
			}
			for _, table := range rowsStay {
				if _, err := db.ExecContext(t.Context(), "DELETE FROM "+table); err == nil {
					t.Errorf("rows of %s can be deleted", table)
				}
			}
		})
	}
}

func firstColumn(t *testing.T, db *sql.DB, table string) string { return columns(t, db, table)[0] }

func columns(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// tables lists the tables of a database.
func tables(t *testing.T, db *sql.DB, c sqlstore.Config) []string {
	t.Helper()
	query := `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
	if c.DatabaseURL != "" {
		query = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`
	}
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// TestNothingNamesTheCandidate reads every column of every table, and on SQLite every byte of the files.
func TestNothingNamesTheCandidate(t *testing.T) {
	for name, config := range engines {
		t.Run(name, func(t *testing.T) {
			c := config(t)
			storetest.Fill(t, open(t, c))
			db := raw(t, c)
			for _, table := range tables(t, db, c) {
				for _, value := range values(t, db, table) {
					noSecret(t, table, value)
				}
			}
			if c.File == "" {
				return
			}
			for _, suffix := range []string{"", "-wal"} {
				content, err := os.ReadFile(c.File + suffix)
				if err != nil {
					t.Fatal(err)
				}
				noSecret(t, "file"+suffix, content)
			}
		})
	}
}

func noSecret(t *testing.T, where string, content []byte) {
	t.Helper()
	for _, secret := range append(slices.Clone(storetest.Secrets), "ana.secret@acme.example") {
		if bytes.Contains(content, []byte(secret)) {
			t.Errorf("%s holds %q", where, secret)
		}
	}
}

func values(t *testing.T, db *sql.DB, table string) (out [][]byte) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		cells := make([]any, len(names))
		for i := range cells {
			cells[i] = new(any)
		}
		if err := rows.Scan(cells...); err != nil {
			t.Fatal(err)
		}
		for _, cell := range cells {
			out = append(out, fmt.Append(nil, *cell.(*any)))
			if b, ok := (*cell.(*any)).([]byte); ok {
				out = append(out, b)
			}
		}
	}
	return out
}

// TestFoldersAgree: both engines have the same migrations, tables and columns.
func TestFoldersAgree(t *testing.T) {
	var names [2][]string
	for i, folder := range []string{"sqlite", "postgres"} {
		files, err := fs.Glob(migrations.FS, folder+"/*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			names[i] = append(names[i], filepath.Base(f))
		}
	}
	if !slices.Equal(names[0], names[1]) {
		t.Fatalf("%v\n%v", names[0], names[1])
	}
	a, b := sqliteConfig(t), postgresConfig(t)
	open(t, a)
	open(t, b)
	da, db := raw(t, a), raw(t, b)
	if ta, tb := tables(t, da, a), tables(t, db, b); !slices.Equal(ta, tb) {
		t.Fatalf("%v\n%v", ta, tb)
	}
	for _, table := range tables(t, da, a) {
		if ca, cb := columns(t, da, table), columns(t, db, table); !slices.Equal(ca, cb) && table != "goose_db_version" {
			t.Errorf("%s: %v and %v", table, ca, cb)
		}
	}
}

// TestTextIsComparedByBytes: no column of PostgreSQL depends on the machine's locale data, which changes under an index.
func TestTextIsComparedByBytes(t *testing.T) {
	c := postgresConfig(t)
	rows, err := raw(t, c).QueryContext(t.Context(), `SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema = 'public' AND data_type = 'text' AND coalesce(collation_name, '') <> 'C'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var column string
		if err := rows.Scan(&column); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s is not compared by bytes", column)
	}
}

// TestOpeningAltersNothing: migrations own the schema. A database that was never migrated is refused and left empty.
func TestOpeningAltersNothing(t *testing.T) {
	for name, config := range map[string]func(testing.TB) sqlstore.Config{"SQLite": sqliteConfig, "PostgreSQL": emptyPostgres} {
		t.Run(name, func(t *testing.T) {
			c := config(t)
			prepare(t, c)
			if _, err := sqlstore.Open(t.Context(), c); err == nil || !strings.Contains(err.Error(), "migrate") {
				t.Fatalf("an empty database is opened: %v", err)
			}
			db := raw(t, c)
			if left := tables(t, db, c); len(left) > 0 {
				t.Fatalf("opening made %v", left)
			}
			open(t, c)
			before := schemaOf(t, db, c)
			open(t, c)
			if after := schemaOf(t, db, c); after != before {
				t.Fatalf("%s\n%s", before, after)
			}
		})
	}
}

// schemaOf words the schema of a database: tables with their columns, indexes and triggers.
func schemaOf(t *testing.T, db *sql.DB, c sqlstore.Config) string {
	t.Helper()
	query := `SELECT coalesce(sql, '') FROM sqlite_schema ORDER BY name`
	if c.DatabaseURL != "" {
		query = `SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns WHERE table_schema = 'public'
			UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
			UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`
	}
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out strings.Builder
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out.WriteString(s + "\n")
	}
	return out.String()
}

// TestTamperedRowsAreRefused: sealed rows that were edited, or moved from one offer to another, do not open.
func TestTamperedRowsAreRefused(t *testing.T) {
	c := sqliteConfig(t)
	s := open(t, c)
	one, two := storetest.Fill(t, s), storetest.Fill(t, s)
	db := raw(t, c)
	for _, statement := range []string{
		`DROP TRIGGER letters_no_update`, `DROP TRIGGER blobs_no_update`,
		`UPDATE letters SET sealed = (SELECT sealed FROM letters WHERE offer_id = '` + string(two) + `') WHERE offer_id = '` + string(one) + `'`,
		`UPDATE blobs SET sealed = CAST(substr(sealed, 1, 30) || CASE substr(sealed, 31, 1) WHEN x'00' THEN x'01' ELSE x'00' END || substr(sealed, 32) AS BLOB) WHERE offer_id = '` + string(two) + `'`,
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Letter(t.Context(), store.Scope{}, one, 1); err == nil {
		t.Error("a letter of another offer opens")
	}
	if _, err := s.PDF(t.Context(), store.Scope{}, two, 1, "letter"); err == nil {
		t.Error("a PDF that was edited is given out")
	}
}

// TestRestartKeepsEverything: what Apply confirmed is there for the next process, and only under the same key.
func TestRestartKeepsEverything(t *testing.T) {
	for name, config := range engines {
		t.Run(name, func(t *testing.T) {
			c := config(t)
			id := storetest.Fill(t, open(t, c))
			if _, err := open(t, c).Letter(t.Context(), store.Scope{}, id, 1); err != nil {
				t.Fatal(err)
			}
			var err error
			if c.Installation, err = seal.NewInstallation(bytes.Repeat([]byte{1}, seal.KeySize)); err != nil {
				t.Fatal(err)
			}
			if _, err := sqlstore.Open(t.Context(), c); !errors.Is(err, sqlstore.ErrOtherKey) || !strings.Contains(err.Error(), "VERBATIM_KEY") {
				t.Fatalf("a server with another key starts: %v", err)
			}
		})
	}
}

// TestUnsafeSettingsAreRefused: a server that may lose confirmed letters is not used.
func TestUnsafeSettingsAreRefused(t *testing.T) {
	c := postgresConfig(t)
	open(t, c)
	c.DatabaseURL += "&synchronous_commit=off"
	if _, err := sqlstore.Open(t.Context(), c); err == nil || !strings.Contains(err.Error(), "synchronous_commit") {
		t.Fatalf("%v", err)
	}
	c.AllowUnsafe = true
	s, err := sqlstore.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestReplicasMigrateAtOnce: several processes start on one empty database.
func TestReplicasMigrateAtOnce(t *testing.T) {
	c := emptyPostgres(t)
	errs := make(chan error, 3)
	for range 3 {
		go func() { errs <- sqlstore.Migrate(t.Context(), c) }()
	}
	for range 3 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	open(t, c)
}
