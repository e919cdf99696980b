package sqlstore

import (
	"context"
	"fmt"

	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// cardPlace names where a card is sealed.
const cardPlace = "card"

// notePlace names where the privileged note on a decision is sealed.
func notePlace(decision string) string { return "privileged/" + decision }

// Cards says who offers are for.
func (s *Store) Cards(ctx context.Context, sc store.Scope, ids []offer.ID) (map[offer.ID]store.Card, error) {
	out := map[offer.ID]store.Card{}
	if len(ids) == 0 {
		return out, nil
	}
	f := &filter{}
	f.among("c.offer_id", words(ids))
	f.sees(sc)
	rows, err := s.read.QueryContext(ctx, `SELECT c.offer_id, c.sealed, k.wrapped_key, k.salt FROM offer_cards c
		JOIN offers o ON o.id = c.offer_id JOIN offer_keys k ON k.offer_id = c.offer_id`+f.where(), f.args...)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	err = each(rows, func() error {
		var id string
		var sealed, key, salt []byte
		if err := rows.Scan(&id, &sealed, &key, &salt); err != nil {
			return err
		}
		k, err := s.key.Unwrap(id, key, salt)
		if err != nil {
			return fmt.Errorf("key of offer %s: %w", id, err)
		}
		var c store.Card
		err = openJSON(k, sealed, cardPlace, &c)
		out[offer.ID(id)] = c
		return err
	})
	return out, s.dialect.translate(err)
}

// card keeps who the latest letter is for, or the proposal while there is none.
func (t *tx) card(c store.Changes) error {
	card := c.Proposed
	switch {
	case c.Letter != nil:
		sheet := c.Letter.Verbal
		card = &store.Card{Candidate: sheet.Candidate.Name.Full, Title: sheet.Terms.Role.Title, Said: c.Said}
	case card == nil:
		return nil
	default: // a letter brings its own search words
		if err := t.found(string(c.Offer.ID), t.store.nameMarks(card.Candidate)); err != nil {
			return err
		}
	}
	sealed, err := t.sealJSON(cardPlace, card)
	if err != nil {
		return err
	}
	return t.run(`INSERT INTO offer_cards (offer_id, sealed) VALUES ($1, $2) ON CONFLICT (offer_id) DO UPDATE SET sealed = excluded.sealed`,
		string(c.Offer.ID), sealed)
}

// PrivilegedNotes gives legal's own notes on an offer's flags, by decision id.
func (s *Store) PrivilegedNotes(ctx context.Context, sc store.Scope, o offer.ID) (map[string]store.PrivilegedNote, error) {
	if _, err := s.Offer(ctx, sc, o); err != nil {
		return nil, err
	}
	key, err := s.offerKey(ctx, s.read, string(o))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	rows, err := s.read.QueryContext(ctx, `SELECT decision_id, sealed FROM privileged_notes WHERE offer_id = $1`, string(o))
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out := map[string]store.PrivilegedNote{}
	err = each(rows, func() error {
		var id string
		var sealed []byte
		if err := rows.Scan(&id, &sealed); err != nil {
			return err
		}
		var n store.PrivilegedNote
		err := openJSON(key, sealed, notePlace(id), &n)
		out[id] = n
		return err
	})
	return out, s.dialect.translate(err)
}

func (t *tx) privileged(c store.Changes) error {
	rows := make([][]any, len(c.Privileged))
	for i, n := range c.Privileged {
		sealed, err := t.sealJSON(notePlace(n.Decision), n)
		if err != nil {
			return err
		}
		rows[i] = []any{string(c.Offer.ID), n.Decision, sealed}
	}
	return t.insert("privileged_notes", "offer_id, decision_id, sealed", "", rows)
}
