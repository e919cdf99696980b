package sqlstore

import (
	"fmt"

	"verbatim/internal/digest"
	"verbatim/internal/letter"
	"verbatim/internal/store"
)

// belongs refuses a write whose parts are not of one offer: sealed under another offer's key they could never be read, and
// an offer that changes without an event would leave no trace. It is a fault of the program, never of a request.
func belongs(c store.Changes) error {
	parts := partsOf(c)
	if c.Offer == nil {
		if len(parts) > 0 || c.Erase || c.Beside != nil || c.Proposed != nil {
			return fmt.Errorf("store: a write of %d parts names no offer", len(parts))
		}
		return nil
	}
	for what, id := range parts {
		if id != string(c.Offer.ID) {
			return fmt.Errorf("store: %s belongs to another offer than the write", what)
		}
	}
	switch {
	case len(c.Events) == 0:
		return fmt.Errorf("store: an offer is written without an event")
	case c.Proposed != nil && c.Letter != nil:
		return fmt.Errorf("store: a proposal is written with a letter")
	case len(c.Flags) > 0 && c.Letter == nil:
		return fmt.Errorf("store: flags are raised without their letter version")
	}
	if err := besides(c); err != nil {
		return err
	}
	return wholeLetter(c)
}

// besides holds the other offer of a write to what belongs holds the write itself to.
func besides(c store.Changes) error {
	b := c.Beside
	switch {
	case b == nil:
		return nil
	case b.Offer.ID == c.Offer.ID || b.Expect == 0 || len(b.Events) == 0:
		return fmt.Errorf("store: the other offer of a write is this one, or new, or has no event")
	}
	for i, e := range b.Events {
		if e.Offer != string(b.Offer.ID) {
			return fmt.Errorf("store: event %d beside belongs to another offer than the one beside", i)
		}
	}
	return nil
}

// partsOf names the parts of a write and the offer of each.
func partsOf(c store.Changes) map[string]string {
	parts := map[string]string{}
	if c.Handoff != nil {
		parts["handoff "+c.Handoff.ID] = string(c.Handoff.Offer)
	}
	if c.Letter != nil {
		parts[fmt.Sprintf("letter %d", c.Letter.Number)] = c.Letter.Offer
	}
	for _, f := range c.Flags {
		parts["flag "+f.ID] = f.Offer
	}
	for _, d := range c.Decisions {
		parts["decision "+d.ID] = d.Offer
	}
	for _, w := range c.Waiting {
		parts["waiting flag "+w.Flag] = string(w.Offer)
	}
	for _, x := range c.Waivers {
		parts["waiver "+x.ID] = string(x.Offer)
	}
	for _, p := range c.Precedents {
		parts["precedent "+p.Flag.ID] = string(p.Offer)
	}
	for i, e := range c.Events {
		parts[fmt.Sprintf("event %d", i)] = e.Offer
	}
	for _, d := range c.Due {
		if c.Offer != nil { // without an offer the clock tidies its own rows
			parts["due "+string(d.Kind)+" "+d.Subject] = string(d.Offer)
		}
	}
	if c.Link != nil {
		parts["link "+c.Link.ID] = string(c.Link.Offer)
	}
	for _, m := range []*store.Mail{c.Mail, c.Sent} {
		if m != nil && c.Offer != nil {
			parts["mail "+m.ID] = string(m.Offer)
		}
	}
	return parts
}

// wholeLetter refuses flags of another version than the one that is written, and documents without the bytes that their
// digest names.
func wholeLetter(c store.Changes) error {
	if c.Letter == nil {
		return nil
	}
	for _, f := range c.Flags {
		if f.Letter != c.Letter.Number {
			return fmt.Errorf("store: flag %s is of letter %d and is written with letter %d", f.ID, f.Letter, c.Letter.Number)
		}
	}
	for _, r := range c.Letter.Documents {
		if digest.Of(r.PDF) != r.PDFDigest {
			return fmt.Errorf("store: the bytes of document %s are not those of its digest", r.Document.ID)
		}
	}
	return nil
}

// next checks that a version is the next one of its offer: numbers have no gaps.
func (t *tx) next(v *letter.Version, expect int64) error {
	latest := 0
	if expect > 0 {
		err := t.QueryRowContext(t.ctx, `SELECT coalesce(max(number), 0) FROM letters WHERE offer_id = $1`, v.Offer).Scan(&latest)
		if err != nil {
			return err
		}
	}
	switch {
	case v.Number <= latest:
		return store.ErrExists
	case v.Number > latest+1:
		return fmt.Errorf("store: letter %d would follow letter %d of offer %s", v.Number, latest, v.Offer)
	}
	return nil
}
