package lint_test

import (
	"os"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/library/lint"
)

func TestEmbeddedLibraryIsClean(t *testing.T) {
	findings, err := lint.Run(os.DirFS("../../../templates"), lint.Options{AsOf: cal.MustDate("2026-11-24")})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
}

func BenchmarkRun(b *testing.B) {
	for b.Loop() {
		if _, err := lint.Run(os.DirFS("../../../templates"), lint.Options{AsOf: cal.MustDate("2026-11-24")}); err != nil {
			b.Fatal(err)
		}
	}
}
