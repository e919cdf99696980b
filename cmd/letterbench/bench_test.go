package main

import (
	"os"
	"testing"

	"verbatim/internal/render"
	"verbatim/internal/render/layout"
)

// harnessLetter gives the harness's letter, which lives outside of this repository.
func harnessLetter(tb testing.TB) *source {
	tb.Helper()
	if os.Getenv("LETTER") == "" {
		tb.Skip("LETTER names no letter file")
	}
	s, err := load()
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func BenchmarkHarnessLetter(b *testing.B) {
	s := harnessLetter(b)
	r, err := render.New(render.Options{Style: layout.Compact()})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	i, size := 0, 0
	for b.Loop() {
		job, err := s.job(i)
		if err != nil {
			b.Fatal(err)
		}
		out, err := r.PDF(job)
		if err != nil {
			b.Fatal(err)
		}
		i, size = i+1, size+len(out)
	}
	b.ReportMetric(float64(size)/float64(i), "bytes/letter")
}
