package sqlstore

import (
	"context"
	"slices"
	"strings"

	"verbatim/internal/entity"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// ListOffers gives a page, newest first, by the key (opened_at, id).
func (s *Store) ListOffers(ctx context.Context, sc store.Scope, q store.OfferQuery) (store.Page[offer.Offer], error) {
	limit := q.Limit
	if limit <= 0 || limit > 200 {
		limit = 50
	}
	page := store.Page[offer.Offer]{Items: []offer.Offer{}}
	query, args, err := s.offersQuery(sc, q, limit+1)
	if err != nil || query == "" {
		return page, err
	}
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return page, s.dialect.translate(err)
	}
	err = each(rows, func() error {
		var opened int64
		var id, facts string
		if err := rows.Scan(&opened, &id, &facts); err != nil {
			return err
		}
		o, err := decodeOffer(facts)
		page.Items = append(page.Items, o)
		return err
	})
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = cursorOf(last.Opened, string(last.ID))
	}
	return page, s.dialect.translate(err)
}

// maxArms bounds the arms of one list.
const maxArms = 48

// arm is one entity and one state, empty for any: an index gives its offers newest first.
type arm struct {
	entity entity.ID
	state  offer.State
}

// armsOf gives the arms of a list; none when the reader may see nothing of what is asked for.
func armsOf(sc store.Scope, q store.OfferQuery) (out []arm) {
	entities, states := sc.Entities, q.States
	if q.Entity != "" {
		if !allows(sc, q.Entity) {
			return nil
		}
		entities = []entity.ID{q.Entity}
	}
	if len(entities) == 0 {
		entities = []entity.ID{""}
	}
	if len(states) == 0 {
		states = []offer.State{""}
	}
	for _, e := range entities {
		for _, s := range states {
			if a := (arm{e, s}); !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// offersQuery is the text of a list. Several entities or states are read arm by arm, each along its index and no further
// than the page goes, and put together then: one condition for all of them would read and sort every offer that it meets.
// What finds few offers (a name, what an offer came from) is looked up first. The text is empty when the list is.
func (s *Store) offersQuery(sc store.Scope, q store.OfferQuery, limit int) (string, []any, error) {
	f := &filter{}
	arms := armsOf(sc, q)
	if len(arms) == 0 {
		return "", nil, nil
	}
	f.parts = append(f.parts, f.person(sc)...)
	lookup := s.lookup(f, q)
	if q.Cursor != "" {
		opened, id, err := parseCursor(q.Cursor)
		if err != nil {
			return "", nil, err
		}
		f.parts = append(f.parts, "(o.opened_at, o.id) < ("+f.arg(opened)+", "+f.arg(id)+")")
	}
	common, last := f.parts, ` ORDER BY opened_at DESC, id DESC LIMIT `+f.arg(limit)
	if lookup || len(arms) > maxArms {
		f.among("o.entity", words(entitiesOf(arms)))
		f.among("o.state", words(q.States))
		return offerColumns + f.where() + last, f.args, nil
	}
	texts := make([]string, len(arms))
	for i, a := range arms {
		f.parts = slices.Clone(common)
		if a.entity != "" {
			f.parts = append(f.parts, "o.entity = "+f.arg(string(a.entity)))
		}
		if a.state != "" {
			f.parts = append(f.parts, "o.state = "+f.arg(string(a.state)))
		}
		texts[i] = offerColumns + f.where() + last
	}
	if len(texts) == 1 {
		return texts[0], f.args, nil
	}
	return `SELECT * FROM (` + strings.Join(texts, `) a UNION ALL SELECT * FROM (`) + `) a` + last, f.args, nil
}

const offerColumns = `SELECT o.opened_at, o.id, o.facts FROM offers o`

// entitiesOf gives the entities that arms are limited to, none for all of them.
func entitiesOf(arms []arm) (out []entity.ID) {
	for _, a := range arms {
		if a.entity != "" && !slices.Contains(out, a.entity) {
			out = append(out, a.entity)
		}
	}
	return out
}

// lookup adds the conditions that are looked up in tables of their own, and says whether they find few offers. A source
// system by itself finds many, and is held against each offer of the list instead.
func (s *Store) lookup(f *filter, q store.OfferQuery) (few bool) {
	if q.Source != (offer.Source{}) {
		where := `s.system = ` + f.arg(q.Source.System)
		if q.Source.Account != "" {
			where += ` AND s.account = ` + f.arg(q.Source.Account)
		}
		if few = q.Source.Application != ""; few {
			f.parts = append(f.parts, `o.id IN (SELECT s.offer_id FROM offer_sources s WHERE s.application = `+f.arg(q.Source.Application)+` AND `+where+`)`)
		} else {
			f.parts = append(f.parts, `EXISTS (SELECT 1 FROM offer_sources s WHERE s.offer_id = o.id AND `+where+`)`)
		}
	}
	marks := s.nameMarks(q.Name)
	if q.Paper != "" {
		marks = append(marks, s.key.Digest("paper", string(q.Paper)))
	}
	for i, mark := range marks {
		// The first word is looked up, each further one is asked of the offers that it finds: a common word is read once.
		if few = true; i == 0 {
			f.parts = append(f.parts, `o.id IN (SELECT w.offer_id FROM offer_search w WHERE w.word = `+f.arg(mark)+`)`)
			continue
		}
		f.parts = append(f.parts, `EXISTS (SELECT 1 FROM offer_search w WHERE w.word = `+f.arg(mark)+` AND w.offer_id = o.id)`)
	}
	return few
}
