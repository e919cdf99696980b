package api

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
)

// MaxBody is how large a request body may be, in bytes.
const MaxBody = 256 << 10

var (
	errTooLarge = fault.New(fault.TooLarge, fault.CodeTooLarge, "the body is too large: at most 262144 bytes are read")
	errMedia    = fault.New(fault.MediaType, fault.CodeMediaType, "send the body as Content-Type: application/json, in UTF-8 and without Content-Encoding")
	errNoBody   = fault.New(fault.Unreadable, fault.CodeUnreadable, "the body is empty: send a JSON object")
	errSomeBody = fault.New(fault.Unreadable, fault.CodeUnreadable, "this act takes no body: send none, or an empty JSON object")
	errCut      = fault.New(fault.Unreadable, fault.CodeUnreadable, "the body ended early or came too slowly")
)

// readBody reads a bounded body whole. http.MaxBytesReader counts what is read, whatever Content-Length says.
func readBody(ec echo.Context, r *Route) ([]byte, error) {
	if len(r.Accepts) > 0 {
		return readFile(ec, r)
	}
	if h := ec.Request().Header; r.Request != nil && !isJSON(h) && !slices.ContainsFunc(r.Takes, func(m string) bool { return isMedia(h, m) }) {
		return nil, r.wrongMedia()
	}
	body, err := bounded(ec, MaxBody, errTooLarge)
	switch {
	case err != nil:
		return nil, err
	case r.Request == nil && len(body) > 0 && strings.TrimSpace(string(body)) != "{}":
		return nil, errSomeBody
	case r.Request != nil && len(body) == 0:
		return nil, errNoBody
	}
	return body, nil
}

// readFile reads a body that is a file of one of the route's media types.
func readFile(ec echo.Context, r *Route) ([]byte, error) {
	h := ec.Request().Header
	if !slices.Contains(r.Accepts, fileMedia(h)) || h.Get("Content-Encoding") != "" {
		return nil, fault.New(fault.MediaType, fault.CodeMediaType, "send the file itself as Content-Type: %s, without Content-Encoding", strings.Join(r.Accepts, " or "))
	}
	return bounded(ec, r.MaxFile, fault.New(fault.TooLarge, fault.CodeTooLarge, "the file is too large: at most %d bytes are read", r.MaxFile))
}

// fileMedia is the media type that a request says its body has, without parameters; empty when it says none, or several.
func fileMedia(h http.Header) string {
	media, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || len(h.Values("Content-Type")) > 1 {
		return ""
	}
	return media
}

// bounded reads at most so many bytes of the body.
func bounded(ec echo.Context, most int64, tooLarge error) ([]byte, error) {
	req := ec.Request()
	if req.ContentLength > most {
		return nil, tooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(ec.Response(), req.Body, most))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, tooLarge
	case err != nil:
		return nil, errCut.Because(err)
	}
	return body, nil
}

// wrongMedia is the fault for a body of a media type that the route does not take.
func (r *Route) wrongMedia() error {
	if len(r.Takes) == 0 {
		return errMedia
	}
	return errMedia.With("send the body as Content-Type: %s, in UTF-8 and without Content-Encoding", strings.Join(append([]string{mediaJSON}, r.Takes...), " or "))
}

// isJSON says whether a request says that its body is plain JSON in UTF-8.
func isJSON(h http.Header) bool { return isMedia(h, mediaJSON) }

// isMedia says whether a request says that its body is of a media type, plain and in UTF-8.
func isMedia(h http.Header, want string) bool {
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || media != want || len(h.Values("Content-Type")) > 1 || h.Get("Content-Encoding") != "" {
		return false
	}
	charset, given := params["charset"]
	return !given || strings.EqualFold(charset, "utf-8")
}
