package render_test

import (
	"os"
	"testing"
)

func TestSample(t *testing.T) {
	r := newRenderer(t)
	out, err := r.PDF(sampleJob())
	if err != nil {
		t.Fatal(err)
	}
	if p := os.Getenv("SHOW"); p != "" {
		os.WriteFile(p, out, 0o644)
	}
	t.Log(len(out))
}
