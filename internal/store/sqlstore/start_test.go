package sqlstore_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/store/sqlstore"
)

// execute runs a statement behind the store's back.
func execute(t *testing.T, c sqlstore.Config, statement string) {
	t.Helper()
	if _, err := raw(t, c).ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// TestReadyMeansWritable: a server that only reads, such as a standby, is not ready.
func TestReadyMeansWritable(t *testing.T) {
	c := postgresConfig(t)
	if err := open(t, c).Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.DatabaseURL += "&default_transaction_read_only=on"
	s, err := sqlstore.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Ready(t.Context()); !errors.Is(err, fault.New(fault.Unavailable, fault.CodeUnavailable, "")) {
		t.Fatalf("a server that takes no writes is ready: %v", err)
	}
}

// TestOtherEncodingsAreRefused: in a database that is not UTF-8 not every name can be stored.
func TestOtherEncodingsAreRefused(t *testing.T) {
	c := emptyPostgres(t)
	u, err := url.Parse(c.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/") + "_ascii"
	execute(t, c, `CREATE DATABASE `+name+` ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0`)
	server := c
	t.Cleanup(func() {
		if _, err := raw(t, server).Exec(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			t.Error(err)
		}
	})
	u.Path = "/" + name
	c.DatabaseURL = u.String()
	if _, err := sqlstore.Open(t.Context(), c); err == nil || !strings.Contains(err.Error(), "server_encoding") {
		t.Fatalf("%v", err)
	}
}

// TestAddressesStayPrivate: what is wrong with an address of a database is said without repeating it.
func TestAddressesStayPrivate(t *testing.T) {
	c := sqliteConfig(t)
	for _, address := range []string{"postgres://user:hunter2@[::1", "postgres://user:hunter2@127.0.0.1:1/verbatim?connect_timeout=1"} {
		c.DatabaseURL = address
		for _, err := range []error{sqlstore.Migrate(t.Context(), c), func() error { _, err := sqlstore.Open(t.Context(), c); return err }()} {
			if err == nil || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%v", err)
			}
		}
	}
}
