package e2e_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// conveying finds the runs of a page that print a term, with the terms.
var conveying = regexp.MustCompile(`data-term="([^"]*)"[^>]*>([^<]*)<`)

// TestEveryWrittenTermCanBeReadBack: poppler finds in the PDF files every run that prints a term, and every term that
// was said and written has such a run, or is stated by a clause's fixed words.
func TestEveryWrittenTermCanBeReadBack(t *testing.T) {
	sequential(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not here: install poppler-utils")
	}
	s := start(t, options{})
	for _, name := range []string{"us-ca-engineer", "gb-hourly-care", "us-two-payments"} {
		t.Run(name, func(t *testing.T) {
			r := read[result](t, s.post(http.StatusCreated, "/v1/handoffs", example(t, name)))
			path := fmt.Sprintf("/v1/offers/%s/letters/1", r.Offer)
			var runs [][]string
			text := ""
			for _, d := range r.Letter.Documents {
				runs = append(runs, conveying.FindAllStringSubmatch(string(s.get(path+"/html?document="+d.ID).body), -1)...)
				text += pdfText(t, s.get(path+"/pdf?document="+d.ID).body) + " "
			}
			for _, run := range runs {
				if words := plainWords(html.UnescapeString(run[2])); !strings.Contains(text, words) {
					t.Errorf("%s: %q cannot be read in the PDF", run[1], words)
				}
			}
			written := read[struct {
				Written struct {
					Terms []struct {
						Term, Origin, Text, Clause string
					} `json:"terms"`
				} `json:"written"`
			}](t, s.get(path+"/terms")).Written.Terms
			if len(written) < 10 {
				t.Errorf("only %d terms are written", len(written))
			}
			for _, w := range written {
				printed := slices.ContainsFunc(runs, func(run []string) bool { return slices.Contains(strings.Fields(run[1]), w.Term) })
				if w.Origin == "said" && w.Clause == "" && !printed {
					t.Errorf("%s (%s) is written, but nothing prints it", w.Term, w.Text)
				}
			}
		})
	}
}

// pdfText gives the words of a PDF as poppler reads them.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return plainWords(withoutFurniture(string(out)))
}

// withoutFurniture takes the running header and the footer off each page, since a sentence may go on over them.
func withoutFurniture(text string) string {
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	seen := map[string]int{}
	lines := make([][]string, len(pages))
	for i, page := range pages {
		lines[i] = strings.Split(strings.TrimSpace(page), "\n")
		if i > 0 {
			lines[i] = lines[i][1:]
		}
		for _, l := range lines[i] {
			seen[numbers.ReplaceAllString(l, "0")]++
		}
	}
	var out []string
	for _, page := range lines {
		for _, l := range page {
			if n := seen[numbers.ReplaceAllString(l, "0")]; len(pages) == 1 || n < len(pages) {
				out = append(out, l)
			}
		}
	}
	return strings.Join(out, "\n")
}

var numbers = regexp.MustCompile(`[0-9]+`)

// plainWords joins words by single spaces, so that the ends of lines and spaces that do not break make no difference.
func plainWords(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\f", " ").Replace(text)), " ")
}
