package layout

import (
	"testing"

	"verbatim/internal/letter"
)

// TestWindowsShowTheAddress: each address field lies inside what its envelope's window shows of a folded letter, measured
// from the envelope; the American and British ones wherever the letter lies from left to right. DIN 5008 gives the width of
// its field itself.
func TestWindowsShowTheAddress(t *testing.T) {
	const inch = 72 * Pt
	for name, c := range map[letter.Window]struct {
		panel, envelope Unit // height of the folded letter and of the envelope
		slip            Unit // how far a letter moves from left to right
		left, bottom    Unit // of the window, from the envelope's lower left corner
		width, height   Unit
	}{
		letter.US10:     {11 * inch / 3, 33 * inch / 8, inch, 7 * inch / 8, inch / 2, 9 * inch / 2, 9 * inch / 8},
		letter.UKDL:     {Mm(990), Mm(1100), Mm(100), Mm(200), Mm(180), Mm(900), Mm(350)},
		letter.DIN5008B: {Mm(1050), Mm(1100), 0, Mm(200), Mm(150), Mm(900), Mm(450)},
	} {
		w := windows[name]
		top, bottom := c.panel-c.bottom-c.height, c.panel-c.bottom // of what shows, from the top of the page
		if w.top < top || w.top+w.height > bottom {
			t.Errorf("%s: the field is %d to %d from the top, and the window shows %d to %d", name, w.top, w.top+w.height, top, bottom)
		}
		if w.left < c.left || w.left+w.width > c.left+c.width-c.slip {
			t.Errorf("%s: the field is %d to %d from the left, and the window always shows %d to %d", name, w.left, w.left+w.width, c.left, c.left+c.width-c.slip)
		}
	}
}
