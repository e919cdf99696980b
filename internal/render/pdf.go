package render

import (
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/render/draw"
	"verbatim/internal/render/font"
	"verbatim/internal/render/layout"
	"verbatim/internal/render/pdffile"
)

// MaxSize is the largest letter in bytes.
const MaxSize = 1 << 20

// pageSize is what a page of a longer paper may take.
const pageSize = 64 << 10

// AttachmentName is the associated file of every letter that has terms.
const AttachmentName = "terms.json"

// PDF draws the letter as PDF/A-3b and PDF/UA-1. The bytes are a function of the job and of Pins. It fails with a
// fault.Error: a character that cannot be drawn (all of them at once), a letter of more than 20 pages or 1 MB, an address
// that its window does not hold, a logo that is missing or no image.
func (r *Renderer) PDF(job Job) ([]byte, error) {
	out, _, err := r.Draw(job)
	return out, err
}

// Draw is PDF for those who want to know the number of pages too.
func (r *Renderer) Draw(job Job) (pdf []byte, pages int, err error) {
	changes, err := r.prepare(&job)
	if err != nil {
		return nil, 0, err
	}
	image, size, err := r.logo(&job)
	if err != nil {
		return nil, 0, err
	}
	b := r.benches.Get().(*bench)
	defer r.benches.Put(b)
	l := &b.layout
	err = l.Make(layout.Job{
		Document: &job.Document, Style: r.style, Families: r.families, Footer: lockLine(job), Logo: size, Changes: changes, MaxPages: job.MaxPages,
	})
	if err != nil {
		return nil, 0, err
	}
	drawing, err := b.artist.Draw(l, []string{job.Document.Page.MarkWords, job.Copy})
	if err != nil {
		return nil, 0, fault.New(fault.Internal, fault.CodeInternal, "the letter could not be drawn").Because(err)
	}
	f := r.file(&job, b, &drawing)
	f.Image = image
	out := pdffile.Write(f)
	if most := max(MaxSize, job.MaxPages*pageSize); len(out) > most {
		return nil, 0, fault.New(fault.Invalid, fault.CodeLetterTooLarge, "the letter takes %d bytes; at most %d are allowed", len(out), most)
	}
	return out, len(l.Pages), nil
}

// prepare makes a job that shows changes into one of a single document, and refuses what cannot be drawn.
func (r *Renderer) prepare(job *Job) (map[*letter.Run]layout.Change, error) {
	changes, err := job.compare()
	if err != nil {
		return nil, err
	}
	return changes, fault.All(fault.CodeUndrawable, "the letter has characters that cannot be printed", r.check(job))
}

// compare puts the redline in the place of the document when the job has an earlier one, and checks the shape of both.
func (job *Job) compare() (map[*letter.Run]layout.Change, error) {
	if err := shape(&job.Document); err != nil || job.Against == nil {
		return nil, err
	}
	if err := shape(job.Against); err != nil {
		return nil, err
	}
	red := redline(job.Against, &job.Document)
	job.Document, job.Against, job.Terms = red.doc, nil, nil
	return red.marks, nil
}

// file puts together what the finishing pass needs.
func (r *Renderer) file(job *Job, b *bench, d *draw.Drawing) *pdffile.File {
	doc, l, f := &job.Document, &b.layout, &b.file
	*f = pdffile.File{
		Title: doc.Title, Subject: doc.Subject, Author: doc.Page.Letterhead.Name, Language: doc.Language, Producer: producer,
		Date: doc.Date, Lock: string(job.Lock), Width: int(l.Width), Height: int(l.Height), Fonts: r.pdfFonts(l, d.Used),
		Pages: f.Pages[:0], Nodes: f.Nodes[:0], Outline: f.Outline[:0],
	}
	_, _ = hex.Decode(f.ID[:], []byte(job.Lock.Hex()[:min(32, len(job.Lock.Hex()))])) // a lock that is no digest leaves zeros
	for i := range l.Pages {
		f.Pages = append(f.Pages, pdffile.Page{Content: d.Pages[i].Content, Owners: d.Pages[i].Owners, Links: links(l, i)})
	}
	for i := range l.Elems {
		e := &l.Elems[i]
		attr := attributes[e.Attr]
		if e.Role == layout.Figure {
			attr = figureAttribute(l, int32(i))
		}
		f.Nodes = append(f.Nodes, pdffile.Node{Type: e.Role.String(), Attr: attr, Lang: e.Lang, Alt: e.Alt, Parent: e.Parent})
	}
	for _, h := range l.Headings {
		f.Outline = append(f.Outline, pdffile.Entry{Level: h.Level, Text: h.Text, Node: h.Elem})
	}
	if job.Terms != nil {
		f.Attachment = &pdffile.Attachment{Name: AttachmentName, Type: "application/json", Text: "The written terms of this letter", Data: job.Terms}
	}
	return f
}

