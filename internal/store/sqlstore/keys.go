package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/store"
)

const keyColumns = `SELECT k.id, k.prefix, k.hash, k.person_id, p.sealed, k.roles, k.entities, k.test, k.created_at, k.expires_at, k.revoked_at
	FROM api_keys k JOIN people p ON p.id = k.person_id`

// KeyByPrefix finds a key that is not revoked.
func (s *Store) KeyByPrefix(ctx context.Context, prefix string) (store.Key, error) {
	k, err := s.scanKey(s.read.QueryRowContext(ctx, keyColumns+` WHERE k.prefix = $1 AND k.revoked_at IS NULL`, prefix))
	return k, s.dialect.translate(err)
}

// ListKeys gives every key, oldest first.
func (s *Store) ListKeys(ctx context.Context) ([]store.Key, error) {
	rows, err := s.read.QueryContext(ctx, keyColumns+` ORDER BY k.created_at, k.id`)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out := []store.Key{}
	err = each(rows, func() error {
		k, err := s.scanKey(rows)
		out = append(out, k)
		return err
	})
	return out, s.dialect.translate(err)
}

type scanner interface{ Scan(dest ...any) error }

func (s *Store) scanKey(row scanner) (store.Key, error) {
	var k store.Key
	var person, roles, entities string
	var sealed []byte
	var test, created int64
	var expires, revoked *int64
	err := row.Scan(&k.ID, &k.Prefix, &k.Hash, &person, &sealed, &roles, &entities, &test, &created, &expires, &revoked)
	if err != nil {
		return store.Key{}, err
	}
	k.Person, k.Test, k.Created, k.Expires, k.Revoked = actor.ID(person), test == 1, instant(created), optional(expires), optional(revoked)
	p, err := s.openPerson(person, sealed)
	if err != nil {
		return store.Key{}, err
	}
	k.Name = p.Name
	if err := decodeJSON(roles, &k.Roles); err != nil {
		return store.Key{}, err
	}
	return k, decodeJSON(entities, &k.Entities)
}

func optional(ms *int64) *time.Time {
	if ms == nil {
		return nil
	}
	t := instant(*ms)
	return &t
}

func millis(t *time.Time) *int64 {
	if t == nil {
		return nil
	}
	ms := t.UnixMilli()
	return &ms
}

// Person finds a person by id.
func (s *Store) Person(ctx context.Context, id actor.ID) (store.Person, error) {
	return s.person(ctx, `id = $1`, string(id))
}

// PersonByAddress finds a person by staff address.
func (s *Store) PersonByAddress(ctx context.Context, address string) (store.Person, error) {
	return s.person(ctx, `address_key = $1`, s.addressKey(address))
}

// PersonByName finds the person who was first known by a name.
func (s *Store) PersonByName(ctx context.Context, name string) (store.Person, error) {
	return s.person(ctx, `name_key = $1 ORDER BY created_at, id LIMIT 1`, s.key.Digest("person", name))
}

func (s *Store) person(ctx context.Context, where string, arg any) (store.Person, error) {
	var id string
	var service int64
	var sealed []byte
	err := s.read.QueryRowContext(ctx, `SELECT id, service, sealed FROM people WHERE `+where, arg).Scan(&id, &service, &sealed)
	if err != nil {
		return store.Person{}, s.dialect.translate(err)
	}
	p, err := s.openPerson(id, sealed)
	p.ID, p.Service = actor.ID(id), service == 1
	return p, err
}

// addressKey is how a staff address is found: mail goes to the same person whatever the case of its letters.
func (s *Store) addressKey(address string) string {
	return s.key.Digest("address", strings.ToLower(strings.TrimSpace(address)))
}

// openPerson opens name and address, which stand sealed under the installation's key.
func (s *Store) openPerson(id string, sealed []byte) (store.Person, error) {
	raw, err := s.key.Open(sealed, "people/"+id)
	if err != nil {
		return store.Person{}, fmt.Errorf("person %s (is VERBATIM_KEY the key this database was made with?): %w", id, err)
	}
	var p store.Person
	return p, decodeJSON(string(raw), &p)
}

func (t *tx) people(c store.Changes) error {
	for _, p := range c.People {
		raw, err := json.Marshal(p)
		if err != nil {
			return fmt.Errorf("person: %w", err)
		}
		var address sql.NullString
		if p.Address != "" {
			address = sql.NullString{String: t.store.addressKey(p.Address), Valid: true}
		}
		err = t.run(`INSERT INTO people (id, name_key, address_key, service, created_at, sealed) VALUES ($1, $2, $3, $4, $5, $6)`,
			string(p.ID), t.store.key.Digest("person", p.Name), address, flag(p.Service), t.store.now().UnixMilli(),
			t.store.key.Seal(raw, "people/"+string(p.ID)))
		if err != nil {
			return err
		}
	}
	return nil
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func (t *tx) keys(c store.Changes) error {
	for _, k := range c.Keys {
		roles, entities, err := keyLists(k)
		if err != nil {
			return err
		}
		err = t.run(`INSERT INTO api_keys (id, prefix, hash, person_id, roles, entities, test, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			k.ID, k.Prefix, k.Hash, string(k.Person), roles, entities, flag(k.Test), k.Created.UnixMilli(), millis(k.Expires))
		if err != nil {
			return err
		}
	}
	for _, r := range c.Revoke {
		n, err := t.exec(`UPDATE api_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL`, r.At.UnixMilli(), r.Key)
		if err != nil {
			return err
		}
		if n != 1 {
			return store.ErrNotFound
		}
	}
	return nil
}

func keyLists(k store.Key) (roles, entities string, err error) {
	r, err := json.Marshal(k.Roles)
	if err != nil {
		return "", "", fmt.Errorf("key: %w", err)
	}
	e, err := json.Marshal(k.Entities)
	if err != nil {
		return "", "", fmt.Errorf("key: %w", err)
	}
	return string(r), string(e), nil
}
