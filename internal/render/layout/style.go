package layout

import "verbatim/internal/letter"

// Unit is 1/1000 point.
type Unit int32

// Pt is one point, Mm about one millimetre (1 mm = 2.834646 pt).
const Pt Unit = 1000

// Mm gives a length in tenths of a millimetre as Units.
func Mm(tenths int) Unit { return Unit(tenths * 2834646 / 10000) }

// Style is the measure of the design: margins, sizes and spaces.
type Style struct {
	Left, Right   Unit // margins
	Top           Unit // to the letterhead of page 1
	ContinuedTop  Unit // to the text of later pages
	Foot          Unit // from the lower edge to the last line of the footer
	Size, Leading Unit // of text
	Gap           Unit // between paragraphs
	SmallSize     Unit // of small print
	HeadingSize   Unit // level 2
	HeadingGap    Unit // above a heading of level 2
	HeadGap       Unit // below it
	SubjectSize   Unit // level 1
	SenderSize    Unit // the letterhead's name
	CellPad       Unit // above and below the text of a table cell
}

// Standard is the design of a letter: 10 pt on 14 pt, margins of 25 and 22 mm.
func Standard() Style {
	return Style{
		Left: Mm(250), Right: Mm(220), Top: Mm(180), ContinuedTop: Mm(280), Foot: Mm(110),
		Size: 10 * Pt, Leading: 14 * Pt, Gap: 7 * Pt, SmallSize: 8 * Pt,
		HeadingSize: 10500, HeadingGap: 13 * Pt, HeadGap: 3 * Pt, SubjectSize: 13500, SenderSize: 16 * Pt, CellPad: 4 * Pt,
	}
}

// Compact is the same design for long letters: 10 pt on 13 pt, margins of 20 mm.
func Compact() Style {
	s := Standard()
	s.Left, s.Right, s.Top, s.ContinuedTop, s.Foot = Mm(200), Mm(200), Mm(160), Mm(220), Mm(100)
	s.Leading, s.Gap, s.HeadingGap, s.HeadGap, s.CellPad, s.SenderSize = 13*Pt, 4*Pt, 7*Pt, 500, 2500, 15*Pt
	return s
}

// Small sizes that no style changes.
const (
	footSize    = 7500
	footLeading = 10 * Pt
	headSize    = 8 * Pt
	headLeading = 11 * Pt
)

// Size of a paper in Units.
func paperSize(p letter.Paper) (width, height Unit) {
	if p == letter.Letter {
		return 612 * Pt, 792 * Pt
	}
	return 595276, 841890
}

// window is where the address stands for an envelope, from the upper left corner.
type window struct {
	left, top, width, height Unit
}

// windows: DIN 5008 form B puts the address zone 17.7 mm below the top of its field (45 mm), 5 mm inside its left edge.
// The American and British fields are what the window shows of a letter folded in three that rests on the envelope's lower
// edge: US #10 (4 1/8 in high, window 4 1/2 x 1 1/8 in, 7/8 in from the left and 1/2 in from the bottom) shows 2.04 to 3.17 in
// of the page, DL (110 mm high, window 90 x 35 mm, 20 mm from the left and 18 mm from the bottom, BS 4264) 46 to 81 mm. Both
// fields keep clear of the upper edge; a letter that slipped up as far as it can hides the first line.
var windows = map[letter.Window]window{
	letter.DIN5008B: {Mm(250), Mm(627), Mm(800), Mm(273)},
	letter.US10:     {Mm(250), 158 * Pt, 244 * Pt, 70 * Pt},
	letter.UKDL:     {Mm(250), Mm(530), Mm(750), Mm(280)},
}

// Colour is an index into the palette of the design.
type Colour uint8

// The colours.
const (
	Ink     Colour = iota // text
	Accent                // headings, rules of the letterhead
	Quiet                 // small print
	Hair                  // hairlines
	Tint                  // background of a table head
	Mark                  // marks across the page
	New                   // words that came, in a redline
	Old                   // words that went
	Colours               // how many there are
)

// RGB gives a colour's red, green and blue, 0 to 255. Ink and Quiet have a contrast of at least 7:1 on white, Accent too;
// Mark is light enough to read text over it.
func (c Colour) RGB() (r, g, b int) {
	rgb := [...][3]int{{28, 28, 28}, {31, 51, 84}, {80, 83, 87}, {190, 194, 199}, {238, 241, 245}, {236, 208, 208}, {0, 84, 45}, {155, 28, 28}}[c]
	return rgb[0], rgb[1], rgb[2]
}
