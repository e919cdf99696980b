package render_test

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/render"
	"verbatim/internal/render/pdfrule"
	"verbatim/internal/render/rendertest"
)

// treeTexts lists the texts of a document in reading order, one for each element that has text of its own.
func treeTexts(d *letter.Document, heads bool) []string {
	out := append([]string{d.Page.Letterhead.Name}, d.Page.Letterhead.Lines...)
	for _, b := range d.Blocks {
		switch b.Kind {
		case letter.Address:
			out = append(out, strings.Join(b.Lines, "\n"))
		case letter.List, letter.Enclosures:
			out = append(out, itemTexts(b.Items)...)
		case letter.TableBlock:
			out = append(out, tableTexts(b.Table, heads)...)
		case letter.SignBlock:
			out = append(out, signTexts(b.Signature)...)
		default:
			out = append(out, runTexts(b.Runs))
		}
	}
	return out
}

func runTexts(runs []letter.Run) string {
	s := ""
	for _, r := range runs {
		s += r.Text
	}
	return s
}

func itemTexts(items []letter.Item) (out []string) {
	for _, it := range items {
		out = append(out, runTexts(it.Runs))
		out = append(out, itemTexts(it.Items)...)
	}
	return out
}

func tableTexts(t *letter.Table, heads bool) []string {
	out := []string{t.Caption}
	for _, c := range t.Columns {
		if heads {
			out = append(out, runTexts(c.Head))
		}
	}
	for _, row := range t.Rows {
		for _, c := range row {
			out = append(out, runTexts(c.Runs))
		}
	}
	return out
}

func signTexts(s *letter.Signature) []string {
	out := []string{runTexts(s.Intro)}
	for _, p := range s.Parties {
		out = append(out, p.Heading, p.Name, p.Title)
		out = append(out, p.Fields...)
	}
	return out
}

// squeeze makes every run of breaking white space one space; no-break spaces stay.
func squeeze(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\r' || r == '\t' || r == '\f' }), " ")
}

func wantText(d *letter.Document) string { return squeeze(strings.Join(treeTexts(d, true), "\n")) }

func TestPDFSaysWhatTheTreeSays(t *testing.T) {
	r := newRenderer(t)
	for name, job := range variants() {
		out, err := r.PDF(job)
		if err != nil {
			t.Fatal(err)
		}
		got, err := pdfrule.Reading(out)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, name, squeeze(got), wantText(&job.Document))
	}
}

// TestGeneratedLetters draws generated documents, judges them by every rule, and reads their text back.
func TestGeneratedLetters(t *testing.T) {
	r, gen := newRenderer(t), rendertest.Document()
	for seed := range rendertest.Count() {
		d := gen.Example(seed)
		out, err := r.PDF(render.Job{Document: d, Lock: digest.Of([]byte{byte(seed)}), Terms: []byte("{}")})
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("seed %d: %v", seed, err)
			}
			continue
		}
		for _, f := range pdfrule.Check(out) {
			t.Fatalf("seed %d: %v", seed, f)
		}
		got, err := pdfrule.Reading(out)
		if err != nil {
			t.Fatal(err)
		}
		if squeeze(got) != wantText(&d) {
			compare(t, fmt.Sprint("seed ", seed), squeeze(got), wantText(&d))
			return
		}
	}
}

func compare(t *testing.T, name, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(0, i-30)
	t.Errorf("%s: from byte %d\n got %q\nwant %q", name, i, got[from:min(len(got), i+60)], want[from:min(len(want), i+60)])
}

func TestHTMLSaysWhatTheTreeSays(t *testing.T) {
	r := newRenderer(t)
	for name, job := range variants() {
		fragment, err := render.HTMLFragment(job.Document)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, name+" (fragment)", htmlText(t, string(fragment)), wantText(&job.Document))
		page, err := r.HTML(job)
		if err != nil {
			t.Fatal(err)
		}
		_, main, _ := strings.Cut(string(page), "<main>")
		compare(t, name, htmlText(t, main), wantText(&job.Document))
	}
}

// htmlText reads HTML as XML that closes void elements, and leaves out what belongs to the page: marks and footer.
func htmlText(t *testing.T, s string) string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var b strings.Builder
	skip := 0
	for {
		tok, err := d.Token()
		if err != nil {
			return squeeze(b.String())
		}
		switch x := tok.(type) {
		case xml.StartElement:
			if skip > 0 || x.Name.Local == "footer" || classOf(x) == "mark" || classOf(x) == "marking" {
				skip++
			}
			if !inlineElement[x.Name.Local] {
				b.WriteByte(' ')
			}
		case xml.EndElement:
			skip = max(skip-1, 0)
			if !inlineElement[x.Name.Local] {
				b.WriteByte(' ')
			}
		case xml.CharData:
			if skip == 0 {
				b.Write(x)
			}
		}
	}
}

var inlineElement = map[string]bool{"a": true, "span": true, "strong": true, "em": true}

func classOf(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "class" {
			return a.Value
		}
	}
	return ""
}

// TestTextSaysWhatTheTreeSays looks for every text of the tree, in order. Rules, markers, and the heads of a table, which
// stand before every cell of a wide one, are the text twin's own.
func TestTextSaysWhatTheTreeSays(t *testing.T) {
	r := newRenderer(t)
	for name, job := range variants() {
		out, err := r.Text(job)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(out), "\n") {
			if len([]rune(line)) > 78 && strings.Contains(line, " ") {
				t.Errorf("%s: %q is wider than 78 columns", name, line)
			}
		}
		rest := squeeze(string(out))
		for _, want := range treeTexts(&job.Document, false) {
			_, after, found := strings.Cut(rest, squeeze(want))
			if !found {
				t.Errorf("%s: %q is missing or comes too late", name, want)
				break
			}
			rest = after
		}
	}
}
