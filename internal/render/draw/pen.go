package draw

import (
	"fmt"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"verbatim/internal/render/layout"
)

// Pen is what a page is drawn with. y runs down from the top. Everything is drawn between Begin or Artifact and End.
type Pen interface {
	Begin(role layout.Role, mcid int) // content of a structure element
	Artifact(kind string)             // what belongs to the page and not to the text
	End()
	Text(glyphs []layout.Glyph, at Spot)
	Fill(x, y, w, h layout.Unit, c layout.Colour)
	Picture(x, y, w, h layout.Unit)
	Turned(x, y layout.Unit, draw func()) // draws turned by 45 degrees about a point
}

// Spot is where and how a piece of text stands.
type Spot struct {
	X, Y   layout.Unit
	Size   layout.Unit
	Face   uint8
	Colour layout.Colour
}

// fpdfPen draws on one fpdf template. Text and marks are collected and handed over together before any shape.
type fpdfPen struct {
	page   *fpdf.Tpl
	height layout.Unit
	raw    []byte

	inText bool
	x, y   layout.Unit // the start of the last line in the text object, in PDF's direction
	face   int
	size   layout.Unit
	colour int
}

func (p *fpdfPen) start(page *fpdf.Tpl, height layout.Unit) {
	p.page, p.height, p.raw, p.inText = page, height, p.raw[:0], false
	p.face, p.size, p.colour = -1, 0, -1
}

// flush hands over what was collected.
func (p *fpdfPen) flush() {
	p.endText()
	if len(p.raw) == 0 {
		return
	}
	p.page.RawWriteStr(string(p.raw))
	p.raw = p.raw[:0]
}

func (p *fpdfPen) endText() {
	if p.inText {
		p.raw = append(p.raw, "ET\n"...)
		p.inText = false
	}
}

func (p *fpdfPen) Begin(role layout.Role, mcid int) {
	p.raw = append(p.raw, '/')
	p.raw = append(p.raw, role.String()...)
	p.raw = append(p.raw, "<</MCID "...)
	p.raw = strconv.AppendInt(p.raw, int64(mcid), 10)
	p.raw = append(p.raw, ">>BDC\n"...)
}

func (p *fpdfPen) Artifact(kind string) {
	p.raw = append(p.raw, "/Artifact"...)
	p.raw = append(p.raw, kind...)
}

func (p *fpdfPen) End() {
	p.endText()
	p.raw = append(p.raw, "EMC\n"...)
}

func (p *fpdfPen) setColour(c layout.Colour) {
	if p.colour != int(c) {
		p.colour = int(c)
		p.raw = append(p.raw, fillOperators[c]...)
	}
}

// fillOperators are what sets each colour. fpdf's own SetFillColor would format three numbers each time.
var fillOperators = func() []string {
	var out []string
	for c := range layout.Colours {
		r, g, b := c.RGB()
		out = append(out, fmt.Sprintf("%.3f %.3f %.3f rg\n", float64(r)/255, float64(g)/255, float64(b)/255))
	}
	return out
}()

func (p *fpdfPen) Fill(x, y, w, h layout.Unit, c layout.Colour) {
	p.setColour(c)
	p.flush()
	p.page.Rect(points(x), points(y), points(w), points(h), "F")
}

// points is exact enough: fpdf writes two decimals, and the quotient of whole numbers is the same on every machine.
func points(u layout.Unit) float64 { return float64(u) / 1000 }

func (p *fpdfPen) Picture(x, y, w, h layout.Unit) {
	p.endText()
	p.raw = append(p.raw, "q "...)
	for _, v := range []layout.Unit{w, 0, 0, h, x, p.height - y - h} {
		p.raw = append(appendUnit(p.raw, v), ' ')
	}
	p.raw = append(p.raw, "cm /Logo Do Q\n"...)
}

const sin45 = 0.70711

func (p *fpdfPen) Turned(x, y layout.Unit, draw func()) {
	p.flush()
	p.page.TransformBegin()
	p.page.Transform(fpdf.TransformMatrix{A: sin45, B: sin45, C: -sin45, D: sin45, E: points(x), F: points(p.height - y)})
	draw()
	p.flush()
	p.page.TransformEnd()
	p.face, p.colour = -1, -1
}

// Text writes glyphs as one string, or as an array of strings with kerning between them.
func (p *fpdfPen) Text(glyphs []layout.Glyph, at Spot) {
	p.setColour(at.Colour)
	if !p.inText {
		p.raw = append(p.raw, "BT\n"...)
		p.inText, p.x, p.y = true, 0, 0
	}
	if p.face != int(at.Face) || p.size != at.Size {
		p.face, p.size = int(at.Face), at.Size
		p.raw = append(p.raw, "/F"...)
		p.raw = strconv.AppendInt(p.raw, int64(at.Face), 10)
		p.raw = append(p.raw, ' ')
		p.raw = append(appendUnit(p.raw, at.Size), " Tf\n"...)
	}
	x, y := hundredth(at.X), hundredth(p.height-at.Y)
	p.raw = append(appendUnit(p.raw, x-p.x), ' ')
	p.raw = append(appendUnit(p.raw, y-p.y), " Td["...)
	p.x, p.y = x, y
	p.raw = appendGlyphs(p.raw, glyphs)
	p.raw = append(p.raw, "]TJ\n"...)
}

// hundredth rounds to 1/100 point.
func hundredth(u layout.Unit) layout.Unit { return (u + 5) / 10 * 10 }

func appendGlyphs(b []byte, glyphs []layout.Glyph) []byte {
	b = append(b, '(')
	for i := range glyphs {
		g := &glyphs[i]
		b = appendByte(appendByte(b, byte(g.ID>>8)), byte(g.ID))
		if g.Kern != 0 && i+1 < len(glyphs) {
			b = append(b, ')')
			b = strconv.AppendInt(b, -int64(g.Kern), 10)
			b = append(b, '(')
		}
	}
	return append(b, ')')
}

// appendByte escapes what a literal string must not hold as it is (ISO 32000-1, 7.3.4.2).
func appendByte(b []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(b, '\\', c)
	case '\r':
		return append(b, '\\', 'r')
	}
	return append(b, c)
}

// appendUnit writes a length in points with as many decimals as it needs, at most three.
func appendUnit(b []byte, u layout.Unit) []byte {
	if u < 0 {
		b, u = append(b, '-'), -u
	}
	b = strconv.AppendInt(b, int64(u/1000), 10)
	if rest := u % 1000; rest != 0 {
		b = append(b, '.', byte('0'+rest/100))
		if rest %= 100; rest != 0 {
			b = append(b, byte('0'+rest/10))
			if rest %= 10; rest != 0 {
				b = append(b, byte('0'+rest))
			}
		}
	}
	return b
}
