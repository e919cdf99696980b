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

// parties sets a row of places: for whom, who signs, the lines to fill. Each of these begins at one height for all. Where
// one party has the row, the second of its two lines, the date, stands beside the first.
func (l *Layout) parties(parties []letter.Signer, columns int, group int32) {
	r := l.open()
	r.gap = 10 * Pt
	width := (l.measure() - Unit(columns-1)*signGap) / Unit(columns)
	steps := l.steps(parties, width)
	end := len(steps) - 1
	beside := len(parties) == 1 && columns > 1 && len(parties[0].Fields) == 2
	for i := range parties {
		pl := placer{l: l, x: l.Left + Unit(i)*(width+signGap), width: width, elem: l.elem(Div, group)}
		for j, part := range l.partyParts(&parties[i]) {
			pl.y = steps[j]
			if beside && j == end-1 {
				pl.x, pl.y = pl.x+width+signGap, steps[j-1]
			}
			pl.part(part)
		}
	}
	height := steps[end]
	if beside {
		height = steps[end-2] + max(steps[end-1]-steps[end-2], steps[end]-steps[end-1])
	}
	l.shut(r, height)
}

// part is one thing that stands in a place to sign: lines of text, or a line to fill with its label.
type part struct {
	texts []string
	looks []look
	field bool
}

func (l *Layout) partyParts(s *letter.Signer) []part {
	name, title := l.text(), l.text()
	name.bold = true
	label := look{size: l.style.SmallSize, leading: l.style.SmallSize * 13 / 10, colour: Quiet}
	parts := []part{
		{texts: []string{s.Heading}, looks: []look{name}},
		{texts: []string{s.Name, s.Title}, looks: []look{name, title}},
	}
	for _, f := range s.Fields {
		parts = append(parts, part{texts: []string{f}, looks: []look{label}, field: true})
	}
	return parts
}

// steps gives the height at which each part begins, and where the last one ends.
func (l *Layout) steps(parties []letter.Signer, width Unit) []Unit {
	var heights []Unit
	for i := range parties {
		for j, p := range l.partyParts(&parties[i]) {
			if j == len(heights) {
				heights = append(heights, 0)
			}
			try := placer{l: l, width: width, dry: true}
			try.part(p)
			heights[j] = max(heights[j], try.y)
		}
	}
	steps := []Unit{0}
	for _, h := range heights {
		steps = append(steps, steps[len(steps)-1]+h)
	}
	return steps
}

// placer sets texts below each other as paragraphs of one element; dry only measures.
type placer struct {
	l     *Layout
	x, y  Unit
	width Unit
	elem  int32
	dry   bool
}

func (p *placer) part(s part) {
	if s.field {
		p.y += signSpace
		if !p.dry {
			p.l.boxes = append(p.l.boxes, Box{X: p.x, Y: p.y, W: p.width, H: 600, Colour: Ink})
		}
		p.y += 1 * Pt
	}
	for i, text := range s.texts {
		p.text(text, s.looks[i])
	}
	if s.field {
		p.y += 3 * Pt
	}
}

func (p *placer) text(text string, k look) {
	if text == "" {
		return
	}
	e := int32(0)
	if !p.dry {
		e = p.l.elem(P, p.elem)
	}
	pa := p.l.plain(text, k, e)
	p.l.lines(pa, p.width, func(ln line) {
		if !p.dry {
			p.l.place(pa, ln, p.x, p.y+k.baseline())
		}
		p.y += k.leading
	})
}
