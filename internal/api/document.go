package api

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"regexp"
	"strconv"

	"verbatim/internal/auth"
	"verbatim/internal/digest"
	"verbatim/internal/store"
)

func documentRoutes() []Route {
	companion := []Parameter{companionParameter}
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}/pdf", Operation: auth.GetLetterPDF, Tag: "letters",
			Summary: "Get a document of a letter version as PDF",
			Text: "The stored bytes, the same at every reading; Repr-Digest and ETag hold their SHA-256. With copy=marked it is drawn again with COPY across each page, " +
				"by the renderer of today: a copy is never stored and is not the letter.",
			Query: append([]Parameter{{Name: "copy", Text: "marked for a copy that nobody can take for the letter.", Allowed: []string{"marked"}}}, companion...), Media: []string{mediaPDF}, Success: []int{http.StatusOK}, handle: getPDF,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}/html", Operation: auth.GetLetterHTML, Tag: "letters",
			Summary: "Get a document of a letter version as a page", Text: "It loads nothing and runs nothing.",
			Query: companion, Media: []string{mediaHTML}, Success: []int{http.StatusOK}, handle: getHTML,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}/text", Operation: auth.GetLetterText, Tag: "letters",
			Summary: "Get a document of a letter version as plain text",
			Query:   companion, Media: []string{mediaText}, Success: []int{http.StatusOK}, handle: getText,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}/docx", Operation: auth.GetLetterDOCX, Tag: "letters",
			Summary: "Get a document of a letter version for a word processor", Text: "To read and mark up; it is no letter and comes back in no way.",
			Query: companion, Media: []string{mediaDOCX}, Success: []int{http.StatusOK}, handle: getDOCX,
		},
	}
}

var companionParameter = Parameter{Name: "document", Text: "Which document of the version: letter, or the id of a companion; the letter when absent."}

// pageSecurity lets a page use its own style element and images that it holds itself, and nothing else.
const pageSecurity = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"

// documentForm is the form of a document's id.
var documentForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,59}$`)

// document reads which document is wanted; empty means the letter itself.
func (c *call) document() (string, error) {
	d := c.query.Get("document")
	if d != "" && !documentForm.MatchString(d) {
		return "", store.ErrNotFound
	}
	return d, nil
}

// fileName is what a browser saves a document as. It names nobody.
func fileName(n int, document, extension string) string {
	name := "offer-letter-" + strconv.Itoa(n)
	if document != "" && document != "letter" {
		name += "-" + document
	}
	return name + "." + extension
}

func getPDF(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	document, err := c.document()
	if err != nil {
		return reply{}, err
	}
	if c.query.Get("copy") != "" {
		marked, err := a.Desk.Copy(ctx, c.by, id, n, document)
		if err != nil {
			return reply{}, err
		}
		return pdf(marked, digest.Of(marked), fileName(n, document, "copy.pdf")), nil
	}
	bytes, sum, err := a.Desk.PDF(ctx, c.by, id, n, document)
	if err != nil {
		return reply{}, err
	}
	return pdf(bytes, sum, fileName(n, document, "pdf")), nil
}

// pdf answers with a PDF and what proves its bytes (RFC 9530).
func pdf(bytes []byte, sum digest.Digest, name string) reply {
	raw, _ := hex.DecodeString(sum.Hex()) // a Digest is hexadecimal
	return reply{status: http.StatusOK, bytes: bytes, media: mediaPDF}.
		with("Content-Disposition", `inline; filename="`+name+`"`).
		with("ETag", `"`+sum.Hex()+`"`).
		with("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(raw)+":")
}

func getHTML(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	document, err := c.document()
	if err != nil {
		return reply{}, err
	}
	page, err := a.Desk.HTML(ctx, c.by, id, n, document)
	if err != nil {
		return reply{}, err
	}
	return html(page, fileName(n, document, "html")), nil
}

func html(page []byte, name string) reply {
	return reply{status: http.StatusOK, bytes: page, media: mediaHTML}.
		with("Content-Security-Policy", pageSecurity).
		with("Content-Disposition", `inline; filename="`+name+`"`)
}

func getText(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	document, err := c.document()
	if err != nil {
		return reply{}, err
	}
	text, err := a.Desk.Text(ctx, c.by, id, n, document)
	if err != nil {
		return reply{}, err
	}
	return plain(text, fileName(n, document, "txt")), nil
}

func plain(text []byte, name string) reply {
	return reply{status: http.StatusOK, bytes: text, media: mediaText}.with("Content-Disposition", `inline; filename="`+name+`"`)
}

func getDOCX(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	document, err := c.document()
	if err != nil {
		return reply{}, err
	}
	file, err := a.Desk.DOCX(ctx, c.by, id, n, document)
	return docx(file, fileName(n, document, "docx")), err
}

func docx(file []byte, name string) reply {
	return reply{status: http.StatusOK, bytes: file, media: mediaDOCX}.with("Content-Disposition", `attachment; filename="`+name+`"`)
}
