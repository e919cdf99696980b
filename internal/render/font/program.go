package font

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"github.com/klauspost/compress/zlib"
)

// Program is one embedded form of a face: an immutable subset, compressed, with what a PDF says about it.
type Program struct {
	Name      string // with the six letters and plus sign of a subset
	Metrics   Metrics
	File      []byte // the TrueType file, deflated
	Length    int    // of File before deflation
	ToUnicode []byte // the CMap, deflated
	Widths    []byte // the W array
	Glyphs    int    // all glyph numbers below are present
}

// Used collects which characters of a face a letter draws.
type Used struct {
	Mask   uint8 // planes, by bit
	Others []ID  // characters of Other, in any order and with repeats
}

// Add notes a character.
func (u *Used) Add(f *Face, id ID) {
	p := f.planeOf[id]
	u.Mask |= 1 << p
	if p == Other {
		u.Others = append(u.Others, id)
	}
}

// programLimit bounds the programs that a face keeps. A face has at most 2^6 sets of planes; only letters with characters
// of Other can ask for more.
const programLimit = 64

// Program gives the program for the characters used. It is made once and kept.
func (f *Face) Program(u Used) *Program {
	key := []byte{u.Mask | 1}
	if len(u.Others) > 0 {
		slices.Sort(u.Others)
		u.Others = slices.Compact(u.Others)
		for _, id := range u.Others {
			key = binary.BigEndian.AppendUint16(key, uint16(id))
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if p, ok := f.programs[string(key)]; ok {
		return p
	}
	p := f.build(u)
	if len(f.programs) >= programLimit {
		clear(f.programs)
	}
	f.programs[string(key)] = p
	return p
}

func (f *Face) build(u Used) *Program {
	keep := f.kept(u)
	last := 0
	for id, k := range keep {
		if k {
			last = id
		}
	}
	keep = keep[:last+1]
	file := f.write(keep)
	sum := sha256.Sum256(file)
	return &Program{
		Name: prefix(sum[:]) + "+" + f.Name, Metrics: f.Metrics, File: deflate(file), Length: len(file),
		ToUnicode: deflate(f.toUnicode(keep)), Widths: f.widths(keep), Glyphs: len(keep),
	}
}

// kept marks the IDs to embed, parts of composites included. Basic is always there, so that most letters share a program.
func (f *Face) kept(u Used) []bool {
	keep := make([]bool, len(f.chars))
	keep[0] = true
	for id, c := range f.chars {
		if p := f.planeOf[id]; c.rune != 0 && p != Other && (u.Mask|1)&(1<<p) != 0 {
			keep[id] = true
		}
	}
	for _, id := range u.Others {
		keep[id] = true
	}
	for again := true; again; {
		again = false
		for id, k := range keep {
			if !k {
				continue
			}
			for _, part := range f.source.parts(f.chars[id].glyph) {
				if p := f.byGlyph[part]; !keep[p] {
					keep[p], again = true, true
				}
			}
		}
	}
	return keep
}

// prefix makes the tag of a subset (ISO 32000-1, 9.6.4) from the program's own bytes.
func prefix(sum []byte) string {
	n := binary.BigEndian.Uint64(sum)
	var b [6]byte
	for i := range b {
		b[i] = 'A' + byte(n%26)
		n /= 26
	}
	return string(b[:])
}

// deflate compresses what is kept for many letters, so it takes its time.
func deflate(b []byte) []byte {
	var out bytes.Buffer
	w, err := zlib.NewWriterLevel(&out, zlib.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	_, _ = w.Write(b) // a bytes.Buffer does not fail
	_ = w.Close()
	return out.Bytes()
}

// widths writes the W array in runs of kept IDs.
func (f *Face) widths(keep []bool) []byte {
	out := []byte{'['}
	for id := 0; id < len(keep); {
		if !keep[id] {
			id++
			continue
		}
		out = strconv.AppendInt(out, int64(id), 10)
		for sep := byte('['); id < len(keep) && keep[id]; id++ {
			out = append(out, sep)
			out = strconv.AppendInt(out, int64(f.advances[id]), 10)
			sep = ' '
		}
		out = append(out, ']')
	}
	return append(out, ']')
}

// toUnicode writes the CMap from IDs to characters (ISO 32000-1, 9.10.3), at most 100 ranges in a section.
func (f *Face) toUnicode(keep []bool) []byte {
	var ranges []string
	for id := 1; id < len(keep); id++ {
		if !keep[id] || f.chars[id].rune == 0 {
			continue
		}
		from, r := id, f.chars[id].rune
		for id+1 < len(keep) && keep[id+1] && f.chars[id+1].rune == f.chars[id].rune+1 && (id+1)&0xFF != 0 && f.chars[id+1].rune&0xFF != 0 {
			id++
		}
		ranges = append(ranges, fmt.Sprintf("<%04X><%04X><%04X>\n", from, id, r))
	}
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for part := range slices.Chunk(ranges, 100) {
		fmt.Fprintf(&b, "%d beginbfrange\n", len(part))
		for _, r := range part {
			b.WriteString(r)
		}
		b.WriteString("endbfrange\n")
	}
	b.WriteString("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
