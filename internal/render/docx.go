package render

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/letter"
	"verbatim/internal/render/layout"
)

// DOCX gives the letter as a WordprocessingML document (ISO 29500) for those who work in a word processor; a job with an
// earlier version gives tracked changes. It says what the other forms say and is no letter: it is never sent, and its
// pages may break elsewhere. Equal jobs give equal bytes with one release of Go.
func (r *Renderer) DOCX(job Job) ([]byte, error) {
	changes, err := job.compare()
	if err != nil {
		return nil, err
	}
	w := &docxWriter{job: job, style: r.style, changes: changes, levels: headingLevels(job.Document.Blocks)}
	if err := w.logo(); err != nil {
		return nil, err
	}
	w.body()
	if w.err != nil {
		return nil, w.err
	}
	return w.pack()
}

// docxWriter writes the main part and notes what the other parts must hold.
type docxWriter struct {
	b        strings.Builder
	job      Job
	style    layout.Style
	changes  map[*letter.Run]layout.Change
	levels   []int
	language string   // of the block at hand
	links    []string // targets, by relationship
	ordered  int      // lists with numbers so far
	change   int      // number of the last tracked change
	image    *docxImage
	err      error
}

func (w *docxWriter) put(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// author is who tracked changes are by: the comparison is nobody's edit.
const author = "Verbatim"

// mark opens a tracked change and gives what closes it.
func (w *docxWriter) mark(element string) string {
	w.change++
	return fmt.Sprintf(`<w:%s w:id="%d" w:author="%s" w:date="%sT00:00:00Z">`, element, w.change, author, w.job.Document.Date)
}

var changeElement = [...]string{layout.Same: "", layout.Added: "ins", layout.Gone: "del"}

// looks of paragraphs that are not said by their style.
type docxPara struct {
	style  string
	list   int // numbering instance, 0 for none
	depth  int
	right  bool
	keep   bool   // with the next paragraph
	border string // top or bottom: a line to sign on
	before int    // twentieths of a point
}

// para writes a paragraph of runs. A paragraph that came or went as a whole says so itself, so that taking or refusing the
// change takes the paragraph too.
func (w *docxWriter) para(p docxPara, runs []letter.Run) {
	w.put("<w:p>")
	w.paraProperties(p, w.wholly(runs))
	for i := range runs {
		w.run(&runs[i])
	}
	w.put("</w:p>\n")
}

// wholly gives the change that all runs share.
func (w *docxWriter) wholly(runs []letter.Run) layout.Change {
	all := layout.Same
	for i := range runs {
		c := w.changes[&runs[i]]
		if c == layout.Same || i > 0 && c != all {
			return layout.Same
		}
		all = c
	}
	return all
}

func (w *docxWriter) paraProperties(p docxPara, c layout.Change) {
	w.put("<w:pPr>")
	if p.style != "" {
		w.put(`<w:pStyle w:val="`, p.style, `"/>`)
	}
	if p.keep {
		w.put("<w:keepNext/>")
	}
	if p.list > 0 {
		w.put(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, p.depth, p.list))
	}
	if p.border != "" {
		w.put(`<w:pBdr><w:`, p.border, ` w:val="single" w:sz="4" w:space="1" w:color="505357"/></w:pBdr>`)
	}
	if p.before > 0 {
		w.put(fmt.Sprintf(`<w:spacing w:before="%d"/>`, p.before))
	}
	if p.right {
		w.put(`<w:jc w:val="right"/>`)
	}
	if c != layout.Same {
		w.put("<w:rPr>", strings.TrimSuffix(w.mark(changeElement[c]), ">"), "/></w:rPr>")
	}
	w.put("</w:pPr>")
}

func (w *docxWriter) run(r *letter.Run) {
	if r.Text == "" {
		return
	}
	c := w.changes[r]
	if r.Href != "" {
		w.links = append(w.links, r.Href)
		w.put(fmt.Sprintf(`<w:hyperlink r:id="link%d">`, len(w.links)))
	}
	if c != layout.Same {
		w.put(w.mark(changeElement[c]))
	}
	w.words(r, c == layout.Gone)
	if c != layout.Same {
		w.put("</w:", changeElement[c], ">")
	}
	if r.Href != "" {
		w.put("</w:hyperlink>")
	}
}

func (w *docxWriter) words(r *letter.Run, gone bool) {
	tag := "w:t"
	if gone {
		tag = "w:delText"
	}
	w.put("<w:r><w:rPr>")
	if r.Href != "" {
		w.put(`<w:rStyle w:val="Hyperlink"/>`)
	}
	if r.Bold {
		w.put("<w:b/>")
	}
	if r.Italic {
		w.put("<w:i/>")
	}
	if w.language != "" {
		w.put(`<w:lang w:val="`, docxText(w.language), `"/>`)
	}
	w.put("</w:rPr>")
	for i, part := range strings.Split(r.Text, "\n") {
		if i > 0 {
			w.put("<w:br/>")
		}
		w.put("<", tag, ` xml:space="preserve">`, docxText(part), "</", tag, ">")
	}
	w.put("</w:r>")
}

// docxText escapes text for XML and leaves out what XML 1.0 cannot hold.
func docxText(s string) string {
	return docxEscaper.Replace(strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s))
}

var docxEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// twips turns 1/1000 pt into twentieths of a point.
func twips(u layout.Unit) string { return strconv.Itoa(int(u / 50)) }

// pack writes all parts into an archive, in one order and with the letter's date.
func (w *docxWriter) pack() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	date := w.job.Document.Date.In(time.UTC, 0, 0)
	for _, p := range w.parts() {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: date})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(p.data); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
