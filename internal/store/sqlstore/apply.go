package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"verbatim/internal/fault"
	"verbatim/internal/seal"
	"verbatim/internal/store"
)

// attempts is how often a transaction is run that failed only because of its neighbours.
const attempts = 5

// Apply writes all of c in one transaction or nothing. What needs no transaction is made before it: keys, and sealed PDFs.
func (s *Store) Apply(ctx context.Context, c store.Changes) error {
	if err := belongs(c); err != nil {
		return err
	}
	a, err := s.ahead(ctx, c)
	if err != nil {
		return s.dialect.translate(err)
	}
	return s.dialect.translate(s.inTx(ctx, func(t *tx) error {
		t.ahead = a
		return t.apply(c)
	}))
}

// tx is one write transaction.
type tx struct {
	*sql.Tx
	ctx   context.Context //nolint:containedctx // it lives as long as the transaction
	store *Store
	offer *seal.Offer // the key of the offer that the transaction writes to
	ahead ahead       // what was made before it
}

// inTx runs do in a write transaction, again when it failed only because of its neighbours.
func (s *Store) inTx(ctx context.Context, do func(*tx) error) error {
	var err error
	for range attempts {
		if err = s.once(ctx, do); err == nil || !s.dialect.retry(err) {
			break
		}
	}
	return err
}

func (s *Store) once(ctx context.Context, do func(*tx) error) error {
	raw, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(&tx{Tx: raw, ctx: ctx, store: s}); err != nil {
		return errors.Join(err, rollback(raw))
	}
	return raw.Commit()
}

// rollback ends a failed transaction; that it has ended already is no error.
func rollback(t *sql.Tx) error {
	if err := t.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}

func (t *tx) apply(c store.Changes) error {
	for _, step := range []func(store.Changes) error{
		t.finishClaim, t.people, t.keys, t.library, t.bands, t.libraryActs, t.offerRow, t.handoff, t.letter, t.flags, t.decisions, t.waiting, t.card,
		t.precedents, t.privileged, t.waivers, t.sessions, t.events, t.beside, t.answering, t.approvals, t.erase, t.endpoint, t.replay,
	} {
		if err := step(c); err != nil {
			return err
		}
	}
	return nil
}

// exec runs a statement and says how many rows it touched.
func (t *tx) exec(query string, args ...any) (int64, error) {
	r, err := t.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (t *tx) run(query string, args ...any) error {
	_, err := t.exec(query, args...)
	return err
}

// offerRow writes the offer at its expected revision: a conditional update, so that of two writers one wins.
func (t *tx) offerRow(c store.Changes) error {
	o := c.Offer
	if o == nil {
		return nil
	}
	facts, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("offer: %w", err)
	}
	if c.Expect == 0 {
		return t.newOffer(c, facts)
	}
	n, err := t.exec(`UPDATE offers SET state = $1, revision = $2, changed_at = $3, facts = $4 WHERE id = $5 AND revision = $6`,
		string(o.State), o.Revision, o.Changed.UnixMilli(), string(facts), string(o.ID), c.Expect)
	if err != nil {
		return err
	}
	if n != 1 {
		return store.ErrStale
	}
	t.offer, err = t.store.offerKey(t.ctx, t.Tx, string(o.ID))
	return err
}

func (t *tx) newOffer(c store.Changes, facts []byte) error {
	o := c.Offer
	err := t.run(`INSERT INTO offers (id, entity, state, revision, opened_at, changed_at, facts) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		string(o.ID), string(o.Entity), string(o.State), o.Revision, o.Opened.UnixMilli(), o.Changed.UnixMilli(), string(facts))
	if err != nil {
		return err
	}
	if o.Source.Application != "" && o.Amends == nil { // the source names the offer that was accepted, not its amendments
		err := t.run(`INSERT INTO offer_sources (entity, system, account, application, offer_id) VALUES ($1, $2, $3, $4, $5)`,
			string(o.Entity), o.Source.System, o.Source.Account, o.Source.Application, string(o.ID))
		if err != nil {
			return err
		}
	}
	t.offer = t.ahead.key
	key, salt := t.store.key.Wrap(t.offer)
	if err := t.run(`INSERT INTO offer_keys (offer_id, wrapped_key, salt) VALUES ($1, $2, $3)`, string(o.ID), key, salt); err != nil {
		return err
	}
	return nil
}

// beside writes the row and the events of the other offer that the act concerns, under that one's own key.
func (t *tx) beside(c store.Changes) error {
	if c.Beside == nil {
		return nil
	}
	own := t.offer
	defer func() { t.offer = own }()
	other := store.Changes{Offer: &c.Beside.Offer, Expect: c.Beside.Expect, Events: c.Beside.Events}
	if err := t.offerRow(other); err != nil {
		return err
	}
	return t.events(other)
}

// sealJSON seals a value for one place in the store.
func (t *tx) sealJSON(at string, v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", at, err)
	}
	return t.offer.Seal(raw, at), nil
}

// finishClaim marks the claim done; only the attempt that holds it can.
func (t *tx) finishClaim(c store.Changes) error {
	if c.Claim == nil {
		return nil
	}
	result, err := json.Marshal(c.Result)
	if err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	n, err := t.exec(`UPDATE claims SET result = $1 WHERE owner = $2 AND operation = $3 AND key = $4 AND token = $5 AND result IS NULL`,
		string(result), c.Claim.Owner, c.Claim.Operation, t.store.claimKey(*c.Claim), c.Claim.Token)
	if err != nil {
		return err
	}
	if n != 1 {
		return errClaimLost
	}
	return nil
}

var errClaimLost = fault.New(fault.Conflict, fault.CodeRunning, "another attempt with this Idempotency-Key has taken over: repeat the request to get its answer")
