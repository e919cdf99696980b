package pdfrule

import (
	"encoding/binary"
	"slices"

	"verbatim/internal/render/pdffile"
)

// embedded is a font as the rules see it.
type embedded struct {
	name    pdffile.Name
	use     *fontUse
	cid     pdffile.Dict // the CIDFont
	desc    pdffile.Dict
	program []byte // the TrueType file, nil when it is missing or broken
	widths  map[int]int
}

// embeddedFonts gives all fonts that show anything, in the order of their names.
func (f *file) embeddedFonts() []embedded {
	var out []embedded
	for name, use := range f.fonts {
		e := embedded{name: name, use: use, widths: map[int]int{}}
		if list, _ := f.doc.Get(use.dict["DescendantFonts"]).(pdffile.Array); len(list) == 1 {
			e.cid = f.doc.Dict(list[0])
		}
		e.desc = f.doc.Dict(e.cid["FontDescriptor"])
		if s, ok := f.doc.Get(e.desc["FontFile2"]).(*pdffile.Stream); ok {
			e.program, _ = f.doc.Unpack(s)
		}
		list, _ := f.doc.Get(e.cid["W"]).(pdffile.Array)
		for i := 0; i+1 < len(list); i += 2 {
			first, _ := list[i].(int)
			ws, _ := list[i+1].(pdffile.Array)
			for j, w := range ws {
				e.widths[first+j], _ = w.(int)
			}
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b embedded) int { return slices.Compare([]byte(a.name), []byte(b.name)) })
	return out
}

// codes are the codes shown, in order.
func (e *embedded) codes() []int {
	var out []int
	for c := range e.use.codes {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// table gives a table of a TrueType file, nil when there is none.
func table(program []byte, tag string) []byte {
	if len(program) < 12 {
		return nil
	}
	for i := range int(binary.BigEndian.Uint16(program[4:])) {
		at := 12 + 16*i
		if at+16 > len(program) {
			return nil
		}
		if string(program[at:at+4]) == tag {
			from, n := int(binary.BigEndian.Uint32(program[at+8:])), int(binary.BigEndian.Uint32(program[at+12:]))
			if from < 0 || n < 0 || from > len(program)-n {
				return nil
			}
			return program[from : from+n]
		}
	}
	return nil
}

// glyphs is the number of glyphs, 0 for a broken program.
func (e *embedded) glyphs() int {
	if t := table(e.program, "maxp"); len(t) >= 6 {
		return int(binary.BigEndian.Uint16(t[4:]))
	}
	return 0
}

// width is a glyph's advance in 1/1000 em; ok is false when the program has none.
func (e *embedded) width(glyph int) (w int, ok bool) {
	head, hhea, hmtx := table(e.program, "head"), table(e.program, "hhea"), table(e.program, "hmtx")
	if len(head) < 54 || len(hhea) < 36 {
		return 0, false
	}
	n, em := int(binary.BigEndian.Uint16(hhea[34:])), int(binary.BigEndian.Uint16(head[18:]))
	if n == 0 || em == 0 || len(hmtx) < 4*n {
		return 0, false
	}
	return int(binary.BigEndian.Uint16(hmtx[4*min(glyph, n-1):])) * 1000 / em, true
}
