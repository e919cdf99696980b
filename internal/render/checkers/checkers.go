package checkers

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"verbatim/internal/letter"
)

// Checker is one way of judging a file by a program that is not ours.
type Checker struct {
	// Name says what is judged, such as "qpdf".
	Name string
	// Program is what must be in the PATH; empty for a library that is always there.
	Program string
	// Check gives what is wrong with the file, which holds the document; nothing when all is well.
	Check func(file string, d *letter.Document) []string
}

// Missing says whether the checker's program is not installed.
func (c Checker) Missing() bool {
	if c.Program == "" {
		return false
	}
	_, err := exec.LookPath(c.Program)
	return err != nil
}

// All lists the checkers.
func All() []Checker {
	return []Checker{
		{"qpdf", "qpdf", qpdf},
		{"poppler, of the file", "pdfinfo", info},
		{"poppler, of fonts", "pdffonts", fonts},
		{"poppler, of the terms inside", "pdfdetach", detach},
		{"poppler, order of the structure tree", "pdfinfo", structureOrder},
		{"poppler, order on the page", "pdftotext", pageOrder},
		{"MuPDF", "mutool", mupdf},
		{"Ghostscript", "gs", ghostscript},
		{"pdfcpu", "", pdfcpu},
	}
}

// run gives all that a program says, and a finding when it fails.
func run(name string, args ...string) (string, []string) {
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		return string(out), []string{fmt.Sprintf("%s: %v\n%s", name, err, out)}
	}
	return string(out), nil
}

func qpdf(file string, _ *letter.Document) []string {
	out, found := run("qpdf", "--check", file)
	if strings.Contains(out, "WARNING") {
		found = append(found, out)
	}
	return found
}

func info(file string, _ *letter.Document) []string {
	out, found := run("pdfinfo", file)
	for _, want := range []string{"Tagged:          yes", "JavaScript:      no", "Encrypted:       no"} {
		if !strings.Contains(out, want) {
			found = append(found, "pdfinfo does not say "+want+"\n"+out)
		}
	}
	return found
}

// subset is a row of pdffonts for a font that is embedded, cut to what is used, and says which characters it draws.
var subset = regexp.MustCompile(`^[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes `)

func fonts(file string, _ *letter.Document) []string {
	out, found := run("pdffonts", file)
	rows := strings.Split(strings.TrimSpace(out), "\n")
	if len(rows) < 3 {
		return append(found, "pdffonts knows no font\n"+out)
	}
	for _, row := range rows[2:] {
		if !subset.MatchString(row) {
			found = append(found, "pdffonts: "+row)
		}
	}
	return found
}

func detach(file string, _ *letter.Document) []string {
	out, found := run("pdfdetach", "-list", file)
	if !strings.Contains(out, "terms.json") {
		found = append(found, "pdfdetach lists no terms.json\n"+out)
	}
	return found
}

func mupdf(file string, _ *letter.Document) []string {
	out, found := run("mutool", "draw", "-q", "-F", "txt", "-o", os.DevNull, file)
	out = strings.ReplaceAll(out, "warning: ICC support is not available", "") // says how mutool was built
	if strings.Contains(out, "warning") || strings.Contains(out, "error") {
		found = append(found, out)
	}
	return found
}

func ghostscript(file string, _ *letter.Document) []string {
	out, found := run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", file)
	if out != "" {
		found = append(found, out)
	}
	return found
}

// pdfcpu validates relaxed: strict validation knows associated files only in PDF 2.0, which PDF/A-3 is not.
func pdfcpu(file string, _ *letter.Document) []string {
	model.ConfigPath = "disable"
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	if err := api.ValidateFile(file, conf); err != nil {
		return []string{"pdfcpu: " + err.Error()}
	}
	return nil
}
