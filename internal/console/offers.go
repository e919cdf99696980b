package console

import (
	"context"
	"net/url"
	"time"

	"verbatim/internal/desk"

	"verbatim/internal/entity"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// offersView is the list of offers.
type offersView struct {
	Rows     []offerRow
	Name     string
	State    string
	Entity   string
	States   []string
	Entities []string
	Next     string // address of the next page
}

// offerRow is one offer in the list.
type offerRow struct {
	offer.Offer
	Card    store.Card
	Days    int    // in its state, whole days
	Verdict string // in words, as the differences view says it
	Badge   string // says, not, unknown
}

// stateNames are in the order of an offer's life.
var stateNames = []string{
	string(offer.Proposed), string(offer.Drafted), string(offer.InReview), string(offer.Approved), string(offer.Issued), string(offer.Negotiating),
	string(offer.Accepted), string(offer.Declined), string(offer.Expired), string(offer.Rescinded), string(offer.Cancelled), string(offer.Reneged),
}

func listOffers(ctx context.Context, c *Console, k *call) (reply, error) {
	given := k.URL.Query()
	q := store.OfferQuery{Name: given.Get("name"), Entity: entity.ID(given.Get("entity")), Cursor: given.Get("cursor"), Limit: 50}
	if s := given.Get("state"); s != "" {
		q.States = []offer.State{offer.State(s)}
	}
	page, err := c.Desk.Offers(ctx, k.by, q, desk.OfferFilter{})
	if err != nil {
		return reply{}, err
	}
	ids := make([]offer.ID, len(page.Items))
	for i, o := range page.Items {
		ids[i] = o.ID
	}
	cards, err := c.Desk.Cards(ctx, k.by, ids)
	if err != nil {
		return reply{}, err
	}
	v := offersView{Name: q.Name, State: given.Get("state"), Entity: given.Get("entity"), States: stateNames, Entities: c.entities(k)}
	for _, o := range page.Items {
		v.Rows = append(v.Rows, c.offerRow(o, cards[o.ID]))
	}
	if page.Next != "" {
		next := url.Values{"cursor": {page.Next}}
		for _, name := range []string{"name", "state", "entity"} {
			if given.Get(name) != "" {
				next.Set(name, given.Get(name))
			}
		}
		v.Next = Root + "offers?" + next.Encode()
	}
	return reply{view: &view{Page: "offers", Title: wordOffers, Nav: "offers", Data: v}, partial: "list"}, nil
}

func (c *Console) offerRow(o offer.Offer, card store.Card) offerRow {
	r := offerRow{Offer: o, Card: card, Days: int(c.Now().Sub(o.Changed) / (24 * time.Hour)), Verdict: verdicts[o.Verdict], Badge: badges[o.Verdict]}
	switch {
	case r.Card.Candidate != "":
	case o.Letter == 0:
		r.Card.Candidate = wordNoLetter
	default:
		r.Card.Candidate = wordNoName
	}
	return r
}

// entities are those that the person may see.
func (c *Console) entities(k *call) []string {
	var out []string
	for _, e := range c.Desk.Library.Current().Entities() {
		if len(k.by.Entities) == 0 || contains(k.by.Entities, string(e.ID)) {
			out = append(out, string(e.ID))
		}
	}
	return out
}
