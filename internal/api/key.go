package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/store"
)

func keyRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/keys", Operation: auth.ListKeys, Tag: "keys",
			Summary: "List API keys, without their secrets", Response: Keys{}, Success: []int{http.StatusOK}, handle: listKeys,
		},
		{
			Method: http.MethodPost, Path: "/v1/keys", Operation: auth.CreateKey, Tag: "keys",
			Summary: "Make an API key", Text: "The secret is in this answer and nowhere else. A person who is not known becomes one.",
			Request: auth.NewKey{}, Schema: "key/v1", Response: CreatedKey{}, Success: []int{http.StatusCreated}, Writes: true, handle: createKey,
		},
		{
			Method: http.MethodDelete, Path: "/v1/keys/{key_id}", Operation: auth.RevokeKey, Tag: "keys",
			Summary: "Revoke an API key", Text: "At once, and for good.", Success: []int{http.StatusNoContent}, Writes: true, handle: revokeKey,
		},
	}
}

// Keys are API keys without their secrets.
type Keys struct {
	Items []store.Key `json:"items"`
}

// CreatedKey is a key with its secret, shown once.
type CreatedKey struct {
	// Secret is the key itself: send it as Authorization: Bearer.
	Secret string    `json:"secret" jsonschema:"title=Secret"`
	Key    store.Key `json:"key" jsonschema:"title=Key"`
}

func listKeys(ctx context.Context, a *API, c *call) (reply, error) {
	keys, err := a.Auth.Keys(ctx, c.by)
	if err != nil {
		return reply{}, err
	}
	return ok(Keys{Items: list(keys)})
}

func createKey(ctx context.Context, a *API, c *call) (reply, error) {
	n, err := decode[auth.NewKey](a, c)
	if err != nil {
		return reply{}, err
	}
	secret, key, err := a.Auth.CreateKey(ctx, c.by, n)
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusCreated, body: CreatedKey{Secret: secret, Key: key}}, nil
}

func revokeKey(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("key_id")
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusNoContent}, a.Auth.RevokeKey(ctx, c.by, id)
}
