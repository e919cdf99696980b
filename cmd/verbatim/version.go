package main

import (
	"fmt"
	"runtime"

	"verbatim/internal/render"
)

// versionOfProgram says which version of the program, of its renderer and of Go this is.
type versionOfProgram struct{}

// Run prints one line.
func (versionOfProgram) Run(p process) error {
	_, err := fmt.Fprintf(p.stdout, "verbatim %s (renderer %d, %s, %s/%s)\n", version, render.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
