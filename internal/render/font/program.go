package font

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"sync"

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

// Used collects which characters of a face a letter draws. The zero value has none.
type Used struct {
	Any    bool
	seen   []uint64 // by ID, those that are not basic
	extras []ID
}

// Add notes a character.
func (u *Used) Add(f *Face, id ID) {
	u.Any = true
	if id <= f.basic {
		return
	}
	if u.seen == nil {
		u.seen = make([]uint64, len(f.chars)/64+1)
	}
	if bit := uint64(1) << (id & 63); u.seen[id>>6]&bit == 0 {
		u.seen[id>>6] |= bit
		u.extras = append(u.extras, id)
	}
}

// programLimit bounds the programs that a face keeps.
const programLimit = 64

// Program gives the program for the characters used. It is made once and kept for the next letters.
func (f *Face) Program(u *Used) *Program {
	slices.Sort(u.extras)
	key := make([]byte, 0, 64)
	for _, id := range u.extras {
		key = binary.BigEndian.AppendUint16(key, uint16(id))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if p, ok := f.programs[string(key)]; ok {
		return p
	}
	p := f.build(u.extras, key)
	if len(f.programs) >= programLimit {
		clear(f.programs)
	}
	f.programs[string(key)] = p
	return p
}

// build makes a program. Its name comes from the font and the characters, so it is the same everywhere.
func (f *Face) build(extras []ID, key []byte) *Program {
	ids := f.closure(extras)
	file, length := f.write(ids)
	sum := sha256.Sum256(append([]byte(f.Digest), key...))
	return &Program{
		Name: prefix(sum[:]) + "+" + f.Name, Metrics: f.Metrics, File: file, Length: length,
		ToUnicode: deflate(f.toUnicode(ids)), Widths: f.widths(ids), Glyphs: int(ids[len(ids)-1]) + 1,
	}
}

// closure lists the IDs to embed in order, parts of composites included.
func (f *Face) closure(extras []ID) []ID {
	ids := make([]ID, 0, int(f.basic)+1+2*len(extras))
	for id := ID(0); id <= f.basic; id++ {
		ids = append(ids, id)
	}
	ids = append(ids, extras...)
	for i := int(f.basic) + 1; i < len(ids); i++ {
		for _, part := range f.source.parts(f.chars[ids[i]].glyph) {
			if p := f.byGlyph[part]; p > f.basic && !slices.Contains(ids[f.basic+1:], p) {
				ids = append(ids, p)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// prefix makes the tag of a subset (ISO 32000-1, 9.6.4).
func prefix(sum []byte) string {
	n := binary.BigEndian.Uint64(sum)
	var b [6]byte
	for i := range b {
		b[i] = 'A' + byte(n%26)
		n /= 26
	}
	return string(b[:])
}

// fast compresses what a letter with a new set of characters waits for.
var fast = sync.Pool{New: func() any {
	z, err := zlib.NewWriterLevel(nil, 6)
	if err != nil {
		panic(err) // the level is a constant
	}
	return z
}}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	z := fast.Get().(*zlib.Writer)
	defer fast.Put(z)
	z.Reset(&out)
	_, _ = z.Write(b) // a bytes.Buffer does not fail
	_ = z.Close()
	return out.Bytes()
}

// widths writes the W array in runs of consecutive IDs.
func (f *Face) widths(ids []ID) []byte {
	out := make([]byte, 0, 6*len(ids))
	out = append(out, '[')
	for i, id := range ids {
		if i == 0 || ids[i-1] != id-1 {
			if i > 0 {
				out = append(out, ']')
			}
			out = strconv.AppendInt(out, int64(id), 10)
			out = append(out, '[')
		} else {
			out = append(out, ' ')
		}
		out = strconv.AppendInt(out, int64(f.advances[id]), 10)
	}
	return append(out, "]]"...)
}

// toUnicode writes the CMap from IDs to characters (ISO 32000-1, 9.10.3), at most 100 ranges in a section. A range stays
// within one value of the high byte on both sides.
func (f *Face) toUnicode(ids []ID) []byte {
	var ranges []string
	for i := 1; i < len(ids); i++ {
		from, r := ids[i], f.chars[ids[i]].rune
		if r == 0 {
			continue
		}
		next := r
		for i+1 < len(ids) && ids[i+1] == ids[i]+1 && f.chars[ids[i+1]].rune == next+1 && ids[i+1]&0xFF != 0 && (next+1)&0xFF != 0 {
			i++
			next++
		}
		ranges = append(ranges, fmt.Sprintf("<%04X><%04X><%04X>\n", from, ids[i], r))
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
