package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"verbatim/internal/store"
)

const namePostgres = "postgres"

func openPostgres(ctx context.Context, c Config) (*Store, error) {
	pool, err := newPool(ctx, c.DatabaseURL)
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDBFromPool(pool)
	s := &Store{
		read: &prepared{DB: db}, write: db, dialect: dialect{
			name: namePostgres, migrated: `SELECT count(to_regclass('goose_db_version'))`,
			translate: translatePostgres, retry: retryPostgres,
		},
		close: func() error { err := db.Close(); pool.Close(); return err },
	}
	if err := assertPostgres(ctx, db, c.AllowUnsafe); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.follow(ctx, c.ReplicaURL); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// follow opens the replica. One that does not answer now may do so later, and stops nothing.
func (s *Store) follow(ctx context.Context, replicaURL string) error {
	if replicaURL == "" {
		return nil
	}
	pool, err := newPool(ctx, replicaURL)
	if err != nil {
		return errors.New("DATABASE_REPLICA_URL is no PostgreSQL address such as postgres://user:password@host:5432/verbatim")
	}
	s.replica = &replica{db: stdlib.OpenDBFromPool(pool)}
	primary := s.close
	s.close = func() error { err := s.replica.db.Close(); pool.Close(); return errors.Join(err, primary()) }
	return nil
}

// newPool parses the URL without repeating it in an error: it may hold a password.
func newPool(ctx context.Context, databaseURL string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(databaseURL)
	if err != nil {
		return nil, errors.New("DATABASE_URL is no PostgreSQL address such as postgres://user:password@host:5432/verbatim")
	}
	patient(config)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open PostgreSQL: %w", translatePostgres(err))
	}
	return pool, nil
}

// How long a server that has gone without a word is waited for. What the operator sets in the address counts first.
const (
	connectPatience = 5 * time.Second
	pingPatience    = 2 * time.Second                                   // of a connection that was idle
	abandoned       = `SET idle_in_transaction_session_timeout = 30000` // ms, until the server drops a transaction, with its locks, whose client is gone
)

// patient bounds what would wait for ever when the network between here and the server breaks silently.
func patient(c *pgxpool.Config) {
	if c.ConnConfig.ConnectTimeout == 0 {
		c.ConnConfig.ConnectTimeout = connectPatience
	}
	if c.PingTimeout == 0 {
		c.PingTimeout = pingPatience
	}
	if _, own := c.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"]; !own {
		c.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error { _, err := conn.Exec(ctx, abandoned); return err }
	}
}

// assertPostgres refuses settings under which an acknowledged commit can be lost.
func assertPostgres(ctx context.Context, db *sql.DB, unsafe bool) error {
	for _, setting := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		var got string
		if err := db.QueryRowContext(ctx, `SELECT current_setting($1)`, setting).Scan(&got); err != nil {
			return fmt.Errorf("open PostgreSQL: %w", translatePostgres(err))
		}
		if got == "off" && !unsafe {
			return fmt.Errorf("PostgreSQL has %s = off, so a crash can lose letters that were confirmed: set it to on", setting)
		}
	}
	var encoding string
	if err := db.QueryRowContext(ctx, `SELECT current_setting('server_encoding')`).Scan(&encoding); err != nil {
		return fmt.Errorf("open PostgreSQL: %w", translatePostgres(err))
	}
	if encoding != "UTF8" {
		return fmt.Errorf("the database has server_encoding = %s and must have UTF8: make it with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0", encoding)
	}
	return nil
}

// translatePostgres gives the store's error for a driver error, by SQLSTATE (PostgreSQL manual, appendix A).
func translatePostgres(err error) error {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch {
		case e.Code == "23505":
			return store.ErrExists.Because(err)
		case e.Code == "53100":
			return errFull.Because(err)
		case e.Code == "25006", strings.HasPrefix(e.Code, "08"), strings.HasPrefix(e.Code, "53"), strings.HasPrefix(e.Code, "57"), retryPostgres(err):
			return errUnavailable.Because(err)
		}
		return err
	}
	var connect *pgconn.ConnectError
	var netErr net.Error
	if errors.As(err, &connect) || errors.As(err, &netErr) || pgconn.SafeToRetry(err) || pgconn.Timeout(err) {
		return errUnavailable.Because(err)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) {
		return errUnavailable.Because(err)
	}
	return translateCommon(err)
}

// retryPostgres says whether a transaction failed only because of its neighbours: serialization failure or deadlock.
func retryPostgres(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}
