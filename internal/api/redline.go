package api

import (
	"context"
	"net/http"
	"regexp"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/offer"
)

func redlineRoutes() []Route {
	return []Route{{
		Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}/redline", Operation: auth.GetRedline, Tag: "letters",
		Summary: "Show in a letter's words what came and went since another text of it",
		Text: "Against another version; against the letter as it would be without its amendments (verbal); or against the letter with every clause in its standard position (standard). " +
			"As JSON, a page, plain text, PDF, or DOCX with tracked changes. None of them is stored.",
		Query: []Parameter{
			{Name: "against", Text: "verbal, standard, or the number of another version of the same offer."},
			{Name: "format", Text: "json when absent.", Allowed: []string{formJSON, desk.FormPDF, desk.FormHTML, desk.FormText, desk.FormDOCX}},
			companionParameter,
		},
		Response: desk.Redline{}, Media: []string{mediaPDF, mediaHTML, mediaText, mediaDOCX}, Success: []int{http.StatusOK}, handle: getRedline,
	}}
}

const formJSON = "json"

var redlineForm = regexp.MustCompile(`^(verbal|standard|[1-9][0-9]{0,8})$`)

func getRedline(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	document, err := c.document()
	if err != nil {
		return reply{}, err
	}
	against, form := c.query.Get("against"), c.query.Get("format")
	if !redlineForm.MatchString(against) {
		return reply{}, badParameter("the query parameter against must be verbal, standard, or the number of a letter version")
	}
	if form == "" || form == formJSON {
		r, err := a.Desk.Redline(ctx, c.by, id, n, document, against)
		if err != nil {
			return reply{}, err
		}
		return ok(r)
	}
	return a.drawnRedline(ctx, c, id, n, document, against, form)
}

func (a *API) drawnRedline(ctx context.Context, c *call, id offer.ID, n int, document, against, form string) (reply, error) {
	file, err := a.Desk.RedlineAs(ctx, c.by, id, n, document, against, form)
	if err != nil {
		return reply{}, err
	}
	name := "redline"
	if document != "" {
		name += "-" + document
	}
	switch form {
	case desk.FormHTML:
		return html(file, fileName(n, name, "html")), nil
	case desk.FormText:
		return plain(file, fileName(n, name, "txt")), nil
	case desk.FormDOCX:
		return docx(file, fileName(n, name, "docx")), nil
	}
	return pdf(file, digest.Of(file), fileName(n, name, "pdf")), nil
}
