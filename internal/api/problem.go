package api

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
)

// Problem is the body of every refusal: an RFC 9457 document. Its type is about:blank, so title is the status in words;
// clients match on code.
type Problem struct {
	// Type is about:blank: code says more than a link would.
	Type string `json:"type" jsonschema:"title=Type,example=about:blank"`
	// Title is the HTTP status in words.
	Title string `json:"title" jsonschema:"title=Title,example=Unprocessable Entity"`
	// Status is the HTTP status.
	Status int `json:"status" jsonschema:"title=Status,example=422"`
	// Code names the refusal for ever; the list of codes is part of the contract.
	Code fault.Code `json:"code" jsonschema:"title=Code,example=invalid_record"`
	// Detail says what is wrong and what is allowed.
	Detail string `json:"detail" jsonschema:"title=Detail"`
	// RequestID is what to name when asking the operator.
	RequestID string `json:"request_id" jsonschema:"title=Request id"`
	// Errors are all faults that were found, each at its place.
	Errors []fault.Fault `json:"errors,omitempty" jsonschema:"title=Errors"`
	// LeftOut counts further faults that are not listed.
	LeftOut int `json:"errors_left_out,omitempty" jsonschema:"title=Errors left out"`
	// Allowed are the acts that the present state allows.
	Allowed []string `json:"allowed,omitempty" jsonschema:"title=Allowed acts"`
	// Location is where the thing that exists already can be read.
	Location string `json:"location,omitempty" jsonschema:"title=Location"`
	// RetryAfter is how many seconds to wait before trying again.
	RetryAfter int `json:"retry_after,omitempty" jsonschema:"title=Retry after"`
}

// maxListed bounds a problem document; a record with more faults is no record.
const maxListed = 200

// statuses is the only place where a kind of fault becomes an HTTP status.
var statuses = map[fault.Kind]int{
	fault.Unreadable:           http.StatusBadRequest,
	fault.Unauthenticated:      http.StatusUnauthorized,
	fault.Forbidden:            http.StatusForbidden,
	fault.NotFound:             http.StatusNotFound,
	fault.NotAllowed:           http.StatusMethodNotAllowed,
	fault.Conflict:             http.StatusConflict,
	fault.Stale:                http.StatusPreconditionFailed,
	fault.TooLarge:             http.StatusRequestEntityTooLarge,
	fault.MediaType:            http.StatusUnsupportedMediaType,
	fault.Invalid:              http.StatusUnprocessableEntity,
	fault.PreconditionRequired: http.StatusPreconditionRequired,
	fault.Limited:              http.StatusTooManyRequests,
	fault.Internal:             http.StatusInternalServerError,
	fault.Unavailable:          http.StatusServiceUnavailable,
	fault.Full:                 http.StatusInsufficientStorage,
}

// Refusals that the edge itself makes.
var (
	errInternal    = fault.New(fault.Internal, fault.CodeInternal, "something went wrong on the server; it was logged under the request id")
	errUnavailable = fault.New(fault.Unavailable, fault.CodeUnavailable, "the server cannot answer now: try again shortly")
	errNoRoute     = fault.New(fault.NotFound, fault.CodeNotFound, "there is nothing at this address: /openapi.json lists what there is")
	errNoMethod    = fault.New(fault.NotAllowed, fault.CodeNoSuchMethod, "this address does not take that method: see Allow")
)

// refusalOf gives the public refusal for any error. What is not ours is internal, and its text stays private.
func refusalOf(err error) *fault.Error {
	var ours *fault.Error
	if errors.As(err, &ours) {
		if _, known := statuses[ours.Kind]; known {
			return ours
		}
		return errInternal.Because(err)
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		e := errUnavailable.Because(err)
		e.Retry = time.Second
		return e
	}
	var routed *echo.HTTPError
	if errors.As(err, &routed) {
		switch routed.Code {
		case http.StatusNotFound:
			return errNoRoute
		case http.StatusMethodNotAllowed:
			return errNoMethod
		}
	}
	return errInternal.Because(err)
}

// problemOf writes a refusal as a problem document.
func problemOf(e *fault.Error, requestID string) Problem {
	status := statuses[e.Kind]
	p := Problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status, Code: e.Code, Detail: e.Message, RequestID: requestID,
		Errors: e.Faults, Allowed: e.Allowed, Location: e.Location, RetryAfter: int(math.Ceil(e.Retry.Seconds())),
	}
	if status >= http.StatusInternalServerError { // a 5xx tells the client nothing of the inside
		p.Errors = nil
	}
	if e.Kind == fault.Internal && e.Code == fault.CodeInternal {
		p.Detail = errInternal.Message
	}
	if len(p.Errors) > maxListed {
		p.Errors, p.LeftOut = p.Errors[:maxListed], len(p.Errors)-maxListed
	}
	return p
}

// refuse is the one function that turns an error into an answer. It is Echo's error handler.
func (a *API) refuse(err error, ec echo.Context) {
	e := refusalOf(err)
	n := noteOf(ec)
	if statuses[e.Kind] >= http.StatusInternalServerError {
		n.cause = err
	}
	if ec.Response().Committed {
		return
	}
	p := problemOf(e, n.id)
	h := ec.Response().Header()
	if p.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	if p.Location != "" {
		h.Set("Location", p.Location)
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="verbatim"`)
	}
	body, err := json.Marshal(p)
	if err != nil {
		body = []byte(`{"type":"about:blank","title":"Internal Server Error","status":500,"code":"internal"}`)
	}
	// The client may be gone; there is nobody left to tell.
	_ = ec.Blob(p.Status, mediaProblem, append(body, '\n'))
}
