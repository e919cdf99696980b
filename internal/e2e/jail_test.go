package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// nobody is the user of the container image.
const nobody = 65532

// TestNothingButTheProgram runs the program as the container image does: alone in a folder that is the whole machine to it,
// linked statically, as a user without rights. It writes letters, tells whether it is ready, and stops in order.
func TestNothingButTheProgram(t *testing.T) {
	if os.Getenv("VERBATIM_LONG") == "" {
		t.Skip("skipped: it builds every package once more, without cgo: left to make long")
	}
	if os.Geteuid() != 0 {
		t.Skip("skipped: only root can change the root folder")
	}
	jail, err := os.MkdirTemp("", "verbatim-jail")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(jail) })
	build := exec.Command("go", "build", "-buildvcs=false", "-o", filepath.Join(jail, "verbatim"), "./cmd/verbatim")
	build.Dir, build.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the program does not build: %s\n%s", err, out)
	}
	data := filepath.Join(jail, "data")
	for _, err := range []error{os.Chmod(jail, 0o755), os.Mkdir(data, 0o700), os.Chown(data, nobody, nobody)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	o := options{jail: jail, data: "/data"}
	s := start(t, o)
	for _, name := range []string{"us-ca-engineer", "gb-hourly-care"} {
		madeBy(t, s, name)
	}
	if got := cliWith(t, o, nil, "healthcheck", "--addr", strings.TrimPrefix(s.url, "http://")); got.code != 0 {
		t.Errorf("health check: exit %d: %s", got.code, got.stderr)
	}
	s.stop(t)
	if p := verified(t, o); p.Letters != 2 {
		t.Errorf("%+v", p)
	}
	entries, err := os.ReadDir(jail)
	if err != nil || len(entries) != 2 {
		t.Errorf("the program wrote beside its data folder: %v %v", entries, err)
	}
}
