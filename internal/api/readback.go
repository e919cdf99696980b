package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
)

func readBackRoutes() []Route {
	return []Route{{
		Method: http.MethodPost, Path: "/v1/offers/{offer_id}/letters/{letter}/read-back/override", Operation: auth.OverrideReadBack, Tag: "letters",
		Summary: "Let the latest letter go though who made the promise cannot confirm it",
		Text: "As when that person has left. Only while a required read-back is missing, never over an objection, and never by who wrote the terms. " +
			"The reason is kept, sealed, with an event of its own (readback.overridden); read_back of the offer and of the letter shows it.",
		Request: desk.Override{}, Schema: "override/v1", Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: overrideReadBack,
	}, {
		Method: http.MethodPost, Path: "/v1/offers/{offer_id}/letters/{letter}/read-back", Operation: auth.ReadBack, Tag: "letters",
		Summary: "Confirm that the latest letter says what was promised, or object",
		Text: "For the person whom the handoff names in agreed.by, who reads said against written at /diff first. Where the entity has read_back: required, the gate stays shut until it is confirmed; " +
			"an objection shuts it anywhere until the next version. The verdict holds for later versions of which what was said, what is written and who said it are the same.",
		Request: desk.ReadBack{}, Schema: "read-back/v1", Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: readBack,
	}}
}

func overrideReadBack(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, n, err := c.letter()
	if err != nil {
		return desk.Result{}, err
	}
	given, err := decode[desk.Override](a, c)
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.OverrideReadBack(ctx, c.by, id, n, given, c.claim)
}

func readBack(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, n, err := c.letter()
	if err != nil {
		return desk.Result{}, err
	}
	given, err := decode[desk.ReadBack](a, c)
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.ReadBack(ctx, c.by, id, n, given, c.claim)
}
