package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"verbatim/internal/desk"
	"verbatim/internal/review"
	"verbatim/internal/terms"
)

// reply is an answer before it is written.
type reply struct {
	status int
	body   any // written as JSON, unless bytes is set
	bytes  []byte
	media  string // the media type of bytes
	header map[string]string

	through http.Handler // writes the whole answer itself, for what another library words
}

// The media types of answers.
const (
	mediaJSON    = "application/json"
	mediaProblem = "application/problem+json"
	mediaPDF     = "application/pdf"
	mediaHTML    = "text/html; charset=utf-8"
	mediaText    = "text/plain; charset=utf-8"
	mediaDOCX    = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// ok is a plain JSON answer.
func ok(body any) (reply, error) { return reply{status: http.StatusOK, body: body}, nil }

// with adds a header to the answer.
func (r reply) with(name, value string) reply {
	h := map[string]string{name: value}
	for k, v := range r.header {
		h[k] = v
	}
	r.header = h
	return r
}

// send writes the answer. The JSON is made before anything is written, so that a failure is still a problem document.
func (r reply) send(ec echo.Context) error {
	if r.through != nil {
		r.through.ServeHTTP(ec.Response(), ec.Request())
		return nil
	}
	media, bytes := r.media, r.bytes
	if bytes == nil && r.body != nil {
		var err error
		if bytes, err = json.Marshal(r.body); err != nil {
			return err
		}
		media, bytes = mediaJSON, append(bytes, '\n')
	}
	for k, v := range r.header {
		ec.Response().Header().Set(k, v)
	}
	if bytes == nil {
		return ec.NoContent(r.status)
	}
	return ec.Blob(r.status, media, bytes)
}

// resultOf is what every write of an offer, and the reading of a letter version, answers.
func resultOf(r desk.Result) reply {
	if r.Flags == nil {
		r.Flags = []review.Flag{}
	}
	if r.Changes == nil {
		r.Changes = []terms.Change{}
	}
	return reply{status: http.StatusOK, body: r}.with("ETag", etag(r.Revision)).with("Location", madePath(r))
}

// madePath is where what a write made stands: a paper, or the letter; the offer itself while it has none.
func madePath(r desk.Result) string {
	if r.Attachment != nil {
		return "/v1/offers/" + string(r.Offer) + "/attachments/" + r.Attachment.ID
	}
	if r.Letter.Version == 0 {
		return "/v1/offers/" + string(r.Offer)
	}
	return "/v1/offers/" + string(r.Offer) + "/letters/" + strconv.Itoa(r.Letter.Version)
}

// written is the answer to a write: 201 when it made something, where the route knows that status.
func (c *call) written(r desk.Result) reply {
	a := resultOf(r)
	if r.Created && slices.Contains(c.route.Success, http.StatusCreated) {
		a.status = http.StatusCreated
	}
	return a
}
