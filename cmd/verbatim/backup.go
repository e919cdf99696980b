package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"verbatim/internal/store/sqlstore"
)

// backup copies the embedded database while it is in use.
type backup struct {
	storage
	File string `arg:"" type:"path" help:"Where the copy goes: a file that does not exist yet."`
}

// Run copies, and says what the copy does not hold.
func (b backup) Run(ctx context.Context, p process) error {
	st, err := b.existing(ctx, p)
	if err != nil {
		return err
	}
	if err := errors.Join(st.Backup(ctx, b.File), st.Close()); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "%s holds the database. It does not hold the installation's key: keep that elsewhere, and safe. Without it no letter in the copy can be read.\n", b.File)
	return nil
}

// restore puts a copy in the place of an embedded database.
type restore struct {
	storage
	File string `arg:"" type:"existingfile" help:"A file that verbatim backup made."`
}

// Run restores into a data folder without a database, and holds all of it against its history.
func (r restore) Run(ctx context.Context, p process) error {
	if r.DatabaseURL != "" {
		return usage("a PostgreSQL database is restored by pg_restore; verify it then by verbatim verify --all")
	}
	if _, err := os.Stat(filepath.Join(r.Data, keyFile)); r.Key == "" && errors.Is(err, fs.ErrNotExist) {
		return usage("the key of the installation that the copy comes from is needed: give it by VERBATIM_KEY, or put its file, named key, in the data folder (--data, VERBATIM_DATA)")
	}
	if err := os.MkdirAll(r.Data, 0o700); err != nil {
		return usage("the data folder (--data, VERBATIM_DATA) cannot be made: %s", err)
	}
	if err := sqlstore.Restore(ctx, r.File, filepath.Join(r.Data, databaseFile)); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	st, err := r.open(ctx, p, true)
	if err != nil {
		return err
	}
	proof, err := st.Verify(ctx, nil)
	if err := errors.Join(err, st.Close()); err != nil {
		return fmt.Errorf("the copy was restored, but it is not whole: %w", err)
	}
	return proven(p, proof)
}

// existing opens a database that is there, as it is: it makes no folder, no key and no table.
func (s storage) existing(ctx context.Context, p process) (*sqlstore.Store, error) {
	if s.DatabaseURL == "" {
		if _, err := os.Stat(filepath.Join(s.Data, databaseFile)); err != nil {
			return nil, usage("there is no database in the data folder %s (--data, VERBATIM_DATA)", s.Data)
		}
		if _, err := os.Stat(filepath.Join(s.Data, keyFile)); s.Key == "" && err != nil {
			return nil, usage("the installation's key is neither in VERBATIM_KEY nor in the data folder %s (--data, VERBATIM_DATA)", s.Data)
		}
	}
	c, err := s.config(p)
	if err != nil {
		return nil, err
	}
	return s.opened(ctx, c)
}
