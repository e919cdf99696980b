package api

import (
	"bytes"
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
)

func verifyRoutes() []Route {
	return []Route{{
		Method: http.MethodPost, Path: "/v1/verify", Operation: auth.VerifyLetter, Tag: "letters",
		Summary: "Say whether a PDF is a letter as it was stored, what it is worth now, and which of its terms were changed",
		Text: "The body is the file, at most 4 MB. A file that was altered is recognised by the lock in its metadata or in the terms that it carries, " +
			"and those terms are held against the stored ones. Nothing is stored.",
		Accepts: []string{mediaPDF}, MaxFile: desk.MaxVerified, Response: desk.Verification{}, Success: []int{http.StatusOK}, handle: verifyLetter,
	}}
}

func verifyLetter(ctx context.Context, a *API, c *call) (reply, error) {
	if !bytes.HasPrefix(c.body, []byte("%PDF-")) {
		return reply{}, desk.ErrNoPDF
	}
	v, err := a.Desk.Verify(ctx, c.by, c.body)
	if err != nil {
		return reply{}, err
	}
	return ok(v)
}
