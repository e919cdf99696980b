package sqlstore_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"verbatim/internal/seal"
	"verbatim/internal/store"
	"verbatim/internal/store/pgtest"
	"verbatim/internal/store/sqlstore"
	"verbatim/internal/store/storetest"
	"verbatim/migrations"
)

func sqliteConfig(t testing.TB) sqlstore.Config {
	t.Helper()
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return sqlstore.Config{File: filepath.Join(t.TempDir(), "a folder, größer", "verbatim.db"), Migrations: migrations.FS, Installation: key, Now: time.Now}
}

// postgresConfig names a database that is migrated already, as most tests want it; emptyPostgres names one that is not.
func postgresConfig(t testing.TB) sqlstore.Config {
	t.Helper()
	c := sqliteConfig(t)
	c.File, c.DatabaseURL = "", pgtest.Database(t, func(ctx context.Context, address string) error {
		c := c
		c.File, c.DatabaseURL = "", address
		return sqlstore.Migrate(ctx, c)
	})
	return c
}

func emptyPostgres(t testing.TB) sqlstore.Config {
	t.Helper()
	c := sqliteConfig(t)
	c.File, c.DatabaseURL = "", pgtest.Empty(t)
	return c
}

// engines are what every test runs on.
var engines = map[string]func(testing.TB) sqlstore.Config{"SQLite": sqliteConfig, "PostgreSQL": postgresConfig}

func open(t testing.TB, c sqlstore.Config) *sqlstore.Store {
	t.Helper()
	prepare(t, c)
	if err := sqlstore.Migrate(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	s, err := sqlstore.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestConformance(t *testing.T) {
	for name, config := range engines {
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T) store.Store { return open(t, config(t)) })
		})
	}
}

func TestRaces(t *testing.T) {
	for name, config := range engines {
		t.Run(name, func(t *testing.T) {
			storetest.RunRaces(t, func(t *testing.T) store.Store { return open(t, config(t)) })
		})
	}
}
