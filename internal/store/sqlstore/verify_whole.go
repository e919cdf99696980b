package sqlstore

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"verbatim/internal/audit"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// named are the ids that an event's facts name, and what of the offer is settled when it is opened.
type named struct {
	Handoff      string       `json:"handoff_id"`
	Proposal     string       `json:"proposal_id"`
	Flag         string       `json:"flag_id"`
	Decision     string       `json:"decision_id"`
	Entity       string       `json:"entity"`
	Groups       offer.Groups `json:"groups"`
	Source       offer.Source `json:"source"`
	Mark         string       `json:"mark"`
	Confidential bool         `json:"confidential"`
	Waived       *time.Time   `json:"holds_until"`
	Link         string       `json:"link_id"`
	Attachment   string       `json:"attachment_id"`

	Amends *offer.LetterRef `json:"amends"`
}

// opened says whether the first event names what the offer's row says of itself.
func (n named) opened(o offer.Offer) bool {
	same := (n.Amends == nil) == (o.Amends == nil) && (n.Amends == nil || *n.Amends == *o.Amends)
	return same && n.Entity == string(o.Entity) && n.Groups == o.Groups && n.Source == o.Source && n.Mark == o.Mark && n.Confidential == o.Confidential
}

// complete wants a row for everything that the chain says was written, and nothing else.
func (v *verifier) complete(h *held, s audit.Standing) error {
	o := string(h.offer.ID)
	if h.letters != s.Letter {
		return broken(o, fmt.Sprintf("letter %d", min(h.letters, s.Letter)+1), "the chain tells of %d letters, and %d are stored", s.Letter, h.letters)
	}
	if h.papers != 0 {
		return broken(o, "a PDF", "a letter names it, and it is missing or stands twice")
	}
	erased := slices.ContainsFunc(h.events, func(e event.Event) bool { return e.Type == event.OfferErased })
	if erased != (h.key == nil) {
		return broken(o, "the key", "it is missing, or it is there though the offer was erased")
	}
	if erased {
		v.proof.Erased++
	}
	if keyed := h.offer.Source.Application != "" && h.offer.Amends == nil; keyed && h.source != h.offer.Source {
		return broken(o, "the source", "it is not the one that the offer came from")
	}
	if err := h.approvals(); err != nil {
		return err
	}
	told := map[string]bool{}
	for i, e := range h.events {
		if err := tells(h, i, e, told); err != nil {
			return err
		}
	}
	for name := range h.found {
		if !told[name] {
			return broken(o, name, "no event tells of it")
		}
	}
	return nil
}

// tells notes what an event tells of, and wants it to be stored.
func tells(h *held, i int, e event.Event, told map[string]bool) error {
	o, entry := string(h.offer.ID), fmt.Sprintf("event %d", e.Sequence)
	var n named
	if len(e.Facts) > 0 {
		if err := json.Unmarshal(e.Facts, &n); err != nil {
			return broken(o, entry, "its facts cannot be read")
		}
	}
	if i == 0 && !n.opened(h.offer) {
		return broken(o, "the row", "it is not what the offer was opened with")
	}
	names := []string{}
	for _, id := range []string{n.Handoff, n.Proposal} { // a proposal is kept as a handoff is
		if id == "" {
			continue
		}
		got, ok := h.receipts[id]
		if first := !told["handoff "+id]; first && ok && (got.by != string(e.Actor) || got.at != e.Recorded.UnixMilli()) {
			return broken(o, "handoff "+id, "it was not received when and by whom event %d says", e.Sequence)
		}
		names = append(names, "handoff "+id)
	}
	if n.Flag != "" {
		names = append(names, "flag "+n.Flag)
	}
	if n.Decision != "" {
		names = append(names, "decision "+n.Decision)
	}
	if n.Waived != nil {
		names = append(names, waiverEntry(n.Decision, n.Waived.UnixMilli()))
	}
	if n.Link != "" && e.Type != event.LetterOpened {
		names = append(names, linkEntry(n.Link, e.Letter))
	}
	if n.Attachment != "" {
		names = append(names, attachmentEntry(n.Attachment, e.Recorded.UnixMilli()))
	}
	for _, name := range names {
		if !h.found[name] {
			return broken(o, name, "event %d tells of it, and it is missing", e.Sequence)
		}
		told[name] = true
	}
	return nil
}

