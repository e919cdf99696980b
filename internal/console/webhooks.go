package console

import (
	"context"
	"strconv"
	"strings"

	"verbatim/internal/auth"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/hook"
	"verbatim/internal/store"
)

// webhookView is one webhook and what was sent to it.
type webhookView struct {
	store.Endpoint
	Deliveries []store.Delivery
	Secret     string        // a new one, shown this once
	Tested     *hook.Outcome // what came of a test
	MayChange  bool
}

// hooked finds the webhook that the path names.
func (c *Console) hooked(ctx context.Context, k *call) (store.Endpoint, error) {
	if c.Hooks == nil {
		return store.Endpoint{}, store.ErrNotFound
	}
	all, err := c.Hooks.List(ctx, k.by)
	if err != nil {
		return store.Endpoint{}, err
	}
	for _, e := range all {
		if e.ID == k.PathValue("hook") {
			return e, nil
		}
	}
	return store.Endpoint{}, store.ErrNotFound
}

func showWebhook(ctx context.Context, c *Console, k *call) (reply, error) {
	e, err := c.hooked(ctx, k)
	if err != nil {
		return reply{}, err
	}
	return c.webhookPage(ctx, k, webhookView{Endpoint: e})
}

func (c *Console) webhookPage(ctx context.Context, k *call, v webhookView) (reply, error) {
	var err error
	v.MayChange = k.may(auth.RotateWebhook)
	if v.Deliveries, err = c.Hooks.Deliveries(ctx, k.by, store.DeliveryQuery{Endpoint: v.ID}); err != nil {
		return reply{}, err
	}
	return reply{view: &view{Page: "webhook", Title: wordWebhook, Nav: "settings", Data: v}}, nil
}

// createWebhook makes a webhook; the page that answers is the only one that shows its secret.
func createWebhook(ctx context.Context, c *Console, k *call) (reply, error) {
	if c.Hooks == nil {
		return reply{}, store.ErrNotFound
	}
	n := hook.New{URL: k.text("url"), Entities: strings.Fields(k.text("entities"))}
	for _, t := range strings.Fields(k.text("types")) {
		n.Types = append(n.Types, event.Type(t))
	}
	e, secret, err := c.Hooks.Create(ctx, k.by, n)
	if err != nil {
		return reply{}, err
	}
	return c.webhookPage(ctx, k, webhookView{Endpoint: e, Secret: secret})
}

// changeWebhook tests, rotates, switches or removes a webhook, or sends a delivery again: the word that was pressed.
func changeWebhook(ctx context.Context, c *Console, k *call) (reply, error) {
	e, err := c.hooked(ctx, k)
	if err != nil {
		return reply{}, err
	}
	v := webhookView{Endpoint: e}
	word, position := k.text("do"), int64(0)
	if w, at, ok := strings.Cut(word, " "); ok {
		word = w
		if position, err = strconv.ParseInt(at, 10, 64); err != nil {
			return reply{}, store.ErrNotFound
		}
	}
	operation, known := webhookActs[word]
	if !known {
		return reply{}, fault.New(fault.Unreadable, fault.CodeBadParameter, wordNoRevision)
	}
	if p, ok := auth.Permit(operation); !ok || !p.Allows(k.by) {
		return reply{}, p.Forbidden()
	}
	switch word {
	case "test":
		outcome, err := c.Hooks.Test(ctx, k.by, e.ID)
		if err != nil {
			return reply{}, err
		}
		v.Tested = &outcome
		return c.webhookPage(ctx, k, v)
	case "rotate":
		if v.Endpoint, v.Secret, err = c.Hooks.Rotate(ctx, k.by, e.ID); err != nil {
			return reply{}, err
		}
		return c.webhookPage(ctx, k, v)
	case "on":
		_, err = c.Hooks.Switch(ctx, k.by, e.ID, store.EndpointOn)
	case "off":
		_, err = c.Hooks.Switch(ctx, k.by, e.ID, store.EndpointOff)
	case "again":
		err = c.Hooks.Replay(ctx, k.by, store.Replay{Endpoint: e.ID, Position: position})
	case "remove":
		return reply{goTo: Root + "settings?done=saved"}, c.Hooks.Remove(ctx, k.by, e.ID)
	}
	return reply{goTo: Root + "settings/webhooks/" + e.ID + "?done=saved"}, err
}

// webhookActs are the acts on a webhook and the operation of each.
var webhookActs = map[string]auth.Operation{
	"test": auth.TestWebhook, "rotate": auth.RotateWebhook, "on": auth.EnableWebhook, "off": auth.DisableWebhook,
	"again": auth.ReplayWebhook, "remove": auth.DeleteWebhook,
}
