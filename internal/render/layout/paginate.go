package layout

import (
	"strconv"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/letter"
)

// MaxPages is the longest letter; other papers may set Job.MaxPages.
const MaxPages = 20

// paginate fills pages with rows. A page ends before the last row that fits and may begin a page; only when no row of a
// page may begin one, the page ends where it is full.
func (l *Layout) paginate() error {
	foot := l.footer()
	l.head = l.running()
	bottom := l.Height - l.style.Foot - foot.height - 14*Pt
	l.tighten(bottom)
	for from := 0; from < len(l.rows) || len(l.Pages) == 0; {
		if len(l.Pages) == l.job.MaxPages {
			return tooLong(l.job.MaxPages)
		}
		until, err := l.fill(from, bottom)
		if err != nil {
			return err
		}
		from = until
	}
	l.furnish(foot)
	return nil
}

func tooLong(most int) error {
	return fault.New(fault.Invalid, fault.CodeLetterTooLong, "the letter is longer than %d pages", most)
}

// fill makes one page of rows from `from` on and gives the first row of the next page.
func (l *Layout) fill(from int, bottom Unit) (int, error) {
	l.Pages = append(l.Pages, Page{first: from})
	top, y := l.top(from, len(l.Pages) == 1)
	until, _ := l.until(from, y, bottom, len(l.Pages) == 1)
	if from < len(l.rows) && until == from {
		return 0, tooTall()
	}
	if from < len(l.rows) && l.rows[from].head > 0 {
		l.repeat(l.rows[from].head-1, top)
	}
	for i := from; i < until; i++ {
		r := &l.rows[i]
		if i > from {
			y += l.gap(r)
		}
		if r.at > 0 && len(l.Pages) == 1 {
			if r.at < y {
				return 0, headTooTall()
			}
			y = r.at
		}
		l.put(r, y)
		y += r.height
	}
	return until, nil
}

func tooTall() error {
	return fault.New(fault.Invalid, fault.CodeLetterTooLong, "a row of a table or the places to sign are taller than a page: split it")
}

func headTooTall() error {
	return fault.New(fault.Invalid, fault.CodeTooMany, "the letterhead reaches into the address window: shorten its lines or choose no window")
}

// top gives where a page begins, and where its first row does: below a table's head that is repeated.
func (l *Layout) top(from int, first bool) (top, y Unit) {
	top = l.style.ContinuedTop + l.head.extra
	if first {
		top = l.style.Top
	}
	if from < len(l.rows) && l.rows[from].head > 0 {
		return top, top + l.rows[l.rows[from].head-1].height
	}
	return top, top
}

// gap is the space above a row.
func (l *Layout) gap(r *row) Unit { return r.gap * l.spacing / 100 }

// tighten draws spaces together, at most by three tenths, when that spares a last page of which less than half is used.
func (l *Layout) tighten(bottom Unit) {
	l.spacing = 100
	pages, end := l.count(bottom)
	if pages < 2 || end > l.Height/2 {
		return
	}
	for _, l.spacing = range []Unit{85, 70} {
		if fewer, _ := l.count(bottom); fewer < pages {
			return
		}
	}
	l.spacing = 100
}

// count gives the number of pages that the rows take, and where the last one ends.
func (l *Layout) count(bottom Unit) (pages int, end Unit) {
	for from := 0; from < len(l.rows) && pages <= l.job.MaxPages; pages++ {
		_, y := l.top(from, pages == 0)
		var until int
		until, end = l.until(from, y, bottom, pages == 0)
		if until == from {
			break
		}
		from = until
	}
	return pages, end
}

// until finds where the page that begins with row `from` at y ends: the first row of the next page, and the height that
// the rows reach.
func (l *Layout) until(from int, y, bottom Unit, first bool) (int, Unit) {
	full := len(l.rows)
	for i := from; i < len(l.rows); i++ {
		r := &l.rows[i]
		if r.pageBreak && i > from {
			return i, y
		}
		if i > from {
			y += l.gap(r)
		}
		if r.at > 0 && first {
			y = max(y, r.at)
		}
		y += r.height
		if y > bottom {
			full = i
			break
		}
	}
	for i := full; i > from; i-- {
		if i == len(l.rows) || !l.rows[i].keep {
			return i, y
		}
	}
	return full, y
}

// put moves a row's parts to its place on the last page.
func (l *Layout) put(r *row, y Unit) {
	p := &l.Pages[len(l.Pages)-1]
	r.y = y
	for i := r.frags.from; i < r.frags.to; i++ {
		l.Frags[i].Y += y
	}
	if n := len(p.Frags); n > 0 && p.Frags[n-1][1] == r.frags.from {
		p.Frags[n-1][1] = r.frags.to
	} else if r.frags.to > r.frags.from {
		p.Frags = append(p.Frags, [2]int32{r.frags.from, r.frags.to})
	}
	l.decorate(p, r, y)
	for _, a := range l.areas[r.areas.from:r.areas.to] {
		t := l.links[a.link]
		p.Links = append(p.Links, Link{X: a.x, Y: a.y + y, W: a.w, H: a.h, Href: t.Href, Text: t.Text, Elem: t.Elem})
	}
	for _, pic := range l.pics[r.pics.from:r.pics.to] {
		pic.Y += y
		p.Pictures = append(p.Pictures, pic)
	}
}

func (l *Layout) decorate(p *Page, r *row, y Unit) {
	for _, b := range l.boxes[r.boxes.from:r.boxes.to] {
		b.Y += y
		p.Boxes = append(p.Boxes, b)
	}
}

