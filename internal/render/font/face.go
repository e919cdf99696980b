package font

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
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
	basic    ID            // the last ID that every program has
	kern     []int16       // dense x dense, in 1/1000 em
	kernData *kernSource
	byGlyph  map[uint16]ID // the first ID of each source glyph

	upem   int
	source *glyphSource

	base     func() fragment // the outlines of the basic characters
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

// Parse reads a TrueType file. data is kept and must not change. The parser of tables that it uses panics on some broken
// fonts; that is no more than a font that cannot be used.
func Parse(data []byte) (f *Face, err error) {
	if len(data) > maxFile {
		return nil, ErrSize
	}
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, fmt.Errorf("%w: %v", ErrFormat, p)
		}
	}()
	loader, err := opentype.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	source, err := newGlyphSource(loader)
	if err != nil {
		return nil, err
	}
	parsed, err := charactersOf(loader)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	f = &Face{Digest: digest.Of(data), upem: int(parsed.Upem()), source: source, programs: map[string]*Program{}}
	if err := f.describe(loader, parsed); err != nil {
		return nil, err
	}
	f.number(parsed)
	f.measure()
	f.kernData = newKernSource(parsed)
	f.fillKern()
	f.base = sync.OnceValue(f.makeBase)
	return f, nil
}

// charactersOf parses the tables that say which characters a face has and how pairs of them are kerned. The others hold
// much more, and are read by glyphSource where they are needed at all.
func charactersOf(loader *opentype.Loader) (*font.Font, error) {
	var few []opentype.Table
	for _, name := range []string{"GPOS", "OS/2", "cmap", "head", "kern", "maxp"} {
		tag := opentype.MustNewTag(name)
		if content, err := loader.RawTable(tag); err == nil {
			few = append(few, opentype.Table{Tag: tag, Content: content})
		}
	}
	smaller, err := opentype.NewLoader(bytes.NewReader(opentype.WriteTTF(few)))
	if err != nil {
		return nil, err
	}
	return font.NewFont(smaller)
}

// number gives every character its ID, rank by rank and in code point order. After each rank come the glyphs that its
// composite glyphs are made of, so that basic characters need nothing beyond the last basic ID.
func (f *Face) number(parsed *font.Font) {
	glyphs := f.characters(parsed)
	byGlyph := map[uint16]rune{}
	var runes [3][]rune
	for _, r := range slices.Sorted(maps.Keys(glyphs)) {
		runes[rank(r)] = append(runes[rank(r)], r)
		if _, ok := byGlyph[glyphs[r]]; !ok {
			byGlyph[glyphs[r]] = r
		}
	}
	f.chars, f.byGlyph = []char{{}}, map[uint16]ID{0: 0}
	for i := range runes {
		first := len(f.chars)
		for _, r := range runes[i] {
			f.add(char{r, glyphs[r]})
		}
		f.addParts(first, byGlyph)
		if i == 0 {
			f.basic = ID(len(f.chars) - 1)
		}
	}
}

// characters maps what can be drawn right to glyphs of the source.
func (f *Face) characters(parsed *font.Font) map[rune]uint16 {
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
	return glyphs
}

func (f *Face) add(c char) {
	if len(f.chars) == math.MaxUint16 || c.rune != 0 && f.Lookup(c.rune) != 0 {
		return
	}
	id := ID(len(f.chars))
	f.chars = append(f.chars, c)
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

// addParts numbers the parts of the glyphs from first on; the slice grows while it is walked, so parts of parts are found.
// A part that is a character itself gets that character's ID already here.
func (f *Face) addParts(first int, byGlyph map[uint16]rune) {
	for i := first; i < len(f.chars); i++ {
		for _, part := range f.source.parts(f.chars[i].glyph) {
			if _, ok := f.byGlyph[part]; !ok {
				f.add(char{byGlyph[part], part})
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

// Kern is the adjustment between two characters in 1/1000 em, negative to move closer.
func (f *Face) Kern(a, b ID) int32 {
	if a < dense && b < dense {
		return int32(f.kern[int(a)*dense+int(b)])
	}
	return f.scale(f.kernData.pair(f.chars[a].glyph, f.chars[b].glyph))
}
