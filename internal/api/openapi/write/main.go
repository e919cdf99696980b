// Command write makes schemas/openapi.json and the schemas of the small requests from the route table:
// go run ./internal/api/openapi/write, at the module's root.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"verbatim/internal/api"
	"verbatim/internal/api/openapi"
)

func main() {
	if err := write("schemas"); err != nil {
		fmt.Fprintln(os.Stderr, "write the API's schemas:", err)
		os.Exit(1)
	}
}

func write(dir string) error {
	files, err := openapi.Files(api.Routes(), ".", "verbatim")
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
