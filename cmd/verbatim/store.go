package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"

	"verbatim/internal/seal"
	"verbatim/internal/store/sqlstore"
	"verbatim/migrations"
)

// databaseFile and keyFile are what a data folder holds.
const (
	databaseFile = "verbatim.db"
	keyFile      = "key"
)

// open opens the database; first brings it up to date before. An embedded database is always brought up to date, and so is
// a PostgreSQL with nothing in it.
func (s storage) open(ctx context.Context, p process, first bool) (*sqlstore.Store, error) {
	c, err := s.config(p)
	if err != nil {
		return nil, err
	}
	migrate := sqlstore.MigrateEmpty
	if first || c.DatabaseURL == "" {
		migrate = sqlstore.Migrate
	}
	if err := migrate(ctx, c); err != nil {
		return nil, s.cannotOpen(err)
	}
	return s.opened(ctx, c)
}

// opened opens a database that is at this program's version, and the bucket beside it where there is one.
func (s storage) opened(ctx context.Context, c sqlstore.Config) (*sqlstore.Store, error) {
	var err error
	if c.Blobs, err = s.bucket(ctx); err != nil {
		return nil, err
	}
	st, err := sqlstore.Open(ctx, c)
	if err != nil {
		return nil, s.cannotOpen(err)
	}
	return st, nil
}

// config makes the data folder and the key where they are missing.
func (s storage) config(p process) (sqlstore.Config, error) {
	key, err := s.installationKey()
	if err != nil {
		return sqlstore.Config{}, err
	}
	installation, err := seal.NewInstallation(key)
	if err != nil {
		return sqlstore.Config{}, err
	}
	c := sqlstore.Config{
		File: filepath.Join(s.Data, databaseFile), DatabaseURL: string(s.DatabaseURL), ReplicaURL: string(s.ReplicaURL), Migrations: migrations.FS,
		Installation: installation, Now: p.now,
	}
	return c, s.check(c.File)
}

// check refuses an address that is none, and makes the embedded database's file for its owner's eyes only; SQLite gives
// its other files the same mode.
func (s storage) check(file string) error {
	if !isPostgres(s.DatabaseURL) {
		return usage("the database (--database-url, DATABASE_URL) is given as postgres://user:password@host:5432/name")
	}
	if !isPostgres(s.ReplicaURL) || s.ReplicaURL != "" && s.DatabaseURL == "" {
		return usage("the read replica (--database-replica-url, DATABASE_REPLICA_URL) is given as postgres://user:password@host:5432/name, beside DATABASE_URL")
	}
	if s.DatabaseURL != "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return usage("the database file, in the data folder (--data, VERBATIM_DATA), cannot be made: %s", err)
	}
	return f.Close()
}

// isPostgres says whether an address is one of a PostgreSQL; none is not at fault.
func isPostgres(url secret) bool {
	return url == "" || strings.HasPrefix(string(url), "postgres://") || strings.HasPrefix(string(url), "postgresql://")
}

// installationKey takes the key of the setting, or the one in the data folder.
func (s storage) installationKey() ([]byte, error) {
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return nil, usage("the data folder (--data, VERBATIM_DATA) cannot be made: %s", err)
	}
	if s.Key != "" {
		key, err := seal.ParseKey(string(s.Key))
		if err != nil {
			return nil, usage("the installation's key (--key, VERBATIM_KEY): %s", err)
		}
		return key, nil
	}
	key, err := seal.LoadOrCreate(filepath.Join(s.Data, keyFile))
	if err != nil {
		return nil, usage("the installation's key, in the data folder (--data, VERBATIM_DATA): %s", err)
	}
	return key, nil
}

// cannotOpen names the setting that says which database is meant.
func (s storage) cannotOpen(err error) error {
	setting := fmt.Sprintf("the embedded database in %s (--data, VERBATIM_DATA)", s.Data)
	if s.DatabaseURL != "" {
		setting = "the PostgreSQL database (--database-url, DATABASE_URL)"
	}
	if errors.Is(err, sqlstore.ErrOtherKey) {
		return usage("%s: %s", setting, err)
	}
	return fmt.Errorf("%s: %w", setting, err)
}

// newID makes an id for a new row: UUIDv7, so that ids sort by time.
func newID() string { return uuid.Must(uuid.NewV7()).String() }
