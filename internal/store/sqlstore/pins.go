package sqlstore

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// pinnedKinds are the pins by which letters can be found: what people publish, adopt and withdraw.
var pinnedKinds = []string{"clause", "template", "policy"}

// pinSet gives the pins of a lock by which its letter can be found, in order, and the name of the set.
func pinSet(l letter.Lock) ([]digest.Pin, string) {
	var set []digest.Pin
	for _, p := range l.Pins {
		if slices.Contains(pinnedKinds, p.Kind) {
			set = append(set, p)
		}
	}
	slices.SortFunc(set, comparePins)
	set = slices.Compact(set)
	return set, setName(set)
}

func comparePins(a, b digest.Pin) int {
	return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID), a.Version-b.Version)
}

// setName is the digest of what a set holds, in its order.
func setName(set []digest.Pin) string {
	var text strings.Builder
	for _, p := range set {
		fmt.Fprintf(&text, "%s %s %d\n", p.Kind, p.ID, p.Version)
	}
	return digest.Of([]byte(text.String())).Hex()
}

// pins notes which set of versions a letter is made of.
func (t *tx) pins(v *letter.Version) error {
	set, name := pinSet(v.Lock)
	if len(set) == 0 {
		return nil
	}
	var known int
	if err := t.QueryRowContext(t.ctx, `SELECT count(*) FROM (SELECT 1 AS one FROM pin_sets WHERE pins = $1 LIMIT 1) s`, name).Scan(&known); err != nil {
		return err
	}
	if known == 0 {
		var rows [][]any
		for _, p := range set {
			rows = append(rows, []any{p.Kind, p.ID, p.Version, name})
		}
		if err := t.insert("pin_sets", "kind, id, version, pins", " ON CONFLICT (kind, id, version, pins) DO NOTHING", rows); err != nil {
			return err
		}
	}
	return t.run(`INSERT INTO letter_pins (offer_id, letter, pins) VALUES ($1, $2, $3)`, v.Offer, v.Number, name)
}

// LettersOf gives the letters that are made of a thing, by the key (offer, letter, id), newest offers first.
func (s *Store) LettersOf(ctx context.Context, sc store.Scope, q store.PinQuery) (store.Page[store.PinnedLetter], error) {
	page := store.Page[store.PinnedLetter]{Items: []store.PinnedLetter{}}
	if len(q.IDs) == 0 {
		return page, nil
	}
	f := &filter{}
	f.parts = append(f.parts, "s.kind = "+f.arg(q.Kind))
	f.among("s.id", q.IDs)
	f.sees(sc)
	if q.Cursor != "" {
		o, n, id, err := parsePinCursor(q.Cursor)
		if err != nil {
			return page, err
		}
		f.parts = append(f.parts, "(l.offer_id, l.letter, s.id) < ("+f.arg(o)+", "+f.arg(n)+", "+f.arg(id)+")")
	}
	limit := q.Limit
	if limit <= 0 || limit > 200 {
		limit = 50
	}
	rows, err := s.read.QueryContext(ctx, `SELECT o.facts, l.letter, s.id, s.version FROM pin_sets s JOIN letter_pins l ON l.pins = s.pins
		JOIN offers o ON o.id = l.offer_id`+f.where()+` ORDER BY l.offer_id DESC, l.letter DESC, s.id DESC LIMIT `+f.arg(limit+1), f.args...)
	if err != nil {
		return page, s.dialect.translate(err)
	}
	err = each(rows, func() error {
		var facts string
		var p store.PinnedLetter
		if err := rows.Scan(&facts, &p.Letter, &p.ID, &p.Version); err != nil {
			return err
		}
		var err error
		p.Offer, err = decodeOffer(facts)
		page.Items = append(page.Items, p)
		return err
	})
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = pinCursor(last)
	}
	return page, s.dialect.translate(err)
}

func pinCursor(p store.PinnedLetter) string {
	return base64.RawURLEncoding.EncodeToString([]byte(fmt.Sprintf("%s %d %s", p.Offer.ID, p.Letter, p.ID)))
}

func parsePinCursor(cursor string) (o offer.ID, n int, id string, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	parts := strings.Split(string(raw), " ")
	if err == nil && len(parts) == 3 {
		if n, err = strconv.Atoi(parts[1]); err == nil {
			return offer.ID(parts[0]), n, parts[2], nil
		}
	}
	return "", 0, "", fault.New(fault.Unreadable, fault.CodeBadParameter, "the cursor is not one that this list gave: leave it out to begin at the newest")
}
