package font

import (
	"encoding/binary"
)

// write makes a TrueType file whose glyph numbers are IDs. Hints are left out: printers and screens of today do without,
// and the file halves.
func (f *Face) write(keep []bool) []byte {
	n := len(keep)
	var glyf []byte
	loca := make([]byte, 0, 4*(n+1))
	hmtx := make([]byte, 0, 4*n)
	for id, k := range keep {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		g := f.chars[id].glyph
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(f.source.advance(g)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, f.source.bearing(g))
		if k {
			glyf = f.appendOutline(glyf, g)
		}
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head := append([]byte(nil), f.source.head[:54]...)
	clear(head[8:12])
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	hhea := append([]byte(nil), f.source.hhea[:36]...)
	binary.BigEndian.PutUint16(hhea[34:], uint16(n))
	maxp := append([]byte(nil), f.source.maxp[:32]...)
	binary.BigEndian.PutUint16(maxp[4:], uint16(n))
	clear(maxp[14:28]) // no instructions, so no zones, storage, functions or stack
	binary.BigEndian.PutUint16(maxp[14:], 1)
	return assemble([]table{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
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

// assemble writes the table directory and the checksums (OpenType 1.9, "Organization of an OpenType font").
func assemble(tables []table) []byte {
	power, log := 1, 0
	for power*2 <= len(tables) {
		power, log = power*2, log+1
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{len(tables), 16 * power, log, 16 * (len(tables) - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at, headAt := 12+16*len(tables), 0
	for _, t := range tables {
		if t.tag == "head" {
			headAt = at
		}
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(t.data))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
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
