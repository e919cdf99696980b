package policy_test

import (
	"os"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/policy"
)

// packs are the rule packs of the library.
func packs(t testing.TB) []policy.Pack {
	t.Helper()
	all, findings, err := policy.Load(os.DirFS("../../templates"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
	if len(findings) > 0 || len(all) == 0 {
		t.FailNow()
	}
	return all
}

// TestLibrary lints every pack: its samples are its tests.
func TestLibrary(t *testing.T) {
	for _, p := range packs(t) {
		for _, f := range policy.Lint(p, cal.MustDate("2026-11-20")) {
			if f.Severity == source.Error {
				t.Error(f)
			} else {
				t.Log(f)
			}
		}
		if !p.Digest.Valid() || p.Pin().ID != p.ID || p.Title == "" {
			t.Errorf("%s: %+v", p.Ref(), p.Pin())
		}
	}
}
