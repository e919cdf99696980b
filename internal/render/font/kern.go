package font

import (
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// kernSource finds the kerning of two glyphs as a shaper does: by the kern feature of GPOS for the scripts we draw, or by
// the kern table of a font that has no such feature.
type kernSource struct {
	lookups []font.GPOSLookup
	table   font.Kernx
}

var kernScripts = []opentype.Tag{
	opentype.MustNewTag("DFLT"), opentype.MustNewTag("latn"), opentype.MustNewTag("grek"), opentype.MustNewTag("cyrl"),
}

func newKernSource(f *font.Font) *kernSource {
	k := &kernSource{}
	wanted := map[uint16]bool{}
	for _, tag := range kernScripts {
		if i := f.GPOS.FindScript(tag); i >= 0 {
			k.want(f, f.GPOS.Scripts[i], wanted)
		}
	}
	for i := range f.GPOS.Lookups {
		if wanted[uint16(i)] {
			k.lookups = append(k.lookups, f.GPOS.Lookups[i])
		}
	}
	if len(k.lookups) == 0 {
		k.table = f.Kern
	}
	return k
}

// want collects the lookups of the kern feature in the script's default language.
func (k *kernSource) want(f *font.Font, script font.Script, wanted map[uint16]bool) {
	if script.DefaultLangSys == nil {
		return
	}
	for _, i := range script.DefaultLangSys.FeatureIndices {
		if int(i) >= len(f.GPOS.Features) || f.GPOS.Features[i].Tag != opentype.MustNewTag("kern") {
			continue
		}
		for _, l := range f.GPOS.Features[i].LookupListIndices {
			wanted[l] = true
		}
	}
}

// pair gives the adjustment in font units.
func (k *kernSource) pair(a, b uint16) int {
	sum := 0
	for i := range k.lookups {
		for _, sub := range k.lookups[i].Subtables {
			if v, ok := pairIn(sub, a, b); ok {
				sum += v
				break
			}
		}
	}
	for _, t := range k.table {
		if s, ok := t.Data.(font.SimpleKerns); ok && t.IsHorizontal() && !t.IsCrossStream() {
			sum += int(s.KernPair(font.GID(a), font.GID(b)))
		}
	}
	return sum
}

// covers says whether any pair begins with glyph a, so that whole rows of pairs can be passed over.
func (k *kernSource) covers(a uint16) bool {
	if len(k.table) > 0 {
		return true
	}
	for i := range k.lookups {
		for _, sub := range k.lookups[i].Subtables {
			if _, ok := sub.Cov().Index(tables.GlyphID(a)); ok {
				return true
			}
		}
	}
	return false
}

func pairIn(sub tables.GPOSLookup, a, b uint16) (int, bool) {
	pos, ok := sub.(tables.PairPos)
	if !ok {
		return 0, false
	}
	i, ok := pos.Cov().Index(tables.GlyphID(a))
	if !ok {
		return 0, false
	}
	switch d := pos.Data.(type) {
	case tables.PairPosData1:
		if i >= len(d.PairSets) {
			return 0, false
		}
		rec, ok := d.PairSets[i].FindGlyph(tables.GlyphID(b))
		return int(rec.ValueRecord1.XAdvance), ok
	case tables.PairPosData2:
		first, _ := d.ClassDef1.Class(tables.GlyphID(a))
		second, _ := d.ClassDef2.Class(tables.GlyphID(b))
		return int(d.Record(first, second).ValueRecord1.XAdvance), true
	}
	return 0, false
}

func (f *Face) fillKern() {
	f.kern = make([]int16, dense*dense)
	n := min(dense, len(f.chars))
	for a := 1; a < n; a++ {
		if !f.kernData.covers(f.chars[a].glyph) {
			continue
		}
		for b := 1; b < n; b++ {
			f.kern[a*dense+b] = int16(f.scale(f.kernData.pair(f.chars[a].glyph, f.chars[b].glyph)))
		}
	}
}
