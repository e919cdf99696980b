// Package openapi writes the OpenAPI 3.1 document from the route table that registers the routes, with the components of
// schema/gen. It runs when schemas/openapi.json is made, never in the server, which serves the file as it is.
package openapi

//go:generate sh -c "cd ../../.. && go run ./internal/api/openapi/write"
