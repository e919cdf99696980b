package sqlstore

import (
	"database/sql"
	"errors"
	"fmt"
)

// settings holds bands against their digests, and what stands under the installation's own key: people with the digests
// that they are found by, and the addresses and secrets of webhooks. No chain covers these rows: one that is gone, and the roles of a key, are not noticed.
func (v *verifier) settings() error {
	if err := v.people(); err != nil {
		return err
	}
	if err := v.bands(); err != nil {
		return err
	}
	all, err := v.tx.QueryContext(v.ctx, `SELECT id, revision, state, entities, types, created_at, cursor, sealed FROM webhook_endpoints ORDER BY id`)
	if err != nil {
		return err
	}
	return each(all, func() error {
		e, err := v.store.scanEndpoint(all)
		if err != nil {
			return broken("", "webhook "+e.ID, "it is not what was sealed")
		}
		v.proof.Webhooks++
		return nil
	})
}

// bands holds each version of a band against its digest, and wants none to be missing before another.
func (v *verifier) bands() error {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT `+bandColumns+` FROM bands ORDER BY slot, version`)
	if err != nil {
		return err
	}
	slot, last := "", 0
	return each(rows, func() error {
		b, err := scanBand(rows)
		entry := fmt.Sprintf("band %s@%d", b.Slot(), b.Version)
		if err != nil {
			return broken("", entry, "it cannot be read")
		}
		if b.Slot() != slot {
			slot, last = b.Slot(), 0
		}
		if last++; b.Version != last {
			return broken("", entry, "version %d is missing", last)
		}
		if sum, err := b.Sum(); err != nil || sum != b.Digest {
			return broken("", entry, "it does not say what was imported: the digest is another")
		}
		return nil
	})
}

func (v *verifier) people() error {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT p.id, p.name_key, p.address_key, p.service, p.sealed FROM people p ORDER BY p.id`)
	if err != nil {
		return err
	}
	err = each(rows, func() error {
		var id, name string
		var address sql.NullString
		var service int64
		var sealed []byte
		if err := rows.Scan(&id, &name, &address, &service, &sealed); err != nil {
			return err
		}
		p, err := v.store.openPerson(id, sealed)
		if err != nil {
			return broken("", "person "+id, "it is not what was sealed")
		}
		if name != v.store.key.Digest("person", p.Name) || address.Valid != (p.Address != "") || address.Valid && address.String != v.store.addressKey(p.Address) || string(p.ID) != id || flag(p.Service) != service {
			return broken("", "person "+id, "its columns do not agree")
		}
		v.proof.People++
		return nil
	})
	if err != nil {
		return err
	}
	var key string
	err = v.tx.QueryRowContext(v.ctx, `SELECT k.id FROM api_keys k WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = k.person_id) ORDER BY k.id LIMIT 1`).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return broken("", "key "+key, "it belongs to nobody")
}
