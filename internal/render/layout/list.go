package layout

import (
	"strconv"

	"verbatim/internal/letter"
)

// enclosures sets what is enclosed, in small type and without markers; above is the space over the first.
func (l *Layout) enclosures(items []letter.Item, elem int32, depth int, above Unit) {
	l.Elems[elem].Attr = None
	k := look{size: l.style.Size * 9 / 10, leading: l.style.Size * 12 / 10, colour: Quiet}
	indent := Unit(depth) * listStep
	for i := range items {
		body := l.elem(LBody, l.elem(LI, elem))
		gap := Unit(0)
		if i == 0 && depth == 0 {
			gap = above
		}
		l.flow(l.para(items[i].Runs, k, body), l.Left+indent, l.measure()-indent, gap, false)
		if len(items[i].Items) > 0 {
			l.enclosures(items[i].Items, l.elem(L, body), depth+1, 0)
		}
	}
}

const listStep = 16 * Pt

// items sets a list with hanging markers. No page ends with its first item alone or begins with its last.
func (l *Layout) items(items []letter.Item, ordered bool, elem int32, depth int, k look) {
	l.Elems[elem].Attr = Disc
	if ordered {
		l.Elems[elem].Attr = Decimal
	}
	indent := l.Left + Unit(depth)*listStep
	hang := l.hang(len(items), ordered, k)
	for i := range items {
		li := l.elem(LI, elem)
		lbl, first := l.elem(Lbl, li), len(l.rows)
		marker := l.plain(markerText(i, ordered, depth), k, lbl)
		body := l.elem(LBody, li)
		gap := l.style.Gap / 2
		if i == 0 && depth == 0 {
			gap = l.style.HeadGap + 1*Pt
		}
		l.item(marker, l.para(items[i].Runs, k, body), indent, hang)
		if first < len(l.rows) {
			l.rows[first].gap = gap
			l.rows[first].keep = l.rows[first].keep || depth > 0 && i == 0 || i > 0 && (i == 1 || i+1 == len(items))
		}
		if len(items[i].Items) > 0 {
			l.items(items[i].Items, ordered, l.elem(L, body), depth+1, k)
		}
	}
}

// item sets one item; its marker stands on the first line.
func (l *Layout) item(marker, body para, indent, hang Unit) {
	first := len(l.rows)
	l.lines(body, l.Right-indent-hang, func(ln line) {
		r := l.open()
		if len(l.rows) == first {
			l.place(marker, line{marker.from, marker.to, 0}, indent, body.look.baseline())
		}
		l.place(body, ln, indent+hang, body.look.baseline())
		l.shut(r, body.look.leading)
	})
	if n := len(l.rows) - first; n > 1 {
		l.rows[first+1].keep, l.rows[len(l.rows)-1].keep = true, true
	}
}

// hang is the width that markers take: that of the last one in an ordered list.
func (l *Layout) hang(n int, ordered bool, k look) Unit {
	if !ordered {
		return 13 * Pt
	}
	return Unit(len(strconv.Itoa(n))+1)*k.size*56/100 + 5*Pt
}

func markerText(i int, ordered bool, depth int) string {
	switch {
	case ordered:
		return strconv.Itoa(i+1) + ". "
	case depth == 0:
		return "• "
	}
	return "– "
}
