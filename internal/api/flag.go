package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/review"
)

func flagRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}/flags", Operation: auth.ListFlags, Tag: "flags",
			Summary: "List the flags of a letter version with the decisions on them", Response: Flags{}, Success: []int{http.StatusOK}, handle: listFlags,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/letters/{letter}/flags/{flag_id}/decision", Operation: auth.DecideFlag, Tag: "flags",
			Summary: "Decide on a flag",
			Text:    "The decision names the fingerprint that was seen, and holds as long as that stays the same. The role is the one that the flag's rule names; the author of what is judged may not decide.",
			Request: desk.Ruling{}, Schema: "decision/v1", Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: decideFlag,
		},
	}
}

// Flags are the flags of a letter version.
type Flags struct {
	Items []review.Flag `json:"items"`
}

func listFlags(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	flags, err := a.Desk.Flags(ctx, c.by, id, n)
	if err != nil {
		return reply{}, err
	}
	return ok(Flags{Items: list(flags)})
}

func decideFlag(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, n, err := c.letter()
	if err != nil {
		return desk.Result{}, err
	}
	flag, err := c.id("flag_id")
	if err != nil {
		return desk.Result{}, err
	}
	ruling, err := decode[desk.Ruling](a, c)
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.Decide(ctx, c.by, id, n, flag, ruling, c.claim)
}
