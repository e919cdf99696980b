package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"verbatim/internal/fault"
	"verbatim/internal/store"
)

const nameSQLite = "sqlite"

// openSQLite opens one writing connection and a pool of reading ones. synchronous=FULL makes a commit survive power loss.
func openSQLite(ctx context.Context, c Config) (*Store, error) {
	synchronous := "FULL"
	if c.AllowUnsafe {
		synchronous = "OFF"
	}
	writer, err := sql.Open("sqlite", sqliteDSN(c.File, synchronous, "immediate"))
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite", sqliteDSN(c.File, synchronous, "deferred")+"&_pragma=query_only(1)")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open SQLite: %w", err), writer.Close())
	}
	reader.SetMaxOpenConns(max(4, 2*runtime.NumCPU()))
	s := &Store{
		read: &prepared{DB: reader, most: mostPrepared, known: map[string]*sql.Stmt{}}, write: writer, dialect: dialect{
			name: nameSQLite, migrated: `SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version'`,
			translate: translateSQLite, retry: func(error) bool { return false },
		},
		close: func() error { return errors.Join(reader.Close(), writer.Close()) },
	}
	if err := assertSQLite(ctx, writer, c.AllowUnsafe); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// sqliteDSN is the address of a file. recursive_triggers makes REPLACE fire the triggers that keep rows from being deleted.
func sqliteDSN(file, synchronous, lock string) string {
	q := url.Values{"_txlock": {lock}, "_pragma": {
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(" + synchronous + ")", "foreign_keys(1)", "secure_delete(1)", "recursive_triggers(1)",
	}}
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + q.Encode()
}

// assertSQLite checks that the pragmas took hold: a wrong spelling is ignored without a word.
func assertSQLite(ctx context.Context, db *sql.DB, unsafe bool) error {
	for _, p := range []struct{ pragma, want string }{
		{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}, {"secure_delete", "1"}, {"recursive_triggers", "1"},
	} {
		if unsafe && p.pragma == "synchronous" {
			continue
		}
		var got string
		if err := db.QueryRowContext(ctx, `PRAGMA `+p.pragma).Scan(&got); err != nil {
			return fmt.Errorf("open SQLite: %w", translateSQLite(err))
		}
		if got != p.want {
			return fmt.Errorf("SQLite has %s = %s and must have %s: put the data folder on a local disk that supports it", p.pragma, got, p.want)
		}
	}
	return nil
}

// busySQLite says whether a statement failed because somebody else held the file.
func busySQLite(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}

// translateSQLite gives the store's error for a driver error, by result code (sqlite.org/rescode.html).
func translateSQLite(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return translateCommon(err)
	}
	switch e.Code() {
	case sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE:
		return store.ErrExists.Because(err)
	case sqlite3.SQLITE_FULL:
		return errFull.Because(err)
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_INTERRUPT:
		return errUnavailable.Because(err)
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY:
		return errUnavailable.Because(err)
	}
	return err
}

var (
	errUnavailable = fault.New(fault.Unavailable, fault.CodeUnavailable, "the database cannot be reached now: try again")
	errFull        = fault.New(fault.Full, fault.CodeStorageFull, "the database's disk is full: nothing was stored")
)

// translateCommon gives the store's error for what both engines report alike.
func translateCommon(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return store.ErrNotFound
	case errors.Is(err, sql.ErrConnDone), errors.Is(err, sql.ErrTxDone), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return errUnavailable.Because(err)
	}
	return err
}
