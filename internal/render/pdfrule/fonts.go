package pdfrule

import (
	"regexp"
	"strconv"

	"verbatim/internal/render/pdffile"
)

// fontRules are the clauses on fonts, which both standards have with the same subclauses.
func fontRules(standard, clause string) []Rule {
	rule := func(sub, text string, check func(f *file, report reporter)) Rule {
		return Rule{Standard: standard, Clause: clause + sub, Text: text, check: check}
	}
	rules := []Rule{
		rule(".2", "font dictionaries say what they are and what they describe", fontDictionaries),
		rule(".3.1", "the composite font and its CIDFont name compatible collections", collections),
		rule(".3.2", "a CIDFont with TrueType outlines says how codes become glyphs", glyphMap),
		rule(".3.3", "the encoding is Identity or embedded", encoding),
		rule(".4.1", "every font that shows anything is embedded", embedding),
		rule(".4.2", "a CIDSet names all glyphs that the program has", cidSet),
		rule(".5", "widths are those of the program", widths),
		rule(".8", "no glyph .notdef is shown", notdef),
	}
	if standard == "PDF/UA-1" {
		rules = append(rules, rule(".7", "every code maps to Unicode", unicodeMap))
	}
	return rules
}

func fontDictionaries(f *file, report reporter) {
	for _, e := range f.embeddedFonts() {
		if e.use.dict["Type"] != pdffile.Name("Font") || e.use.dict["Subtype"] != pdffile.Name("Type0") || e.cid["Type"] != pdffile.Name("Font") {
			report("font %s is no composite font", e.name)
		}
		for _, key := range []pdffile.Name{"Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"} {
			if e.desc[key] == nil {
				report("font %s: its descriptor lacks %s", e.name, key)
			}
		}
		if flags, _ := e.desc["Flags"].(int); flags&4 != 0 == (flags&32 != 0) {
			report("font %s is both symbolic and not, or neither", e.name)
		}
	}
}

func collections(f *file, report reporter) {
	for _, e := range f.embeddedFonts() {
		if info := f.doc.Dict(e.cid["CIDSystemInfo"]); info["Registry"] == nil || info["Ordering"] == nil || info["Supplement"] == nil {
			report("font %s names no collection", e.name)
		}
	}
}

func glyphMap(f *file, report reporter) {
	for _, e := range f.embeddedFonts() {
		if e.cid["Subtype"] != pdffile.Name("CIDFontType2") || e.cid["CIDToGIDMap"] != pdffile.Name("Identity") {
			report("font %s has no CIDToGIDMap", e.name)
		}
	}
}

func encoding(f *file, report reporter) {
	for _, e := range f.embeddedFonts() {
		if e.use.dict["Encoding"] != pdffile.Name("Identity-H") {
			report("font %s has the encoding %v", e.name, e.use.dict["Encoding"])
		}
	}
}

var subsetName = regexp.MustCompile(`^[A-Z]{6}\+[A-Za-z0-9-]+$`)

func embedding(f *file, report reporter) {
	for _, e := range f.embeddedFonts() {
		if len(e.program) == 0 || e.glyphs() == 0 {
			report("font %s is not embedded", e.name)
		}
		base, _ := e.use.dict["BaseFont"].(pdffile.Name)
		if !subsetName.MatchString(string(base)) || e.cid["BaseFont"] != base || e.desc["FontName"] != base {
			report("font %s has the names %v, %v, %v", e.name, base, e.cid["BaseFont"], e.desc["FontName"])
		}
	}
}

func cidSet(f *file, report reporter) {
	for _, e := range f.embeddedFonts() {
		s, ok := f.doc.Get(e.desc["CIDSet"]).(*pdffile.Stream)
		if !ok {
			continue
		}
		b, _ := f.doc.Unpack(s)
		for g := range e.glyphs() {
			if g/8 >= len(b) || b[g/8]&(0x80>>(g%8)) == 0 {
				report("font %s: the CIDSet lacks glyph %d", e.name, g)
				break
			}
		}
	}
}

func widths(f *file, report reporter) {
	for _, e := range f.embeddedFonts() {
		for _, c := range e.codes() {
			w, ok := e.width(c)
			if d := w - e.widths[c]; !ok || d < -1 || d > 1 {
				report("font %s: code %d is %d wide and said to be %d", e.name, c, w, e.widths[c])
				break
			}
		}
	}
}

func notdef(f *file, report reporter) {
	for _, e := range f.embeddedFonts() {
		for _, c := range e.codes() {
			if c == 0 || c >= e.glyphs() {
				report("font %s shows code %d", e.name, c)
			}
		}
	}
}

var bfRange = regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]{4})><([0-9A-F]{4})>`)

// unicodes reads a ToUnicode map of the form that pdffile writes.
func (f *file) unicodes(e embedded) map[int]rune {
	out := map[int]rune{}
	s, ok := f.doc.Get(e.use.dict["ToUnicode"]).(*pdffile.Stream)
	if !ok {
		return out
	}
	b, _ := f.doc.Unpack(s)
	for _, m := range bfRange.FindAllStringSubmatch(string(b), -1) {
		from, _ := strconv.ParseInt(m[1], 16, 32)
		to, _ := strconv.ParseInt(m[2], 16, 32)
		r, _ := strconv.ParseInt(m[3], 16, 32)
		for c := from; c <= to; c++ {
			out[int(c)] = rune(r + c - from)
		}
	}
	return out
}

func unicodeMap(f *file, report reporter) {
	for _, e := range f.embeddedFonts() {
		known := f.unicodes(e)
		for _, c := range e.codes() {
			if r := known[c]; r == 0 || r == 0xFEFF || r == 0xFFFE {
				report("font %s: code %d maps to U+%04X", e.name, c, r)
				break
			}
		}
	}
}
