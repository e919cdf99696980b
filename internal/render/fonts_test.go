package render_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

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

func TestReadFonts(t *testing.T) {
	for name, c := range map[string]struct {
		files string
		want  int
	}{
		"one":            {"Go.ttf", 1},
		"styles":         {"Go-Regular.ttf Go-Bold.ttf go-italic.ttf Other.TTF notes.txt", 0}, // go is another family than Go, without a regular style
		"two":            {"Go-Regular.ttf Go-Bold.ttf Go-BoldItalic.ttf Other.TTF notes.txt", 2},
		"none":           {"notes.txt", 0},
		"no regular one": {"Go-Bold.ttf", 0},
		"too many":       {"a.ttf b.ttf c.ttf d.ttf e.ttf f.ttf g.ttf h.ttf i.ttf", 0},
	} {
		folder := fstest.MapFS{}
		for _, f := range strings.Fields(c.files) {
			folder[f] = &fstest.MapFile{Data: goregular.TTF}
		}
		fonts, err := render.ReadFonts(folder)
		if len(fonts) != c.want || (err == nil) != (c.want > 0) {
			t.Errorf("%s: %d families, %v", name, len(fonts), err)
		}
	}
}
