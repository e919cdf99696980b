package main

import (
	"io/fs"
	"testing"

	"verbatim/internal/api"
	"verbatim/schemas"
)

// TestEveryRequestSchemaIsBuiltIn: the program judges a request by a schema that it carries.
func TestEveryRequestSchemaIsBuiltIn(t *testing.T) {
	for _, r := range api.Routes() {
		if r.Schema == "" {
			continue
		}
		if _, err := fs.Stat(schemas.Files, r.Schema+".json"); err != nil {
			t.Errorf("%s: %v", r.Operation, err)
		}
	}
}
