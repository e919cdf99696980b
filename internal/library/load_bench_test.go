package library_test

import (
	"os"
	"testing"

	"verbatim/internal/library"
)

// BenchmarkLoad reads and compiles the embedded library, as every start does.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := library.Load(os.DirFS("../../templates")); err != nil {
			b.Fatal(err)
		}
	}
}
