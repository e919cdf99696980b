package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/store"
)

func feedRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/events", Operation: auth.ReadFeed, Tag: "events",
			Summary: "Read what happened to all offers, in one order",
			Text: "Events get their position within a second or so of the act. A position never changes and none is passed over: " +
				"keep the last one you have worked on and send it as after. Events of one offer stand in the order of its acts.",
			Query: []Parameter{
				{Name: "after", Text: "Only events after this position.", Integer: true},
				{Name: "limit", Text: "How many at most: 1 to 500; 100 when absent.", Integer: true},
			},
			Response: FeedPage{}, Success: []int{http.StatusOK}, handle: readFeed,
		},
	}
}

// FeedPage is a page of the log-wide order.
type FeedPage struct {
	Items []store.Positioned `json:"items"`
	// NextAfter is the position to send as after next time; the one that was sent when nothing came.
	NextAfter int64 `json:"next_after"`
}

func readFeed(ctx context.Context, a *API, c *call) (reply, error) {
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
	items, err := a.Desk.Feed(ctx, c.by, after, limit)
	if err != nil {
		return reply{}, err
	}
	page := FeedPage{Items: list(items), NextAfter: after}
	if len(items) > 0 {
		page.NextAfter = items[len(items)-1].Position
	}
	return ok(page)
}
