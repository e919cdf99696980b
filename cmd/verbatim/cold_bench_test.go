package main

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkColdRender is one process from its start to the file, as somebody at a shell waits for it. cpu-ms is what it
// takes of the processors, on a busy machine the steadier figure.
func BenchmarkColdRender(b *testing.B) {
	dir := b.TempDir()
	program := filepath.Join(dir, "verbatim")
	if out, err := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	var cpu float64
	for b.Loop() {
		c := exec.Command(program, "render", "../../schemas/handoff/examples/us-ca-engineer.json", "-o", filepath.Join(dir, "letter.pdf"))
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		cpu += float64((c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Microseconds()) / 1000
	}
	b.ReportMetric(cpu/float64(b.N), "cpu-ms/op")
}
