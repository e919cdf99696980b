package render

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strconv"
	"strings"

	"verbatim/internal/letter"
	"verbatim/internal/render/layout"
)

type docxPart struct {
	name string
	data []byte
}

type docxImage struct {
	ext           string
	data          []byte
	width, height int // pixels
}

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	drawSpace = `xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	relation  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// parts gives the archive's files in their order.
func (w *docxWriter) parts() []docxPart {
	text := func(name, s string) docxPart { return docxPart{name, []byte(xmlHead + s)} }
	parts := []docxPart{
		text("[Content_Types].xml", w.contentTypes()),
		text("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
			`<Relationship Id="document" Type="`+relation+`officeDocument" Target="word/document.xml"/>`+
			`<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`),
		text("docProps/core.xml", w.core()),
		text("word/document.xml", `<w:document `+wordSpace+" "+drawSpace+"><w:body>\n"+w.b.String()+"</w:body></w:document>"),
		text("word/_rels/document.xml.rels", w.relations()),
		text("word/styles.xml", w.styles()),
		text("word/numbering.xml", w.numbering()),
		text("word/settings.xml", `<w:settings `+wordSpace+`><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`),
		text("word/header1.xml", w.header(true)),
		text("word/header2.xml", w.header(false)),
		text("word/footer1.xml", w.footer()),
	}
	if w.image != nil {
		parts = append(parts, docxPart{"word/media/logo." + w.image.ext, w.image.data})
	}
	return parts
}

func (w *docxWriter) contentTypes() string {
	var b strings.Builder
	b.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	for _, p := range [][2]string{{"document", "document.main"}, {"styles", "styles"}, {"numbering", "numbering"}, {"settings", "settings"}, {"header1", "header"}, {"header2", "header"}, {"footer1", "footer"}} {
		fmt.Fprintf(&b, `<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>`, p[0], wordType, p[1])
	}
	return b.String() + "</Types>"
}

func (w *docxWriter) core() string {
	d := w.job.Document
	day := d.Date.String() + "T00:00:00Z"
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + docxText(d.Title) + `</dc:title><dc:subject>` + docxText(d.Subject) + `</dc:subject><dc:creator>` + docxText(d.Page.Letterhead.Name) + `</dc:creator><dc:language>` + docxText(d.Language) + `</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + day + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + day + `</dcterms:modified></cp:coreProperties>`
}

func (w *docxWriter) relations() string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, p := range [][2]string{{"styles", "styles"}, {"numbering", "numbering"}, {"settings", "settings"}, {"header1", "header"}, {"header2", "header"}, {"footer1", "footer"}} {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s%s" Target="%s.xml"/>`, p[0], relation, p[1], p[0])
	}
	for i, href := range w.links {
		fmt.Fprintf(&b, `<Relationship Id="link%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, i+1, relation, docxText(href))
	}
	if w.image != nil {
		fmt.Fprintf(&b, `<Relationship Id="logo" Type="%simage" Target="media/logo.%s"/>`, relation, w.image.ext)
	}
	return b.String() + "</Relationships>"
}

// section is the page: size, margins, header and footer.
func (w *docxWriter) section() {
	size := `w:w="11906" w:h="16838"`
	if w.job.Document.Page.Paper == letter.Letter {
		size = `w:w="12240" w:h="15840"`
	}
	w.put(`<w:sectPr><w:headerReference w:type="first" r:id="header1"/><w:headerReference w:type="default" r:id="header2"/><w:footerReference w:type="first" r:id="footer1"/><w:footerReference w:type="default" r:id="footer1"/>`,
		`<w:pgSz `, size, `/><w:pgMar w:top="`, twips(w.style.Top+20*layout.Pt), `" w:right="`, twips(w.style.Right), `" w:bottom="`, twips(w.style.Foot+40*layout.Pt), `" w:left="`, twips(w.style.Left),
		`" w:header="`, twips(w.style.Top-10*layout.Pt), `" w:footer="`, twips(w.style.Foot), `" w:gutter="0"/><w:titlePg/></w:sectPr>`)
}

