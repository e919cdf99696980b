package pgtest_test

import (
	"context"
	"database/sql"
	"testing"

	"verbatim/internal/store/pgtest"
)

func open(t testing.TB, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", address)
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

func migrate(ctx context.Context, address string) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, `CREATE TABLE rows (n BIGINT)`)
	return err
}

// TestEachTestHasItsOwn shows that what one test writes no other sees, and that the server keeps its promises.
func TestEachTestHasItsOwn(t *testing.T) {
	for range 2 {
		db := open(t, pgtest.Database(t, migrate))
		var n int
		if err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM rows`).Scan(&n); err != nil || n != 0 {
			t.Fatalf("%d rows in a fresh database, error %v", n, err)
		}
		if _, err := db.ExecContext(t.Context(), `INSERT INTO rows VALUES (1)`); err != nil {
			t.Fatal(err)
		}
	}
	db := open(t, pgtest.Empty(t))
	var tables int
	if err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`).Scan(&tables); err != nil || tables != 0 {
		t.Fatalf("%d tables in an empty database, error %v", tables, err)
	}
	var fsync, encoding string
	if err := db.QueryRowContext(t.Context(), `SELECT current_setting('fsync'), current_setting('server_encoding')`).Scan(&fsync, &encoding); err != nil {
		t.Fatal(err)
	}
	if fsync != "on" || encoding != "UTF8" {
		t.Fatalf("fsync %s, encoding %s", fsync, encoding)
	}
}
