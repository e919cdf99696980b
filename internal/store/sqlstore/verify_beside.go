package sqlstore

import (
	"database/sql"
	"fmt"
	"slices"

	"verbatim/internal/approval"
	"verbatim/internal/digest"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// What stands beside a letter. Rows that give somebody something (a link, a waiver, an approval that is asked for) must
// agree with the chain, in both directions. Rows that only help to find things (cards, precedents, the review queue) must
// agree with what they are about; that one is gone loses nothing that is not stored elsewhere. A privileged note must be
// what was sealed; no event tells of one, so that nothing which leaves the program can, and a note that is gone is not noticed.

func (v *verifier) cards(c *chunk) error {
	return v.rows(c, `SELECT offer_id, sealed FROM offer_cards`, "offer_id", "offer_id", func(r *sql.Rows) error {
		var o string
		var sealed []byte
		if err := r.Scan(&o, &sealed); err != nil {
			return err
		}
		var card store.Card
		h, err := c.opened(o, "the card", cardPlace, sealed, &card)
		if err != nil || h.key == nil {
			return err
		}
		sheet := h.versions[h.letters].Verbal
		if h.letters == 0 { // nothing but a proposal has a card before there is a letter
			sheet = h.proposed
		}
		if card.Candidate != sheet.Candidate.Name.Full || card.Title != sheet.Terms.Role.Title {
			return broken(o, "the card", "it is not that of the latest letter, or of the proposal")
		}
		return nil
	})
}

func (v *verifier) notes(c *chunk) error {
	return v.rows(c, `SELECT offer_id, decision_id, sealed FROM privileged_notes`, "offer_id", "offer_id, decision_id", func(r *sql.Rows) error {
		var o, id string
		var sealed []byte
		if err := r.Scan(&o, &id, &sealed); err != nil {
			return err
		}
		var n store.PrivilegedNote
		h, err := c.opened(o, "note on decision "+id, notePlace(id), sealed, &n)
		if err == nil && !h.found["decision "+id] {
			err = broken(o, "note on decision "+id, "there is no such decision")
		}
		return err
	})
}

func (v *verifier) precedents(c *chunk) error {
	query := `SELECT offer_id, flag_id, decision_id, code, place, wording, entity, decided_at FROM precedents`
	return v.rows(c, query, "offer_id", "offer_id, decision_id", func(r *sql.Rows) error {
		var o, flag, decision, code, at, wording, entity string
		var decided int64
		if err := r.Scan(&o, &flag, &decision, &code, &at, &wording, &entity, &decided); err != nil {
			return err
		}
		entry := "precedent " + decision
		h, err := c.of(o, entry)
		if err != nil || h.key == nil {
			return err
		}
		f, d := h.raised[flag], h.decided[decision]
		if d.Flag != flag || f.ID != flag || f.Deviation.Code != code || string(f.Wording) != wording || string(h.offer.Entity) != entity ||
			h.placeOf(f) != at || d.At.UnixMilli() != decided || d.Verdict != review.Clear && d.Verdict != review.ClearFallback {
			return broken(o, entry, "it is not what was decided")
		}
		return nil
	})
}

func (v *verifier) waivers(c *chunk) error {
	query := `SELECT id, offer_id, code, term, value_key, entity, place, author, created_at, expires_at FROM waivers`
	return v.rows(c, query, "offer_id", "offer_id, id", func(r *sql.Rows) error {
		var id, o, code, term, value, entity, at, author string
		var created, expires int64
		if err := r.Scan(&id, &o, &code, &term, &value, &entity, &at, &author, &created, &expires); err != nil {
			return err
		}
		entry := waiverEntry(id, expires)
		h, err := c.of(o, entry)
		if err != nil {
			return err
		}
		h.found[entry] = true
		if h.key == nil {
			return nil
		}
		d := h.decided[id]
		f := h.raised[d.Flag]
		sum, err := digest.OfJSON(f.Measures)
		if err != nil {
			return broken(o, "flag "+f.ID, "its values cannot be written")
		}
		if d.ID != id || d.Verdict != review.Clear || f.Deviation.Code != code || firstTerm(f) != term ||
			v.store.key.Digest("waiver", string(sum)) != value || string(h.offer.Entity) != entity || h.placeOf(f) != at ||
			string(d.By) != author || d.At.UnixMilli() != created {
			return broken(o, "waiver "+id, "it is not what was decided")
		}
		return nil
	})
}

// placeOf is where the work was to be done when a flag was raised: a later handoff may move it.
func (h *held) placeOf(f review.Flag) string {
	return string(h.versions[f.Letter].Verbal.Terms.Place.Jurisdiction)
}

// firstTerm is the term that a waiver is listed under; empty for a flag that is about the letter as a whole.
func firstTerm(f review.Flag) string {
	if len(f.Deviation.Terms) == 0 {
		return ""
	}
	return string(f.Deviation.Terms[0])
}

func waiverEntry(id string, expires int64) string {
	return fmt.Sprintf("waiver %s until %d", id, expires)
}

func (v *verifier) links(c *chunk) error {
	return v.rows(c, `SELECT id, offer_id, letter FROM links`, "offer_id", "offer_id, id", func(r *sql.Rows) error {
		var id, o string
		var n int
		if err := r.Scan(&id, &o, &n); err != nil {
			return err
		}
		h, err := c.of(o, "link "+id)
		if err != nil {
			return err
		}
		h.found[linkEntry(id, n)] = true
		return nil
	})
}

func linkEntry(id string, letter int) string { return fmt.Sprintf("link %s to letter %d", id, letter) }

func (v *verifier) attachments(c *chunk) error {
	return v.rows(c, `SELECT offer_id, id, made_at, sealed FROM attachments`, "offer_id", "offer_id, id", func(r *sql.Rows) error {
		var o, id string
		var made int64
		var sealed []byte
		if err := r.Scan(&o, &id, &made, &sealed); err != nil {
			return err
		}
		entry := attachmentEntry(id, made)
		h, err := c.of(o, entry)
		if err != nil {
			return err
		}
		h.found[entry] = true
		if h.key == nil {
			return nil
		}
		if _, err := h.key.Open(sealed, attachmentPlace(id)); err != nil {
			return broken(o, "attachment "+id, "it is not what was sealed")
		}
		return nil
	})
}

func attachmentEntry(id string, made int64) string {
	return fmt.Sprintf("attachment %s of %d", id, made)
}

func (v *verifier) queue(c *chunk) error {
	query := `SELECT offer_id, flag_id, letter, code, decides, entity, place FROM review_queue`
	return v.rows(c, query, "offer_id", "offer_id, flag_id", func(r *sql.Rows) error {
		var o, id, code, decides, entity, at string
		var n int
		if err := r.Scan(&o, &id, &n, &code, &decides, &entity, &at); err != nil {
			return err
		}
		h, err := c.of(o, "flag "+id+" in the queue")
		if err != nil || h.key == nil {
			return err
		}
		f := h.raised[id]
		waits := !h.settled(id)
		if f.ID != id || !waits || f.Letter != n || f.Deviation.Code != code || string(f.Deviation.Decides) != decides ||
			string(h.offer.Entity) != entity || h.placeOf(f) != at {
			return broken(o, "flag "+id+" in the queue", "it is not one that waits")
		}
		return nil
	})
}

// settled says whether a flag was decided.
func (h *held) settled(flag string) bool {
	for _, d := range h.decided {
		if d.Flag == flag {
			return true
		}
	}
	return false
}

// asked reads who is asked for an approval now.
func (v *verifier) asked(c *chunk) error {
	query := `SELECT offer_id, step, approver, entity, opened_at FROM approvals_open`
	return v.rows(c, query, "offer_id", "offer_id, step, approver", func(r *sql.Rows) error {
		var o, step, approver, entity string
		var opened int64
		if err := r.Scan(&o, &step, &approver, &entity, &opened); err != nil {
			return err
		}
		h, err := c.of(o, "approval "+step)
		if err == nil {
			h.asked = append(h.asked, askEntry(step, approver, entity, opened))
		}
		return err
	})
}

func askEntry(step, approver, entity string, opened int64) string {
	return fmt.Sprintf("%s by %s at %s since %d", step, approver, entity, opened)
}

// approvals wants exactly those to be asked for an approval whom the chain has it ask.
func (h *held) approvals() error {
	o := string(h.offer.ID)
	book, err := approval.Fold(h.events)
	if err != nil {
		return broken(o, "the chain", "its approvals cannot be read")
	}
	var want []string
	for _, s := range book.States {
		if s.Status != approval.Waiting || !h.offer.State.AwaitsApproval() {
			continue
		}
		for _, a := range s.Approvers {
			want = append(want, askEntry(s.ID, string(a), string(h.offer.Entity), s.Opened.UnixMilli()))
		}
	}
	slices.Sort(want)
	slices.Sort(h.asked)
	if !slices.Equal(slices.Compact(want), h.asked) {
		return broken(o, "the approvals that are asked for", "the chain tells of others")
	}
	return nil
}
