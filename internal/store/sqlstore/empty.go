package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pressly/goose/v3/lock"
)

// MigrateEmpty brings a PostgreSQL database without any table up to date, and leaves every other one as it is: a database
// with letters in it is migrated when its operator says so. While somebody else migrates it waits for the end of that.
func MigrateEmpty(ctx context.Context, c Config) error {
	empty, err := isEmpty(ctx, c)
	if err != nil || !empty {
		return err
	}
	return Migrate(ctx, c)
}

func isEmpty(ctx context.Context, c Config) (bool, error) {
	db, _, closeDB, err := openForMigration(ctx, c)
	if err != nil {
		return false, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return false, errors.Join(fmt.Errorf("open PostgreSQL: %w", translatePostgres(err)), closeDB())
	}
	empty, err := noTables(ctx, conn)
	if err != nil {
		err = fmt.Errorf("open PostgreSQL: %w", translatePostgres(err))
	}
	return empty, errors.Join(err, conn.Close(), closeDB())
}

// noTables asks under the lock of migrations, shared, so that it does not see a half of one.
func noTables(ctx context.Context, conn *sql.Conn) (empty bool, err error) {
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock_shared($1)`, lock.DefaultLockID); err != nil {
		return false, err
	}
	err = conn.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = ANY (current_schemas(false)))`).Scan(&empty)
	_, unlock := conn.ExecContext(ctx, `SELECT pg_advisory_unlock_shared($1)`, lock.DefaultLockID)
	return empty, errors.Join(err, unlock)
}
