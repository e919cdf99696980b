package layout

// line is a range of glyphs and their width without the spaces at its end, in 1/1000 em.
type line struct {
	from, to int32
	width    int32
}

// lines breaks a paragraph at the given width, as late as possible on each line. A word that is wider than the measure is
// broken at the measure.
func (l *Layout) lines(p para, width Unit, use func(line)) {
	limit := int32(int64(width) * 1000 / int64(p.look.size))
	start := p.from
	for start < p.to {
		ln := l.nextLine(start, p.to, limit)
		use(ln)
		start = ln.to
	}
}

func (l *Layout) nextLine(start, end, limit int32) line {
	var width, visible int32 // of all glyphs so far, and without spaces at the end
	best := line{from: start}
	for i := start; i < end; i++ {
		g := &l.Glyphs[i]
		width += int32(g.adv)
		if g.flags&blank == 0 {
			visible = width - int32(g.Kern)
			if visible > limit && i > start {
				if best.to > start {
					return best
				}
				return line{start, i, width - int32(g.adv) - int32(l.Glyphs[i-1].Kern)}
			}
		}
		if g.flags&(mayBreak|mustBreak) != 0 {
			best.to, best.width = i+1, visible
			if g.flags&mustBreak != 0 {
				return best
			}
		}
	}
	return line{start, end, visible}
}

// balanced is the narrowest width that breaks a paragraph into as many lines as the given one: lines of equal length
// look better than a last one of a single word where nothing follows.
func (l *Layout) balanced(p para, width Unit) Unit {
	count := func(w Unit) int {
		n := 0
		l.lines(p, w, func(line) { n++ })
		return n
	}
	want := count(width)
	if want < 2 {
		return width
	}
	low, high := width/2, width
	for high-low > 1*Pt {
		if mid := (low + high) / 2; count(mid) > want {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// extent is the width of the widest line and of the widest word, in Units.
func (l *Layout) extent(p para) (widest, word Unit) {
	var lineWidth, wordWidth, visible int32
	for i := p.from; i < p.to; i++ {
		g := &l.Glyphs[i]
		lineWidth += int32(g.adv)
		wordWidth += int32(g.adv)
		if g.flags&blank == 0 {
			visible = lineWidth
			word = max(word, p.scale(wordWidth))
		}
		widest = max(widest, p.scale(visible))
		if g.flags&(mayBreak|mustBreak) != 0 {
			wordWidth = 0
		}
		if g.flags&mustBreak != 0 {
			lineWidth, visible = 0, 0
		}
	}
	return widest, word
}

// scale turns 1/1000 em into Units, rounded up so that a width that is asked for holds what was measured.
func (p para) scale(em int32) Unit {
	return Unit((int64(em)*int64(p.look.size) + 999) / 1000)
}

// place puts a line with its baseline at x, y: one fragment for each piece that it cuts.
func (l *Layout) place(p para, ln line, x, y Unit) {
	for i := p.pieceFrom; i < p.pieceUntil; i++ {
		pc := &l.pieces[i]
		from, to := max(pc.from, ln.from), min(pc.to, ln.to)
		if from >= to {
			continue
		}
		em := int32(0)
		for _, g := range l.Glyphs[from:to] {
			em += int32(g.adv)
		}
		w := Unit(int64(em) * int64(p.look.size) / 1000)
		f := Frag{X: x, Y: y, Size: p.look.size, Elem: pc.elem, From: from, To: to, Face: pc.face, Colour: p.look.colour}
		if pc.link > 0 {
			f.Colour = Accent
			l.linkArea(pc.link-1, x, y, w, p.look.size)
		}
		if pc.change != Same {
			f.Colour = l.changed(pc.change, x, y, w, p.look.size)
		}
		l.Frags = append(l.Frags, f)
		x += w
	}
}

// changed draws the line under words that came or through words that went, and gives their colour. The line tells them
// apart without colour.
func (l *Layout) changed(c Change, x, y, w, size Unit) Colour {
	if c == Added {
		l.boxes = append(l.boxes, Box{X: x, Y: y + size/8, W: w, H: 600, Colour: New})
		return New
	}
	l.boxes = append(l.boxes, Box{X: x, Y: y - size*27/100, W: w, H: 600, Colour: Old})
	return Old
}
