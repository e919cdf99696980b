package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/offer"
)

func linkRoutes() []Route {
	return []Route{
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/link", Operation: auth.RenewLink, Tag: "answers",
			Summary: "Make a new link for the candidate",
			Text:    "To the letter that was last given; the link before ends at once. The answer shows the link, no later reading does.",
			Success: []int{http.StatusCreated}, Response: desk.Result{}, Idempotent: true, Writes: true, write: renewLink,
		},
		{
			Method: http.MethodDelete, Path: "/v1/offers/{offer_id}/link", Operation: auth.RevokeLink, Tag: "answers",
			Summary: "End the candidate's link", Text: "The letter stays answerable on behalf.",
			Success: []int{http.StatusOK}, Response: desk.Result{}, Writes: true, write: revokeLink,
		},
	}
}

func renewLink(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.RenewLink(ctx, c.by, offer.ID(id), c.claim)
}

func revokeLink(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.RevokeLink(ctx, c.by, offer.ID(id), c.claim)
}
