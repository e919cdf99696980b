package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// program is the file of the program under test.
var program string

// root is the module's root, seen from a test.
const root = "../.."

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "verbatim-e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "verbatim")
	build := exec.Command("go", "build", "-buildvcs=false", "-race="+strconv.FormatBool(underRace), "-o", program, "./cmd/verbatim")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "the program does not build: %s\n%s", err, out)
		return 1
	}
	return m.Run()
}

// sequential skips a test that does one thing after another when the race detector runs over the short suite: it has
// nothing to find there, and a program under it takes seconds to start.
func sequential(t *testing.T) {
	t.Helper()
	if underRace && testing.Short() {
		t.Skip("one thing at a time: left to the run without the race detector")
	}
}
