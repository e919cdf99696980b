package openapi_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"verbatim/internal/api"
	"verbatim/internal/api/openapi"
)

var update = flag.Bool("update", false, "rewrite schemas/openapi.json and the schemas of the small requests")

// TestPublishedFilesAreUpToDate holds the files that are checked in against the route table and the Go types.
func TestPublishedFilesAreUpToDate(t *testing.T) {
	files, err := openapi.Files(api.Routes(), "../../..", "verbatim/internal/api/openapi")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		path := filepath.Join("../../../schemas", name)
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the route table says: run go test ./internal/api/openapi -update (%v)", name, err)
		}
	}
}

func TestDocumentIsOpenAPI31(t *testing.T) {
	raw, err := openapi.Build(api.Routes(), "../../..", "verbatim/internal/api/openapi")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	operations := 0
	for _, item := range doc.Paths.Map() {
		operations += len(item.Operations())
	}
	if operations != len(api.Routes()) {
		t.Errorf("%d operations for %d routes", operations, len(api.Routes()))
	}
}
