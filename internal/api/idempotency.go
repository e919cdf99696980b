package api

import (
	"context"
	"log/slog"
	"regexp"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// How long a claim is held by one attempt, and how long its result can be answered again.
const (
	lease = 60 * time.Second
	kept  = 7 * 24 * time.Hour
)

// keyForm is 1 to 255 visible ASCII characters.
var keyForm = regexp.MustCompile(`^[!-~]{1,255}$`)

var errKeyReused = fault.New(fault.Invalid, fault.CodeKeyReused,
	"this Idempotency-Key was used with another body: use a new key for a new request")

// once performs a write under the client's Idempotency-Key, where it gave one: the first call does it, a later one gets
// the same answer, made again from the rows as of that revision.
func (a *API) once(ctx context.Context, c *call) (reply, error) {
	given := c.header.Values("Idempotency-Key")
	if !c.route.Idempotent || len(given) == 0 {
		r, err := c.route.write(ctx, a, c)
		return c.written(r), err
	}
	if len(given) > 1 || !keyForm.MatchString(given[0]) {
		return reply{}, badParameter("Idempotency-Key must be one key of 1 to 255 visible ASCII characters")
	}
	claim := a.claimOf(c, given[0])
	got, err := a.Claims.Claim(ctx, claim, a.Now())
	if err != nil {
		return reply{}, err
	}
	switch got.Status {
	case store.Taken:
		c.claim = &claim
		return a.first(ctx, c)
	case store.Done:
		r, err := a.Desk.Replay(ctx, c.by, got.Result)
		return c.written(r).with("Idempotency-Replayed", "true"), err
	case store.Running:
		return reply{}, running(got.Until.Sub(a.Now()))
	}
	return reply{}, errKeyReused
}

// claimOf names the use of a key, which belongs to the API key and to the operation with its path. Only its digest is
// kept: clients make keys of names.
func (a *API) claimOf(c *call, key string) store.Claim {
	operation := string(c.route.Operation)
	for _, name := range c.route.PathParameters() {
		operation += " " + c.path(name)
	}
	now := a.Now()
	return store.Claim{
		Key: digest.Of([]byte(key)).Hex(), Owner: c.key, Operation: operation, Body: digest.Of(c.body), Token: a.NewID(),
		Until: now.Add(lease), Expires: now.Add(kept),
	}
}

// first performs the write whose claim was taken. A call that made nothing gives the claim up, so that the client can try
// again; a claim that the write finished is not touched by that.
func (a *API) first(ctx context.Context, c *call) (reply, error) {
	made := false
	defer func() {
		if made {
			return
		}
		free, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if err := a.Claims.Release(free, *c.claim); err != nil {
			a.Log.LogAttrs(free, slog.LevelWarn, "an idempotency key stays claimed until its lease ends", causeAttrs(err)...)
		}
	}()
	r, err := c.route.write(ctx, a, c)
	made = err == nil && r.Created
	return c.written(r), err
}

// running is the refusal while another call holds the key.
func running(left time.Duration) error {
	e := fault.New(fault.Conflict, fault.CodeRunning, "a request with this Idempotency-Key is being worked on: ask again shortly")
	e.Retry = min(max(left, time.Second), 2*time.Second)
	return e
}
