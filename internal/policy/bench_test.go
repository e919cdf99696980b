package policy_test

import (
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/policy"
)

// BenchmarkCheck is one letter against the whole library.
func BenchmarkCheck(b *testing.B) {
	day := cal.MustDate("2026-11-20")
	packs := policy.Select(packs(b), day)
	in := packs[0].Samples()[0].Input(packs...)
	b.ReportAllocs()
	for b.Loop() {
		policy.Check(in)
	}
}

// BenchmarkLoad reads and compiles every pack.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		packs(b)
	}
}
