package font

import (
	"bytes"
	"encoding/binary"
	"hash/adler32"
	"sync"

	"github.com/klauspost/compress/flate"
)

// fragment is data and what deflate makes of them, ending on a byte and ready to be followed by more.
type fragment struct {
	raw, packed []byte
	ends        []uint32 // of each glyph in raw, by ID
	sum         uint32   // of raw as TrueType counts it
}

// makeBase writes and compresses the outlines of the basic characters, which every program begins with.
func (f *Face) makeBase() fragment {
	b := fragment{}
	for id := ID(0); id <= f.basic; id++ {
		b.raw = f.appendOutline(b.raw, f.chars[id].glyph)
		b.ends = append(b.ends, uint32(len(b.raw)))
	}
	var out bytes.Buffer
	z := flateWriter(&out, flate.BestCompression)
	_, _ = z.Write(b.raw) // a bytes.Buffer does not fail
	_ = z.Flush()
	b.packed, b.sum = out.Bytes(), checksum(b.raw)
	return b
}

// flaters compress what programs do not share.
var flaters = sync.Pool{New: func() any { return flateWriter(nil, 6) }}

func flateWriter(out *bytes.Buffer, level int) *flate.Writer {
	z, err := flate.NewWriter(out, level)
	if err != nil {
		panic(err) // the level is a constant
	}
	return z
}

// write makes a TrueType file whose glyph numbers are IDs, deflated, and says how long it is. Hints are left out: printers
// and screens of today do without, and the file halves. The glyf table comes first, so that its part that all programs
// share is copied as it was compressed.
func (f *Face) write(ids []ID) (packed []byte, length int) {
	base := f.base()
	n := int(ids[len(ids)-1]) + 1
	loca, hmtx := make([]byte, 4*(n+1)), make([]byte, 4*n)
	var extra []byte
	end, next := uint32(0), 0
	for id := range n {
		binary.BigEndian.PutUint32(loca[4*id:], end)
		if id != int(ids[next]) {
			continue
		}
		next++
		g := f.chars[id].glyph
		binary.BigEndian.PutUint16(hmtx[4*id:], uint16(f.source.advance(g)))
		binary.BigEndian.PutUint16(hmtx[4*id+2:], f.source.bearing(g))
		if ID(id) <= f.basic {
			end = base.ends[id]
			continue
		}
		extra = f.appendOutline(extra, g)
		end = uint32(len(base.raw) + len(extra))
	}
	binary.BigEndian.PutUint32(loca[4*n:], end)
	return assemble(base, extra, f.tables(n, loca, hmtx))
}

// tables are all but glyf, in the order of their tags.
func (f *Face) tables(n int, loca, hmtx []byte) []table {
	head := append([]byte(nil), f.source.head[:54]...)
	clear(head[8:12])
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	hhea := append([]byte(nil), f.source.hhea[:36]...)
	binary.BigEndian.PutUint16(hhea[34:], uint16(n))
	maxp := append([]byte(nil), f.source.maxp[:32]...)
	binary.BigEndian.PutUint16(maxp[4:], uint16(n))
	clear(maxp[14:28]) // no instructions, so no zones, storage, functions or stack
	binary.BigEndian.PutUint16(maxp[14:], 1)
	return []table{{"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}}
}

// appendOutline copies a glyph without its instructions and with its parts renumbered, padded to four bytes.
func (f *Face) appendOutline(glyf []byte, g uint16) []byte {
	outline := f.source.outline(g)
	start := len(glyf)
	if len(outline) < compositeHead {
		return glyf
	}
	if int16(binary.BigEndian.Uint16(outline)) < 0 {
		end := eachPart(outline, func(int) {})
		glyf = append(glyf, outline[:end]...)
		copied := glyf[start:]
		eachPart(copied, func(at int) {
			flags := binary.BigEndian.Uint16(copied[at:])
			binary.BigEndian.PutUint16(copied[at:], flags&^haveInstrucs)
			part := binary.BigEndian.Uint16(copied[at+2:])
			binary.BigEndian.PutUint16(copied[at+2:], uint16(f.byGlyph[part]))
		})
	} else {
		glyf = appendSimple(glyf, outline)
	}
	for len(glyf)%4 != 0 {
		glyf = append(glyf, 0)
	}
	return glyf
}

func appendSimple(glyf, outline []byte) []byte {
	contours := int(binary.BigEndian.Uint16(outline))
	ends := compositeHead + 2*contours
	if contours == 0 || len(outline) < ends+2 {
		return glyf
	}
	instructions := int(binary.BigEndian.Uint16(outline[ends:]))
	if len(outline) < ends+2+instructions {
		return glyf
	}
	glyf = append(glyf, outline[:ends]...)
	glyf = append(glyf, 0, 0)
	return append(glyf, outline[ends+2+instructions:]...)
}

type table struct {
	tag  string
	data []byte
}

// assemble writes the table directory, the glyf table and the others, with their checksums (OpenType 1.9, "Organization
// of an OpenType font"), as one zlib stream (RFC 1950) around the fragment.
func assemble(base fragment, extra []byte, tables []table) (packed []byte, length int) {
	glyfLen := len(base.raw) + len(extra)
	dir := directory(len(tables) + 1)
	at := 12 + 16*(len(tables)+1)
	dir = appendEntry(dir, "glyf", base.sum+checksum(extra), at, glyfLen)
	at += glyfLen
	rest := append([]byte(nil), extra...)
	headAt := len(rest)
	for _, t := range tables {
		dir = appendEntry(dir, t.tag, checksum(t.data), at, len(t.data))
		rest = append(rest, t.data...)
		for len(rest)%4 != 0 {
			rest = append(rest, 0)
		}
		at = 12 + 16*(len(tables)+1) + len(base.raw) + len(rest)
	}
	binary.BigEndian.PutUint32(rest[headAt+8:], 0xB1B0AFBA-(checksum(dir)+base.sum+checksum(rest)))

	var out bytes.Buffer
	out.Write([]byte{0x78, 0xDA})
	z := flaters.Get().(*flate.Writer)
	defer flaters.Put(z)
	z.Reset(&out)
	_, _ = z.Write(dir) // a bytes.Buffer does not fail
	_ = z.Flush()
	out.Write(base.packed)
	z.Reset(&out)
	_, _ = z.Write(rest)
	_ = z.Close()
	adler := adler32.New()
	for _, part := range [][]byte{dir, base.raw, rest} {
		_, _ = adler.Write(part) // a hash does not fail
	}
	return adler.Sum(out.Bytes()), len(dir) + len(base.raw) + len(rest)
}

func directory(tables int) []byte {
	power, log := 1, 0
	for power*2 <= tables {
		power, log = power*2, log+1
	}
	out := make([]byte, 0, 12+16*tables)
	out = append(out, 0, 1, 0, 0)
	for _, v := range []int{tables, 16 * power, log, 16 * (tables - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return out
}

func appendEntry(dir []byte, tag string, sum uint32, at, length int) []byte {
	dir = append(dir, tag...)
	dir = binary.BigEndian.AppendUint32(dir, sum)
	dir = binary.BigEndian.AppendUint32(dir, uint32(at))
	return binary.BigEndian.AppendUint32(dir, uint32(length))
}

func checksum(b []byte) uint32 {
	var sum uint32
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + binary.BigEndian.Uint32(rest[:])
}
