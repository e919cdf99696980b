package sqlstore

import (
	"context"

	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// Flags gives the flags of one version with the decisions on them, in the order they were raised.
func (s *Store) Flags(ctx context.Context, sc store.Scope, o offer.ID, n int) ([]review.Flag, error) {
	if _, err := s.Offer(ctx, sc, o); err != nil {
		return nil, err
	}
	key, err := s.offerKey(ctx, s.read, string(o))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	rows, err := s.read.QueryContext(ctx, `SELECT f.id, f.sealed, d.id, d.sealed FROM flags f
		LEFT JOIN decisions d ON d.offer_id = f.offer_id AND d.flag_id = f.id
		WHERE f.offer_id = $1 AND f.letter = $2 ORDER BY f.ordinal`, string(o), n)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out := []review.Flag{}
	err = each(rows, func() error {
		var id string
		var sealed, decided []byte
		var decision *string
		if err := rows.Scan(&id, &sealed, &decision, &decided); err != nil {
			return err
		}
		var f review.Flag
		if err := openJSON(key, sealed, "flags/"+id, &f); err != nil {
			return err
		}
		if decision != nil {
			f.Decision = &review.Decision{}
			if err := openJSON(key, decided, "decisions/"+*decision, f.Decision); err != nil {
				return err
			}
		}
		f.Status = review.StatusOf(f)
		out = append(out, f)
		return nil
	})
	return out, s.dialect.translate(err)
}

// Decisions gives every decision on an offer, oldest first.
func (s *Store) Decisions(ctx context.Context, sc store.Scope, o offer.ID) ([]review.Decision, error) {
	if _, err := s.Offer(ctx, sc, o); err != nil {
		return nil, err
	}
	key, err := s.offerKey(ctx, s.read, string(o))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	rows, err := s.read.QueryContext(ctx, `SELECT id, sealed FROM decisions WHERE offer_id = $1 ORDER BY decided_at, id`, string(o))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out := []review.Decision{}
	err = each(rows, func() error {
		var id string
		var sealed []byte
		if err := rows.Scan(&id, &sealed); err != nil {
			return err
		}
		var d review.Decision
		if err := openJSON(key, sealed, "decisions/"+id, &d); err != nil {
			return err
		}
		out = append(out, d)
		return nil
	})
	return out, s.dialect.translate(err)
}

func (t *tx) flags(c store.Changes) error {
	rows := make([][]any, len(c.Flags))
	for i, f := range c.Flags {
		f.Decision, f.Status = nil, ""
		sealed, err := t.sealJSON("flags/"+f.ID, f)
		if err != nil {
			return err
		}
		rows[i] = []any{
			f.Offer, f.ID, f.Letter, i, f.Deviation.Code, string(f.Deviation.Severity), string(f.Deviation.Decides), f.Raised.UnixMilli(), sealed,
		}
	}
	return t.insert("flags", "offer_id, id, letter, ordinal, code, severity, decides, raised_at, sealed", "", rows)
}

// decisions writes decisions. One that saw another fingerprint than its flag's is refused here too.
func (t *tx) decisions(c store.Changes) error {
	for _, d := range c.Decisions {
		var sealedFlag []byte
		err := t.QueryRowContext(t.ctx, `SELECT sealed FROM flags WHERE offer_id = $1 AND id = $2`, d.Offer, d.Flag).Scan(&sealedFlag)
		if err != nil {
			return err
		}
		var f review.Flag
		if err := openJSON(t.offer, sealedFlag, "flags/"+d.Flag, &f); err != nil {
			return err
		}
		if f.Fingerprint != d.Fingerprint || f.Letter != d.Letter {
			return fault.New(fault.Conflict, fault.CodeDigestMismatch, "the decision was made on another state of the flag: read it again")
		}
		sealed, err := t.sealJSON("decisions/"+d.ID, d)
		if err != nil {
			return err
		}
		err = t.run(`INSERT INTO decisions (offer_id, id, flag_id, letter, verdict, decided_by, decided_at, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			d.Offer, d.ID, d.Flag, d.Letter, string(d.Verdict), d.By, d.At.UnixMilli(), sealed)
		if err != nil {
			return err
		}
	}
	return nil
}