// repeat shows a table's head again at the top of a page, as part of the page and not of the text. The head's own
// fragments have moved to their place already; their distances are what counts.
func (l *Layout) repeat(head int, y Unit) {
	r := &l.rows[head]
	p := &l.Pages[len(l.Pages)-1]
	l.decorate(p, r, y)
	for _, f := range l.Frags[r.frags.from:r.frags.to] {
		f.Elem = LayoutArtifact
		f.Y += y - r.y
		p.own = append(p.own, f)
	}
}

// footing is the foot of every page, measured once.
type footing struct {
	legal  []para
	widths []Unit
	height Unit
}

func (l *Layout) footer() footing {
	f := footing{height: footLeading}
	k := look{size: footSize, leading: footLeading, colour: Quiet}
	for _, text := range strings.Split(l.job.Document.Page.Footer, "\n") {
		if text == "" {
			continue
		}
		p := l.plain(text, k, FooterArtifact)
		width := l.balanced(p, l.measure())
		l.lines(p, width, func(line) { f.height += footLeading })
		f.legal, f.widths = append(f.legal, p), append(f.widths, width)
	}
	return f
}

// furnish draws header and footer of each page, now that the number of pages is known.
func (l *Layout) furnish(f footing) {
	doc := l.job.Document
	for i := range l.Pages {
		top := l.Height - l.style.Foot - f.height
		p := &l.Pages[i]
		p.Boxes = append(p.Boxes, Box{X: l.Left, Y: top - 4*Pt, W: l.measure(), H: 400, Colour: Hair})
		y := top
		for j, legal := range f.legal {
			l.lines(legal, f.widths[j], func(ln line) {
				l.stray(p, legal, ln, l.Left, y+footSize)
				y += footLeading
			})
		}
		l.corner(p, l.job.Footer, corner{size: footSize, artifact: FooterArtifact, y: y + footSize, width: l.measure()})
		words := pageWords(doc.Page.PageWords, i+1, len(l.Pages))
		l.corner(p, words, corner{size: footSize, artifact: FooterArtifact, y: y + footSize, width: l.measure(), right: true})
		l.header(p, i, doc)
		if i == 0 && doc.Page.Window == letter.DIN5008B {
			l.foldMarks(p)
		}
	}
}

// foldMarks shows where to fold and punch (DIN 5008 form B: 105 and 210 mm, 148.5 mm from the top).
func (l *Layout) foldMarks(p *Page) {
	for _, y := range []int{1050, 2100} {
		p.Boxes = append(p.Boxes, Box{X: Mm(50), Y: Mm(y), W: Mm(40), H: 400, Colour: Hair})
	}
	p.Boxes = append(p.Boxes, Box{X: Mm(50), Y: Mm(1485), W: Mm(60), H: 400, Colour: Hair})
}

// heading of later pages: the widths of continuation line and marking, and what they need beyond one line.
type running struct {
	line, marking, extra Unit
}

func (l *Layout) running() running {
	doc := l.job.Document
	r := running{line: l.measure(), marking: l.measure() * 35 / 100}
	if doc.Page.Marking != "" {
		r.line = l.measure() * 60 / 100
	}
	n := max(l.lineCount(doc.Page.Running, headCorner, r.line), l.lineCount(doc.Page.Marking, headCorner, r.marking), 1)
	r.extra = Unit(n-1) * headCorner.look().leading
	return r
}

var headCorner = corner{size: headSize, artifact: HeaderArtifact}

// lineCount is the number of lines that a text takes.
func (l *Layout) lineCount(text string, c corner, width Unit) int {
	n := 0
	l.lines(l.plain(strings.ReplaceAll(text, "\n", " "), c.look(), c.artifact), width, func(line) { n++ })
	return n
}

// header sets the security marking on every page and the continuation line from page 2 on.
func (l *Layout) header(p *Page, i int, doc *letter.Document) {
	c := headCorner
	c.right, c.bold = true, true
	if i == 0 {
		c.y, c.width = l.style.Top-6*Pt, l.measure()
		l.corner(p, doc.Page.Marking, c)
		return
	}
	c.y, c.width = l.style.ContinuedTop+l.head.extra-30*Pt, l.head.marking
	l.corner(p, doc.Page.Marking, c)
	c.right, c.bold, c.width = false, false, l.head.line
	l.corner(p, doc.Page.Running, c)
	p.Boxes = append(p.Boxes, Box{X: l.Left, Y: c.y + 5*Pt, W: l.measure(), H: 400, Colour: Hair})
}

// corner is a place at the left or right edge; y is the baseline of its last line.
type corner struct {
	size, y, width Unit
	artifact       int32
	right, bold    bool
}

func (c corner) look() look {
	return look{size: c.size, leading: c.size * 12 / 10, colour: Quiet, bold: c.bold}
}

func (l *Layout) corner(p *Page, text string, c corner) {
	if text == "" {
		return
	}
	k := c.look()
	pa := l.plain(strings.ReplaceAll(text, "\n", " "), k, c.artifact)
	var lines []line
	l.lines(pa, c.width, func(ln line) { lines = append(lines, ln) })
	y := c.y - Unit(len(lines)-1)*k.leading
	for _, ln := range lines {
		x := l.Left
		if c.right {
			x = l.Right - pa.scale(ln.width)
		}
		l.stray(p, pa, ln, x, y)
		y += k.leading
	}
}

// stray places a line that belongs to the page.
func (l *Layout) stray(p *Page, pa para, ln line, x, y Unit) {
	n := len(l.Frags)
	l.place(pa, ln, x, y)
	p.own = append(p.own, l.Frags[n:]...)
	l.Frags = l.Frags[:n]
}

// pageWords fills "Page %d of %d".
func pageWords(words string, page, of int) string {
	words = strings.Replace(words, "%d", strconv.Itoa(page), 1)
	return strings.Replace(words, "%d", strconv.Itoa(of), 1)
}
