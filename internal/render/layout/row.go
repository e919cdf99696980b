package layout

// row is what is never torn: a line of text, a row of a table, places to sign. Its parts lie relative to its top.
type row struct {
	height    Unit
	gap       Unit // above, unless the row begins a page
	keep      bool // never begins a page
	binds     bool // the next row never begins a page
	pageBreak bool // always begins a page
	head      int  // 1 + the row to repeat when this one begins a page, 0 for none
	at        Unit // where the row must stand on page 1, 0 for where it comes
	y         Unit // where it came to stand

	frags, boxes, areas, pics span
}

type span struct{ from, to int32 }

// area is one rectangle of a link.
type area struct {
	link       int32
	x, y, w, h Unit
}

// open begins a row; what is placed until shut belongs to it.
func (l *Layout) open() row {
	return row{
		frags: span{from: int32(len(l.Frags))}, boxes: span{from: int32(len(l.boxes))},
		areas: span{from: int32(len(l.areas))}, pics: span{from: int32(len(l.pics))},
	}
}

// shut ends a row.
func (l *Layout) shut(r row, height Unit) {
	r.height = height
	r.frags.to, r.boxes.to = int32(len(l.Frags)), int32(len(l.boxes))
	r.areas.to, r.pics.to = int32(len(l.areas)), int32(len(l.pics))
	if n := len(l.rows); n > 0 && l.rows[n-1].binds {
		r.keep = true
		r.binds = r.frags.from == r.frags.to // a rule or an empty row does not set a heading free
	}
	r.pageBreak, l.breakNext = l.breakNext, false
	l.rows = append(l.rows, r)
}

// linkArea notes one line of a link and underlines it.
func (l *Layout) linkArea(link int32, x, y, w, size Unit) {
	l.areas = append(l.areas, area{link: link, x: x, y: y - size*8/10, w: w, h: size * 11 / 10})
	l.boxes = append(l.boxes, Box{X: x, Y: y + size/8, W: w, H: 400, Colour: Accent})
}

// flow sets a paragraph as rows of one line each. gap is the space above the first; keep holds the first to what stands
// before it. Two lines at least stay together at either end (no widows, no orphans).
func (l *Layout) flow(p para, x, width, gap Unit, keep bool) {
	first := len(l.rows)
	l.lines(p, width, func(ln line) {
		r := l.open()
		left := x
		if p.look.right {
			left = x + width - p.scale(ln.width)
		}
		l.place(p, ln, left, p.look.baseline())
		l.shut(r, p.look.leading)
	})
	n := len(l.rows) - first
	if n == 0 {
		return
	}
	l.rows[first].gap = gap
	l.rows[first].keep = l.rows[first].keep || keep
	if n > 1 {
		l.rows[first+1].keep, l.rows[len(l.rows)-1].keep = true, true
	}
}

// baseline is where text stands in its line: the ascent of a Latin face is about three quarters of its size.
func (k look) baseline() Unit { return (k.leading-k.size)/2 + k.size*85/100 }
