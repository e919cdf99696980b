package render

import (
	"fmt"
	"strings"

	"verbatim/internal/letter"
	"verbatim/internal/render/layout"
)

// body writes all blocks and, last, the page they stand on.
func (w *docxWriter) body() {
	head := w.job.Document.Page.Letterhead
	if w.image != nil {
		w.picture(head.Alt)
	}
	if head.Name != "" {
		w.para(docxPara{style: "Sender"}, oneRun(head.Name))
	}
	for i, l := range head.Lines {
		p := docxPara{style: "Small"}
		if i == len(head.Lines)-1 {
			p.border = "bottom"
		}
		w.para(p, oneRun(l))
	}
	for i := range w.job.Document.Blocks {
		w.block(i)
	}
	w.section()
}

var docxStyle = map[letter.Kind]string{letter.DateLine: "Spaced", letter.Salutation: "Spaced", letter.Closing: "Spaced", letter.Disclosure: "Small"}

func (w *docxWriter) block(i int) {
	b := &w.job.Document.Blocks[i]
	w.language = b.Language
	switch b.Kind {
	case letter.SubjectLine, letter.Heading:
		if w.levels[i] > 0 {
			w.para(docxPara{style: fmt.Sprintf("Heading%d", w.levels[i])}, b.Runs)
		}
	case letter.Address:
		w.para(docxPara{style: "Spaced"}, oneRun(strings.Join(b.Lines, "\n")))
	case letter.List:
		w.list(b.Items, b.Ordered)
	case letter.Enclosures:
		w.enclosures(b.Items, 0)
	case letter.TableBlock:
		w.table(b.Table)
	case letter.SignBlock:
		w.signature(b.Signature)
	case letter.PageBreak:
		w.put(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`, "\n")
	case letter.ThematicGap:
		w.para(docxPara{border: "bottom"}, nil)
	default:
		w.para(docxPara{style: docxStyle[b.Kind], keep: b.Kind == letter.Closing}, b.Runs)
	}
}

// Numbering instances: 1 is bullets, 2 and on are numbered lists, each of which begins again.
const bulletList = 1

func (w *docxWriter) list(items []letter.Item, ordered bool) {
	number := bulletList
	if ordered {
		w.ordered++
		number = bulletList + w.ordered
	}
	w.items(items, number, 0)
}

func (w *docxWriter) items(items []letter.Item, number, depth int) {
	for _, it := range items {
		w.para(docxPara{style: "ListParagraph", list: number, depth: depth}, it.Runs)
		w.items(it.Items, number, depth+1)
	}
}

func (w *docxWriter) enclosures(items []letter.Item, depth int) {
	for _, it := range items {
		w.para(docxPara{style: "Small"}, it.Runs)
		w.enclosures(it.Items, depth+1)
	}
}

func (w *docxWriter) table(t *letter.Table) {
	if t.Caption != "" {
		w.para(docxPara{style: "Caption", keep: true}, oneRun(t.Caption))
	}
	w.put(`<w:tbl><w:tblPr><w:tblStyle w:val="LetterTable"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`)
	measure := w.measure()
	for _, c := range t.Columns {
		share := measure / layout.Unit(len(t.Columns))
		if c.Width > 0 {
			share = measure * layout.Unit(min(c.Width, 100)) / 100
		}
		w.put(`<w:gridCol w:w="`, twips(share), `"/>`)
	}
	w.put("</w:tblGrid>")
	var head []letter.Cell
	for _, c := range t.Columns {
		head = append(head, letter.Cell{Runs: c.Head})
	}
	w.row(t, head, true)
	for _, row := range t.Rows {
		w.row(t, row, false)
	}
	w.put("</w:tbl>\n")
	w.para(docxPara{style: "Small"}, nil) // two tables must not touch
}

func (w *docxWriter) row(t *letter.Table, cells []letter.Cell, head bool) {
	w.put("<w:tr><w:trPr><w:cantSplit/>")
	if head {
		w.put("<w:tblHeader/>")
	}
	if c := w.rowChange(cells); c != layout.Same {
		w.put(strings.TrimSuffix(w.mark(changeElement[c]), ">"), "/>")
	}
	w.put("</w:trPr>")
	for j, c := range cells {
		w.put("<w:tc>")
		w.para(docxPara{style: "Cell", right: t.Columns[j].Right}, c.Runs)
		w.put("</w:tc>")
	}
	w.put("</w:tr>\n")
}

// rowChange gives the change that all cells share which say anything.
func (w *docxWriter) rowChange(cells []letter.Cell) layout.Change {
	all := layout.Same
	for _, c := range cells {
		if len(c.Runs) == 0 {
			continue
		}
		one := w.wholly(c.Runs)
		if one == layout.Same || all != layout.Same && one != all {
			return layout.Same
		}
		all = one
	}
	return all
}

func (w *docxWriter) measure() layout.Unit {
	width := 595276
	if w.job.Document.Page.Paper == letter.Letter {
		width = 612000
	}
	return layout.Unit(width) - w.style.Left - w.style.Right
}

// signature writes the places to sign as the cells of a table without lines, two in a row.
func (w *docxWriter) signature(s *letter.Signature) {
	if len(s.Intro) > 0 {
		w.para(docxPara{keep: true}, s.Intro)
	}
	const inRow = 2
	half := twips(w.measure() / inRow)
	w.put(`<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid><w:gridCol w:w="`, half, `"/><w:gridCol w:w="`, half, `"/></w:tblGrid>`)
	for i := 0; i < len(s.Parties); i += inRow {
		w.put("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
		for j := i; j < i+inRow; j++ {
			w.put("<w:tc>")
			if j < len(s.Parties) {
				w.party(&s.Parties[j])
			} else {
				w.para(docxPara{}, nil)
			}
			w.put("</w:tc>")
		}
		w.put("</w:tr>\n")
	}
	w.put("</w:tbl>\n")
	w.para(docxPara{style: "Small"}, nil)
}

func (w *docxWriter) party(p *letter.Signer) {
	w.para(docxPara{style: "Cell", keep: true}, []letter.Run{{Text: p.Heading, Bold: true}})
	w.para(docxPara{style: "Cell"}, []letter.Run{{Text: p.Name, Bold: true}})
	if p.Title != "" {
		w.para(docxPara{style: "Cell"}, oneRun(p.Title))
	}
	for _, f := range p.Fields {
		w.para(docxPara{style: "Small", border: "top", before: 700}, oneRun(f))
	}
}
