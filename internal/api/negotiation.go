package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/offer"
)

func negotiationRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/change-requests", Operation: auth.ListChanges, Tag: "answers",
			Summary: "List what the candidate asked to have changed, with the answers", Text: "Oldest first. An ask about base pay says where the pay of the letter that was given stands in its band, and where the rate that is asked for would: compa-ratio (pay / midpoint) and penetration ((pay - minimum) / (maximum - minimum)).",
			Response: ChangeRequests{}, Success: []int{http.StatusOK}, handle: listChanges,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/change-requests/{number}/answer", Operation: auth.AnswerChanges, Tag: "answers",
			Summary: "Record what the employer says to a change request",
			Text:    "One answer for each ask, once. Nothing changes by it: what is granted is handed over at /handoffs, and that begins the next round.",
			Request: desk.ChangesAnswer{}, Schema: "changes-answer/v1", Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: answerChanges,
		},
	}
}

// ChangeRequests are what the candidate of an offer asked to have changed.
type ChangeRequests struct {
	Items []desk.ChangeRequest `json:"items"`
}

func listChanges(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	items, err := a.Desk.ChangeRequests(ctx, c.by, offer.ID(id))
	if err != nil {
		return reply{}, err
	}
	return ok(ChangeRequests{Items: list(items)})
}

func answerChanges(ctx context.Context, a *API, c *call) (desk.Result, error) {
	number, err := version(c.path("number"))
	if err != nil {
		return desk.Result{}, err
	}
	return answerOf(ctx, a, c, func(ctx context.Context, id offer.ID, given desk.ChangesAnswer) (desk.Result, error) {
		return a.Desk.AnswerChanges(ctx, c.by, id, number, given, c.claim)
	})
}
