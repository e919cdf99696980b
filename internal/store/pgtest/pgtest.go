package pgtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

const (
	settingURL     = "VERBATIM_TEST_DATABASE_URL"
	settingRequire = "VERBATIM_REQUIRE_POSTGRES"
	template       = "verbatim_template"
)

// Empty gives the address of a fresh database without any table. It is dropped when the test ends.
func Empty(t testing.TB) string {
	t.Helper()
	s := running(t)
	return s.fresh(t, "template0")
}

// Database gives the address of a fresh database that migrate has brought up to date. It is dropped when the test ends.
// On a server of its own pgtest migrates once and copies, so every call in a test binary must pass the same migrate.
func Database(t testing.TB, migrate func(ctx context.Context, address string) error) string {
	t.Helper()
	s := running(t)
	if s.foreign {
		address := s.fresh(t, "template0")
		if err := migrate(t.Context(), address); err != nil {
			t.Fatalf("migrate a test database: %v", err)
		}
		return address
	}
	s.once.Do(func() { s.failed = s.makeTemplate(t.Context(), migrate) })
	if s.failed != nil {
		t.Fatalf("make the template of test databases: %v", s.failed)
	}
	return s.fresh(t, template)
}

// On gives the address of a fresh, empty database whose tables lie in a folder, which is made here. A server that is not of
// this test binary's own sees other disks, and the test is skipped.
func On(t testing.TB, folder string) string {
	t.Helper()
	s := running(t)
	if s.foreign {
		t.Skip("skipped: the test server is not ours, and may see other disks")
	}
	if err := s.own(folder); err != nil {
		t.Fatalf("a folder for the test server: %v", err)
	}
	name := "verbatim_space_" + strings.ToLower(rand.Text())
	if err := s.run(t.Context(), "CREATE TABLESPACE "+name+" LOCATION '"+folder+"'"); err != nil {
		t.Fatalf("make a tablespace: %v", err)
	}
	t.Cleanup(func() {
		if err := s.run(context.Background(), "DROP TABLESPACE "+name); err != nil {
			t.Errorf("drop a tablespace: %v", err)
		}
	})
	return s.fresh(t, "template0 TABLESPACE "+name)
}

// Restart stops the test server as a crash does, every connection with it, and starts it again. A server that is not of
// this test binary's own is left alone, and the test skipped.
func Restart(t testing.TB) {
	t.Helper()
	s := running(t)
	if s.foreign {
		t.Skip("skipped: the test server is not ours to restart")
	}
	if err := s.restart(); err != nil {
		t.Fatalf("restart the test server: %v", err)
	}
}

// server is one running PostgreSQL.
type server struct {
	address *url.URL
	foreign bool      // not ours: nothing may be left behind on it
	alive   io.Closer // holds our own server up: it stops when this is closed, or lost
	once    sync.Once
	failed  error
}

var errAbsent = errors.New("no PostgreSQL is installed: neither /usr/lib/postgresql/*/bin/initdb nor initdb in the PATH")

// started keeps the server of this test binary. It ends with the binary, however that ends (see script).
var started = sync.OnceValues(func() (*server, error) {
	if text := os.Getenv(settingURL); text != "" {
		address, err := url.Parse(text)
		if err != nil {
			return nil, errors.New(settingURL + " is no address such as postgres://user@host:5432/postgres")
		}
		return &server{address: address, foreign: true}, nil
	}
	return start()
})

// running gives the server, or ends the test.
func running(t testing.TB) *server {
	t.Helper()
	s, err := started()
	switch {
	case err == nil:
		return s
	case errors.Is(err, errAbsent) && os.Getenv(settingRequire) != "1":
		t.Skipf("skipped: %v", err)
	default:
		t.Fatalf("PostgreSQL for tests: %v", err)
	}
	return nil
}

// fresh copies a database under a new name.
func (s *server) fresh(t testing.TB, from string) string {
	t.Helper()
	name := "verbatim_test_" + strings.ToLower(rand.Text())
	if err := s.run(t.Context(), "CREATE DATABASE "+name+" TEMPLATE "+from); err != nil {
		t.Fatalf("make a test database: %v", err)
	}
	t.Cleanup(func() {
		if err := s.run(context.Background(), "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop a test database: %v", err)
		}
	})
	return s.database(name)
}

func (s *server) makeTemplate(ctx context.Context, migrate func(context.Context, string) error) error {
	if err := s.run(ctx, "CREATE DATABASE "+template+" TEMPLATE template0"); err != nil {
		return err
	}
	return migrate(ctx, s.database(template))
}

// database is the address of one database of the server.
func (s *server) database(name string) string {
	u := *s.address
	u.Path = "/" + name
	return u.String()
}

// run runs one statement on the server's own database.
func (s *server) run(ctx context.Context, statement string) error {
	db, err := sql.Open("pgx", s.address.String())
	if err != nil {
		return fmt.Errorf("open the test server: %w", err)
	}
	_, err = db.ExecContext(ctx, statement)
	return errors.Join(err, db.Close())
}