const producer = "Verbatim"

var attributes = [...]string{
	layout.NoAttr: "", layout.ColumnScope: "<</O/Table/Scope/Column>>", layout.RowScope: "<</O/Table/Scope/Row>>",
	layout.Decimal: "<</O/List/ListNumbering/Decimal>>", layout.Disc: "<</O/List/ListNumbering/Disc>>", layout.None: "<</O/List/ListNumbering/None>>",
	layout.Underlined: "<</O/Layout/TextDecorationType/Underline>>", layout.StruckOut: "<</O/Layout/TextDecorationType/LineThrough>>",
}

// figureAttribute says where a figure stands (ISO 32000-1, 14.8.5.4.3), which lies below its page's upper edge.
func figureAttribute(l *layout.Layout, elem int32) string {
	for i := range l.Pages {
		for _, p := range l.Pages[i].Pictures {
			if p.Elem == elem {
				top := l.Height - p.Y
				return fmt.Sprintf("<</O/Layout/Placement/Block/BBox[%s %s %s %s]>>", points(p.X), points(top-p.H), points(p.X+p.W), points(top))
			}
		}
	}
	return ""
}

// points writes a length in points.
func points(u layout.Unit) string { return fmt.Sprintf("%d.%03d", u/1000, u%1000) }

func links(l *layout.Layout, page int) []pdffile.Link {
	var out []pdffile.Link
	for _, k := range l.Pages[page].Links {
		out = append(out, pdffile.Link{
			Left: int(k.X), Right: int(k.X + k.W), Top: int(l.Height - k.Y), Bottom: int(l.Height - k.Y - k.H), URI: k.Href, Text: k.Text, Node: k.Elem,
		})
	}
	return out
}

// fontShelf keeps programs in the form in which they stand in files. It is emptied when it has grown to more than the
// faces keep programs themselves.
type fontShelf struct {
	mu    sync.Mutex
	fonts map[shelved]func() *pdffile.Font
}

// shelved is a program as the font of one number: a file names its objects by it.
type shelved struct {
	program *font.Program
	face    int
}

const fontShelfSize = 256

// get gives a program as a font, which the first who asks makes.
func (s *fontShelf) get(p *font.Program, face int) *pdffile.Font {
	s.mu.Lock()
	key := shelved{p, face}
	f, ok := s.fonts[key]
	if !ok {
		if s.fonts == nil || len(s.fonts) >= fontShelfSize {
			s.fonts = map[shelved]func() *pdffile.Font{}
		}
		f = sync.OnceValue(func() *pdffile.Font { return pdffile.NewFont(p, face) })
		s.fonts[key] = f
	}
	s.mu.Unlock()
	return f()
}

// pdfFonts gives the fonts of the faces that drew anything. They are made beside one another: compressing them is most of
// what a first letter costs.
func (r *Renderer) pdfFonts(l *layout.Layout, used []font.Used) []*pdffile.Font {
	fonts := make([]*pdffile.Font, len(used))
	var made sync.WaitGroup
	for face := range used {
		if used[face].Any {
			made.Go(func() { fonts[face] = r.fonts.get(l.Face(uint8(face)).Program(&used[face]), face) })
		}
	}
	made.Wait()
	return slices.DeleteFunc(fonts, func(f *pdffile.Font) bool { return f == nil })
}

// lockLine is how a page names its version: its number and the first hex digits of the lock.
func lockLine(job Job) string {
	if !job.Lock.Valid() {
		return ""
	}
	if job.Document.Number == 0 { // a paper that is no letter has no versions
		return job.Lock.Short()
	}
	return fmt.Sprintf("v%d · %s", job.Document.Number, job.Lock.Short())
}
