package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"verbatim/internal/store"
)

func scanDeliveries(rows *sql.Rows) ([]store.Delivery, error) {
	out := []store.Delivery{}
	err := each(rows, func() error {
		var d store.Delivery
		var state string
		var due int64
		var tried *int64
		if err := rows.Scan(&d.Endpoint, &d.Position, &d.Offer, &state, &d.Attempts, &due, &d.Status, &d.Failure, &tried); err != nil {
			return err
		}
		d.State, d.Due, d.Tried = store.DeliveryState(state), instant(due), optional(tried)
		out = append(out, d)
		return nil
	})
	return out, err
}

// endpointPayload is the sealed part of an endpoint: an address can hold a token of its own.
type endpointPayload struct {
	URL    string         `json:"url"`
	Secret []store.Secret `json:"secret"`
}

func endpointPlace(id string) string { return "webhooks/" + id }

// Endpoints gives every webhook endpoint, oldest first.
func (s *Store) Endpoints(ctx context.Context) ([]store.Endpoint, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id, revision, state, entities, types, created_at, cursor, sealed FROM webhook_endpoints ORDER BY created_at, id`)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out := []store.Endpoint{}
	err = each(rows, func() error {
		e, err := s.scanEndpoint(rows)
		out = append(out, e)
		return err
	})
	return out, s.dialect.translate(err)
}

func (s *Store) scanEndpoint(row scanner) (store.Endpoint, error) {
	var e store.Endpoint
	var state, entities, types string
	var created int64
	var sealed []byte
	if err := row.Scan(&e.ID, &e.Revision, &state, &entities, &types, &created, &e.Cursor, &sealed); err != nil {
		return e, err
	}
	e.State, e.Created = store.EndpointState(state), instant(created)
	raw, err := s.key.Open(sealed, endpointPlace(e.ID))
	if err != nil {
		return e, fmt.Errorf("webhook %s (is VERBATIM_KEY the key this database was made with?): %w", e.ID, err)
	}
	var p endpointPayload
	err = errors.Join(decodeJSON(string(raw), &p), decodeJSON(entities, &e.Entities), decodeJSON(types, &e.Types))
	e.URL, e.Secret = p.URL, p.Secret
	return e, err
}

// endpoint writes or removes a webhook endpoint. A new one hears of what is sealed from now on.
func (t *tx) endpoint(c store.Changes) error {
	if id := c.RemoveEndpoint; id != "" {
		if err := t.run(`DELETE FROM deliveries WHERE endpoint_id = $1`, id); err != nil {
			return err
		}
		return t.one(`DELETE FROM webhook_endpoints WHERE id = $1`, id)
	}
	e := c.Endpoint
	if e == nil {
		return nil
	}
	raw, err := json.Marshal(endpointPayload{URL: e.URL, Secret: e.Secret})
	if err != nil {
		return fmt.Errorf("webhook: %w", err)
	}
	entities, errEntities := json.Marshal(e.Entities)
	types, errTypes := json.Marshal(e.Types)
	if err := errors.Join(errEntities, errTypes); err != nil {
		return fmt.Errorf("webhook: %w", err)
	}
	sealed := t.store.key.Seal(raw, endpointPlace(e.ID))
	if e.Revision == 1 {
		return t.run(`INSERT INTO webhook_endpoints (id, revision, state, entities, types, created_at, cursor, sealed)
			VALUES ($1, $2, $3, $4, $5, $6, (SELECT coalesce(max(position), 0) FROM event_positions), $7)`,
			e.ID, e.Revision, string(e.State), string(entities), string(types), e.Created.UnixMilli(), sealed)
	}
	n, err := t.exec(`UPDATE webhook_endpoints SET revision = $1, state = $2, entities = $3, types = $4, sealed = $5 WHERE id = $6 AND revision = $7`,
		e.Revision, string(e.State), string(entities), string(types), sealed, e.ID, e.Revision-1)
	if err == nil && n != 1 {
		return store.ErrStale.With("the webhook has changed since it was read: try again")
	}
	return err
}

// one runs a statement that must touch exactly one row.
func (t *tx) one(query string, args ...any) error {
	n, err := t.exec(query, args...)
	if err == nil && n != 1 {
		return store.ErrNotFound
	}
	return err
}

// replay makes deliveries wait again: one of them, or, by moving the endpoint's cursor back, all after a position.
func (t *tx) replay(c store.Changes) error {
	r := c.Replay
	switch {
	case r == nil:
		return nil
	case r.Since != nil:
		return t.one(`UPDATE webhook_endpoints SET cursor = $1 WHERE id = $2 AND cursor >= $1`, *r.Since, r.Endpoint)
	}
	return t.one(`UPDATE deliveries SET state = 'waiting', attempts = 0, due_at = $1, token = '', until = 0 WHERE endpoint_id = $2 AND position = $3`,
		r.At.UnixMilli(), r.Endpoint, r.Position)
}
