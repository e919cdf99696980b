package sqlstore

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/review"
)

func (v *verifier) sources(c *chunk) error {
	return v.rows(c, `SELECT offer_id, entity, system, account, application FROM offer_sources`, "offer_id", "offer_id", func(r *sql.Rows) error {
		var o, entity string
		var h *held
		s := struct{ system, account, application string }{}
		err := r.Scan(&o, &entity, &s.system, &s.account, &s.application)
		if err != nil {
			return err
		}
		if h, err = c.of(o, "the source"); err != nil {
			return err
		}
		if entity != string(h.offer.Entity) {
			return broken(o, "the source", "it is of another entity")
		}
		h.source.System, h.source.Account, h.source.Application = s.system, s.account, s.application
		return nil
	})
}

func (v *verifier) words(c *chunk) error {
	return v.rows(c, `SELECT offer_id, word FROM offer_search`, "offer_id", "offer_id", func(r *sql.Rows) error {
		var o, word string
		if err := r.Scan(&o, &word); err != nil {
			return err
		}
		h, err := c.of(o, "a search word")
		if err != nil {
			return err
		}
		h.words[word] = true
		return nil
	})
}

// opened finds the offer of a sealed row and opens the row; into stays as it is when the offer is erased.
func (c *chunk) opened(o, entry, at string, sealed []byte, into any) (*held, error) {
	h, err := c.of(o, entry)
	if err != nil || h.key == nil {
		return h, err
	}
	if openJSON(h.key, sealed, at, into) != nil {
		return nil, broken(o, entry, "it is not what was sealed")
	}
	return h, nil
}

func (v *verifier) handoffs(c *chunk) error {
	return v.rows(c, `SELECT offer_id, id, round, received_at, received_by, digest_key, version_key, sealed FROM handoffs`, "offer_id", "offer_id, id", func(r *sql.Rows) error {
		var o, id, sum string
		var version *string
		var got receipt
		var sealed []byte
		if err := r.Scan(&o, &id, &got.round, &got.at, &got.by, &sum, &version, &sealed); err != nil {
			return err
		}
		entry := "handoff " + id
		var p handoffPayload
		h, err := c.opened(o, entry, "handoffs/"+id, sealed, &p)
		if err != nil {
			return err
		}
		if h.key != nil {
			var doc any
			if h.key.Digest([]byte(p.Digest)) != sum || json.Unmarshal(p.Raw, &doc) != nil {
				return broken(o, entry, "its digest is another one")
			}
			if version != nil && *version != versionKey(h.key, p.Version) { // rows from before the column have none
				return broken(o, entry, "its version is another one")
			}
		}
		if h.key != nil && id == h.offer.Proposal {
			p, err := handoff.StoredProposal(p.Raw)
			if err != nil {
				return broken(o, entry, "it cannot be read")
			}
			h.proposed = p.Record().Sheet()
		}
		h.found["handoff "+id] = true
		h.receipts[id] = got
		return nil
	})
}

func (v *verifier) letters(c *chunk) error {
	return v.rows(c, `SELECT offer_id, number, handoff_id, round, created_at, author, sealed, summary FROM letters`, "offer_id", "offer_id, number", func(r *sql.Rows) error {
		var o, handoff, author string
		var n, round int
		var created int64
		var sealed, short []byte
		if err := r.Scan(&o, &n, &handoff, &round, &created, &author, &sealed, &short); err != nil {
			return err
		}
		entry := fmt.Sprintf("letter %d", n)
		var full letter.Version
		var s shortVersion
		h, err := c.opened(o, entry, letterPlace(n), sealed, &full)
		if err != nil {
			return err
		}
		if _, err := c.opened(o, entry, summaryPlace(n), short, &s); err != nil {
			return err
		}
		if h.letters++; n != h.letters {
			return broken(o, entry, "it stands in the place of letter %d", h.letters)
		}
		v.proof.Letters++
		if h.key == nil {
			return nil
		}
		if full.Offer != o || full.Number != n || full.Handoff != handoff || full.Author != author || full.Round != round || full.Created.UnixMilli() != created {
			return broken(o, entry, "its columns do not agree")
		}
		return v.version(h, full)
	})
}

// version holds an opened version against its own lock, its handoff and what it can be found by.
func (v *verifier) version(h *held, full letter.Version) error {
	o, entry := string(h.offer.ID), fmt.Sprintf("letter %d", full.Number)
	switch from, ok := h.receipts[full.Handoff]; {
	case !ok:
		return broken(o, "handoff "+full.Handoff, "letter %d was written from it, and it is missing", full.Number)
	case from.round != full.Round:
		return broken(o, "handoff "+full.Handoff, "it is of another round than letter %d", full.Number)
	}
	if sum, err := full.Lock.Digest(); err != nil || sum != full.LockDigest {
		return broken(o, entry, "its lock has another digest")
	}
	if _, name := pinSet(full.Lock); h.pins[full.Number] != "" && h.pins[full.Number] != name { // letters older than the table have no row
		return broken(o, entry, "it is noted under other pins than those of its lock")
	}
	for _, mark := range v.store.searchMarks(&full) {
		if !h.words[mark] {
			return broken(o, "a search word", "it is missing")
		}
	}
	h.versions[full.Number] = full
	h.papers += len(full.Documents)
	return nil
}

func (v *verifier) flags(c *chunk) error {
	return v.rows(c, `SELECT offer_id, id, letter, ordinal, code, severity, decides, raised_at, sealed FROM flags`, "offer_id", "offer_id, letter, ordinal", func(r *sql.Rows) error {
		var o, id, code, severity, decides string
		var n, ordinal int
		var raised int64
		var sealed []byte
		if err := r.Scan(&o, &id, &n, &ordinal, &code, &severity, &decides, &raised, &sealed); err != nil {
			return err
		}
		var f review.Flag
		h, err := c.opened(o, "flag "+id, "flags/"+id, sealed, &f)
		if err != nil {
			return err
		}
		if h.key != nil && (f.ID != id || f.Letter != n || f.Deviation.Code != code || string(f.Deviation.Severity) != severity || string(f.Deviation.Decides) != decides || f.Raised.UnixMilli() != raised) {
			return broken(o, "flag "+id, "its columns do not agree")
		}
		if ordinal != h.flags[n] {
			return broken(o, "flag "+id, "another flag of letter %d stands before it, or is missing", n)
		}
		h.flags[n]++
		h.found["flag "+id], h.raised[id] = true, f
		v.proof.Flags++
		return nil
	})
}

func (v *verifier) decisions(c *chunk) error {
	return v.rows(c, `SELECT offer_id, id, flag_id, letter, verdict, decided_by, decided_at, sealed FROM decisions`, "offer_id", "offer_id, id", func(r *sql.Rows) error {
		var o, id, flag, verdict, by string
		var n int
		var at int64
		var sealed []byte
		if err := r.Scan(&o, &id, &flag, &n, &verdict, &by, &at, &sealed); err != nil {
			return err
		}
		var d review.Decision
		h, err := c.opened(o, "decision "+id, "decisions/"+id, sealed, &d)
		if err != nil {
			return err
		}
		if h.key != nil && (d.ID != id || d.Flag != flag || d.Letter != n || string(d.Verdict) != verdict || string(d.By) != by || d.At.UnixMilli() != at) {
			return broken(o, "decision "+id, "its columns do not agree")
		}
		h.found["decision "+id], h.decided[id] = true, d
		v.proof.Decisions++
		return nil
	})
}
