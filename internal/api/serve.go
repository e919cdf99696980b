package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"verbatim/internal/actor"
	"verbatim/internal/auth"
)

// serve makes the handler of one route: the steps of the package comment, in their order.
func (a *API) serve(r Route, p auth.Permission) echo.HandlerFunc {
	return func(ec echo.Context) error {
		noteOf(ec).route = r.Path
		ctx, cancel := context.WithTimeout(ec.Request().Context(), a.Deadline)
		defer cancel()
		by, key, err := a.admit(ctx, ec, &r, p)
		if err != nil {
			return err
		}
		c, err := read(ec, &r)
		if err != nil {
			return err
		}
		c.by, c.key = by, key
		if c.claim, err = a.claimed(c); err != nil {
			return err
		}
		answer, err := a.perform(ctx, c)
		if err != nil {
			return err
		}
		return answer.send(ec)
	}
}

// admit says who asks: by key, within its rate, with a role that the operation takes. Public routes admit everybody.
func (a *API) admit(ctx context.Context, ec echo.Context, r *Route, p auth.Permission) (actor.Actor, string, error) {
	if p.Public {
		return actor.Actor{}, "", nil
	}
	header := ec.Request().Header.Values("Authorization")
	if len(header) != 1 {
		header = []string{""}
	}
	by, key, err := a.Auth.Authenticate(ctx, header[0])
	if err != nil {
		return actor.Actor{}, "", err
	}
	noteOf(ec).key = by.Via
	if err := a.rates.take(key); err != nil {
		return actor.Actor{}, "", err
	}
	if !p.Allows(by) {
		return actor.Actor{}, "", p.Forbidden()
	}
	return by, key, nil
}

// read takes everything from the request that the route declares, the body last.
func read(ec echo.Context, r *Route) (*call, error) {
	req := ec.Request()
	c := &call{route: r, path: ec.Param, header: req.Header}
	var err error
	if c.query, err = readQuery(req.URL.RawQuery, r); err != nil {
		return nil, err
	}
	if r.IfMatch {
		if c.match, err = ifMatch(req.Header.Values("If-Match")); err != nil {
			return nil, err
		}
	}
	if r.Method == http.MethodPost {
		if c.body, err = readBody(ec, r); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// perform answers a call in a slot of its own. A write under an idempotency key takes it once the key was looked at.
func (a *API) perform(ctx context.Context, c *call) (reply, error) {
	if c.claim != nil {
		return a.once(ctx, c)
	}
	if !c.route.Unlimited {
		leave, err := a.slots.enter(ctx)
		if err != nil {
			return reply{}, err
		}
		defer leave()
	}
	if c.route.write == nil {
		return c.route.handle(ctx, a, c)
	}
	r, err := c.route.write(ctx, a, c)
	return c.written(r), err
}
