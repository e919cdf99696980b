package sqlstore

import (
	"context"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/store"
)

// OpenApprovals gives the steps that ask any of the names.
func (s *Store) OpenApprovals(ctx context.Context, sc store.Scope, names []approval.Approver, limit int) ([]store.OpenApproval, error) {
	if len(names) == 0 {
		return nil, nil
	}
	f := &filter{}
	f.among("approver", words(names))
	f.seesOf(sc, "approvals_open.offer_id", "entity")
	rows, err := s.read.QueryContext(ctx, `SELECT offer_id, step, MIN(approver), entity, opened_at FROM approvals_open`+f.where()+`
		GROUP BY offer_id, step, entity, opened_at ORDER BY opened_at, offer_id, step LIMIT `+f.arg(limit), f.args...)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	var out []store.OpenApproval
	err = each(rows, func() error {
		var a store.OpenApproval
		var opened int64
		err := rows.Scan(&a.Offer, &a.Step, &a.Approver, &a.Entity, &opened)
		a.Opened = instant(opened)
		out = append(out, a)
		return err
	})
	return out, s.dialect.translate(err)
}

// Delegations gives those from and to a person.
func (s *Store) Delegations(ctx context.Context, person actor.ID) ([]approval.Delegation, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id, from_person, to_person, start_at, end_at, created_at, ended_at FROM delegations
		WHERE from_person = $1 OR to_person = $1 ORDER BY created_at DESC, id DESC`, string(person))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	var out []approval.Delegation
	err = each(rows, func() error {
		var d approval.Delegation
		var start, end, created int64
		var ended *int64
		err := rows.Scan(&d.ID, &d.From, &d.To, &start, &end, &created, &ended)
		d.Start, d.End, d.Created, d.Ended = instant(start), instant(end), instant(created), optional(ended)
		out = append(out, d)
		return err
	})
	return out, s.dialect.translate(err)
}

// approvals writes what waits, and a delegation.
func (t *tx) approvals(c store.Changes) error {
	if c.Open != nil && c.Offer != nil {
		if err := t.run(`DELETE FROM approvals_open WHERE offer_id = $1`, string(c.Offer.ID)); err != nil {
			return err
		}
		for _, a := range *c.Open {
			err := t.run(`INSERT INTO approvals_open (offer_id, step, approver, entity, opened_at) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT DO NOTHING`, string(c.Offer.ID), a.Step, string(a.Approver), string(c.Offer.Entity), a.Opened.UnixMilli())
			if err != nil {
				return err
			}
		}
	}
	d := c.Delegation
	switch {
	case d == nil:
		return nil
	case d.Ended != nil:
		n, err := t.exec(`UPDATE delegations SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL`, d.Ended.UnixMilli(), d.ID)
		if err == nil && n != 1 {
			return store.ErrNotFound
		}
		return err
	}
	return t.run(`INSERT INTO delegations (id, from_person, to_person, start_at, end_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		d.ID, string(d.From), string(d.To), d.Start.UnixMilli(), d.End.UnixMilli(), d.Created.UnixMilli())
}