func (w *docxWriter) header(first bool) string {
	page := w.job.Document.Page
	part := docxWriter{job: w.job}
	var line []letter.Run
	if !first {
		line = append(line, letter.Run{Text: page.Running})
	}
	if page.Marking != "" {
		line = append(line, letter.Run{Text: "   " + page.Marking, Bold: true})
	}
	part.para(docxPara{style: "Header"}, line)
	for _, mark := range []string{page.MarkWords, w.job.Copy} {
		if mark != "" {
			part.para(docxPara{style: "Mark"}, oneRun(mark))
		}
	}
	return `<w:hdr ` + wordSpace + ">" + part.b.String() + "</w:hdr>"
}

// footer has the legal line, the version, and page numbers as fields in the places of PageWords.
func (w *docxWriter) footer() string {
	page := w.job.Document.Page
	part := docxWriter{job: w.job}
	if page.Footer != "" {
		part.para(docxPara{style: "Footer", border: "top"}, oneRun(page.Footer))
	}
	part.put(`<w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="`, twips(w.measure()), `"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">`, docxText(lockLine(w.job)), `</w:t></w:r><w:r><w:tab/></w:r>`)
	fields := []string{"PAGE", "NUMPAGES"}
	for i, words := range strings.SplitN(page.PageWords, "%d", 3) {
		if i > 0 {
			part.put(`<w:fldSimple w:instr=" `, fields[i-1], ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
		}
		part.put(`<w:r><w:t xml:space="preserve">`, docxText(words), `</w:t></w:r>`)
	}
	part.put("</w:p>")
	return `<w:ftr ` + wordSpace + ">" + part.b.String() + "</w:ftr>"
}

// numbering describes bullets and, for each numbered list, numbers that begin at 1.
func (w *docxWriter) numbering() string {
	var b strings.Builder
	b.WriteString(`<w:numbering ` + wordSpace + ">")
	kinds := [][2]string{{"bullet", "•"}, {"decimal", "%d."}}
	for i, kind := range kinds {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="hybridMultilevel"/>`, i)
		for level := range 3 {
			sign := strings.ReplaceAll(kind[1], "%d", "%"+strconv.Itoa(level+1))
			if kind[0] == "bullet" && level > 0 {
				sign = "–"
			}
			fmt.Fprintf(&b, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="320"/></w:pPr></w:lvl>`,
				level, kind[0], sign, 320*(level+1))
		}
		b.WriteString("</w:abstractNum>")
	}
	b.WriteString(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for i := range w.ordered {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, bulletList+1+i)
	}
	return b.String() + "</w:numbering>"
}

// logo takes the image as it is, or as PNG where a word processor may not know its form.
func (w *docxWriter) logo() error {
	name := w.job.Document.Page.Letterhead.Logo
	if name == "" {
		return nil
	}
	raw, ok := w.job.Images[name]
	if !ok || len(raw) > MaxLogoBytes {
		return missingLogo()
	}
	head, form, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || head.Width <= 0 || head.Height <= 0 || head.Width > MaxLogoPixels/head.Height {
		return badLogo().Because(err)
	}
	w.image = &docxImage{form, raw, head.Width, head.Height}
	if form == "png" || form == "jpeg" {
		return nil
	}
	im, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return badLogo().Because(err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		return err
	}
	w.image.ext, w.image.data = "png", b.Bytes()
	return nil
}

// picture places the logo, at most 50 by 16 mm (1 mm = 36,000 EMU).
func (w *docxWriter) picture(alt string) {
	width, height := 50*36000, 50*36000*w.image.height/w.image.width
	if most := 16 * 36000; height > most {
		width, height = width*most/height, most
	}
	size := fmt.Sprintf(`cx="%d" cy="%d"`, max(width, 1), max(height, 1))
	w.put(`<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:drawing><wp:inline><wp:extent `, size, `/><wp:docPr id="1" name="Logo" descr="`, docxText(alt), `"/>`,
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Logo" descr="`, docxText(alt), `"/><pic:cNvPicPr/></pic:nvPicPr>`,
		`<pic:blipFill><a:blip r:embed="logo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext `, size, `/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`,
		`</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`, "\n")
}
