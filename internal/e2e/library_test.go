package e2e_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// edit copies a file of the built-in library into a folder of an operator's own, changed.
func edit(t *testing.T, dir, name, old, with string) {
	t.Helper()
	from := filepath.Join(root, "templates", filepath.Dir(name))
	if err := os.CopyFS(filepath.Join(dir, filepath.Dir(name)), os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(from, filepath.Base(name)))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(whole, []byte(old)) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	if err := os.WriteFile(filepath.Join(dir, name), bytes.Replace(whole, []byte(old), []byte(with), 1), 0o600); err != nil {
		t.Fatal(err)
	}
}

const reporting = "clauses/role/reporting/v1/standard.md"

// TestPublishedClauseEdited: a server whose database knows a published version under another digest does not start, and
// says what to do; the letters that were made are as they were.
func TestPublishedClauseEdited(t *testing.T) {
	sequential(t)
	s := start(t, options{})
	made := read[result](t, s.post(http.StatusCreated, "/v1/handoffs", example(t, "us-ca-engineer")))
	pdf := s.get("/v1/offers/" + made.Offer + "/letters/1/pdf").body
	s.stop(t)

	dir := t.TempDir()
	edit(t, dir, reporting, "You will report", "You shall report")
	got := cliWith(t, options{data: s.data, templates: dir}, nil, "serve")
	if got.code != 1 {
		t.Errorf("exit %d, want 1", got.code)
	}
	for _, want := range []string{"reporting", "version 1", "version 2", "VERBATIM_TEMPLATES"} {
		if !strings.Contains(got.stderr, want) {
			t.Errorf("stderr does not say %q:\n%s", want, got.stderr)
		}
	}
	s = start(t, options{data: s.data})
	if now := s.get("/v1/offers/" + made.Offer + "/letters/1/pdf").body; !bytes.Equal(now, pdf) {
		t.Error("the letter has changed")
	}
}

// TestTwoWinners: two clauses that compete for one place and are equally special make no letter; the record is not to
// blame, and nothing is stored.
func TestTwoWinners(t *testing.T) {
	sequential(t)
	dir := t.TempDir()
	from := filepath.Join(root, "templates", "clauses", "role", "reporting", "v1")
	if err := os.CopyFS(filepath.Join(dir, "clauses", "role", "reporting_too", "v1"), os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	s := start(t, options{templates: dir})
	p := read[problem](t, s.post(http.StatusUnprocessableEntity, "/v1/handoffs", example(t, "us-ca-engineer")))
	if p.Code != "clause_ambiguous" && !hasError(p, "clause_ambiguous") {
		t.Errorf("the problem is %+v", p)
	}
	if n := s.count(t); n != 0 {
		t.Errorf("%d offers were stored", n)
	}
}

func hasError(p problem, code string) bool {
	for _, e := range p.Errors {
		if e.Code == code {
			return true
		}
	}
	return false
}

// TestLintNamesThePlace: a wording that names a slot which is not there is found with file, line and column.
func TestLintNamesThePlace(t *testing.T) {
	sequential(t)
	dir := t.TempDir()
	edit(t, dir, reporting, "{{ manager", "{{ manger")
	got := cli(t, nil, "templates", "lint", dir)
	if got.code != 1 || !strings.Contains(got.stderr, reporting+":1:") || !strings.Contains(got.stderr, "unknown_slot") {
		t.Errorf("exit %d:\n%s", got.code, got.stderr)
	}
}
