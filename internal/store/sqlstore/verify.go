package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"verbatim/internal/audit"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/seal"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

var _ store.Auditor = (*Store)(nil)

// chunkSize is how many offers are held at once.
const chunkSize = 50

// Verify holds everything that is stored against its own history, on one snapshot of the database.
func (s *Store) Verify(ctx context.Context, anchor []store.Checkpoint) (store.Proof, error) {
	var options *sql.TxOptions
	if s.dialect.name == namePostgres { // SQLite's transactions see one snapshot by themselves
		options = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	raw, err := s.read.BeginTx(ctx, options)
	if err != nil {
		return store.Proof{}, s.dialect.translate(err)
	}
	v := &verifier{tx: raw, ctx: ctx, store: s}
	err = v.all(anchor)
	return v.proof, s.dialect.translate(errors.Join(err, rollback(raw)))
}

// verifier walks one snapshot.
type verifier struct {
	tx    *sql.Tx
	ctx   context.Context //nolint:containedctx // it lives as long as the transaction
	store *Store
	proof store.Proof
}

func (v *verifier) all(anchor []store.Checkpoint) error {
	judged := make(chan error, 1)
	judged <- nil
	for low := ""; ; {
		c, err := v.chunk(low)
		if err := errors.Join(<-judged, err); err != nil {
			return err
		}
		go func() { judged <- v.judge(c) }() // while the next chunk is read
		if c.last {
			break
		}
		low = c.high
	}
	if err := <-judged; err != nil {
		return err
	}
	if err := v.positions(anchor); err != nil {
		return err
	}
	if err := v.library(); err != nil {
		return err
	}
	if err := v.settings(); err != nil {
		return err
	}
	return v.leftOver()
}

// chunk is everything about the offers whose ids lie above low, up to high; above low when it is the last one.
type chunk struct {
	low, high string
	last      bool
	offers    map[string]*held
	order     []string
}

// held is one offer with what is stored of it.
type held struct {
	offer    offer.Offer
	key      *seal.Offer // nil when the offer is erased
	events   []event.Event
	found    map[string]bool // ids of handoffs, flags and decisions that stand in their tables
	versions map[int]letter.Version
	letters  int
	papers   int
	words    map[string]bool
	pins     map[int]string // of letters, by number: the names of their sets
	source   offer.Source
	proposed terms.Sheet        // of the proposal that stands
	receipts map[string]receipt // of handoffs, by id
	flags    map[int]int        // how many, by letter
	raised   map[string]review.Flag
	decided  map[string]review.Decision
	asked    []string // who is asked for an approval
}

// receipt is what the columns of a handoff say.
type receipt struct {
	round int
	at    int64
	by    string
}

func broken(offer, entry, format string, args ...any) error {
	return &store.Broken{Offer: offer, Entry: entry, Why: fmt.Sprintf(format, args...)}
}

// rows reads the rows of a table that belong to a chunk; query ends before the condition, and offer_id is its name.
func (v *verifier) rows(c *chunk, query, column, order string, do func(*sql.Rows) error) error {
	args := []any{c.low}
	query += ` WHERE ` + column + ` > $1`
	if !c.last {
		args = append(args, c.high)
		query += ` AND ` + column + ` <= $2`
	}
	r, err := v.tx.QueryContext(v.ctx, query+` ORDER BY `+order, args...)
	if err != nil {
		return err
	}
	return each(r, func() error { return do(r) })
}

// of finds the offer that a row belongs to.
func (c *chunk) of(id, entry string) (*held, error) {
	h, ok := c.offers[id]
	if !ok {
		return nil, broken(id, entry, "there is no such offer")
	}
	return h, nil
}

// chunk reads the offers above low and what belongs to them.
func (v *verifier) chunk(low string) (*chunk, error) {
	c := &chunk{low: low, offers: map[string]*held{}}
	rows, err := v.tx.QueryContext(v.ctx, `SELECT id, entity, state, revision, opened_at, changed_at, facts FROM offers WHERE id > $1 ORDER BY id LIMIT $2`, low, chunkSize)
	if err != nil {
		return nil, err
	}
	if err := each(rows, func() error { return v.offerRow(c, rows) }); err != nil {
		return nil, err
	}
	c.last = len(c.order) < chunkSize
	if !c.last {
		c.high = c.order[len(c.order)-1]
	}
	for _, read := range []func(*chunk) error{
		v.keys, v.events, v.sources, v.words, v.handoffs, v.pins, v.letters, v.documents, v.flags, v.decisions,
		v.cards, v.notes, v.precedents, v.waivers, v.links, v.attachments, v.queue, v.asked,
	} {
		if err := read(c); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// offerRow reads one offer: the columns that lists go by must say what the row itself says.
func (v *verifier) offerRow(c *chunk, row scanner) error {
	var id, entity, state, facts string
	var revision, opened, changed int64
	if err := row.Scan(&id, &entity, &state, &revision, &opened, &changed, &facts); err != nil {
		return err
	}
	o, err := decodeOffer(facts)
	if err != nil {
		return broken(id, "the row", "it cannot be read")
	}
	if string(o.ID) != id || string(o.Entity) != entity || string(o.State) != state || o.Revision != revision ||
		o.Opened.UnixMilli() != opened || o.Changed.UnixMilli() != changed {
		return broken(id, "the row", "its columns do not agree")
	}
	c.order = append(c.order, id)
	c.offers[id] = &held{
		offer: o, found: map[string]bool{}, versions: map[int]letter.Version{}, words: map[string]bool{}, pins: map[int]string{},
		receipts: map[string]receipt{}, flags: map[int]int{}, raised: map[string]review.Flag{}, decided: map[string]review.Decision{},
	}
	return nil
}

func (v *verifier) keys(c *chunk) error {
	return v.rows(c, `SELECT offer_id, wrapped_key, salt FROM offer_keys`, "offer_id", "offer_id", func(r *sql.Rows) error {
		var id string
		var key, salt []byte
		if err := r.Scan(&id, &key, &salt); err != nil {
			return err
		}
		h, err := c.of(id, "the key")
		if err != nil {
			return err
		}
		if h.key, err = v.store.key.Unwrap(id, key, salt); err != nil {
			return broken(id, "the key", "it does not open (is VERBATIM_KEY the key this database was made with?)")
		}
		return nil
	})
}

// events reads the chains: columns, and the keyed digest of each payload. The chain itself is held when it is whole.
func (v *verifier) events(c *chunk) error {
	return v.rows(c, `SELECT offer_id, sequence, id, type, at, hash, facts, sealed FROM events`, "offer_id", "offer_id, sequence", func(r *sql.Rows) error {
		var o, id, typ, hash, facts string
		var sequence, at int64
		var sealed []byte
		if err := r.Scan(&o, &sequence, &id, &typ, &at, &hash, &facts, &sealed); err != nil {
			return err
		}
		entry := fmt.Sprintf("event %d", sequence)
		h, err := c.of(o, entry)
		if err != nil {
			return err
		}
		var e event.Event
		if err := decodeJSON(facts, &e); err != nil {
			return broken(o, entry, "it cannot be read")
		}
		if e.Offer != o || e.Sequence != sequence || e.ID != id || string(e.Type) != typ || e.At.UnixMilli() != at || e.Hash != digest.Digest(hash) {
			return broken(o, entry, "its columns do not agree")
		}
		if (e.Seal == "") != (len(sealed) == 0) {
			return broken(o, entry, "its payload is missing, or was put there later")
		}
		if h.key != nil && e.Seal != "" {
			payload, err := h.key.Open(sealed, eventPlace(sequence))
			if err != nil || h.key.Digest(payload) != e.Seal {
				return broken(o, entry, "its payload is not what was sealed")
			}
		}
		h.events = append(h.events, e)
		v.proof.Events++
		return nil
	})
}

// judge holds each offer's row and rows against its chain.
func (v *verifier) judge(c *chunk) error {
	for _, id := range c.order {
		h := c.offers[id]
		if err := audit.Verify(h.events); err != nil {
			var b *audit.Broken
			if errors.As(err, &b) {
				return broken(id, fmt.Sprintf("event %d", b.Sequence), "%s", b.Why)
			}
			return err
		}
		s, err := audit.Replay(h.events)
		if err != nil {
			return broken(id, "the chain", "it cannot be replayed")
		}
		if why := differs(s, h.offer); why != "" {
			return broken(id, "the row", "%s is not what its events say", why)
		}
		if err := v.complete(h, s); err != nil {
			return err
		}
		v.proof.Offers++
	}
	return nil
}

// differs names what of an offer's row is not what its events make of it; empty when all is.
func differs(s audit.Standing, o offer.Offer) string {
	clock, amended := offer.Clock{}, offer.LetterRef{}
	if o.Clock != nil {
		clock = *o.Clock
	}
	if o.Amended != nil {
		amended = *o.Amended
	}
	for _, x := range []struct {
		name string
		same bool
	}{
		{"the revision", s.Revision == o.Revision},
		{"the state", s.State == string(o.State)},
		{"the round", s.Round == o.Round},
		{"the handoff", s.Handoff == o.Handoff},
		{"the proposal", s.Proposal == o.Proposal},
		{"the letter version", s.Letter == o.Letter},
		{"the issued letter", s.IssuedLetter == o.IssuedLetter},
		{"the time of issue", sameTime(s.Issued, o.Issued)},
		{"the time to answer", sameTime(s.Expires, o.Expires)},
		{"whether it waits for an answer", s.Answerable == o.Answerable},
		{"whether it is paused", s.Paused == o.Paused},
		{"whether changes were asked for", s.Asked == o.Asked},
		{"the clock", (s.Stopped == nil) == (o.Clock == nil) && (s.Stopped == nil || s.Stopped.Equal(clock.Stopped)) && s.Confirmed == clock.Confirmed},
		{"the amendments", slices.Equal(s.Amendments, words(o.Amendments))},
		{"the amendment in force", s.Amended == audit.Amended{Offer: string(amended.Offer), Letter: amended.Letter}},
		{"the counts", s.Counts == audit.Counts{
			Unwritten: o.Unwritten, Differences: o.Differences, OpenFlags: o.OpenFlags, BlockedFlags: o.BlockedFlags, Verdict: o.Verdict,
		}},
	} {
		if !x.same {
			return x.name
		}
	}
	return ""
}

func sameTime(a, b *time.Time) bool {
	return (a == nil) == (b == nil) && (a == nil || a.Equal(*b))
}
