package layout

import (
	"strconv"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/letter"
)

// block sets block i.
func (l *Layout) block(i int) {
	b := &l.job.Document.Blocks[i]
	first := len(l.rows)
	switch b.Kind {
	case letter.Address:
		l.address(b)
	case letter.SubjectLine, letter.Heading:
		l.heading(b)
	case letter.List:
		l.items(b.Items, b.Ordered, l.blockElem(L, b), 0, l.text())
	case letter.Enclosures:
		above := 12 * Pt
		if l.headed(i) {
			above = l.style.HeadGap + 1*Pt
		}
		l.enclosures(b.Items, l.blockElem(L, b), 0, above)
	case letter.TableBlock:
		l.table(b)
	case letter.SignBlock:
		l.signature(b)
	case letter.PageBreak:
		l.breakNext = true
	case letter.ThematicGap:
		r := l.open()
		l.boxes = append(l.boxes, Box{X: l.Left, Y: 0, W: l.measure(), H: 500, Colour: Hair})
		r.gap = l.style.Gap + 3*Pt
		l.shut(r, 5*Pt)
	default:
		l.paragraph(b, i)
	}
	if n := len(l.rows); n > first && announces(b) {
		l.rows[n-1].binds = true
	}
}

// announces says whether what follows a block must begin on the same page: after a heading, the salutation and the
// complimentary close, and where a paragraph ends with a colon.
func announces(b *letter.Block) bool {
	switch b.Kind {
	case letter.Heading, letter.SubjectLine, letter.Salutation, letter.Closing:
		return true
	}
	return len(b.Runs) > 0 && strings.HasSuffix(strings.TrimRight(b.Runs[len(b.Runs)-1].Text, " "), ":")
}

// block element with the language of its text, when that is another one.
func (l *Layout) blockElem(role Role, b *letter.Block) int32 {
	e := l.elem(role, 0)
	if b.Language != l.job.Document.Language {
		l.Elems[e].Lang = b.Language
	}
	return e
}

func (l *Layout) measure() Unit { return l.Right - l.Left }

// paragraph sets running text. The complimentary close stands with the signature and both with the two lines before them;
// what the candidate declares stands below the employer's signature, so that nobody signs on a page of its own.
func (l *Layout) paragraph(b *letter.Block, i int) {
	k, gap := l.text(), l.style.Gap
	switch b.Kind {
	case letter.DateLine:
		gap = 16 * Pt
	case letter.Salutation:
		gap = 12 * Pt
	case letter.Closing:
		gap = 12 * Pt
	case letter.Acceptance:
		gap = 18 * Pt
	case letter.Disclosure:
		k = look{size: l.style.SmallSize, leading: l.style.SmallSize * 13 / 10, colour: Quiet}
	}
	if l.headed(i) {
		gap = l.style.HeadGap
	}
	l.flow(l.para(b.Runs, k, l.blockElem(P, b)), l.Left, l.measure(), gap, b.Kind == letter.Closing || b.Kind == letter.Acceptance)
}

// headed says whether block i stands right below a heading within the text.
func (l *Layout) headed(i int) bool {
	return i > 0 && l.job.Document.Blocks[i-1].Kind == letter.Heading
}

// heading sets a heading of the level that follows from those before it: levels begin at 1 and none is skipped.
func (l *Layout) heading(b *letter.Block) {
	text := plainText(b.Runs)
	if strings.TrimSpace(text) == "" {
		return
	}
	want := 1
	if b.Kind == letter.Heading {
		want = min(max(b.Level, 2), 3)
	}
	level := min(want, l.lastLevel()+1)
	elem := l.blockElem(H1+Role(level-1), b)
	l.Headings = append(l.Headings, Heading{Level: level, Text: text, Elem: elem})
	k, gap := look{size: l.style.HeadingSize, leading: l.style.HeadingSize * 14 / 10, colour: Accent, bold: true}, l.style.HeadingGap
	switch want {
	case 1:
		k.size, k.leading, gap = l.style.SubjectSize, l.style.SubjectSize*13/10, 16*Pt
	case 3:
		k.size, k.leading, k.colour, gap = l.style.Size, l.style.Leading, Ink, l.style.HeadingGap*3/4
	}
	first := len(l.rows)
	p := l.para(b.Runs, k, elem)
	l.flow(p, l.Left, l.balanced(p, l.measure()), gap, false)
	for j := first + 1; j < len(l.rows); j++ {
		l.rows[j].keep = true
	}
}

func (l *Layout) lastLevel() int {
	if len(l.Headings) == 0 {
		return 0
	}
	return l.Headings[len(l.Headings)-1].Level
}

func plainText(runs []letter.Run) string {
	var b strings.Builder
	for i := range runs {
		b.WriteString(runs[i].Text)
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// address sets the address where the envelope's window shows it, or in the flow.
func (l *Layout) address(b *letter.Block) {
	k := l.text()
	k.leading = k.size * 13 / 10
	w, fixed := windows[l.job.Document.Page.Window]
	if !fixed {
		p := l.plain(strings.Join(b.Lines, "\n"), k, l.blockElem(P, b))
		l.flow(p, l.Left, l.measure(), 20*Pt, false)
		return
	}
	p := l.plain(strings.Join(b.Lines, "\n"), k, l.blockElem(P, b))
	r := l.open()
	y := Unit(0)
	l.lines(p, w.width, func(ln line) {
		l.place(p, ln, w.left, y+k.baseline())
		y += k.leading
	})
	if y > w.height {
		l.err = windowFull(int(y/k.leading), int(w.height/k.leading))
	}
	r.at = w.top
	l.shut(r, w.height)
}

func windowFull(lines, room int) error {
	return fault.All(fault.CodeTooMany, "the address does not fit", []fault.Fault{{
		Code:    fault.CodeTooMany,
		Message: "the address takes " + strconv.Itoa(lines) + " lines and the envelope's window shows " + strconv.Itoa(room) + ": shorten it, or use a letter without a window",
	}})
}
