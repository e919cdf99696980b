package handoff_test

import (
	"testing"

	"verbatim/internal/handoff"
)

// BenchmarkParse reads and checks the longest example; conditions and choices cost a further validation each.
func BenchmarkParse(b *testing.B) {
	v := validator(b)
	raw := exampleFiles(b)["handoff/examples/us-executive.json"]
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := handoff.Parse(raw, v); err != nil {
			b.Fatal(err)
		}
	}
}
