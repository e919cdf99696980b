package library_test

import (
	"os"
	"testing"

	"verbatim/internal/clause"
	"verbatim/internal/library"
)

// embedded is the library of templates/.
func embedded(t testing.TB) *library.Snapshot {
	t.Helper()
	s, err := library.Load(os.DirFS("../../templates"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEmbeddedSamples(t *testing.T) {
	clauses, err := embedded(t).Clauses()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range clauses {
		t.Run(v.Ref(), func(t *testing.T) {
			_, findings := clause.RunSamples(v)
			for _, f := range findings {
				t.Error(f)
			}
		})
	}
}
