package render_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/internal/letter"
	"verbatim/internal/render/checkers"
	"verbatim/internal/render/pdfrule"
)

// tool runs an independent program on a file and gives all it says. It skips the test when the program is not installed.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// eachVariant renders every kind of letter, keeps it in a file, and hands over its name.
func eachVariant(t *testing.T, check func(t *testing.T, file string, d *letter.Document)) {
	t.Helper()
	r := newRenderer(t)
	for name, job := range variants() {
		t.Run(name, func(t *testing.T) {
			out, err := r.PDF(job)
			if err != nil {
				t.Fatal(err)
			}
			dir := os.Getenv("KEEP_LETTERS")
			if dir == "" {
				dir = t.TempDir()
			}
			file := filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".pdf")
			if err := os.WriteFile(file, out, 0o600); err != nil {
				t.Fatal(err)
			}
			check(t, file, &job.Document)
		})
	}
}

func TestVariantsKeepEveryRule(t *testing.T) {
	eachVariant(t, func(t *testing.T, file string, _ *letter.Document) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range pdfrule.Check(raw) {
			t.Error(f)
		}
	})
}

// TestProgramsFindNothing holds every kind of letter against every program that is installed.
func TestProgramsFindNothing(t *testing.T) {
	for _, c := range checkers.All() {
		t.Run(c.Name, func(t *testing.T) {
			if c.Missing() {
				t.Skipf("%s is not installed", c.Program)
			}
			eachVariant(t, func(t *testing.T, file string, d *letter.Document) {
				for _, f := range c.Check(file, d) {
					t.Error(f)
				}
			})
		})
	}
}
