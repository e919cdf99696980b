package pdffile

import (
	"bytes"
	"fmt"
	"strconv"
	"sync"

	"github.com/klauspost/compress/zlib"

	"verbatim/internal/render/font"
)

// Font is a font as it stands in a file, ready to be copied. It never changes.
type Font struct {
	number  int    // what page contents call "F" and number; decides the numbers of its objects
	objects []byte // an object stream with the font's dictionaries
	count   int
	first   int
	program *font.Program
	cidSet  []byte
}

// Objects of a font, from its base.
const (
	typeZero = iota
	cidFont
	descriptor
	fontFile
	toUnicode
	cidSet
	fontStream
)

// NewFont prepares a program for use as font number n, which page contents call "F" and n.
func NewFont(p *font.Program, n int) *Font {
	f := &Font{number: n, program: p}
	base := f.base()
	dicts := []string{
		fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", p.Name, base+cidFont, base+toUnicode),
		fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 0/W%s>>",
			p.Name, base+descriptor, p.Widths),
		describe(p, base),
	}
	var index, body bytes.Buffer
	for i, d := range dicts {
		fmt.Fprintf(&index, "%d %d ", base+i, body.Len())
		body.WriteString(d)
	}
	f.count, f.first = len(dicts), index.Len()
	f.objects = deflateOnce(append(index.Bytes(), body.Bytes()...))
	set := bytes.Repeat([]byte{0xFF}, p.Glyphs/8)
	if rest := p.Glyphs % 8; rest != 0 {
		set = append(set, byte(0xFF<<(8-rest)))
	}
	f.cidSet = deflateOnce(set)
	return f
}

// base is the number of the font's first object.
func (f *Font) base() int { return fontBase + fontObjects*f.number }

func describe(p *font.Program, base int) string {
	m := p.Metrics
	flags := 4 // symbolic: the characters are our own (ISO 32000-1, table 123)
	if m.Italic {
		flags |= 64
	}
	return fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R/CIDSet %d 0 R>>",
		p.Name, flags, m.Box[0], m.Box[1], m.Box[2], m.Box[3], m.ItalicAngle, m.Ascent, m.Descent, m.CapHeight, m.StemV, base+fontFile, base+cidSet)
}

// zippers compress what is compressed once: the memory of one is large beside what it is given.
var zippers = sync.Pool{New: func() any {
	z, err := zlib.NewWriterLevel(nil, zlib.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	return z
}}

func deflateOnce(b []byte) []byte {
	var out bytes.Buffer
	z := zippers.Get().(*zlib.Writer)
	defer zippers.Put(z)
	z.Reset(&out)
	_, _ = z.Write(b) // a bytes.Buffer does not fail
	_ = z.Close()
	return out.Bytes()
}

// fonts copies the fonts and their object streams.
func (w *writer) fonts() {
	for _, f := range w.file.Fonts {
		base := f.base()
		w.stream(base+fontFile, "/Filter/FlateDecode/Length1 "+strconv.Itoa(f.program.Length), f.program.File)
		w.stream(base+toUnicode, "/Filter/FlateDecode", f.program.ToUnicode)
		w.stream(base+cidSet, "/Filter/FlateDecode", f.cidSet)
		w.stream(base+fontStream, "/Type/ObjStm/Filter/FlateDecode/N "+strconv.Itoa(f.count)+"/First "+strconv.Itoa(f.first), f.objects)
		for i := range f.count {
			w.xref[base+i] = entry{2, base + fontStream, i}
		}
	}
}
