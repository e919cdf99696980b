// Command write makes the files of schemas/ from the Go types: go run ./internal/schema/gen/write, at the module's root.
package main

import (
	"fmt"
	"os"

	"verbatim/internal/schema/gen"
)

func main() {
	if err := gen.Write(".", "verbatim", "schemas"); err != nil {
		fmt.Fprintln(os.Stderr, "write schemas:", err)
		os.Exit(1)
	}
}
