package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

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

// LibraryActs gives every act, oldest first.
func (s *Store) LibraryActs(ctx context.Context) ([]store.LibraryAct, error) {
	out := []store.LibraryAct{}
	err := acts(ctx, s.read, func(a store.LibraryAct, _ string, _ digest.Digest) error {
		out = append(out, a)
		return nil
	})
	return out, s.dialect.translate(err)
}

// acts walks the acts, oldest first, with their facts and hashes as stored.
func acts(ctx context.Context, q querier, do func(a store.LibraryAct, facts string, hash digest.Digest) error) error {
	rows, err := q.QueryContext(ctx, `SELECT sequence, kind, id, version, act, facts, hash FROM library_acts ORDER BY sequence`)
	if err != nil {
		return err
	}
	return each(rows, func() error {
		var a store.LibraryAct
		var act, facts, hash string
		if err := rows.Scan(&a.Sequence, &a.Kind, &a.ID, &a.Version, &act, &facts, &hash); err != nil {
			return err
		}
		if err := decodeJSON(facts, &a); err != nil {
			return err
		}
		a.Act = act
		return do(a, facts, digest.Digest(hash))
	})
}

// LibraryState counts: versions and acts are only ever added.
func (s *Store) LibraryState(ctx context.Context) (string, error) {
	var items, acts int64
	err := s.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM library_items), (SELECT coalesce(max(sequence), 0) FROM library_acts)`).Scan(&items, &acts)
	return strconv.FormatInt(items, 10) + " " + strconv.FormatInt(acts, 10), s.dialect.translate(err)
}

// libraryActs adds acts, each hashed over the one before.
func (t *tx) libraryActs(c store.Changes) error {
	if len(c.LibraryActs) == 0 {
		return nil
	}
	last, before := int64(0), digest.Digest("")
	err := t.QueryRowContext(t.ctx, `SELECT sequence, hash FROM library_acts ORDER BY sequence DESC LIMIT 1`).Scan(&last, &before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	var rows [][]any
	for _, a := range c.LibraryActs {
		facts, err := json.Marshal(a)
		if err != nil {
			return fmt.Errorf("library act: %w", err)
		}
		last++
		a.Sequence = last
		before = actHash(before, a, string(facts))
		rows = append(rows, []any{a.Sequence, a.Kind, a.ID, a.Version, a.Act, string(facts), string(before)})
	}
	return t.insert("library_acts", "sequence, kind, id, version, act, facts, hash", "", rows)
}

// actHash is over everything that a row says and the hash of the row before.
func actHash(before digest.Digest, a store.LibraryAct, facts string) digest.Digest {
	return digest.Of([]byte(fmt.Sprintf("%s\n%d %s %s %d %s\n%s", before, a.Sequence, a.Kind, a.ID, a.Version, a.Act, facts)))
}
