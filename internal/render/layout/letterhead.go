package layout

import "verbatim/internal/letter"

// letterhead sets the sender at the top of page 1: name, lines, logo at the right, a rule. Without a logo, three short
// lines or more stand at the right of the name, so that the letter begins higher.
func (l *Layout) letterhead() {
	head := &l.job.Document.Page.Letterhead
	if head.Name == "" && len(head.Lines) == 0 && l.job.Logo.Width == 0 {
		return
	}
	r := l.open()
	logoHeight := l.logo(head)
	name := look{size: l.style.SenderSize, leading: l.style.SenderSize * 13 / 10, colour: Accent, bold: true}
	small := look{size: l.style.SmallSize, leading: l.style.SmallSize * 14 / 10, colour: Quiet}
	left := placer{l: l, x: l.Left, width: l.measure()}
	if logoHeight > 0 {
		left.width = left.width * 65 / 100
	}
	right := l.beside(head, name, small)
	if logoHeight > 0 || len(head.Lines) < 3 || right.width == 0 {
		left.text(head.Name, name)
		for _, text := range head.Lines {
			left.text(text, small)
		}
	} else {
		left.text(head.Name, name)
		for _, text := range head.Lines {
			right.text(text, small)
		}
	}
	y := max(left.y, right.y, logoHeight) + 6*Pt
	l.boxes = append(l.boxes, Box{X: l.Left, Y: y, W: l.measure(), H: 800, Colour: Accent})
	l.shut(r, y+2*Pt)
}

// beside gives the room for the lines at the right of the name; of no width when they do not fit.
func (l *Layout) beside(head *letter.Letterhead, name, small look) placer {
	widest := Unit(0)
	for _, text := range head.Lines {
		w, _ := l.extent(l.plain(text, small, 0))
		widest = max(widest, w)
	}
	w, _ := l.extent(l.plain(head.Name, name, 0))
	if w+24*Pt+widest > l.measure() {
		return placer{}
	}
	return placer{l: l, x: l.Right - widest, width: widest + 1*Pt, y: 3 * Pt}
}

// The largest logo.
const (
	logoWidth  = 141732 // 50 mm
	logoHeight = 45354  // 16 mm
)

// logo places the picture at the right edge and gives its height. It is never enlarged beyond 150 pixels an inch.
func (l *Layout) logo(head *letter.Letterhead) Unit {
	if l.job.Logo.Width <= 0 || l.job.Logo.Height <= 0 {
		return 0
	}
	w, h := int64(l.job.Logo.Width)*480, int64(l.job.Logo.Height)*480
	if w > logoWidth {
		w, h = logoWidth, h*logoWidth/w
	}
	if h > logoHeight {
		w, h = w*logoHeight/h, logoHeight
	}
	e := l.elem(Figure, 0)
	l.Elems[e].Alt = head.Alt
	l.pics = append(l.pics, Picture{X: l.Right - Unit(w), Y: 0, W: Unit(w), H: Unit(h), Elem: e})
	return Unit(h)
}
