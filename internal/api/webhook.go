package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/hook"
	"verbatim/internal/store"
)

func webhookRoutes() []Route {
	one := "/v1/webhooks/{webhook_id}"
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/webhooks", Operation: auth.ListWebhooks, Tag: "webhooks",
			Summary: "List webhooks, without their secrets", Response: Webhooks{}, Success: []int{http.StatusOK}, handle: listWebhooks,
		},
		{
			Method: http.MethodPost, Path: "/v1/webhooks", Operation: auth.CreateWebhook, Tag: "webhooks",
			Summary: "Make a webhook", Text: "It hears of what happens from now on. The secret is in this answer and nowhere else; messages are signed by " +
				"Standard Webhooks 1.0, and its libraries verify them. Each is sent until it is answered with 2xx: about ten times over three days, " +
				"in the order of each offer's acts. The same webhook-id means the same message.",
			Request: hook.New{}, Schema: "webhook/v1", Response: CreatedWebhook{}, Success: []int{http.StatusCreated}, Writes: true, handle: createWebhook,
		},
		{
			Method: http.MethodDelete, Path: one, Operation: auth.DeleteWebhook, Tag: "webhooks",
			Summary: "Remove a webhook, with its secrets and what waits for it", Success: []int{http.StatusNoContent}, Writes: true, handle: deleteWebhook,
		},
		{
			Method: http.MethodPost, Path: one + "/secret", Operation: auth.RotateWebhook, Tag: "webhooks",
			Summary: "Give a webhook a new secret", Text: "For 24 hours messages are signed with the secret before it too.",
			Response: CreatedWebhook{}, Success: []int{http.StatusOK}, Writes: true, handle: rotateWebhook,
		},
		{
			Method: http.MethodPost, Path: one + "/enable", Operation: auth.EnableWebhook, Tag: "webhooks",
			Summary: "Switch a webhook on", Text: "What happened while it was off is sent now. A receiver that answers 410 switches it off.",
			Response: store.Endpoint{}, Success: []int{http.StatusOK}, Writes: true, handle: switchWebhook(store.EndpointOn),
		},
		{
			Method: http.MethodPost, Path: one + "/disable", Operation: auth.DisableWebhook, Tag: "webhooks",
			Summary: "Switch a webhook off", Text: "Its events wait.", Response: store.Endpoint{}, Success: []int{http.StatusOK}, Writes: true,
			handle: switchWebhook(store.EndpointOff),
		},
		{
			Method: http.MethodPost, Path: one + "/test", Operation: auth.TestWebhook, Tag: "webhooks",
			Summary: "Send a message of type webhook.test now", Text: "The answer says what came of it.",
			Response: hook.Outcome{}, Success: []int{http.StatusOK}, handle: testWebhook,
		},
		{
			Method: http.MethodGet, Path: one + "/deliveries", Operation: auth.ListDeliveries, Tag: "webhooks",
			Summary: "List a webhook's deliveries, newest first", Text: "Those that were given up are dead.",
			Query: []Parameter{
				{Name: "state", Text: "Only deliveries in this state.", Allowed: []string{string(store.DeliveryWaiting), string(store.DeliveryDone), string(store.DeliveryDead)}},
				{Name: "before", Text: "Only positions before this one.", Integer: true},
				{Name: "limit", Text: "How many at most: 1 to 200; 50 when absent.", Integer: true},
			},
			Response: Deliveries{}, Success: []int{http.StatusOK}, handle: listDeliveries,
		},
		{
			Method: http.MethodPost, Path: one + "/deliveries/{position}/replay", Operation: auth.ReplayDelivery, Tag: "webhooks",
			Summary: "Send one delivery again", Success: []int{http.StatusNoContent}, Writes: true, handle: replayDelivery,
		},
		{
			Method: http.MethodPost, Path: one + "/replay", Operation: auth.ReplayWebhook, Tag: "webhooks",
			Summary: "Send every event after a position again", Text: "Events from before the webhook was made too.",
			Request: ReplaySince{}, Schema: "replay/v1", Success: []int{http.StatusNoContent}, Writes: true, handle: replaySince,
		},
	}
}

// Webhooks are endpoints without their secrets.
type Webhooks struct {
	Items []store.Endpoint `json:"items"`
}

// CreatedWebhook is an endpoint with its newest secret, shown once.
type CreatedWebhook struct {
	// Secret signs messages: whsec_ and base64, as the libraries of Standard Webhooks take it.
	Secret  string         `json:"secret" jsonschema:"title=Secret"`
	Webhook store.Endpoint `json:"webhook" jsonschema:"title=Webhook"`
}

// Deliveries is a page of deliveries.
type Deliveries struct {
	Items []store.Delivery `json:"items"`
}

// ReplaySince asks for every event after a position once more.
type ReplaySince struct {
	// After is a position of GET /v1/events; 0 means from the first event.
	After int64 `json:"after" jsonschema:"title=After,example=0,minimum=0,maximum=9007199254740992"`
}

func listWebhooks(ctx context.Context, a *API, c *call) (reply, error) {
	all, err := a.Hooks.List(ctx, c.by)
	if err != nil {
		return reply{}, err
	}
	return ok(Webhooks{Items: list(all)})
}

func createWebhook(ctx context.Context, a *API, c *call) (reply, error) {
	n, err := decode[hook.New](a, c)
	if err != nil {
		return reply{}, err
	}
	e, secret, err := a.Hooks.Create(ctx, c.by, n)
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusCreated, body: CreatedWebhook{Secret: secret, Webhook: e}}, nil
}

func deleteWebhook(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("webhook_id")
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusNoContent}, a.Hooks.Remove(ctx, c.by, id)
}

func rotateWebhook(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("webhook_id")
	if err != nil {
		return reply{}, err
	}
	e, secret, err := a.Hooks.Rotate(ctx, c.by, id)
	if err != nil {
		return reply{}, err
	}
	return ok(CreatedWebhook{Secret: secret, Webhook: e})
}

func switchWebhook(state store.EndpointState) handler {
	return func(ctx context.Context, a *API, c *call) (reply, error) {
		id, err := c.id("webhook_id")
		if err != nil {
			return reply{}, err
		}
		e, err := a.Hooks.Switch(ctx, c.by, id, state)
		if err != nil {
			return reply{}, err
		}
		return ok(e)
	}
}

func testWebhook(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("webhook_id")
	if err != nil {
		return reply{}, err
	}
	o, err := a.Hooks.Test(ctx, c.by, id)
	if err != nil {
		return reply{}, err
	}
	return ok(o)
}

func listDeliveries(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("webhook_id")
	if err != nil {
		return reply{}, err
	}
	before, err := c.number("before")
	if err != nil {
		return reply{}, err
	}
	limit, err := c.pageSize(maxOffers)
	if err != nil {
		return reply{}, err
	}
	q := store.DeliveryQuery{Endpoint: id, State: store.DeliveryState(c.query.Get("state")), Before: before, Limit: limit}
	items, err := a.Hooks.Deliveries(ctx, c.by, q)
	if err != nil {
		return reply{}, err
	}
	return ok(Deliveries{Items: list(items)})
}

func replayDelivery(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("webhook_id")
	if err != nil {
		return reply{}, err
	}
	n, err := version(c.path("position"))
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusNoContent}, a.Hooks.Replay(ctx, c.by, store.Replay{Endpoint: id, Position: int64(n)})
}

func replaySince(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("webhook_id")
	if err != nil {
		return reply{}, err
	}
	since, err := decode[ReplaySince](a, c)
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusNoContent}, a.Hooks.Replay(ctx, c.by, store.Replay{Endpoint: id, Since: &since.After})
}
