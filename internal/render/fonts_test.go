package render_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"verbatim/internal/letter"
	"verbatim/internal/render"
	"verbatim/internal/render/pdfrule"
)

// withFont draws a letter with words that only an operator's font has, and hands over the file.
func withFont(t *testing.T, file []byte, words string) (pdf []byte, name string) {
	t.Helper()
	r, err := render.New(render.Options{Fonts: []render.FontFile{{Regular: file}}})
	if err != nil {
		t.Fatal(err)
	}
	job := sampleJob()
	job.Document.Blocks[1].Lines[0] = words
	job.Document.Blocks[4].Runs = []letter.Run{{Text: "Dear " + words + ", and "}, bold(words), {Text: " in bold. " + strings.Repeat(words, 20)}}
	if faults := newRenderer(t).Check(job.Document); len(faults) == 0 {
		t.Fatal("the bundled fonts have these characters")
	}
	pdf, err = r.PDF(job)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pdfrule.Check(pdf) {
		t.Error(f)
	}
	got, err := pdfrule.Reading(pdf)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "structure", squeeze(got), wantText(&job.Document))
	name = filepath.Join(t.TempDir(), "letter.pdf")
	if keep := os.Getenv("KEEP_LETTERS"); keep != "" {
		name = filepath.Join(keep, strings.ReplaceAll(t.Name(), "/", "-")+".pdf")
	}
	if err := os.WriteFile(name, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return pdf, name
}

func TestOperatorsFontHelpsOut(t *testing.T) {
	_, name := withFont(t, goregular.TTF, "a⁹ ∪ b⁺")
	if out := tool(t, "pdftotext", name, "-"); !strings.Contains(out, "a⁹ ∪ b⁺") {
		t.Error(out)
	}
}

func TestChineseAndJapaneseByAnOperatorsFont(t *testing.T) {
	file, err := os.ReadFile("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
	if err != nil {
		t.Skip("no TrueType font with ideographs is installed")
	}
	pdf, name := withFont(t, file, "李小龍、山田太郎（やまだ）。")
	if len(pdf) > 100_000 {
		t.Errorf("%d bytes for a dozen ideographs", len(pdf))
	}
	if out := tool(t, "pdftotext", name, "-"); !strings.Contains(out, "李小龍、山田太郎（やまだ）。") {
		t.Error(out)
	}
	if out := tool(t, "qpdf", "--check", name); strings.Contains(out, "WARNING") {
		t.Error(out)
	}
}

func TestABrokenFontStopsTheStart(t *testing.T) {
	for _, f := range []render.FontFile{{}, {Regular: []byte("no font")}, {Regular: goregular.TTF, Bold: []byte("no font")}} {
		if _, err := render.New(render.Options{Fonts: []render.FontFile{f}}); err == nil {
			t.Error("a broken font was taken")
		}
	}
}
