package api

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strconv"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// call is one request after it was let in: who asks, and everything read from it.
type call struct {
	route  *Route
	by     actor.Actor // zero on public routes
	key    string      // id of the API key
	path   func(string) string
	query  url.Values
	header http.Header
	body   []byte
	match  int64        // the revision in If-Match
	claim  *store.Claim // the idempotency key's claim; nil when there was none
}

// handler answers a call, or says why not. It writes nothing itself.
type handler func(context.Context, *API, *call) (reply, error)

// writer performs one write of an offer.
type writer func(context.Context, *API, *call) (desk.Result, error)

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// id reads an id from the path. What has not the form of an id names nothing.
func (c *call) id(name string) (string, error) {
	v := c.path(name)
	if !uuidForm.MatchString(v) {
		return "", store.ErrNotFound
	}
	return v, nil
}

// letter reads the offer and the letter version that the path names.
func (c *call) letter() (offer.ID, int, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return "", 0, err
	}
	n, err := version(c.path("letter"))
	return offer.ID(id), n, err
}

// version reads the number of a version from the path: 1, 2, 3.
func version(text string) (int, error) {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != text {
		return 0, store.ErrNotFound
	}
	return int(n), nil
}

// number reads a whole-number query parameter; absent is 0.
func (c *call) number(name string) (int64, error) {
	text := c.query.Get(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n > maxInteger {
		return 0, badParameter("the query parameter %s must be a whole number from 0 to 2^53", name)
	}
	return n, nil
}

// maxInteger is the largest whole number that every JSON reader keeps exactly.
const maxInteger = 1 << 53

func badParameter(format string, args ...any) error {
	return fault.New(fault.Unreadable, fault.CodeBadParameter, format, args...)
}
