package layout

import "verbatim/internal/letter"

const (
	signGap   = 24 * Pt // between two places to sign
	signSpace = 30 * Pt // above a line to sign on
	partyMin  = 145 * Pt
)

// signature sets what signing means and the places to sign, side by side where the measure allows. All of it stays
// together and with the end of what comes before.
func (l *Layout) signature(b *letter.Block) {
	s := b.Signature
	group := l.blockElem(Div, b)
	first := len(l.rows)
	if len(s.Intro) > 0 {
		l.flow(l.para(s.Intro, l.text(), l.elem(P, group)), l.Left, l.measure(), l.style.Gap, true)
	}
	columns := int(min(Unit(len(s.Parties)), max((l.measure()+signGap)/(partyMin+signGap), 1)))
	for i := 0; i < len(s.Parties); i += columns {
		l.parties(s.Parties[i:min(i+columns, len(s.Parties))], max(columns, 2), group)
	}
	for i := first; i < len(l.rows); i++ {
		l.rows[i].keep = true
	}
}

func (l *Layout) parties(parties []letter.Signer, columns int, group int32) {
	r := l.open()
	r.gap = 10 * Pt
	width := (l.measure() - Unit(columns-1)*signGap) / Unit(columns)
	height := Unit(0)
	for i := range parties {
		h := l.party(&parties[i], l.Left+Unit(i)*(width+signGap), width, l.elem(Div, group))
		height = max(height, h)
	}
	l.shut(r, height)
}

// party sets one place: for whom, the first line to fill, who signs, the other lines.
func (l *Layout) party(s *letter.Signer, x, width Unit, group int32) Unit {
	y := Unit(0)
	put := func(text string, k look) {
		if text == "" {
			return
		}
		p := l.plain(text, k, l.elem(P, group))
		l.lines(p, width, func(ln line) {
			l.place(p, ln, x, y+k.baseline())
			y += k.leading
		})
	}
	field := func(label string) {
		y += signSpace
		l.boxes = append(l.boxes, Box{X: x, Y: y, W: width, H: 600, Colour: Ink})
		y += 1 * Pt
		put(label, look{size: l.style.SmallSize, leading: l.style.SmallSize * 13 / 10, colour: Quiet})
	}
	name := l.text()
	name.bold = true
	put(s.Heading, name)
	if len(s.Fields) > 0 {
		field(s.Fields[0])
		y += 3 * Pt
	}
	put(s.Name, name)
	put(s.Title, l.text())
	for i := 1; i < len(s.Fields); i++ {
		field(s.Fields[i])
	}
	return y
}
