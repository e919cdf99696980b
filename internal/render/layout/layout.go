package layout

import (
	"cmp"

	"verbatim/internal/letter"
	"verbatim/internal/render/font"
)

// Family is the files of the four faces of one design, by Regular, Bold, Italic and Bold+Italic.
type Family [4]*font.File

// Indexes of faces in a Family; Bold and Italic add up.
const (
	Regular = 0
	Bold    = 1
	Italic  = 2
)

// Job is what a Layout is a function of.
type Job struct {
	Document *letter.Document
	Style    Style
	Families []Family               // the first is the letter's own; others help out with characters it lacks
	Footer   string                 // the line that names the version: lock and number
	Logo     Image                  // of zero size when there is none
	Changes  map[*letter.Run]Change // what came and went, for a redline; nil for a clean paper
	MaxPages int                    // the longest paper that is made; 0 for MaxPages, a letter's
}

// Change is what happened to a run between two letters.
type Change uint8

// The changes.
const (
	Same Change = iota
	Added
	Gone
)

// Image is a picture's size in pixels.
type Image struct{ Width, Height int }

// Glyph is one character as it is drawn.
type Glyph struct {
	ID    font.ID
	Kern  int16 // added after the advance, 1/1000 em
	adv   int16 // advance and kern
	flags uint8
}

// Frag is text in one face, size and colour that stands on one line and belongs to one element.
type Frag struct {
	X, Y     Unit // start of the baseline
	Size     Unit
	Elem     int32 // index into Elems, or one of the Artifact values
	From, To int32 // of Glyphs
	Face     uint8 // family*4 + style
	Colour   Colour
}

// Artifacts: what belongs to the page and not to the text.
const (
	HeaderArtifact int32 = -1
	FooterArtifact int32 = -2
	LayoutArtifact int32 = -3
)

// Box is a filled rectangle: a rule or a background.
type Box struct {
	X, Y, W, H Unit
	Colour     Colour
}

// Link is an area that leads somewhere.
type Link struct {
	X, Y, W, H Unit
	Href       string
	Text       string // what is read aloud
	Elem       int32
}

// Picture is the logo's place.
type Picture struct {
	X, Y, W, H Unit
	Elem       int32
}

// Page is one page: ranges of the Layout's records, in reading order.
type Page struct {
	Frags    [][2]int32
	Boxes    []Box
	Links    []Link
	Pictures []Picture
	own      []Frag // header and footer
	first    int    // row
}

// Own are the fragments of header and footer.
func (p *Page) Own() []Frag { return p.own }

// Layout is a whole letter.
type Layout struct {
	Width, Height Unit
	Glyphs        []Glyph
	Frags         []Frag
	Elems         []Elem
	Pages         []Page
	Headings      []Heading
	Left, Right   Unit // edges of the measure, from the left

	job   Job
	style *Style
	rows  []row
	// breakNext makes the next row begin a page.
	breakNext bool
	head      running
	spacing   Unit // percent of the spaces between rows
	pieces    []piece
	boxes     []Box
	links     []Link // targets, without a place
	areas     []area
	pics      []Picture
	files     []*font.File // of all families
	err       error
}

// Heading is an entry of the bookmarks.
type Heading struct {
	Level int
	Text  string
	Elem  int32
}

// Role is a standard structure type (ISO 32000-1, 14.8.4).
type Role uint8

// The roles used.
const (
	Document Role = iota
	P
	H1
	H2
	H3
	L
	LI
	Lbl
	LBody
	Table
	Caption
	TR
	TH
	TD
	LinkRole
	Figure
	Div
	Span
)

var roleNames = [...]string{"Document", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody", "Table", "Caption", "TR", "TH", "TD", "Link", "Figure", "Div", "Span"}

func (r Role) String() string { return roleNames[r] }

// Attr is an attribute of an element.
type Attr uint8

// The attributes used.
const (
	NoAttr Attr = iota
	ColumnScope
	RowScope
	Decimal
	Disc
	None // a list without markers
	Underlined
	StruckOut
)

// Elem is a node of the structure tree. Elems[0] is the Document; children follow their parents.
type Elem struct {
	Role   Role
	Attr   Attr
	Parent int32
	Lang   string
	Alt    string
}

// elem adds a node.
func (l *Layout) elem(role Role, parent int32) int32 {
	l.Elems = append(l.Elems, Elem{Role: role, Parent: parent})
	return int32(len(l.Elems) - 1)
}

// Make lays a document out. It fails with a fault.Error when the letter is too long or an address too large for its
// window. Every character must have been checked before; one without a glyph is an error here.
func Make(job Job) (*Layout, error) {
	l := &Layout{}
	return l, l.Make(job)
}

// Make lays a document out in l, whose memory is used again.
func (l *Layout) Make(job Job) error {
	l.reset(job)
	l.letterhead()
	for i := range job.Document.Blocks {
		l.block(i)
	}
	if l.err != nil {
		return l.err
	}
	return l.paginate()
}

func (l *Layout) reset(job Job) {
	*l = Layout{
		Glyphs: l.Glyphs[:0], Frags: l.Frags[:0], Elems: l.Elems[:0], Headings: l.Headings[:0], rows: l.rows[:0], pieces: l.pieces[:0],
		boxes: l.boxes[:0], links: l.links[:0], areas: l.areas[:0], pics: l.pics[:0],
		files: l.files[:0], Pages: l.Pages[:0], job: job,
	}
	l.style, l.job.MaxPages = &l.job.Style, cmp.Or(job.MaxPages, MaxPages)
	l.Width, l.Height = paperSize(job.Document.Page.Paper)
	l.Left, l.Right = l.style.Left, l.Width-l.style.Right
	for _, f := range job.Families {
		l.files = append(l.files, f[:]...)
	}
	l.elem(Document, -1)
}

// Face gives the face of a Frag.
func (l *Layout) Face(i uint8) *font.Face { return l.files[i].Face() }

// Faces is how many faces a Frag can have: its Face is below.
func (l *Layout) Faces() int { return len(l.files) }

// Words sets a few words in one face of the letter's family and gives their glyphs and width in 1/1000 em. Characters
// that the face lacks are left out; they were refused before.
func (l *Layout) Words(text string, face uint8) (glyphs []Glyph, em int) {
	f := l.Face(face)
	for _, r := range text {
		id := f.Lookup(r)
		if id == 0 {
			continue
		}
		if n := len(glyphs); n > 0 {
			k := f.Kern(glyphs[n-1].ID, id)
			glyphs[n-1].Kern = int16(k)
			em += int(k)
		}
		glyphs = append(glyphs, Glyph{ID: id, adv: int16(f.Advance(id))})
		em += int(f.Advance(id))
	}
	return glyphs, em
}
