package layout

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/render/font"
)

// Flags of a glyph.
const (
	mayBreak  = 1 << iota // a line may end after it
	mustBreak             // a line must end after it
	blank                 // it shows nothing at the end of a line
)

// look is how a paragraph's text looks.
type look struct {
	size, leading Unit
	colour        Colour
	bold          bool
	right         bool
}

func (l *Layout) text() look {
	return look{size: l.style.Size, leading: l.style.Leading, colour: Ink}
}

// piece is a stretch of glyphs in one face that belongs to one element.
type piece struct {
	from, to int32
	elem     int32
	face     uint8
	link     int32 // index into links plus one, 0 for none
	change   Change
}

// para is text ready to be broken into lines: glyphs, and the pieces they fall into.
type para struct {
	from, to   int32 // of Glyphs
	pieceFrom  int
	pieceUntil int
	look       look
}

// para sets runs for an element. Links get elements of their own below it.
func (l *Layout) para(runs []letter.Run, k look, elem int32) para {
	p := para{from: int32(len(l.Glyphs)), pieceFrom: len(l.pieces), look: k}
	before := Same
	for i := range runs {
		r := &runs[i]
		style := uint8(Regular)
		if r.Bold || k.bold {
			style |= Bold
		}
		if r.Italic {
			style |= Italic
		}
		e, link := elem, int32(0)
		if r.Href != "" {
			e = l.elem(LinkRole, elem)
			l.links = append(l.links, Link{Href: r.Href, Text: r.Text, Elem: e})
			link = int32(len(l.links))
		}
		change := l.job.Changes[r]
		if change != before && before != Same && len(l.Glyphs) > int(p.from) {
			l.loosen(&l.Glyphs[len(l.Glyphs)-1])
		}
		before = change
		if change != Same {
			e = l.elem(Span, e)
			l.Elems[e].Attr = Underlined + Attr(change-Added)
		}
		l.set(r.Text, piece{elem: e, face: style, link: link, change: change})
	}
	p.to, p.pieceUntil = int32(len(l.Glyphs)), len(l.pieces)
	return p
}

// loosen leaves a little room between words that went and words that came.
func (l *Layout) loosen(g *Glyph) {
	const room = 180
	if g.flags&blank == 0 {
		g.Kern += room
		g.adv += room
	}
}

// plain sets one string.
func (l *Layout) plain(text string, k look, elem int32) para {
	run := [1]letter.Run{{Text: text}}
	return l.para(run[:], k, elem)
}

// set turns text into glyphs of one piece, or of several where another family must help out.
func (l *Layout) set(text string, pc piece) {
	face := l.Face(pc.face)
	pc.from = int32(len(l.Glyphs))
	first := len(l.Glyphs)
	before := rune(0)
	style := pc.face & 3
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		i += n
		if r == '\n' {
			l.lineEnd(face, first)
			before = 0
			first = len(l.Glyphs)
			continue
		}
		id := face.Lookup(r)
		if id == 0 {
			other := l.help(r, style)
			if other < 0 {
				l.err = fault.New(fault.Internal, fault.CodeInternal, "a character without a glyph reached the layout")
				return
			}
			l.close(pc)
			pc.face, pc.from, face, first = uint8(other), int32(len(l.Glyphs)), l.Face(uint8(other)), len(l.Glyphs)
			id = face.Lookup(r)
		}
		if last := len(l.Glyphs) - 1; last >= first {
			l.join(face, last, id)
		}
		if last := len(l.Glyphs) - 1; last >= 0 && before != 0 && breakBetween(before, r, text[i-n:]) {
			l.Glyphs[last].flags |= mayBreak
		}
		l.Glyphs = append(l.Glyphs, Glyph{ID: id, adv: int16(face.Advance(id)), flags: glyphFlags(r)})
		before = r
	}
	l.close(pc)
}

func (l *Layout) join(face *font.Face, last int, id font.ID) {
	if k := face.Kern(l.Glyphs[last].ID, id); k != 0 {
		l.Glyphs[last].Kern = int16(k)
		l.Glyphs[last].adv += int16(k)
	}
}

func (l *Layout) close(pc piece) {
	pc.to = int32(len(l.Glyphs))
	if pc.to > pc.from {
		l.pieces = append(l.pieces, pc)
	}
}

// lineEnd marks a forced break. It stands on a space, so that a reader of the structure does not join the last word of a
// line with the first of the next.
func (l *Layout) lineEnd(face *font.Face, first int) {
	if last := len(l.Glyphs) - 1; last >= first && l.Glyphs[last].flags&blank != 0 {
		l.Glyphs[last].flags |= mustBreak
		return
	}
	id := face.Lookup(' ')
	l.Glyphs = append(l.Glyphs, Glyph{ID: id, adv: int16(face.Advance(id)), flags: blank | mustBreak})
}

// help finds the first family, from the letter's own, with a face that has the character. A face that stands for several
// styles goes by its first place, so that it is embedded once.
func (l *Layout) help(r rune, style uint8) int {
	for i := int(style); i < len(l.files); i += 4 {
		if l.files[i].Face().Lookup(r) != 0 {
			return slices.Index(l.files, l.files[i])
		}
	}
	return -1
}

// glyphFlags: a line may break after a space, but not at the ones that hold words together (U+00A0, U+2007, U+202F).
func glyphFlags(r rune) uint8 {
	if r == ' ' || r == 0x2009 || r == 0x3000 {
		return mayBreak | blank
	}
	return 0
}

// breakBetween allows breaks inside what has no spaces: after a dash between letters, after a slash, and between
// ideographs. There is none after a hyphen: readers of PDF text take a hyphen at the end of a line for a hyphenation and
// drop it, and a name would lose its hyphen. rest begins with the character after the possible break.
func breakBetween(before, after rune, rest string) bool {
	switch before {
	case 0x2013, '/':
		return unicode.IsLetter(after) && len(rest) > 1
	case 0x2014:
		return after != ' ' && !unicode.IsPunct(after)
	}
	if before < 0x2E80 && after < 0x2E80 {
		return false
	}
	return ideograph(before) && ideograph(after) && !neverFirst[after] && !neverLast[before]
}

func ideograph(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF00 && r <= 0xFFEF
}

// What must not begin or end a line of Chinese or Japanese (JIS X 4051, the common part).
var (
	neverFirst = runeSet("、。，．・：；？！ー）］｝〕〉》」』】々〜…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
	neverLast  = runeSet("（［｛〔〈《「『【")
)

func runeSet(s string) map[rune]bool {
	set := map[rune]bool{}
	for _, r := range s {
		set[r] = true
	}
	return set
}
