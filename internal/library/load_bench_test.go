package library_test

import (
	"os"
	"testing"

	"verbatim/internal/library"
)

// BenchmarkLoad reads and compiles the whole library, as a check of it does.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := library.Load(os.DirFS("../../templates")); err != nil {
			b.Fatal(err)
		}
	}
}
