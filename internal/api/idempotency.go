package api

import (
	"context"
	"log/slog"
	"regexp"
	"sync"
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

// inFlight are the idempotency keys that this process is working on. A second call with one of them asks the store how
// it stands before it takes a slot: a hundred calls with one key are answered while the first one works. A call with a
// key of its own takes its slot first, so that what is refused has written nothing.
type inFlight struct {
	mu   sync.Mutex
	keys map[flight]int // how many calls
}

// flight is one use of a key.
type flight struct{ owner, operation, key string }

// enter says whether the call is the first of its key; leave must be called once.
func (f *inFlight) enter(c *store.Claim) (first bool, leave func()) {
	name := flight{c.Owner, c.Operation, c.Key}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.keys == nil {
		f.keys = map[flight]int{}
	}
	f.keys[name]++
	return f.keys[name] == 1, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.keys[name]--; f.keys[name] == 0 {
			delete(f.keys, name)
		}
	}
}

// claimed reads the client's Idempotency-Key; nil when there is none, or the route takes none.
func (a *API) claimed(c *call) (*store.Claim, error) {
	given := c.header.Values("Idempotency-Key")
	if !c.route.Idempotent || len(given) == 0 {
		return nil, nil
	}
	if len(given) > 1 || !keyForm.MatchString(given[0]) {
		return nil, badParameter("Idempotency-Key must be one key of 1 to 255 visible ASCII characters")
	}
	claim := a.claimOf(c, given[0])
	return &claim, nil
}

// once performs a write under its claim: the first call does it, a later one gets the same answer, made again from the
// rows as of that revision.
func (a *API) once(ctx context.Context, c *call) (reply, error) {
	first, leave := a.flights.enter(c.claim)
	defer leave()
	slot := a.slots.enter
	if first {
		free, err := slot(ctx)
		if err != nil {
			return reply{}, err
		}
		defer free()
		slot = taken
	}
	got, err := a.Claims.Claim(ctx, *c.claim, a.Now())
	if err != nil {
		return reply{}, err
	}
	switch got.Status {
	case store.Taken:
		return a.first(ctx, c, slot)
	case store.Done:
		r, err := a.Desk.Replay(ctx, c.by, got.Result)
		return c.written(r).with("Idempotency-Replayed", "true"), err
	case store.Running:
		return reply{}, running(got.Until.Sub(a.Now()))
	}
	return reply{}, errKeyReused
}

// taken is the entering of a slot that the call has already.
func taken(context.Context) (leave func(), err error) { return func() {}, nil }

// claimOf names the use of a key, which belongs to the API key and to the operation with its path. Only its digest is
// kept: clients make keys of names. What the query says of a file belongs to the request as its body does.
func (a *API) claimOf(c *call, key string) store.Claim {
	operation := string(c.route.Operation)
	for _, name := range c.route.PathParameters() {
		operation += " " + c.path(name)
	}
	now, sent := a.Now(), c.body
	if query := c.query.Encode(); query != "" {
		sent = append([]byte(query+"\n"), c.body...)
	}
	return store.Claim{
		Key: digest.Of([]byte(key)).Hex(), Owner: c.key, Operation: operation, Body: digest.Of(sent), Token: a.NewID(),
		Until: now.Add(lease), Expires: now.Add(kept),
	}
}

// first performs the write whose claim was taken. A call that made nothing gives the claim up, so that the client can try
// again; a claim that the write finished is not touched by that.
func (a *API) first(ctx context.Context, c *call, slot func(context.Context) (func(), error)) (reply, error) {
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
	leave, err := slot(ctx)
	if err != nil {
		return reply{}, err
	}
	defer leave()
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
