package render

import (
	"fmt"
	"strconv"
	"strings"

	"verbatim/internal/render/layout"
)

// docxLook is a paragraph style. Sizes and spaces are 1/1000 pt.
type docxLook struct {
	id, name      string
	size          layout.Unit
	colour        string
	bold, keep    bool
	before, after layout.Unit
	outline       int // heading level, 0 for none
}

// styles describes the same design as the PDF's, in the measures of a word processor.
func (w *docxWriter) styles() string {
	s := w.style
	looks := []docxLook{
		{id: "Spaced", name: "Spaced", before: 12 * layout.Pt, after: 6 * layout.Pt},
		{id: "Sender", name: "Sender", size: s.SenderSize, colour: accentHex, bold: true},
		{id: "Small", name: "Small", size: s.SmallSize, colour: quietHex},
		{id: "Heading1", name: "heading 1", size: s.SubjectSize, colour: accentHex, bold: true, keep: true, before: 16 * layout.Pt, after: 6 * layout.Pt, outline: 1},
		{id: "Heading2", name: "heading 2", size: s.HeadingSize, colour: accentHex, bold: true, keep: true, before: s.HeadingGap, after: s.HeadGap, outline: 2},
		{id: "Heading3", name: "heading 3", size: s.Size, bold: true, keep: true, before: s.HeadingGap * 3 / 4, after: s.HeadGap, outline: 3},
		{id: "ListParagraph", name: "List Paragraph", after: s.Gap / 2},
		{id: "Caption", name: "caption", size: s.Size * 95 / 100, bold: true, keep: true, before: s.Gap, after: 4 * layout.Pt},
		{id: "Cell", name: "Cell", size: s.Size * 95 / 100, before: 2 * layout.Pt, after: 2 * layout.Pt},
		{id: "Header", name: "header", size: s.SmallSize, colour: quietHex},
		{id: "Footer", name: "footer", size: 7500, colour: quietHex},
		{id: "Mark", name: "Mark", size: 14 * layout.Pt, colour: "9B1C1C", bold: true},
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans" w:cs="Liberation Sans"/><w:color w:val="1C1C1C"/><w:sz w:val="%s"/><w:lang w:val="%s"/></w:rPr></w:rPrDefault></w:docDefaults>`,
		wordSpace, halfPoints(s.Size), docxText(w.job.Document.Language))
	fmt.Fprintf(&b, `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="%s" w:line="%s" w:lineRule="atLeast"/></w:pPr></w:style>`, twips(s.Gap), twips(s.Leading))
	for _, l := range looks {
		l.write(&b)
	}
	b.WriteString(`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="` + accentHex + `"/><w:u w:val="single"/></w:rPr></w:style>`)
	b.WriteString(`<w:style w:type="table" w:styleId="LetterTable"><w:name w:val="Letter Table"/><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="BEC2C7"/><w:insideH w:val="single" w:sz="4" w:color="BEC2C7"/></w:tblBorders></w:tblPr>` +
		`<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="` + accentHex + `"/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="` + accentHex + `"/></w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="EEF1F5"/></w:tcPr></w:tblStylePr></w:style>`)
	return b.String() + "</w:styles>"
}

const (
	accentHex = "1F3354"
	quietHex  = "505357"
)

func halfPoints(u layout.Unit) string { return strconv.Itoa(int(u+250) / 500) }

func (l docxLook) write(b *strings.Builder) {
	fmt.Fprintf(b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:pPr>`, l.id, l.name)
	if l.keep {
		b.WriteString("<w:keepNext/>")
	}
	fmt.Fprintf(b, `<w:spacing w:before="%s" w:after="%s"/>`, twips(l.before), twips(l.after))
	if l.outline > 0 {
		fmt.Fprintf(b, `<w:outlineLvl w:val="%d"/>`, l.outline-1)
	}
	b.WriteString("</w:pPr><w:rPr>")
	if l.bold {
		b.WriteString("<w:b/>")
	}
	if l.colour != "" {
		b.WriteString(`<w:color w:val="` + l.colour + `"/>`)
	}
	if l.size > 0 {
		b.WriteString(`<w:sz w:val="` + halfPoints(l.size) + `"/>`)
	}
	b.WriteString("</w:rPr></w:style>")
}
