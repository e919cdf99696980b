package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Backup copies the embedded database into a new file, as it stands at one moment and while others write. The file is on
// the disk when it returns, and there is none when it fails. PostgreSQL has pg_dump.
func (s *Store) Backup(ctx context.Context, path string) error {
	if s.dialect.name != nameSQLite {
		return errors.New("a PostgreSQL database is copied by its own programs: pg_dump --format=custom, or a base backup")
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s exists already: a backup never replaces a file", filepath.Base(path))
	}
	part := path + ".part"
	if err := s.copyTo(ctx, part); err != nil {
		return errors.Join(err, removed(part))
	}
	if err := os.Rename(part, path); err != nil {
		return errors.Join(err, removed(part))
	}
	return synced(filepath.Dir(path))
}

func (s *Store) copyTo(ctx context.Context, part string) error {
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // SQLite takes an empty file and keeps its mode
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if _, err := s.write.ExecContext(ctx, `VACUUM INTO $1`, part); err != nil {
		return s.dialect.translate(err)
	}
	if err := intact(ctx, part); err != nil {
		return err
	}
	return synced(part)
}

// removed takes an unfinished file away; that there is none is no error.
func removed(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// synced waits until a file or folder is on the disk.
func synced(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// intact lets SQLite hold a file against its own structure.
func intact(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		return err
	}
	var answer string
	err = db.QueryRowContext(ctx, `PRAGMA integrity_check`).Scan(&answer)
	if err == nil && answer != "ok" {
		err = errors.New("SQLite says that it is damaged")
	}
	if err != nil {
		err = fmt.Errorf("%s is no whole database: %w", filepath.Base(path), err)
	}
	return errors.Join(err, db.Close())
}

// Restore puts a backup in the place of an embedded database that does not exist yet.
func Restore(ctx context.Context, backup, file string) error {
	if err := intact(ctx, backup); err != nil {
		return err
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if _, err := os.Lstat(file + suffix); err == nil {
			return fmt.Errorf("%s exists already: restore into an empty folder", filepath.Base(file+suffix))
		}
	}
	part := file + ".part"
	if err := copied(backup, part); err != nil {
		return errors.Join(err, removed(part))
	}
	if err := os.Rename(part, file); err != nil {
		return errors.Join(err, removed(part))
	}
	return synced(filepath.Dir(file))
}

// copied copies a file for its owner's eyes only.
func copied(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = out.ReadFrom(in)
	return errors.Join(err, out.Sync(), out.Close(), in.Close())
}
