package layout

import (
	"verbatim/internal/fault"
	"verbatim/internal/letter"
)

// cellSide is the space at the left and right of a cell's text.
const cellSide = 6 * Pt

// table sets a table: a caption, a tinted head that is repeated on each page, rows between hairlines.
func (l *Layout) table(b *letter.Block) {
	t := b.Table
	e := l.blockElem(Table, b)
	gap, keep := l.style.Gap+1*Pt, false
	if t.Caption != "" {
		k := l.text()
		k.bold, k.size = true, l.style.Size*95/100
		l.flow(l.plain(t.Caption, k, l.elem(Caption, e)), l.Left, l.measure(), gap, false)
		gap, keep = 4*Pt, true
	}
	k := look{size: l.style.Size * 95 / 100, leading: l.style.Size * 125 / 100, colour: Ink}
	cells := l.cells(t, e, k)
	widths := l.columns(t, cells)
	n := len(t.Columns)
	head := len(l.rows)
	for i := 0; i*n < len(cells); i++ {
		l.tableRow(t, cells[i*n:i*n+n], widths, i == 0)
		r := &l.rows[len(l.rows)-1]
		switch i {
		case 0:
			r.gap, r.keep = gap, r.keep || keep
		case 1:
			r.keep = true
		default:
			r.head = head + 1
			r.keep = (i+1)*n >= len(cells) && i > 2
		}
	}
}

// cells sets the text of all cells, head first, row by row.
func (l *Layout) cells(t *letter.Table, table int32, k look) []para {
	cells := make([]para, 0, len(t.Columns)*(len(t.Rows)+1))
	tr := l.elem(TR, table)
	for _, c := range t.Columns {
		th := l.elem(TH, tr)
		l.Elems[th].Attr = ColumnScope
		headLook := k
		headLook.bold, headLook.right, headLook.colour = true, c.Right, Accent
		cells = append(cells, l.para(c.Head, headLook, th))
	}
	for _, row := range t.Rows {
		tr := l.elem(TR, table)
		for j := range t.Columns {
			role := TD
			if j == 0 && t.RowHeader {
				role = TH
			}
			td := l.elem(role, tr)
			if role == TH {
				l.Elems[td].Attr = RowScope
			}
			cellLook := k
			cellLook.right = t.Columns[j].Right
			cells = append(cells, l.para(row[j].Runs, cellLook, td))
		}
	}
	return cells
}

// columns shares the measure out: asked widths first, then by content between the widest word and the widest line.
func (l *Layout) columns(t *letter.Table, cells []para) []Unit {
	n, floor := len(t.Columns), l.columnFloor()
	least, most := make([]Unit, n), make([]Unit, n)
	for i, c := range cells {
		widest, word := l.extent(c)
		least[i%n] = max(least[i%n], word+2*cellSide, floor)
		most[i%n] = max(most[i%n], widest+2*cellSide)
	}
	total := l.measure()
	if floor*Unit(n) > total {
		l.err = fault.New(fault.Invalid, fault.CodeUnbreakable, "a table of %d columns does not fit on the page: %d fit at most", n, total/floor)
		return least
	}
	for j, c := range t.Columns {
		if c.Width > 0 {
			most[j] = total * Unit(min(c.Width, 100)) / 100
			least[j] = min(max(least[j], most[j]), total)
		}
	}
	return share(total, floor, least, most)
}

// columnFloor is the narrowest column: the widest character and its sides.
func (l *Layout) columnFloor() Unit { return l.style.Size*12/10 + 2*cellSide }

// share gives columns that need no more than an equal part of the measure all they need, and shares what remains among the
// others between their least and their most. What is left over goes to all in proportion to their most. Columns that do
// not fit even at their least are cut down alike, but not below the floor.
func share(total, floor Unit, least, most []Unit) []Unit {
	n := len(least)
	out, done := make([]Unit, n), make([]bool, n)
	rest, open := total, n
	for again := true; again && open > 0; {
		again = false
		for j := range out {
			most[j] = max(most[j], least[j])
			if !done[j] && most[j] <= rest/Unit(open) {
				out[j], done[j], again = most[j], true, true
				rest, open = rest-most[j], open-1
			}
		}
	}
	var low, high, used int64
	for j := range out {
		if !done[j] {
			low, high = low+int64(least[j]), high+int64(most[j])
		}
	}
	for j := range out {
		switch {
		case open == 0:
			out[j] = Unit(int64(out[j]) * int64(total) / int64(total-rest))
		case done[j]:
		case low >= int64(rest) || high == low:
			spare := int64(rest) - int64(open)*int64(floor)
			out[j] = floor + Unit(int64(least[j]-floor)*spare/max(low-int64(open)*int64(floor), 1))
		default:
			out[j] = least[j] + Unit(int64(most[j]-least[j])*(int64(rest)-low)/(high-low))
		}
		used += int64(out[j])
	}
	out[n-1] += total - Unit(used)
	return out
}

func (l *Layout) tableRow(t *letter.Table, cells []para, widths []Unit, head bool) {
	r := l.open()
	bottom, x := 2*l.style.CellPad+cells[0].look.leading, l.Left
	background := len(l.boxes)
	if head {
		l.boxes = append(l.boxes, Box{X: l.Left, W: l.measure(), Colour: Tint})
	}
	for j, c := range cells {
		y := l.style.CellPad
		inner := max(widths[j]-2*cellSide, 1*Pt)
		l.lines(c, inner, func(ln line) {
			left := x + cellSide
			if t.Columns[j].Right {
				left = x + widths[j] - cellSide - c.scale(ln.width)
			}
			l.place(c, ln, left, y+c.look.baseline())
			y += c.look.leading
		})
		bottom = max(bottom, y+l.style.CellPad)
		x += widths[j]
	}
	rule := Box{X: l.Left, Y: bottom, W: l.measure(), H: 400, Colour: Hair}
	if head {
		l.boxes[background].H = bottom
		rule.H, rule.Colour = 900, Accent
	}
	l.boxes = append(l.boxes, rule)
	l.shut(r, bottom+rule.H)
}
