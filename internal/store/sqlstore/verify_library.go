package sqlstore

import (
	"database/sql"
	"fmt"
	"slices"

	"verbatim/internal/digest"
	"verbatim/internal/library"
	"verbatim/internal/store"
)

// library holds every stored version against its digest, and the acts against their hashes.
func (v *verifier) library() error {
	versions, err := v.versions()
	if err != nil {
		return err
	}
	if err := v.sets(); err != nil {
		return err
	}
	before, last := digest.Digest(""), int64(0)
	return acts(v.ctx, v.tx, func(a store.LibraryAct, facts string, hash digest.Digest) error {
		entry := fmt.Sprintf("act %d on the library", a.Sequence)
		if last++; a.Sequence != last {
			return broken("", fmt.Sprintf("act %d on the library", last), "it is missing")
		}
		if before = actHash(before, a, facts); before != hash {
			return broken("", entry, "it is not as it was written")
		}
		if !versions[fmt.Sprintf("%s %s %d", a.Kind, a.ID, a.Version)] {
			return broken("", entry, "it is about %s %s@%d, and that is missing", a.Kind, a.ID, a.Version)
		}
		v.proof.LibraryActs++
		return nil
	})
}

// versions holds each version's files against its digest and names those that are there.
func (v *verifier) versions() (map[string]bool, error) {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT kind, id, version, family, digest, files FROM library_items ORDER BY kind, id, version`)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	err = each(rows, func() error {
		var i library.Item
		var sum, files string
		if err := rows.Scan(&i.Kind, &i.ID, &i.Version, &i.Family, &sum, &files); err != nil {
			return err
		}
		name := fmt.Sprintf("%s %s@%d", i.Kind, i.ID, i.Version)
		if decodeJSON(files, &i.Files) != nil {
			return broken("", name, "its files cannot be read")
		}
		if s, _ := library.Build([]library.Item{i}); s.Digest(i) != digest.Digest(sum) {
			return broken("", name, "its files are not those that were published: the digest is another")
		}
		found[fmt.Sprintf("%s %s %d", i.Kind, i.ID, i.Version)] = true
		v.proof.Library++
		return nil
	})
	return found, err
}

// pins reads which set of versions each letter is noted under; version holds it against the letter's lock.
func (v *verifier) pins(c *chunk) error {
	return v.rows(c, `SELECT offer_id, letter, pins FROM letter_pins`, "offer_id", "offer_id, letter", func(r *sql.Rows) error {
		var o, name string
		var n int
		if err := r.Scan(&o, &n, &name); err != nil {
			return err
		}
		h, err := c.of(o, "the pins of a letter")
		if err != nil {
			return err
		}
		h.pins[n] = name
		return nil
	})
}

// sets holds each set of pins against its name.
func (v *verifier) sets() error {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT pins, kind, id, version FROM pin_sets`)
	if err != nil {
		return err
	}
	sets := map[string][]digest.Pin{}
	err = each(rows, func() error {
		var name string
		var p digest.Pin
		if err := rows.Scan(&name, &p.Kind, &p.ID, &p.Version); err != nil {
			return err
		}
		sets[name] = append(sets[name], p)
		return nil
	})
	if err != nil {
		return err
	}
	for name, set := range sets {
		slices.SortFunc(set, comparePins)
		if setName(set) != name {
			return broken("", "a set of pins", "it does not hold what its name says")
		}
	}
	return nil
}
