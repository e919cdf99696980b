package render_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"verbatim/internal/letter"
	"verbatim/internal/render"
	"verbatim/internal/render/font"
)

// drawn lists every character of the basic plane that a renderer accepts.
func drawn(r *render.Renderer) []rune {
	var out []rune
	for c := rune(0x20); c < 0x10000; c++ {
		if font.Drawable(c) && len(r.Check(letter.Document{Title: string(c)})) == 0 {
			out = append(out, c)
		}
	}
	return out
}

// TestEveryCharacterReadsBack prints each accepted character between letters, each on a line of its own, and reads the
// file with an independent program.
func TestEveryCharacterReadsBack(t *testing.T) {
	r := newRenderer(t)
	all := drawn(r)
	if len(all) < 1500 {
		t.Fatalf("only %d characters are accepted", len(all))
	}
	dir := t.TempDir()
	const each = 500
	for start := 0; start < len(all); start += each {
		chunk := all[start:min(start+each, len(all))]
		got := readBack(t, r, filepath.Join(dir, "chars.pdf"), chunk)
		for _, c := range chunk {
			want := fmt.Sprintf("U%04X a%cb", c, c)
			if unicode.Is(unicode.Zs, c) {
				want = fmt.Sprintf("U%04X a b", c) // pdftotext writes every space as U+0020
			}
			if !strings.Contains(got, want) {
				t.Errorf("U+%04X does not read back", c)
			}
		}
	}
}

func readBack(t *testing.T, r *render.Renderer, file string, chars []rune) string {
	t.Helper()
	job := sampleJob()
	job.Document.Blocks = nil
	for _, c := range chars {
		job.Document.Blocks = append(job.Document.Blocks, letter.Block{Kind: letter.Disclosure, Runs: text(fmt.Sprintf("U%04X a%cb", c, c))})
	}
	out, err := r.PDF(job)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out, 0o600); err != nil {
		t.Fatal(err)
	}
	return tool(t, "pdftotext", file, "-")
}