// positions holds the log-wide order: no gap, each event once, the checkpoints inside and those kept elsewhere.
func (v *verifier) positions(anchor []store.Checkpoint) error {
	inside, err := v.checkpoints()
	if err != nil {
		return err
	}
	outside := map[int64][]digest.Digest{}
	for _, a := range anchor {
		outside[a.Position] = append(outside[a.Position], a.Hash)
	}
	head, err := v.walk(inside, outside)
	if err != nil {
		return err
	}
	for p := range outside {
		if p > head.Position {
			return broken("", fmt.Sprintf("position %d", head.Position+1), "the order ends before a checkpoint that was kept elsewhere, at %d: the database is an older copy, or was cut", p)
		}
	}
	if last := v.proof.Head; last.Position != head.Position {
		return broken("", fmt.Sprintf("position %d", head.Position), "the last checkpoint is at %d", last.Position)
	}
	v.proof.Anchored = len(anchor)
	return v.unplaced(head)
}

func (v *verifier) checkpoints() (map[int64]digest.Digest, error) {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT position, hash, sealed_at FROM checkpoints ORDER BY position`)
	if err != nil {
		return nil, err
	}
	out := map[int64]digest.Digest{}
	err = each(rows, func() error {
		var p, at int64
		var hash string
		if err := rows.Scan(&p, &hash, &at); err != nil {
			return err
		}
		out[p] = digest.Digest(hash)
		v.proof.Head = store.Checkpoint{Position: p, Hash: digest.Digest(hash), At: instant(at)}
		return nil
	})
	return out, err
}

// walk goes along the order and compares each checkpoint on its way.
func (v *verifier) walk(inside map[int64]digest.Digest, outside map[int64][]digest.Digest) (store.Checkpoint, error) {
	var c store.Checkpoint
	rows, err := v.tx.QueryContext(v.ctx, `SELECT p.position, p.offer_id, p.sequence, e.hash FROM event_positions p
		LEFT JOIN events e ON e.offer_id = p.offer_id AND e.sequence = p.sequence ORDER BY p.position`)
	if err != nil {
		return c, err
	}
	seen := 0
	err = each(rows, func() error {
		var p store.Placed
		var hash sql.NullString
		if err := rows.Scan(&p.Position, &p.Offer, &p.Sequence, &hash); err != nil {
			return err
		}
		entry := fmt.Sprintf("position %d", p.Position)
		if p.Position != c.Position+1 {
			return broken("", fmt.Sprintf("position %d", c.Position+1), "position %d stands in its place", p.Position)
		}
		if !hash.Valid {
			return broken(p.Offer, entry, "it names event %d, and that is missing", p.Sequence)
		}
		p.Hash = digest.Digest(hash.String)
		c = c.Continue(p)
		if want, ok := inside[p.Position]; ok {
			seen++
			if want != c.Hash {
				return broken("", entry, "the order up to it is not that of its checkpoint")
			}
		}
		for _, want := range outside[p.Position] {
			if want != c.Hash {
				return broken("", entry, "the order up to it is not that of the checkpoint that was kept elsewhere")
			}
		}
		return nil
	})
	if err == nil && seen != len(inside) {
		err = broken("", fmt.Sprintf("position %d", c.Position+1), "a checkpoint is of a position that is missing")
	}
	return c, err
}

// unplaced wants every event to have its position, or to wait for it.
func (v *verifier) unplaced(head store.Checkpoint) error {
	err := v.tx.QueryRowContext(v.ctx, `SELECT count(*) FROM events_waiting w JOIN events e ON e.offer_id = w.offer_id AND e.sequence = w.sequence`).Scan(&v.proof.Waiting)
	if err != nil {
		return err
	}
	if int64(v.proof.Events) != head.Position+int64(v.proof.Waiting) {
		return broken("", "the order", "%d events, %d positions, and %d that wait for theirs", v.proof.Events, head.Position, v.proof.Waiting)
	}
	return nil
}
