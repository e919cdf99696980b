package sqlstore

import (
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// TestSQLiteSettingsAreAsserted opens a file under settings that could lose a confirmed letter, or keep one that was
// erased: each is refused by name.
func TestSQLiteSettingsAreAsserted(t *testing.T) {
	good := func() string { return sqliteDSN(filepath.Join(t.TempDir(), "v.db"), "FULL", "immediate") }
	for setting, values := range map[string][2]string{
		"synchronous":        {"FULL", "NORMAL"},
		"journal_mode":       {"WAL", "DELETE"},
		"foreign_keys":       {"1", "0"},
		"secure_delete":      {"1", "0"},
		"recursive_triggers": {"1", "0"},
	} {
		wanted, spoil := url.QueryEscape(setting+"("+values[0]+")"), url.QueryEscape(setting+"("+values[1]+")")
		db := openAt(t, strings.Replace(good(), wanted, spoil, 1))
		if err := assertSQLite(t.Context(), db, false); err == nil || !strings.Contains(err.Error(), setting) {
			t.Errorf("%s: %v", spoil, err)
		}
		if err := assertSQLite(t.Context(), db, true); (err == nil) != (setting == "synchronous") {
			t.Errorf("%s, allowed to be unsafe: %v", spoil, err)
		}
	}
	if err := assertSQLite(t.Context(), openAt(t, good()), false); err != nil {
		t.Error(err)
	}
}

func openAt(t *testing.T, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", address)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// TestReadersCannotWrite: the pool for reading refuses writes, so that nothing slips past the one writer.
func TestReadersCannotWrite(t *testing.T) {
	s, err := openSQLite(t.Context(), Config{File: filepath.Join(t.TempDir(), "v.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := s.read.ExecContext(t.Context(), `CREATE TABLE one (n INTEGER)`); err == nil {
		t.Error("a reader writes")
	}
	if _, err := s.write.ExecContext(t.Context(), `CREATE TABLE one (n INTEGER)`); err != nil {
		t.Error(err)
	}
}
