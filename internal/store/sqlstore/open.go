package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"verbatim/internal/seal"
	"verbatim/internal/store"
)

// Config says which database to open and under which key.
type Config struct {
	File         string             // the SQLite file; used when DatabaseURL is empty
	DatabaseURL  string             // PostgreSQL; pgx pool settings in it are honoured
	ReplicaURL   string             // a PostgreSQL that follows it, for reads that may lag; empty for none
	Migrations   fs.FS              // the schema: folders sqlite and postgres
	Blobs        store.Blobs        // where PDFs of new letters go, sealed; nil for the database itself
	Installation *seal.Installation // wraps the offers' keys
	Now          func() time.Time   // dates what the store itself makes, such as people
	AllowUnsafe  bool               // opens a database that may lose acknowledged commits; for tests only
}

// Store is a store.Store on one database. It is safe for concurrent use.
type Store struct {
	read    *prepared // SQLite: a pool that cannot write; PostgreSQL: the same as write
	write   *sql.DB   // SQLite: one connection, so that writers queue instead of failing
	replica *replica  // nil when there is none
	dialect dialect
	blobs   store.Blobs // nil when PDFs stand in the database
	key     *seal.Installation
	now     func() time.Time
	close   func() error
}

var _ store.Store = (*Store)(nil)

// dialect is what differs between the engines.
type dialect struct {
	name      string
	migrated  string            // a query: 1 when any migration was ever run
	translate func(error) error // driver errors to the store's own, by code
	retry     func(error) bool  // whether a transaction that failed so may be run again
}

// Open opens a database that Migrate has brought up to date. It never alters tables. It refuses settings that could lose
// an acknowledged commit, and names the setting to change.
func Open(ctx context.Context, c Config) (*Store, error) {
	open := openSQLite
	if c.DatabaseURL != "" {
		open = openPostgres
	}
	s, err := open(ctx, c)
	if err != nil {
		return nil, err
	}
	s.key, s.now, s.blobs = c.Installation, c.Now, c.Blobs
	if s.now == nil {
		s.now = time.Now
	}
	err = s.upToDate(ctx, c.Migrations)
	if err == nil {
		err = s.rightKey(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// upToDate refuses a database that lacks a migration of this program. One that has further migrations is opened: they
// only add, so that the versions before and after an upgrade run side by side. It asks the tables itself, since goose
// would make its own where it is missing.
func (s *Store) upToDate(ctx context.Context, migrations fs.FS) error {
	var tables int
	if err := s.read.QueryRowContext(ctx, s.dialect.migrated).Scan(&tables); err != nil {
		return fmt.Errorf("schema version: %w", s.dialect.translate(err))
	}
	applied := map[int64]bool{}
	if tables > 0 {
		rows, err := s.read.QueryContext(ctx, `SELECT version_id FROM goose_db_version WHERE is_applied`)
		if err == nil {
			err = each(rows, func() error {
				var version int64
				err := rows.Scan(&version)
				applied[version] = true
				return err
			})
		}
		if err != nil {
			return fmt.Errorf("schema version: %w", s.dialect.translate(err))
		}
	}
	p, err := provider(s.write, s.dialect.name, migrations)
	if err != nil {
		return err
	}
	for _, m := range p.ListSources() {
		if !applied[m.Version] {
			return errors.New("the database needs migrating: run `verbatim migrate`, or start with --migrate")
		}
	}
	return nil
}

// Ready says whether the database answers and takes writes: a standby server and a lost lock on the file do not.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.read.PingContext(ctx); err != nil {
		return s.dialect.translate(err)
	}
	return s.dialect.translate(s.inTx(ctx, func(t *tx) error { return t.run(`DELETE FROM claims WHERE owner = $1`, "") }))
}

// Close closes every connection.
func (s *Store) Close() error { return s.close() }
