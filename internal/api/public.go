package api

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"regexp"

	"verbatim/internal/auth"
	"verbatim/internal/store"
)

func publicRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/schemas/{name}/{version}", Operation: auth.GetSchema, Tag: "schemas",
			Summary: "Get a published JSON Schema", Text: "Such as /v1/schemas/handoff/v1.", Media: []string{mediaSchema},
			Success: []int{http.StatusOK}, handle: getSchema,
		},
		{
			Method: http.MethodGet, Path: "/v1/schemas/templates/{file}", Operation: auth.GetFileSchema, Tag: "schemas",
			Summary: "Get the JSON Schema of one kind of file of the library",
			Text:    "For editors, while a clause, letter or rule is written: /v1/schemas/templates/clause is that of clause.yaml.",
			Media:   []string{mediaSchema}, Success: []int{http.StatusOK}, handle: getFileSchema,
		},
		{
			Method: http.MethodGet, Path: "/openapi.json", Operation: auth.GetOpenAPI, Tag: "server",
			Summary: "Get this description", Media: []string{mediaJSON}, Success: []int{http.StatusOK}, Unlimited: true, handle: getOpenAPI,
		},
		{
			Method: http.MethodGet, Path: "/healthz", Operation: auth.GetHealth, Tag: "server",
			Summary: "Say that the process runs", Response: Status{}, Success: []int{http.StatusOK}, Unlimited: true, handle: getHealth,
		},
		{
			Method: http.MethodGet, Path: "/readyz", Operation: auth.GetReadiness, Tag: "server",
			Summary: "Say that reads and writes work now", Response: Status{}, Success: []int{http.StatusOK}, Unlimited: true, handle: getReadiness,
		},
		{
			Method: http.MethodGet, Path: "/metrics", Operation: auth.GetMetrics, Tag: "server",
			Summary: "Get the server's own figures, for Prometheus", Media: []string{mediaText}, Success: []int{http.StatusOK}, Unlimited: true, handle: getMetrics,
		},
	}
}

// Status says that all is well; what is not answers 503.
type Status struct {
	Status string `json:"status" jsonschema:"title=Status,enum=ok"`
}

const mediaSchema = "application/schema+json"

// schemaName and schemaVersion are the forms of a schema's name and version; nothing else reaches the file system.
var (
	schemaName    = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)
	schemaVersion = regexp.MustCompile(`^v[1-9][0-9]{0,3}$`)
)

func getSchema(_ context.Context, a *API, c *call) (reply, error) {
	name, v := c.path("name"), c.path("version")
	if !schemaName.MatchString(name) || !schemaVersion.MatchString(v) {
		return reply{}, store.ErrNotFound
	}
	return file(a.Schemas, name+"/"+v+".json", mediaSchema)
}

func getFileSchema(_ context.Context, a *API, c *call) (reply, error) {
	name := c.path("file")
	if !schemaName.MatchString(name) {
		return reply{}, store.ErrNotFound
	}
	return file(a.Schemas, "templates/"+name+".json", mediaSchema)
}

func getOpenAPI(_ context.Context, a *API, _ *call) (reply, error) {
	return file(a.Schemas, "openapi.json", mediaJSON)
}

// file answers with one of the published files as it is.
func file(from fs.FS, name, media string) (reply, error) {
	raw, err := fs.ReadFile(from, name)
	if errors.Is(err, fs.ErrNotExist) {
		return reply{}, store.ErrNotFound
	}
	return reply{status: http.StatusOK, bytes: raw, media: media}, err
}

func getHealth(context.Context, *API, *call) (reply, error) { return ok(Status{"ok"}) }

func getReadiness(ctx context.Context, a *API, _ *call) (reply, error) {
	if err := a.Ready(ctx); err != nil {
		return reply{}, errUnavailable.Because(err)
	}
	return ok(Status{"ok"})
}

func getMetrics(_ context.Context, a *API, _ *call) (reply, error) {
	return reply{status: http.StatusOK, through: a.metrics.handler()}, nil
}
