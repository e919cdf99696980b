package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/seal"
	"verbatim/internal/store"
)

// OfferEvents gives an offer's events after a sequence. Payloads are opened where the offer's key still exists.
func (s *Store) OfferEvents(ctx context.Context, sc store.Scope, o offer.ID, after int64, limit int) ([]event.Event, error) {
	if _, err := s.Offer(ctx, sc, o); err != nil {
		return nil, err
	}
	if limit <= 0 || limit > 1000 {
		limit = 500
	}
	key, err := s.offerKey(ctx, s.read, string(o))
	if err != nil && !errors.Is(err, sql.ErrNoRows) { // an erased offer keeps its facts
		return nil, s.dialect.translate(err)
	}
	rows, err := s.read.QueryContext(ctx, `SELECT sequence, id, type, at, hash, facts, sealed FROM events WHERE offer_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
		string(o), after, limit)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out := []event.Event{}
	err = each(rows, func() error {
		e, err := scanEvent(rows, string(o), key)
		out = append(out, e)
		return err
	})
	return out, s.dialect.translate(err)
}

// scanEvent reads one event. One whose columns say other than its facts was edited: it comes without its hash, so that
// its chain does not verify.
func scanEvent(row scanner, o string, key *seal.Offer) (event.Event, error) {
	var sequence, at int64
	var id, typ, hash, facts string
	var sealed []byte
	var e event.Event
	if err := row.Scan(&sequence, &id, &typ, &at, &hash, &facts, &sealed); err != nil {
		return e, err
	}
	if err := decodeJSON(facts, &e); err != nil {
		return e, err
	}
	if e.Offer != o || e.Sequence != sequence || e.ID != id || string(e.Type) != typ || e.At.UnixMilli() != at || string(e.Hash) != hash {
		e.Hash = ""
	}
	if key == nil || (len(sealed) == 0 && e.Seal == "") {
		return e, nil
	}
	payload, err := key.Open(sealed, eventPlace(sequence))
	if err != nil {
		return e, fmt.Errorf("payload of event %d: %w", sequence, err)
	}
	if key.Digest(payload) != e.Seal {
		return e, fmt.Errorf("payload of event %d is not the one that its chain covers", sequence)
	}
	e.Payload = payload
	return e, nil
}

func eventPlace(sequence int64) string { return fmt.Sprintf("events/%d", sequence) }

// events continues the offer's chain: each event is hashed over its predecessor, in the transaction of its act.
func (t *tx) events(c store.Changes) error {
	if len(c.Events) == 0 {
		return nil
	}
	var sequence int64
	var previous digest.Digest
	var err error
	if c.Expect > 0 { // a new offer has no events yet
		if sequence, previous, err = t.head(string(c.Offer.ID)); err != nil {
			return err
		}
	}
	if sequence != c.Expect || c.Offer.Revision != sequence+int64(len(c.Events)) {
		return store.ErrStale
	}
	rows := make([][]any, len(c.Events))
	for i, e := range c.Events {
		sequence++
		if rows[i], previous, err = t.event(e, sequence, previous); err != nil {
			return err
		}
	}
	return t.insert("events", "offer_id, sequence, id, type, at, facts, hash, sealed", "", rows)
}

// event completes an event and gives its row and its hash.
func (t *tx) event(e event.Event, sequence int64, previous digest.Digest) ([]any, digest.Digest, error) {
	e.Sequence, e.Previous = sequence, previous
	e.Facts = keyed(t.offer, e.Facts)
	e.At, e.Recorded = e.At.UTC().Truncate(time.Millisecond), e.Recorded.UTC().Truncate(time.Millisecond)
	var sealed []byte
	if len(e.Payload) > 0 {
		e.Seal = t.offer.Digest(e.Payload)
		sealed = t.offer.Seal(e.Payload, eventPlace(sequence))
	}
	var err error
	if e.Hash, err = e.Sum(); err != nil {
		return nil, "", err
	}
	facts, err := json.Marshal(e)
	if err != nil {
		return nil, "", fmt.Errorf("event: %w", err)
	}
	return []any{e.Offer, e.Sequence, e.ID, string(e.Type), e.At.UnixMilli(), string(facts), string(e.Hash), sealed}, e.Hash, nil
}

// head is the last event of an offer; 0 when there is none.
func (t *tx) head(o string) (int64, digest.Digest, error) {
	var sequence int64
	var hash string
	err := t.QueryRowContext(t.ctx, `SELECT sequence, hash FROM events WHERE offer_id = $1 ORDER BY sequence DESC LIMIT 1`, o).Scan(&sequence, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", nil
	}
	return sequence, digest.Digest(hash), err
}

var plainDigest = regexp.MustCompile(`sha256:[0-9a-f]{64}`)

// keyed puts a digest under the offer's salt in the place of each plain one: whoever knows what a value could be must not
// be able to try it against a digest that stands in clear, least of all after the offer was erased.
func keyed(key *seal.Offer, facts json.RawMessage) json.RawMessage {
	return plainDigest.ReplaceAllFunc(facts, func(d []byte) []byte { return []byte("hmac-sha256:" + key.Digest(d)) })
}
