package font

import (
	"encoding/binary"
	"fmt"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// glyphSource is the outline side of a font file: raw tables, with every access checked.
type glyphSource struct {
	glyf, hmtx []byte
	offsets    []uint32 // count + 1
	count      int
	metrics    int // glyphs with a metric of their own
	head       []byte
	hhea       []byte
	maxp       []byte
}

var tagNames = [...]string{"glyf", "hmtx", "loca", "head", "hhea", "maxp"}

func newGlyphSource(loader *opentype.Loader) (*glyphSource, error) {
	raw := map[string][]byte{}
	for _, name := range tagNames {
		b, err := loader.RawTable(opentype.MustNewTag(name))
		if err != nil {
			return nil, fmt.Errorf("%w: no %s table", ErrFormat, name)
		}
		raw[name] = b
	}
	if loader.HasTable(opentype.MustNewTag("fvar")) {
		return nil, ErrFormat
	}
	s := &glyphSource{glyf: raw["glyf"], hmtx: raw["hmtx"], head: raw["head"], hhea: raw["hhea"], maxp: raw["maxp"]}
	if len(s.head) < 54 || len(s.hhea) < 36 || len(s.maxp) < 32 {
		return nil, fmt.Errorf("%w: a short table", ErrFormat)
	}
	s.count = int(binary.BigEndian.Uint16(s.maxp[4:]))
	s.metrics = int(binary.BigEndian.Uint16(s.hhea[34:]))
	if s.metrics == 0 || s.metrics > s.count || len(s.hmtx) < 4*s.metrics+2*(s.count-s.metrics) {
		return nil, fmt.Errorf("%w: bad metrics", ErrFormat)
	}
	return s, s.readOffsets(raw["loca"])
}

func (s *glyphSource) readOffsets(loca []byte) error {
	long := binary.BigEndian.Uint16(s.head[50:]) == 1
	size := 2
	if long {
		size = 4
	}
	if len(loca) < size*(s.count+1) {
		return fmt.Errorf("%w: a short loca table", ErrFormat)
	}
	s.offsets = make([]uint32, s.count+1)
	last := uint32(0)
	for i := range s.offsets {
		if long {
			s.offsets[i] = binary.BigEndian.Uint32(loca[4*i:])
		} else {
			s.offsets[i] = 2 * uint32(binary.BigEndian.Uint16(loca[2*i:]))
		}
		if s.offsets[i] < last || int(s.offsets[i]) > len(s.glyf) {
			return fmt.Errorf("%w: bad glyph offsets", ErrFormat)
		}
		last = s.offsets[i]
	}
	return nil
}

// outline gives a glyph's data, empty for a space.
func (s *glyphSource) outline(g uint16) []byte {
	if int(g) >= s.count {
		return nil
	}
	return s.glyf[s.offsets[g]:s.offsets[g+1]]
}

// advance is a glyph's width in font units.
func (s *glyphSource) advance(g uint16) int {
	return int(binary.BigEndian.Uint16(s.hmtx[4*min(int(g), s.metrics-1):]))
}

func (s *glyphSource) bearing(g uint16) uint16 {
	if int(g) < s.metrics {
		return binary.BigEndian.Uint16(s.hmtx[4*int(g)+2:])
	}
	return binary.BigEndian.Uint16(s.hmtx[4*s.metrics+2*(int(g)-s.metrics):])
}

// Flags of a part of a composite glyph (OpenType 1.9, glyf table).
const (
	argsAreWords  = 0x0001
	haveScale     = 0x0008
	moreParts     = 0x0020
	haveXYScale   = 0x0040
	have2x2       = 0x0080
	haveInstrucs  = 0x0100
	compositeHead = 10
)

// eachPart calls use with the place of each part's flags in a composite outline; the glyph number follows two bytes on.
// It returns the end of the last part, or 0 for a simple or broken outline.
func eachPart(outline []byte, use func(at int)) int {
	if len(outline) < compositeHead || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return 0
	}
	at := compositeHead
	for at+4 <= len(outline) {
		flags := binary.BigEndian.Uint16(outline[at:])
		size := 4 + 2
		if flags&argsAreWords != 0 {
			size += 2
		}
		switch {
		case flags&haveScale != 0:
			size += 2
		case flags&haveXYScale != 0:
			size += 4
		case flags&have2x2 != 0:
			size += 8
		}
		if at+size > len(outline) {
			return 0
		}
		use(at)
		at += size
		if flags&moreParts == 0 {
			return at
		}
	}
	return 0
}

// parts are the glyphs that a composite is made of.
func (s *glyphSource) parts(g uint16) []uint16 {
	var out []uint16
	outline := s.outline(g)
	eachPart(outline, func(at int) {
		if p := binary.BigEndian.Uint16(outline[at+2:]); int(p) < s.count {
			out = append(out, p)
		}
	})
	return out
}

// describe fills name and metrics and judges the licence bits.
func (f *Face) describe(loader *opentype.Loader, parsed *font.Font) error {
	os2, err := loader.RawTable(opentype.MustNewTag("OS/2"))
	if err != nil || len(os2) < 78 {
		return fmt.Errorf("%w: no OS/2 table", ErrFormat)
	}
	// Bit 1 alone restricts embedding, bit 8 forbids subsets, bit 9 allows bitmaps only.
	fsType := binary.BigEndian.Uint16(os2[8:])
	if fsType&0xE == 0x2 || fsType&0x300 != 0 {
		return ErrPermission
	}
	signed := func(b []byte, at int) int { return int(f.scale(int(int16(binary.BigEndian.Uint16(b[at:]))))) }
	selection := binary.BigEndian.Uint16(os2[62:])
	m := Metrics{Ascent: signed(f.source.hhea, 4), Descent: signed(f.source.hhea, 6), CapHeight: int(f.scale(int(parsed.Upem()) * 7 / 10))}
	if len(os2) >= 90 {
		m.CapHeight = signed(os2, 88)
	}
	for i := range m.Box {
		m.Box[i] = signed(f.source.head, 36+2*i)
	}
	m.Italic, m.Bold = selection&1 != 0, selection&(1<<5) != 0
	if post, err := loader.RawTable(opentype.MustNewTag("post")); err == nil && len(post) >= 8 {
		m.ItalicAngle = int(int16(binary.BigEndian.Uint16(post[4:])))
	}
	m.StemV = 80
	if m.Bold {
		m.StemV = 140
	}
	f.Metrics = m
	f.Name = postScriptName(loader)
	return nil
}
