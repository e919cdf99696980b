package draw

import (
	"codeberg.org/go-pdf/fpdf"

	"verbatim/internal/render/font"
	"verbatim/internal/render/layout"
)

// Page is one drawn page.
type Page struct {
	Content []byte
	Owners  []int32 // the element of each marked content, by MCID
}

// Drawing is a letter on pages.
type Drawing struct {
	Pages []Page
	Used  []font.Used // characters drawn, by face
	Marks []string    // words drawn across every page
}

// Artist draws letters. It keeps its memory and serves one letter at a time.
type Artist struct {
	parent *fpdf.Fpdf
	pen    fpdfPen
}

// New makes an Artist.
func New() *Artist {
	return &Artist{parent: fpdf.New("P", "pt", "A4", "")}
}

// Draw draws all pages. marks are words across each page, empty ones are passed over.
func (a *Artist) Draw(l *layout.Layout, marks []string) (Drawing, error) {
	d := Drawing{Pages: make([]Page, len(l.Pages)), Used: make([]font.Used, 0, 8)}
	for range l.Faces() {
		d.Used = append(d.Used, font.Used{})
	}
	size := fpdf.SizeType{Wd: points(l.Width), Ht: points(l.Height)}
	for i := range l.Pages {
		var err error
		tpl := a.parent.CreateTemplateCustom(fpdf.PointType{}, size, func(t *fpdf.Tpl) {
			a.pen.start(t, l.Height)
			s := sheet{pen: &a.pen, layout: l, page: &l.Pages[i], used: d.Used}
			s.draw(marks)
			a.pen.flush()
			d.Pages[i].Owners = s.owners
			err = t.Error()
		})
		if err != nil {
			return d, err
		}
		d.Pages[i].Content = tpl.Bytes()
	}
	return d, nil
}

// sheet is the drawing of one page.
type sheet struct {
	pen    Pen
	layout *layout.Layout
	page   *layout.Page
	used   []font.Used
	owners []int32
}

// What an artifact is, as the property list and operator that begin it (ISO 32000-1, 14.8.2.2).
const (
	headerKind = "<</Type/Pagination/Subtype/Header>>BDC\n"
	footerKind = "<</Type/Pagination/Subtype/Footer>>BDC\n"
	markKind   = "<</Type/Pagination/Subtype/Watermark>>BDC\n"
	layoutKind = "<</Type/Layout>>BDC\n"
)

// draw: what lies below first, then text in reading order, then header and footer.
func (s *sheet) draw(marks []string) {
	s.marks(marks)
	if len(s.page.Boxes) > 0 {
		s.pen.Artifact(layoutKind)
		for _, b := range s.page.Boxes {
			s.pen.Fill(b.X, b.Y, b.W, b.H, b.Colour)
		}
		s.pen.End()
	}
	for _, p := range s.page.Pictures {
		s.begin(p.Elem)
		s.pen.Picture(p.X, p.Y, p.W, p.H)
		s.pen.End()
	}
	for _, r := range s.page.Frags {
		s.frags(s.layout.Frags[r[0]:r[1]])
	}
	s.frags(s.page.Own())
}

func (s *sheet) begin(elem int32) {
	switch elem {
	case layout.HeaderArtifact:
		s.pen.Artifact(headerKind)
	case layout.FooterArtifact:
		s.pen.Artifact(footerKind)
	case layout.LayoutArtifact:
		s.pen.Artifact(layoutKind)
	default:
		s.pen.Begin(s.layout.Elems[elem].Role, len(s.owners))
		s.owners = append(s.owners, elem)
	}
}

// frags draws text; neighbours of one element share one marked content.
func (s *sheet) frags(frags []layout.Frag) {
	for i := range frags {
		f := &frags[i]
		if i == 0 || frags[i-1].Elem != f.Elem {
			if i > 0 {
				s.pen.End()
			}
			s.begin(f.Elem)
		}
		glyphs := s.layout.Glyphs[f.From:f.To]
		s.note(f.Face, glyphs)
		s.pen.Text(glyphs, Spot{f.X, f.Y, f.Size, f.Face, f.Colour})
	}
	if len(frags) > 0 {
		s.pen.End()
	}
}

func (s *sheet) note(face uint8, glyphs []layout.Glyph) {
	f, u := s.layout.Face(face), &s.used[face]
	for i := range glyphs {
		u.Add(f, glyphs[i].ID)
	}
}

// marks draws words from the lower left to the upper right, as large as the page allows.
func (s *sheet) marks(marks []string) {
	drawn := layout.Unit(0)
	for _, words := range marks {
		if words == "" {
			continue
		}
		glyphs, em := s.layout.Words(words, layout.Bold)
		if em == 0 {
			continue
		}
		diagonal := (s.layout.Width - s.layout.Width/8) * 1414 / 1000
		size := min(96*layout.Pt, layout.Unit(int64(diagonal)*1000/int64(em)))
		s.pen.Artifact(markKind)
		s.pen.Turned(s.layout.Width/2, s.layout.Height/2+drawn, func() {
			s.note(layout.Bold, glyphs)
			width := layout.Unit(int64(em) * int64(size) / 1000)
			s.pen.Text(glyphs, Spot{-width / 2, s.layout.Height + size/3, size, layout.Bold, layout.Mark})
		})
		s.pen.End()
		drawn += size * 2
	}
}
