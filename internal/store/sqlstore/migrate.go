package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Migrate brings the database up to date. Several processes may do so at once: PostgreSQL's advisory lock lets one work
// and the others wait.
func Migrate(ctx context.Context, c Config) error {
	db, name, closeDB, err := openForMigration(ctx, c)
	if err != nil {
		return err
	}
	p, err := provider(db, name, c.Migrations)
	if err == nil {
		err = up(ctx, p, name)
	}
	if err != nil {
		err = fmt.Errorf("migrate %s: %w", name, err)
	}
	return errors.Join(err, closeDB())
}

// up runs what is pending. SQLite has no lock across the statements of a migration, and does not wait for the one that
// turns a new file to write-ahead logging: there whoever fails beside somebody else tries again for ten seconds, and finds
// the work done.
func up(ctx context.Context, p *goose.Provider, name string) error {
	if name != nameSQLite {
		_, err := p.Up(ctx) // nothing before it: what makes goose's own table without the lock would be seen by others
		return err
	}
	before, _ := p.GetDBVersion(ctx) // 0 where it cannot be read yet
	_, err := p.Up(ctx)
	for tries := 0; err != nil && tries < 100; tries++ {
		after, _ := p.GetDBVersion(ctx)
		if !busySQLite(err) && after == before {
			return err
		}
		before = after
		select {
		case <-ctx.Done():
			return err
		case <-time.After(100 * time.Millisecond):
		}
		_, err = p.Up(ctx)
	}
	return err
}

func openForMigration(ctx context.Context, c Config) (*sql.DB, string, func() error, error) {
	if c.DatabaseURL == "" {
		db, err := sql.Open("sqlite", sqliteDSN(c.File, "FULL", "immediate"))
		if err != nil {
			return nil, "", nil, fmt.Errorf("open SQLite: %w", err)
		}
		db.SetMaxOpenConns(1)
		return db, nameSQLite, db.Close, nil
	}
	pool, err := newPool(ctx, c.DatabaseURL)
	if err != nil {
		return nil, "", nil, err
	}
	db := stdlib.OpenDBFromPool(pool)
	return db, namePostgres, func() error { err := db.Close(); pool.Close(); return err }, nil
}

// provider reads the migrations of one engine. They only add, so one that was written beside others and came later is
// applied whatever its number.
func provider(db *sql.DB, name string, migrations fs.FS) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, name)
	if err != nil {
		return nil, err
	}
	if name == nameSQLite {
		return goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithAllowOutofOrder(true))
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // asks each second for five minutes
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db, files, goose.WithAllowOutofOrder(true), goose.WithSessionLocker(locker))
}
