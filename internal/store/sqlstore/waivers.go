package sqlstore

import (
	"context"
	"time"

	"verbatim/internal/entity"
	"verbatim/internal/offer"
	"verbatim/internal/place"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

const waiverColumns = `SELECT id, offer_id, code, term, entity, place, author, created_at, expires_at FROM waivers `

// ListWaivers gives the waivers that hold at a time.
func (s *Store) ListWaivers(ctx context.Context, sc store.Scope, now time.Time) ([]store.Waiver, error) {
	f := &filter{}
	f.parts = append(f.parts, "expires_at > "+f.arg(now.UnixMilli()), "revoked_at IS NULL")
	f.seesOf(sc, "waivers.offer_id", "entity")
	rows, err := s.read.QueryContext(ctx, waiverColumns+f.where()+` ORDER BY created_at DESC, id LIMIT 500`, f.args...)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out := []store.Waiver{}
	err = each(rows, func() error {
		w, err := scanWaiver(rows)
		out = append(out, w)
		return err
	})
	return out, s.dialect.translate(err)
}

// WaiverOf finds the waiver that covers what a rule found.
func (s *Store) WaiverOf(ctx context.Context, k store.WaiverKey, now time.Time) (store.Waiver, error) {
	w, err := scanWaiver(s.read.QueryRowContext(ctx, waiverColumns+`WHERE entity = $1 AND place = $2 AND code = $3 AND value_key = $4
		AND expires_at > $5 AND revoked_at IS NULL ORDER BY expires_at DESC LIMIT 1`,
		string(k.Entity), string(k.Place), k.Code, s.key.Digest("waiver", string(k.Value)), now.UnixMilli()))
	return w, s.dialect.translate(err)
}

func scanWaiver(row scanner) (store.Waiver, error) {
	var w store.Waiver
	var id, term, e, at string
	var created, expires int64
	err := row.Scan(&w.ID, &id, &w.Code, &term, &e, &at, &w.Author, &created, &expires)
	w.Offer, w.Term, w.Entity, w.Place, w.Created, w.Expires = offer.ID(id), terms.Pointer(term), entity.ID(e), place.Code(at), instant(created), instant(expires)
	return w, err
}

// waivers makes waivers and ends them.
func (t *tx) waivers(c store.Changes) error {
	rows := make([][]any, len(c.Waivers))
	for i, w := range c.Waivers {
		rows[i] = []any{
			w.ID, string(w.Offer), w.Code, string(w.Term), t.store.key.Digest("waiver", string(w.Value)), string(w.Entity), string(w.Place), w.Author,
			w.Created.UnixMilli(), w.Expires.UnixMilli(),
		}
	}
	if err := t.insert("waivers", "id, offer_id, code, term, value_key, entity, place, author, created_at, expires_at", "", rows); err != nil {
		return err
	}
	if c.EndWaiver == nil {
		return nil
	}
	return t.one(`UPDATE waivers SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL`, c.EndWaiver.At.UnixMilli(), c.EndWaiver.Key)
}
