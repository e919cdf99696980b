package sqlstore

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/seal"
	"verbatim/internal/store"
)

// querier is a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// offerKey opens an offer's key. An offer whose key was deleted is erased: there is nothing to read.
func (s *Store) offerKey(ctx context.Context, q querier, id string) (*seal.Offer, error) {
	var key, salt []byte
	err := q.QueryRowContext(ctx, `SELECT wrapped_key, salt FROM offer_keys WHERE offer_id = $1`, id).Scan(&key, &salt)
	if err != nil {
		return nil, err
	}
	o, err := s.key.Unwrap(id, key, salt)
	if err != nil {
		return nil, fmt.Errorf("key of offer %s (is VERBATIM_KEY the key this database was made with?): %w", id, err)
	}
	return o, nil
}

// Offer reads one offer.
func (s *Store) Offer(ctx context.Context, sc store.Scope, id offer.ID) (offer.Offer, error) {
	o, err := s.scoped(ctx, s.read, sc, id)
	return o, s.dialect.translate(err)
}

// scoped reads an offer that the scope allows; any other does not exist for the reader.
func (s *Store) scoped(ctx context.Context, q querier, sc store.Scope, id offer.ID) (offer.Offer, error) {
	f := &filter{}
	f.parts = append(f.parts, "o.id = "+f.arg(string(id)))
	f.sees(sc)
	var facts string
	if err := q.QueryRowContext(ctx, `SELECT o.facts FROM offers o`+f.where(), f.args...).Scan(&facts); err != nil {
		return offer.Offer{}, err
	}
	return decodeOffer(facts)
}

func decodeOffer(facts string) (offer.Offer, error) {
	var o offer.Offer
	if err := json.Unmarshal([]byte(facts), &o); err != nil {
		return o, fmt.Errorf("stored offer: %w", err)
	}
	return o, nil
}

// OfferBySource finds the offer of a source key within an entity.
func (s *Store) OfferBySource(ctx context.Context, sc store.Scope, e entity.ID, src offer.Source) (offer.Offer, error) {
	var id string
	err := s.read.QueryRowContext(ctx,
		`SELECT offer_id FROM offer_sources WHERE entity = $1 AND system = $2 AND account = $3 AND application = $4`,
		string(e), src.System, src.Account, src.Application).Scan(&id)
	if err != nil {
		return offer.Offer{}, s.dialect.translate(err)
	}
	return s.Offer(ctx, sc, offer.ID(id))
}

func words[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

func cursorOf(at time.Time, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(at.UnixMilli(), 10) + " " + id))
}

func parseCursor(cursor string) (int64, string, error) {
	bad := fault.New(fault.Unreadable, fault.CodeBadParameter, "the cursor is not one that this list gave: leave it out to begin at the newest")
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return 0, "", bad
	}
	at, id, ok := strings.Cut(string(raw), " ")
	n, err := strconv.ParseInt(at, 10, 64)
	if !ok || err != nil {
		return 0, "", bad
	}
	return n, id, nil
}

// each walks rows and closes them.
func each(rows *sql.Rows, do func() error) error {
	for rows.Next() {
		if err := do(); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}

// Handoff reads a handoff with its bytes as received.
func (s *Store) Handoff(ctx context.Context, sc store.Scope, o offer.ID, id string) (store.Handoff, error) {
	return s.oneHandoff(ctx, sc, o, `id = $2`, id)
}

// HandoffByDigest finds a handoff of the same record within an offer.
func (s *Store) HandoffByDigest(ctx context.Context, sc store.Scope, o offer.ID, d digest.Digest) (store.Handoff, error) {
	if _, err := s.Offer(ctx, sc, o); err != nil {
		return store.Handoff{}, err
	}
	key, err := s.offerKey(ctx, s.read, string(o))
	if err != nil {
		return store.Handoff{}, s.dialect.translate(err)
	}
	return s.oneHandoff(ctx, sc, o, `digest_key = $2`, key.Digest([]byte(d)))
}

// handoffPayload is the sealed part of a handoff.
type handoffPayload struct {
	Version string        `json:"version,omitempty"`
	Digest  digest.Digest `json:"digest"`
	Raw     []byte        `json:"raw"`
}

func (s *Store) oneHandoff(ctx context.Context, sc store.Scope, o offer.ID, where string, arg any) (store.Handoff, error) {
	if _, err := s.Offer(ctx, sc, o); err != nil {
		return store.Handoff{}, err
	}
	h := store.Handoff{Offer: o}
	var received int64
	var by string
	var sealed []byte
	err := s.read.QueryRowContext(ctx, `SELECT id, round, received_at, received_by, sealed FROM handoffs WHERE offer_id = $1 AND `+where, string(o), arg).
		Scan(&h.ID, &h.Round, &received, &by, &sealed)
	if err != nil {
		return store.Handoff{}, s.dialect.translate(err)
	}
	h.Received, h.By = instant(received), actor.ID(by)
	key, err := s.offerKey(ctx, s.read, string(o))
	if err != nil {
		return store.Handoff{}, s.dialect.translate(err)
	}
	var p handoffPayload
	if err := openJSON(key, sealed, "handoffs/"+h.ID, &p); err != nil {
		return store.Handoff{}, err
	}
	h.Version, h.Digest, h.Raw = p.Version, p.Digest, p.Raw
	return h, nil
}

// openJSON opens sealed bytes of one place and reads them leniently: stored rows may be older than the program.
func openJSON(key *seal.Offer, sealed []byte, at string, into any) error {
	raw, err := key.Open(sealed, at)
	if err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	return nil
}

func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func (t *tx) handoff(c store.Changes) error {
	h := c.Handoff
	if h == nil {
		return nil
	}
	sealed, err := t.sealJSON("handoffs/"+h.ID, handoffPayload{Version: h.Version, Digest: h.Digest, Raw: h.Raw})
	if err != nil {
		return err
	}
	version, err := t.sourceVersion(h)
	if err != nil {
		return err
	}
	return t.run(`INSERT INTO handoffs (offer_id, id, round, digest_key, version_key, received_at, received_by, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		string(h.Offer), h.ID, h.Round, t.offer.Digest([]byte(h.Digest)), version, h.Received.UnixMilli(), string(h.By), sealed)
}

// versionKey is how a source's version of a handoff is found within its offer.
func versionKey(o *seal.Offer, version string) string {
	return o.Digest([]byte("source.version " + version))
}

// sourceVersion keys the source's own version of a handoff, null where it has none. One that the offer has already under
// another digest is ErrVersion; the offer's row is held by the transaction, so nobody adds it in the meantime.
func (t *tx) sourceVersion(h *store.Handoff) (any, error) {
	if h.Version == "" {
		return nil, nil
	}
	key := versionKey(t.offer, h.Version)
	var n int
	err := t.QueryRowContext(t.ctx, `SELECT count(*) FROM handoffs WHERE offer_id = $1 AND version_key = $2 AND digest_key <> $3`,
		string(h.Offer), key, t.offer.Digest([]byte(h.Digest))).Scan(&n)
	if err == nil && n > 0 {
		err = store.ErrVersion
	}
	return key, err
}
