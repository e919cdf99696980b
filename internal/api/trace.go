package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
)

func traceRoutes() []Route {
	return []Route{{
		Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}/trace", Operation: auth.GetLetterTrace, Tag: "letters",
		Summary: "List every rule that judged a letter version, with its outcome",
		Text: "Rules that fired, that did not, that could not be judged, and that were not about the letter: by the packs that the version's lock names, " +
			"as of its own day. Flags hold the first and the third.",
		Response: desk.Explanation{}, Success: []int{http.StatusOK}, handle: getTrace,
	}}
}

func getTrace(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	e, err := a.Desk.Trace(ctx, c.by, id, n)
	if err != nil {
		return reply{}, err
	}
	return ok(e)
}
