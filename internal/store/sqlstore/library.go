package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// LibraryItems gives every stored version of every kind.
func (s *Store) LibraryItems(ctx context.Context) ([]store.LibraryItem, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT kind, id, version, family, digest, status, imported_at, files FROM library_items ORDER BY kind, id, version`)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out := []store.LibraryItem{}
	err = each(rows, func() error {
		var i store.LibraryItem
		var sum, files string
		var imported int64
		if err := rows.Scan(&i.Kind, &i.ID, &i.Version, &i.Family, &sum, &i.Status, &imported, &files); err != nil {
			return err
		}
		i.Digest, i.Imported = digest.Digest(sum), instant(imported)
		if err := decodeJSON(files, &i.Files); err != nil {
			return err
		}
		out = append(out, i)
		return nil
	})
	return out, s.dialect.translate(err)
}

// library adds versions. One that is there already under the same digest is left alone; under another it is refused:
// what was published is never edited.
func (t *tx) library(c store.Changes) error {
	for _, i := range c.Library {
		known, err := t.knownItem(i)
		if err != nil {
			return err
		}
		if known {
			continue
		}
		files, err := json.Marshal(i.Files)
		if err != nil {
			return fmt.Errorf("library: %w", err)
		}
		n, err := t.exec(`INSERT INTO library_items (kind, id, version, family, digest, status, imported_at, files) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (kind, id, version) DO NOTHING`, i.Kind, i.ID, i.Version, i.Family, string(i.Digest), i.Status, i.Imported.UnixMilli(), string(files))
		if err != nil {
			return err
		}
		if n == 1 {
			continue
		}
		if _, err := t.knownItem(i); err != nil { // another process added it in the meantime
			return err
		}
	}
	return nil
}

func (t *tx) knownItem(i store.LibraryItem) (bool, error) {
	var sum string
	err := t.QueryRowContext(t.ctx, `SELECT digest FROM library_items WHERE kind = $1 AND id = $2 AND version = $3`, i.Kind, i.ID, i.Version).Scan(&sum)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, err
	case digest.Digest(sum) != i.Digest:
		return false, fault.New(fault.Conflict, fault.CodeClauseChanged,
			"%s %s version %d is published with other content: publish the change as version %d and put the files of version %d back",
			i.Kind, i.ID, i.Version, i.Version+1, i.Version)
	}
	return true, nil
}
