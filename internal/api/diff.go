package api

import (
	"context"
	"net/http"
	"regexp"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/diffview"
)

func diffRoutes() []Route {
	return []Route{{
		Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}/diff", Operation: auth.GetLetterDiff, Tag: "letters",
		Summary:  "Compare a letter version with what was said, or with another version",
		Text:     "As JSON, or by Accept as plain text or as a page to be read.",
		Query:    []Parameter{{Name: "against", Text: "verbal, or the number of another version of the same offer; verbal when absent."}},
		Response: desk.Difference{}, Media: []string{mediaText, mediaHTML}, Success: []int{http.StatusOK}, handle: getDiff,
	}}
}

var againstForm = regexp.MustCompile(`^(verbal|[1-9][0-9]{0,8})$`)

func getDiff(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	against := c.query.Get("against")
	if against == "" {
		against = desk.AgainstVerbal
	}
	if !againstForm.MatchString(against) {
		return reply{}, badParameter("the query parameter against must be verbal or the number of a letter version")
	}
	d, err := a.Desk.Diff(ctx, c.by, id, n, against)
	if err != nil {
		return reply{}, err
	}
	switch prefer(c.header.Get("Accept"), mediaJSON, mediaText, mediaHTML) {
	case mediaText:
		return plain(diffview.Text(d), fileName(n, "differences", "txt")), nil
	case mediaHTML:
		page, err := diffview.HTML(d)
		return html(page, fileName(n, "differences", "html")), err
	}
	d.Changes = list(d.Changes)
	return ok(d)
}
