package render_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"verbatim/internal/render/pdfrule"
)

// tool runs an independent program on a file and gives all it says. It skips the test when the program is not installed.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// eachVariant renders every kind of letter, keeps it in a file, and hands over its name.
func eachVariant(t *testing.T, check func(t *testing.T, file string)) {
	t.Helper()
	r := newRenderer(t)
	for name, job := range variants() {
		t.Run(name, func(t *testing.T) {
			out, err := r.PDF(job)
			if err != nil {
				t.Fatal(err)
			}
			dir := os.Getenv("KEEP_LETTERS")
			if dir == "" {
				dir = t.TempDir()
			}
			file := filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".pdf")
			if err := os.WriteFile(file, out, 0o600); err != nil {
				t.Fatal(err)
			}
			check(t, file)
		})
	}
}

func TestVariantsKeepEveryRule(t *testing.T) {
	eachVariant(t, func(t *testing.T, file string) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range pdfrule.Check(raw) {
			t.Error(f)
		}
	})
}

func TestQpdf(t *testing.T) {
	eachVariant(t, func(t *testing.T, file string) {
		if out := tool(t, "qpdf", "--check", file); strings.Contains(out, "WARNING") {
			t.Error(out)
		}
	})
}

func TestPoppler(t *testing.T) {
	subset := regexp.MustCompile(`(?m)^[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes `)
	eachVariant(t, func(t *testing.T, file string) {
		if out := tool(t, "pdfinfo", file); !strings.Contains(out, "Tagged:          yes") || !strings.Contains(out, "JavaScript:      no") {
			t.Error(out)
		}
		out := tool(t, "pdffonts", file)
		for _, line := range strings.Split(strings.TrimSpace(out), "\n")[2:] {
			if !subset.MatchString(line) {
				t.Error(line)
			}
		}
		if out := tool(t, "pdfdetach", "-list", file); !strings.Contains(out, "terms.json") {
			t.Error(out)
		}
		if out := tool(t, "pdftotext", file, "-"); strings.Contains(out, "Error") {
			t.Error(out)
		}
	})
}

func TestMuPDF(t *testing.T) {
	eachVariant(t, func(t *testing.T, file string) {
		out := tool(t, "mutool", "draw", "-q", "-F", "txt", "-o", os.DevNull, file)
		out = strings.ReplaceAll(out, "warning: ICC support is not available", "") // says how mutool was built
		if strings.Contains(out, "warning") || strings.Contains(out, "error") {
			t.Error(out)
		}
	})
}

func TestGhostscript(t *testing.T) {
	eachVariant(t, func(t *testing.T, file string) {
		if out := tool(t, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", file); out != "" {
			t.Error(out)
		}
	})
}

// TestPdfcpu validates relaxed: strict validation knows associated files only in PDF 2.0, which PDF/A-3 is not.
func TestPdfcpu(t *testing.T) {
	model.ConfigPath = "disable"
	r := newRenderer(t)
	for name, job := range variants() {
		out, err := r.PDF(job)
		if err != nil {
			t.Fatal(err)
		}
		conf := model.NewDefaultConfiguration()
		conf.ValidationMode = model.ValidationRelaxed
		if err := api.Validate(io.NewSectionReader(bytes.NewReader(out), 0, int64(len(out))), conf); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
