package api

import (
	"context"
	"net/http"
	"time"

	"verbatim/internal/auth"
	"verbatim/internal/cal"
	"verbatim/internal/desk"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/place"
	"verbatim/internal/store"
)

func offerRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/offers", Operation: auth.ListOffers, Tag: "offers",
			Summary: "List offers, newest first", Text: "Pages by a cursor: send next_cursor back as cursor until it is absent. With filters a page may be short although there are more.",
			Query: []Parameter{
				{Name: "state", Text: "Only offers in this state; may be repeated.", Allowed: stateNames(), Many: true},
				{Name: "entity", Text: "Only offers of this employing entity."},
				{Name: "source", Text: "Only offers that came from this system."},
				{Name: "account", Text: "Only offers of this account of the system."},
				{Name: "application", Text: "Only the offer of this application."},
				{Name: "name", Text: "Only offers to candidates whose name holds each of these words; case and accents do not count."},
				{Name: "department", Text: "Only offers of this department."},
				{Name: "level", Text: "Only offers of this level."},
				{Name: "requisition", Text: "Only offers of this requisition."},
				{Name: "recruiter", Text: "Only offers of this recruiter, by person id."},
				{Name: "hiring_manager", Text: "Only offers of this hiring manager, by person id."},
				{Name: "place", Text: "Only offers with this place of work, such as US-CA."},
				{Name: "kind", Text: "Only letters of this kind, such as standard."},
				{Name: "different", Text: "yes: only offers whose latest letter differs from what was said.", Allowed: []string{"yes"}},
				{Name: "flagged", Text: "yes: only offers with a flag that waits or keeps the gate shut.", Allowed: []string{"yes"}},
				{Name: "start_from", Text: "Only offers that start on this day or later."},
				{Name: "start_until", Text: "Only offers that start before this day."},
				{Name: "changed_since", Text: "Only offers to which something happened at this instant or later, as 2026-11-24T00:00:00Z."},
				{Name: "cursor", Text: "next_cursor of the page before."},
				{Name: "limit", Text: "How many at most: 1 to 200; 50 when absent.", Integer: true},
			},
			Response: Offers{}, Success: []int{http.StatusOK}, handle: listOffers,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}", Operation: auth.GetOffer, Tag: "offers",
			Summary: "Read an offer with its letters, its gate and the acts it allows", Text: "The ETag is the offer's revision, for If-Match.",
			Response: desk.Overview{}, Success: []int{http.StatusOK}, handle: getOffer,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/issue", Operation: auth.IssueOffer, Tag: "offers",
			Summary: "Issue the latest letter to the candidate",
			Text:    "Only through an open gate: what keeps it shut is listed in the 409.",
			Success: []int{http.StatusOK}, Response: desk.Result{}, Idempotent: true, IfMatch: true, Writes: true, write: issueOffer,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/events", Operation: auth.ListEvents, Tag: "offers",
			Summary: "Read what happened to an offer, oldest first",
			Query: []Parameter{
				{Name: "after", Text: "Only events after this sequence.", Integer: true},
				{Name: "limit", Text: "How many at most: 1 to 500; 100 when absent.", Integer: true},
			},
			Response: Events{}, Success: []int{http.StatusOK}, handle: listEvents,
		},
	}
}

// Offers is a page of offers.
type Offers struct {
	Items []offer.Offer `json:"items"`
	// Next is the cursor of the next page; absent on the last one.
	Next string `json:"next_cursor,omitempty"`
}

// Events is a page of an offer's history.
type Events struct {
	Items []event.Event `json:"items"`
	// NextAfter is the sequence to send as after for the next page; absent on the last one.
	NextAfter int64 `json:"next_after,omitempty"`
}

// Pages of lists.
const (
	maxOffers    = 200
	maxEvents    = 500
	eventsOfPage = 100
)

func stateNames() []string {
	return []string{
		string(offer.Proposed), string(offer.Drafted), string(offer.InReview), string(offer.Approved), string(offer.Issued),
		string(offer.Negotiating), string(offer.Accepted), string(offer.Declined), string(offer.Expired), string(offer.Rescinded),
		string(offer.Cancelled), string(offer.Reneged),
	}
}

func listOffers(ctx context.Context, a *API, c *call) (reply, error) {
	limit, err := c.pageSize(maxOffers)
	if err != nil {
		return reply{}, err
	}
	q := store.OfferQuery{
		Entity: entity.ID(c.query.Get("entity")), Cursor: c.query.Get("cursor"), Limit: limit,
		Name: c.query.Get("name"), Source: offer.Source{System: c.query.Get("source"), Account: c.query.Get("account"), Application: c.query.Get("application")},
	}
	for _, s := range c.query["state"] {
		q.States = append(q.States, offer.State(s))
	}
	f, err := c.offerFilter()
	if err != nil {
		return reply{}, err
	}
	page, err := a.Desk.Offers(ctx, c.by, q, f)
	if err != nil {
		return reply{}, err
	}
	return ok(Offers{Items: list(page.Items), Next: page.Next})
}

// offerFilter reads the filters that look at an offer's own facts.
func (c *call) offerFilter() (desk.OfferFilter, error) {
	f := desk.OfferFilter{
		Department: c.query.Get("department"), Level: c.query.Get("level"), Requisition: c.query.Get("requisition"),
		Recruiter: c.query.Get("recruiter"), HiringManager: c.query.Get("hiring_manager"), Place: place.Code(c.query.Get("place")),
		Kind: c.query.Get("kind"), Different: c.query.Has("different"), Flagged: c.query.Has("flagged"),
	}
	for name, day := range map[string]*cal.Date{"start_from": &f.StartFrom, "start_until": &f.StartUntil} {
		if text := c.query.Get(name); text != "" {
			var err error
			if *day, err = cal.ParseDate(text); err != nil {
				return f, badParameter("the query parameter %s must be %s", name, err)
			}
		}
	}
	if text := c.query.Get("changed_since"); text != "" {
		var err error
		if f.ChangedSince, err = time.Parse(time.RFC3339, text); err != nil {
			return f, badParameter("the query parameter changed_since must be an instant as 2026-11-24T00:00:00Z")
		}
	}
	return f, nil
}

// pageSize reads limit: 0 when absent, so that the layer below takes its own default.
func (c *call) pageSize(most int64) (int, error) {
	n, err := c.number("limit")
	if err != nil {
		return 0, err
	}
	if c.query.Has("limit") && (n < 1 || n > most) {
		return 0, badParameter("the query parameter limit must be a whole number from 1 to %d", most)
	}
	return int(n), nil
}

func getOffer(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	o, err := a.Desk.Offer(ctx, c.by, offer.ID(id))
	if err != nil {
		return reply{}, err
	}
	o.Letters, o.Allowed = list(o.Letters), list(o.Allowed)
	return reply{status: http.StatusOK, body: o}.with("ETag", etag(o.Revision)), nil
}

func issueOffer(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.Issue(ctx, c.by, offer.ID(id), c.match, c.claim)
}

func listEvents(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	after, err := c.number("after")
	if err != nil {
		return reply{}, err
	}
	limit, err := c.pageSize(maxEvents)
	if err != nil {
		return reply{}, err
	}
	if limit == 0 {
		limit = eventsOfPage
	}
	events, err := a.Desk.Events(ctx, c.by, offer.ID(id), after, limit)
	if err != nil {
		return reply{}, err
	}
	page := Events{Items: list(events)}
	if len(events) == limit {
		page.NextAfter = events[limit-1].Sequence
	}
	return ok(page)
}
