// Command write lists the versions of the embedded library that are in order, which is templates/known.json:
// go run ./internal/library/write, at the module's root.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"verbatim/internal/library"
)

func main() {
	if err := write("templates"); err != nil {
		fmt.Fprintln(os.Stderr, "write the list of known versions:", err)
		os.Exit(1)
	}
}

func write(dir string) error {
	items, err := library.Items(os.DirFS(dir))
	if err != nil {
		return err
	}
	index, err := library.Index(items)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, library.IndexFile), index, 0o644)
}
