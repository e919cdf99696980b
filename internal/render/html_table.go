package render

import (
	"html"
	"strings"

	"verbatim/internal/letter"
)

// table writes roles beside the elements: on a narrow screen the styles turn rows into "label: value" blocks, and
// browsers drop a table's meaning once its display is changed.
func (w *htmlWriter) table(b *letter.Block) {
	t := b.Table
	w.put(`<table role="table"`, w.attributes(b), ">\n")
	w.elem("caption", "", t.Caption)
	w.put(`<thead role="rowgroup"><tr role="row">`)
	for _, c := range t.Columns {
		w.put(`<th scope="col" role="columnheader"`, rightClass(c), ">")
		w.runs(c.Head)
		w.put("</th>")
	}
	w.put("</tr></thead>\n", `<tbody role="rowgroup">`, "\n")
	for _, row := range t.Rows {
		w.put(`<tr role="row">`)
		for j, cell := range row {
			w.cell(t, j, cell)
		}
		w.put("</tr>\n")
	}
	w.put("</tbody>\n</table>\n")
}

func (w *htmlWriter) cell(t *letter.Table, j int, cell letter.Cell) {
	label, class := "", ""
	if j < len(t.Columns) {
		label, class = plain(t.Columns[j].Head), rightClass(t.Columns[j])
	}
	if j == 0 && t.RowHeader {
		w.put(`<th scope="row" role="rowheader"`, class, ` data-label="`, html.EscapeString(label), `">`)
		w.runs(cell.Runs)
		w.put("</th>")
		return
	}
	w.put(`<td role="cell"`, class, ` data-label="`, html.EscapeString(label), `">`)
	w.runs(cell.Runs)
	w.put("</td>")
}

func rightClass(c letter.Column) string {
	if c.Right {
		return ` class="right"`
	}
	return ""
}

func plain(runs []letter.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

func (w *htmlWriter) signature(b *letter.Block) {
	w.put(`<section class="signature"`, w.attributes(b), ">\n")
	if len(b.Signature.Intro) > 0 {
		w.put("<p>")
		w.runs(b.Signature.Intro)
		w.put("</p>\n")
	}
	w.put(`<div class="parties">`, "\n")
	for _, p := range b.Signature.Parties {
		w.put(`<div class="party">`, "\n")
		w.elem("p", "role", p.Heading)
		w.elem("p", "name", p.Name)
		w.elem("p", "title", p.Title)
		w.fields(p.Fields)
		w.put("</div>\n")
	}
	w.put("</div>\n</section>\n")
}

func (w *htmlWriter) fields(labels []string) {
	for _, f := range labels {
		w.elem("p", "field", f)
	}
}
