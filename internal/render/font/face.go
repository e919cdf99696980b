package font

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"

	"verbatim/internal/digest"
)

// ID numbers a character of a face; 0 is none.
type ID uint16

// dense is the number of IDs for which kerning is kept in a table; other pairs are looked up.
const dense = 256

// Face is a parsed TrueType face. It never changes and is safe for concurrent use.
type Face struct {
	Name    string        // PostScript name
	Digest  digest.Digest // of the file
	Metrics Metrics

	pages    [256]*[256]ID // ID by character
	chars    []char        // by ID
	advances []int32       // by ID, in 1/1000 em
	planeOf  []Plane       // by ID
	kern     []int16       // dense x dense, in 1/1000 em
	kernData *kernSource
	byGlyph  map[uint16]ID // the first ID of each source glyph

	upem   int
	source *glyphSource

	mu       sync.Mutex
	programs map[string]*Program
}

// Metrics describe a face, in 1/1000 em.
type Metrics struct {
	Ascent, Descent, CapHeight, StemV int
	Box                               [4]int
	ItalicAngle                       int // in degrees, negative for a slope to the right
	Bold, Italic                      bool
}

type char struct {
	rune  rune // 0 for a glyph that only parts of other glyphs are made of
	glyph uint16
}

// Errors of fonts that cannot be used. Their texts say what a font must be.
var (
	ErrFormat     = errors.New("the font must be one TrueType face with outlines in a glyf table (no CFF, no collection, no variable font)")
	ErrPermission = errors.New("the font's licence bits (OS/2 fsType) forbid embedding or subsetting")
	ErrSize       = errors.New("the font file is too large: at most 32 MB")
)

const maxFile = 32 << 20

// Parse reads a TrueType file. data is kept and must not change.
func Parse(data []byte) (*Face, error) {
	if len(data) > maxFile {
		return nil, ErrSize
	}
	loader, err := opentype.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	parsed, err := font.NewFont(loader)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	source, err := newGlyphSource(loader)
	if err != nil {
		return nil, err
	}
	f := &Face{Digest: digest.Of(data), upem: int(parsed.Upem()), source: source, programs: map[string]*Program{}}
	if err := f.describe(loader, parsed); err != nil {
		return nil, err
	}
	f.number(parsed)
	f.measure()
	f.kernData = newKernSource(parsed)
	f.fillKern()
	return f, nil
}

// number gives every character its ID, plane by plane and in code point order, then every glyph that composite glyphs
// are made of and that no character has.
func (f *Face) number(parsed *font.Font) {
	glyphs := map[rune]uint16{}
	for it := parsed.Cmap.Iter(); it.Next(); {
		r, g := it.Char()
		if g != 0 && int(g) < f.source.count && Drawable(r) {
			glyphs[r] = uint16(g)
		}
	}
	for _, s := range substitutes {
		if g, ok := glyphs[s[1]]; ok && glyphs[s[0]] == 0 {
			glyphs[s[0]] = g
		}
	}
	chars := make([]char, 0, len(glyphs))
	for r, g := range glyphs {
		chars = append(chars, char{r, g})
	}
	slices.SortFunc(chars, func(a, b char) int {
		return cmp.Or(cmp.Compare(PlaneOf(a.rune), PlaneOf(b.rune)), cmp.Compare(a.rune, b.rune))
	})
	f.chars, f.planeOf, f.byGlyph = []char{{}}, []Plane{Basic}, map[uint16]ID{0: 0}
	for _, c := range chars {
		if len(f.chars) < math.MaxUint16 {
			f.add(c, PlaneOf(c.rune))
		}
	}
	f.addParts()
}

func (f *Face) add(c char, p Plane) {
	id := ID(len(f.chars))
	f.chars = append(f.chars, c)
	f.planeOf = append(f.planeOf, p)
	if _, ok := f.byGlyph[c.glyph]; !ok {
		f.byGlyph[c.glyph] = id
	}
	if c.rune == 0 {
		return
	}
	page := f.pages[c.rune>>8]
	if page == nil {
		page = new([256]ID)
		f.pages[c.rune>>8] = page
	}
	page[c.rune&0xFF] = id
}

// addParts numbers the glyphs that only composites use; the slice grows while it is walked, so parts of parts are found.
func (f *Face) addParts() {
	for i := 1; i < len(f.chars) && len(f.chars) < math.MaxUint16; i++ {
		for _, part := range f.source.parts(f.chars[i].glyph) {
			if _, ok := f.byGlyph[part]; !ok {
				f.add(char{glyph: part}, Other)
			}
		}
	}
}

func (f *Face) measure() {
	f.advances = make([]int32, len(f.chars))
	for i, c := range f.chars {
		f.advances[i] = f.scale(f.source.advance(c.glyph))
	}
}

// scale turns font units into 1/1000 em, rounded half away from zero.
func (f *Face) scale(units int) int32 {
	n := units * 2000
	if n < 0 {
		return -int32((-n + f.upem) / (2 * f.upem))
	}
	return int32((n + f.upem) / (2 * f.upem))
}

// Lookup gives the ID of a character, 0 when the face cannot draw it.
func (f *Face) Lookup(r rune) ID {
	if r < 0 || r > 0xFFFF {
		return 0
	}
	page := f.pages[r>>8]
	if page == nil {
		return 0
	}
	return page[r&0xFF]
}

// Advance is the width of a character in 1/1000 em.
func (f *Face) Advance(id ID) int32 { return f.advances[id] }

// PlaneOf is the plane that an ID belongs to.
func (f *Face) PlaneOf(id ID) Plane { return f.planeOf[id] }

// Kern is the adjustment between two characters in 1/1000 em, negative to move closer.
func (f *Face) Kern(a, b ID) int32 {
	if a < dense && b < dense {
		return int32(f.kern[int(a)*dense+int(b)])
	}
	return f.scale(f.kernData.pair(f.chars[a].glyph, f.chars[b].glyph))
}
