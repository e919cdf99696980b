package desk_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/digest"
)

var update = flag.Bool("update", false, "write the golden digests of the examples' letters again")

// goldenPapers holds a line for each paper of each example record: name, digest of the lock, digest of the PDF.
const goldenPapers = "testdata/papers.txt"

// TestExamplesGiveTheseBytes pins that equal locks give equal bytes on any machine: the same digests are checked in, and
// come out wherever the test runs. A change of the library or of the renderer shows as a new lock; the same lock with
// another PDF must never be.
func TestExamplesGiveTheseBytes(t *testing.T) {
	files, err := filepath.Glob("../../schemas/handoff/examples/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d examples: %v", len(files), err)
	}
	o, made := newOffice(t), map[string]string{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		p, err := o.Preview(t.Context(), robin, example(t, filepath.Base(file)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, paper := range p.Version.Documents {
			made[name+"/"+paper.Document.ID] = fmt.Sprintf("lock %s pdf %s", p.Version.LockDigest, digest.Of(paper.PDF))
		}
	}
	if *update {
		writeGolden(t, made)
	}
	golden := readGolden(t)
	for name, got := range made {
		compareGolden(t, name, got, golden[name])
	}
	for name := range golden {
		if made[name] == "" {
			t.Errorf("%s is no longer made: run make golden", name)
		}
	}
}

func compareGolden(t *testing.T, name, got, want string) {
	t.Helper()
	lock, _, _ := strings.Cut(got, " pdf ")
	switch {
	case got == want:
	case strings.HasPrefix(want, lock+" "):
		t.Errorf("%s: the lock is the same and the bytes are not: letters that were sent can no longer be made again.\n"+
			"Undo the change of the renderer, or raise render.Version so that locks tell the letters apart; then run make golden.\n got %s\nwant %s", name, got, want)
	default:
		t.Errorf("%s: the lock is another one. After an edit of the library, of this example or of render.Version that is as it should be: "+
			"look at the letter, run make golden, and commit %s with the edit. With none of them something that varies came into the lock.\n got %s\nwant %s",
			name, goldenPapers, got, want)
	}
}

func writeGolden(t *testing.T, made map[string]string) {
	t.Helper()
	var lines []string
	for name, sums := range made {
		lines = append(lines, name+" "+sums+"\n")
	}
	slices.Sort(lines)
	if err := os.MkdirAll(filepath.Dir(goldenPapers), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(goldenPapers, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}
}

func readGolden(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(goldenPapers)
	if err != nil {
		t.Fatalf("%v: run make golden", err)
	}
	golden := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		name, sums, _ := strings.Cut(strings.TrimSpace(line), " ")
		golden[name] = sums
	}
	return golden
}
