package layout

import (
	"cmp"
	"slices"
	"testing"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansbolditalic"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"

	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/render/font"
	"verbatim/internal/render/rendertest"
)

func family(tb testing.TB) Family {
	tb.Helper()
	var f Family
	for i, data := range [][]byte{liberationsansregular.TTF, liberationsansbold.TTF, liberationsansitalic.TTF, liberationsansbolditalic.TTF} {
		file, err := font.Open(data)
		if err != nil {
			tb.Fatal(err)
		}
		f[i] = file
	}
	return f
}

// box is where a fragment's ink may be: from the height of capitals with accents to the lowest descender.
type box struct {
	left, right, top, bottom Unit
	elem                     int32
	blank                    bool
}

func (l *Layout) boxOf(f Frag) box {
	w, end := int64(0), int64(0)
	for _, g := range l.Glyphs[f.From:f.To] {
		w += int64(g.adv)
		if g.flags&blank == 0 {
			end = w
		}
	}
	return box{
		left: f.X, right: f.X + Unit(end*int64(f.Size)/1000), top: f.Y - f.Size*75/100, bottom: f.Y + f.Size*21/100, elem: f.Elem, blank: end == 0,
	}
}

func (l *Layout) boxesOf(p *Page) []box {
	var out []box
	for _, r := range p.Frags {
		for _, f := range l.Frags[r[0]:r[1]] {
			out = append(out, l.boxOf(f))
		}
	}
	for _, f := range p.own {
		out = append(out, l.boxOf(f))
	}
	return slices.DeleteFunc(out, func(b box) bool { return b.blank })
}

// TestNothingOverlapsOrLeavesTheMargins lays out generated documents in both designs.
func TestNothingOverlapsOrLeavesTheMargins(t *testing.T) {
	f := family(t)
	gen := rendertest.Document()
	laid := 0
	for seed := range rendertest.Count() {
		d := gen.Example(seed)
		style := Standard()
		if seed%3 == 0 {
			style = Compact()
		}
		l, err := Make(Job{Document: &d, Style: style, Families: []Family{f}, Footer: "v1 · 0123456789abcdef"})
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("seed %d: %v", seed, err)
			}
			continue
		}
		laid++
		for i := range l.Pages {
			checkPage(t, seed, i, l)
		}
		checkKept(t, seed, l)
		checkComplete(t, seed, l)
	}
	if laid < rendertest.Count()*8/10 {
		t.Errorf("only %d of %d documents were laid out", laid, rendertest.Count())
	}
}

func checkPage(t *testing.T, seed, page int, l *Layout) {
	t.Helper()
	boxes := l.boxesOf(&l.Pages[page])
	slices.SortFunc(boxes, func(a, b box) int { return cmp.Compare(a.top, b.top) })
	for i, a := range boxes {
		if a.left < l.Left-10 && a.left < windows[letter.US10].left || a.right > l.Right+10 || a.top < Mm(50) || a.bottom > l.Height-Mm(80) {
			t.Fatalf("seed %d, page %d: text at %+v leaves the margins", seed, page+1, a)
		}
		for _, b := range boxes[i+1:] {
			if b.top >= a.bottom {
				break
			}
			if a.left+20 < b.right && b.left+20 < a.right {
				t.Fatalf("seed %d, page %d: text at %+v and %+v overlap", seed, page+1, a, b)
			}
		}
	}
}

// checkKept: no page ends with a heading, and none begins with what must stay with the row before it, such as a place to
// sign, unless nothing of the page before may begin a page.
func checkKept(t *testing.T, seed int, l *Layout) {
	t.Helper()
	for i := range l.Pages {
		last := int32(-1)
		for _, r := range l.Pages[i].Frags {
			for _, f := range l.Frags[r[0]:r[1]] {
				last = f.Elem
			}
		}
		if last >= 0 && i+1 < len(l.Pages) && l.Elems[last].Role >= H1 && l.Elems[last].Role <= H3 && !l.forced(i+1) {
			t.Errorf("seed %d: page %d ends with a heading", seed, i+1)
		}
		if first := &l.rows[l.Pages[i].first]; i == 0 || !first.keep || first.pageBreak {
			continue
		}
		for j := l.Pages[i-1].first + 1; j < l.Pages[i].first; j++ {
			if !l.rows[j].keep {
				t.Errorf("seed %d: page %d begins with a row that belongs below the one before, though row %d may begin a page", seed, i+1, j)
			}
		}
	}
}

// forced says whether a page begins with a row that had to, or that could not be kept because its page was full.
func (l *Layout) forced(page int) bool {
	r := &l.rows[l.Pages[page].first]
	return r.pageBreak || r.keep
}

// checkComplete: each fragment of the text stands on exactly one page, in order.
func checkComplete(t *testing.T, seed int, l *Layout) {
	t.Helper()
	next := int32(0)
	for i := range l.Pages {
		for _, r := range l.Pages[i].Frags {
			if r[0] != next {
				t.Fatalf("seed %d, page %d: fragment %d instead of %d", seed, i+1, r[0], next)
			}
			next = r[1]
		}
	}
	if next != int32(len(l.Frags)) {
		t.Fatalf("seed %d: %d of %d fragments were placed", seed, next, len(l.Frags))
	}
}

func BenchmarkLayout(b *testing.B) {
	f := family(b)
	d := rendertest.Document().Example(7)
	l := &Layout{}
	b.ReportAllocs()
	for b.Loop() {
		if err := l.Make(Job{Document: &d, Style: Standard(), Families: []Family{f}}); err != nil {
			b.Fatal(err)
		}
	}
}
