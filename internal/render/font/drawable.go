package font

import "unicode"

// basics are the characters beyond ASCII that every program has.
var basics = map[rune]bool{
	0xA0: true, '£': true, '§': true, '©': true, '®': true, '°': true, '·': true, '½': true, '×': true, '\u2010': true, '\u2011': true,
	'–': true, '—': true, '‘': true, '’': true, '“': true, '”': true, '•': true, '…': true, '\u202F': true, '€': true, '™': true, '−': true,
}

// rank orders characters: basic ones first, then those that names in Latin letters have, then the rest.
func rank(r rune) int {
	switch {
	case r < 0x7F || basics[r]:
		return 0
	case r <= 0x24F || r >= 0x1E00 && r <= 0x1EFF:
		return 1
	}
	return 2
}

// substitutes are characters that look the same as another one by definition, for faces that have only the other; in the
// order in which they are tried.
var substitutes = [][2]rune{{'\u2010', '-'}, {'\u2011', '\u2010'}, {'\u00A0', ' '}, {'\u202F', '\u2009'}}

// simple are the scripts that are drawn right by one glyph after the other, from left to right.
var simple = []*unicode.RangeTable{
	unicode.Common, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian,
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo,
}

// Drawable says whether a character can be drawn right by its glyph alone: a visible character or space in the basic
// multilingual plane, of a script that needs no shaping, no reordering and no marks over or under other characters.
func Drawable(r rune) bool {
	if r < 0x20 || r > 0xFFFD || r >= 0x590 && r <= 0x8FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFE {
		return false
	}
	if r >= 0x1100 && r <= 0x11FF || r >= 0xFFF0 {
		return false // parts of Hangul syllables, which must be joined; specials
	}
	if unicode.Is(unicode.Zs, r) {
		return spaces[r]
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) && unicode.In(r, simple...)
}

// spaces are those that typography has a use for: the no-break, figure, thin, narrow and ideographic spaces. The others
// cannot be told apart on paper.
var spaces = map[rune]bool{' ': true, 0xA0: true, 0x2007: true, 0x2009: true, 0x202F: true, 0x3000: true}
