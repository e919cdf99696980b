package sqlstore_test

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
	"verbatim/internal/store/storetest"
	"verbatim/migrations"
)

// nextVersion is the schema with one more migration, as a later program would bring it: further columns and a table.
func nextVersion(t *testing.T) fs.FS {
	t.Helper()
	next := fstest.MapFS{}
	must(t, fs.WalkDir(migrations.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(migrations.FS, path)
		next[path] = &fstest.MapFile{Data: raw}
		return err
	}))
	further := "-- +goose Up\nALTER TABLE offers ADD COLUMN further TEXT;\nALTER TABLE letters ADD COLUMN further TEXT NOT NULL DEFAULT 'x';\n" +
		"ALTER TABLE events ADD COLUMN further TEXT;\nALTER TABLE deliveries ADD COLUMN further TEXT;\nCREATE TABLE further (id TEXT PRIMARY KEY);\n"
	for _, engine := range []string{"sqlite", "postgres"} {
		next[engine+"/09001_further.sql"] = &fstest.MapFile{Data: []byte(further)}
	}
	return next
}

// TestUpgradeWithoutDowntime: while servers of one version work, the next one's migration runs and its servers join; both
// write, read each other's letters, and all verifies. A server of the next version refuses a database without its migration.
func TestUpgradeWithoutDowntime(t *testing.T) {
	for name, config := range engines {
		t.Run(name, func(t *testing.T) {
			c := config(t)
			old := open(t, c)
			before := storetest.Fill(t, old)
			later := c
			later.Migrations = nextVersion(t)
			if _, err := sqlstore.Open(t.Context(), later); err == nil {
				t.Fatal("a program opens a database that lacks its migration")
			}
			must(t, sqlstore.Migrate(t.Context(), later))
			fresh := open(t, later)
			during := storetest.Fill(t, old)
			after := storetest.Fill(t, fresh)
			for _, s := range []*sqlstore.Store{old, fresh} {
				for _, id := range []offer.ID{before, during, after} {
					if _, err := s.PDF(t.Context(), store.Scope{}, id, 1, "letter"); err != nil {
						t.Error(err)
					}
				}
				if p, err := s.Verify(t.Context(), nil); err != nil || p.Offers != 3 {
					t.Errorf("%+v %v", p, err)
				}
			}
		})
	}
}

// TestEmptyPostgresIsMigrated: replicas that start at once on an empty database bring it up to date, each of them then
// opens it; a database that was made by an older program stays as it is.
func TestEmptyPostgresIsMigrated(t *testing.T) {
	c := emptyPostgres(t)
	errs := make(chan error, 3)
	for range 3 {
		go func() {
			if err := sqlstore.MigrateEmpty(t.Context(), c); err != nil {
				errs <- err
				return
			}
			s, err := sqlstore.Open(t.Context(), c)
			if err == nil {
				err = s.Close()
			}
			errs <- err
		}()
	}
	for range 3 {
		must(t, <-errs)
	}
	later := c
	later.Migrations = nextVersion(t)
	must(t, sqlstore.MigrateEmpty(t.Context(), later))
	if _, err := sqlstore.Open(t.Context(), later); err == nil {
		t.Fatal("a database with tables was migrated without being asked")
	}
}

// TestReportsComeFromTheReplica: what may lag is asked of the replica, all else of the primary; when the replica does not
// answer, the primary does.
func TestReportsComeFromTheReplica(t *testing.T) {
	c, follower := postgresConfig(t), postgresConfig(t)
	storetest.Fill(t, open(t, follower))
	c.ReplicaURL = follower.DatabaseURL
	s := open(t, c)
	count := func() (n int) {
		t.Helper()
		b, err := s.Reports().Backlog(t.Context(), c.Now())
		must(t, err)
		for _, in := range b.Offers {
			n += in
		}
		return n
	}
	if n := count(); n != 1 {
		t.Errorf("%d offers: the replica was not asked", n)
	}
	if page, err := s.ListOffers(t.Context(), store.Scope{}, store.OfferQuery{}); err != nil || len(page.Items) != 0 {
		t.Errorf("a list that must not lag came from the replica: %v", err)
	}
	storetest.Fill(t, s)
	storetest.Fill(t, s)
	c.ReplicaURL = "postgres://postgres@127.0.0.1:1/gone?connect_timeout=1"
	s = open(t, c)
	if n := count(); n != 2 {
		t.Errorf("%d offers: the primary was not asked", n)
	}
	c.ReplicaURL = "postgres://user:hunter2@[::1"
	if _, err := sqlstore.Open(t.Context(), c); err == nil || errors.Is(err, fault.New(fault.Unavailable, fault.CodeUnavailable, "")) {
		t.Errorf("%v", err)
	}
}
