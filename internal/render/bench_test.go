package render_test

import "testing"

func BenchmarkPDF(b *testing.B) {
	r, job := newRenderer(b), sampleJob()
	b.ReportAllocs()
	for b.Loop() {
		out, err := r.PDF(job)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(out)))
	}
}
