package font_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"io"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansbolditalic"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	shaped "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"verbatim/internal/render/font"
)

var files = map[string][]byte{
	"regular": liberationsansregular.TTF, "bold": liberationsansbold.TTF, "italic": liberationsansitalic.TTF, "bold italic": liberationsansbolditalic.TTF,
}

func parse(tb testing.TB, data []byte) *font.Face {
	tb.Helper()
	f, err := font.Parse(data)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// width is the sum of advances and kerning, in 1/1000 em.
func width(f *font.Face, s string) int {
	sum, last := int32(0), font.ID(0)
	for _, r := range s {
		id := f.Lookup(r)
		if last != 0 {
			sum += f.Kern(last, id)
		}
		sum += f.Advance(id)
		last = id
	}
	return int(sum)
}

// TestKerningIsTheShapers compares whole words with a full OpenType shaper, ligatures off.
func TestKerningIsTheShapers(t *testing.T) {
	words := []struct {
		text   string
		script language.Script
	}{
		{"AVATAR To Wavy Yes, “V.” LT P. Tyrol Ørsted Ţurcanu Łukasiewicz Vårberg 1117.11", language.Latin},
		{"Αυτός Ύψος Τόνος Ρ.", language.Greek},
		{"Тула Угол ГОД. Щербаков", language.Cyrillic},
		{"Nguyễn Thị Ánh Tử Vương", language.Latin},
	}
	for name, data := range files {
		face := parse(t, data)
		oracle, err := shaped.ParseTTF(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			in := shaping.Input{
				Text: []rune(w.text), RunEnd: len([]rune(w.text)), Face: oracle, Size: fixed.I(1000), Script: w.script, Language: language.NewLanguage("en"),
				FontFeatures: []shaping.FontFeature{{Tag: opentype.MustNewTag("liga"), Value: 0}},
			}
			out := (&shaping.HarfbuzzShaper{}).Shape(in)
			if got, want := width(face, w.text), out.Advance.Round(); got < want-len(w.text) || got > want+len(w.text) {
				t.Errorf("%s %q: %d, shaped %d", name, w.text, got, want)
			}
		}
	}
}

// TestWidthsAreFpdfs compares every character's advance with what fpdf measures.
func TestWidthsAreFpdfs(t *testing.T) {
	for name, data := range files {
		face := parse(t, data)
		pdf := fpdf.New("P", "pt", "A4", "")
		pdf.AddUTF8FontFromBytes("f", "", append([]byte(nil), data...))
		pdf.SetFont("f", "", 1000)
		for r := rune(0x20); r < 0xFFFE; r++ {
			id := face.Lookup(r)
			if id == 0 || r == '\u2011' { // drawn with the glyph of U+2010, which fpdf does not know
				continue
			}
			if got, want := face.Advance(id), int32(pdf.GetStringWidth(string(r))+0.5); got < want-1 || got > want+1 {
				t.Fatalf("%s U+%04X: %d, fpdf %d", name, r, got, want)
			}
		}
	}
}

func unpack(t *testing.T, p *font.Program) []byte {
	t.Helper()
	z, err := zlib.NewReader(bytes.NewReader(p.File))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil || len(b) != p.Length {
		t.Fatalf("%d bytes, %d said: %v", len(b), p.Length, err)
	}
	return b
}

// TestProgramHasTheSameOutlines reads a subset with another library and compares each character's outline and advance.
func TestProgramHasTheSameOutlines(t *testing.T) {
	const text = "Zoë Łukasiewicz, Ţurcanu Ştefăniță; Nguyễn Thị Ánh; Ελένη; Щербаков-Їжак; 100 % of £68,400… fi ﬁ"
	for name, data := range files {
		face := parse(t, data)
		var used font.Used
		for _, r := range text {
			used.Add(face, face.Lookup(r))
		}
		source, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		subset, err := sfnt.Parse(withCmap(unpack(t, face.Program(&used))))
		if err != nil {
			t.Fatal(name, err)
		}
		var a, b sfnt.Buffer
		for _, r := range text {
			g, _ := source.GlyphIndex(&a, r)
			want, err := source.LoadGlyph(&a, g, fixed.I(2048), nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := subset.LoadGlyph(&b, sfnt.GlyphIndex(face.Lookup(r)), fixed.I(2048), nil)
			if err != nil || !equal(got, want) {
				t.Errorf("%s: outline of U+%04X differs: %v", name, r, err)
			}
		}
	}
}

func equal(a, b sfnt.Segments) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// withCmap adds the tables that sfnt.Parse insists on and a PDF does not need: cmap, name and post.
func withCmap(file []byte) []byte {
	extra := map[string][]byte{
		"cmap": {0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 4, 0, 24, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 1, 0, 0},
		"name": {0, 0, 0, 0, 0, 6}, "post": append([]byte{0, 3, 0, 0}, make([]byte, 28)...),
	}
	n := int(binary.BigEndian.Uint16(file[4:]))
	shift := uint32(16 * len(extra))
	out := append([]byte(nil), file[:12+16*n]...)
	binary.BigEndian.PutUint16(out[4:], uint16(n+len(extra)))
	for i := range n {
		at := 12 + 16*i + 8
		binary.BigEndian.PutUint32(out[at:], binary.BigEndian.Uint32(out[at:])+shift)
	}
	tables := map[string][]byte{}
	var tail []byte
	for _, tag := range []string{"cmap", "name", "post"} {
		entry := append([]byte(tag), 0, 0, 0, 0)
		entry = binary.BigEndian.AppendUint32(entry, uint32(len(file)+len(tail))+shift)
		entry = binary.BigEndian.AppendUint32(entry, uint32(len(extra[tag])))
		tables[tag] = entry
		tail = append(tail, extra[tag]...)
		for len(tail)%4 != 0 {
			tail = append(tail, 0)
		}
	}
	return append(append(sortedDirectory(out, tables), file[12+16*n:]...), tail...)
}

// sortedDirectory puts the new entries where their tags belong.
func sortedDirectory(head []byte, entries map[string][]byte) []byte {
	out := append([]byte(nil), head[:12]...)
	rest := head[12:]
	for _, tag := range []string{"cmap", "name", "post"} {
		for len(rest) >= 16 && string(rest[:4]) < tag {
			out, rest = append(out, rest[:16]...), rest[16:]
		}
		out = append(out, entries[tag]...)
	}
	return append(out, rest...)
}

func TestSharedGlyphsKeepTheirCharacters(t *testing.T) {
	f := parse(t, liberationsansregular.TTF)
	for _, pair := range [][2]rune{{'\u2010', '\u2011'}, {' ', '\u00A0'}, {'-', '\u2010'}} {
		a, b := f.Lookup(pair[0]), f.Lookup(pair[1])
		if a == 0 || b == 0 || a == b {
			t.Errorf("U+%04X is %d, U+%04X is %d", pair[0], a, pair[1], b)
		}
	}
}

func TestWhatIsNeverDrawn(t *testing.T) {
	f := parse(t, liberationsansregular.TTF)
	for _, r := range []rune{'א', 'ب', 'क', '\u0301', '\u200B', '\u202E', '\u00AD', '\uE000', '\uFFFC', '\uFEFF', 0x1F600, 7} {
		if f.Lookup(r) != 0 {
			t.Errorf("U+%04X has a glyph", r)
		}
	}
}

func TestFontsThatCannotBeUsed(t *testing.T) {
	restricted := append([]byte(nil), liberationsansregular.TTF...)
	n := int(binary.BigEndian.Uint16(restricted[4:]))
	for i := range n {
		if at := 12 + 16*i; string(restricted[at:at+4]) == "OS/2" {
			restricted[binary.BigEndian.Uint32(restricted[at+8:])+9] = 2
		}
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty": {nil, font.ErrFormat}, "text": {[]byte("not a font at all"), font.ErrFormat}, "cut": {liberationsansregular.TTF[:9000], font.ErrFormat},
		"restricted": {restricted, font.ErrPermission}, "large": {make([]byte, 33<<20), font.ErrSize},
	} {
		if _, err := font.Parse(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("OTTO"), 4, byte(0))
	f.Add([]byte{0, 1, 0, 0}, 40000, byte(0xFF))
	f.Fuzz(func(_ *testing.T, head []byte, at int, with byte) {
		data := append([]byte(nil), liberationsansregular.TTF...)
		copy(data, head)
		data[uint(at)%uint(len(data))] = with
		face, err := font.Parse(data)
		if err != nil {
			return
		}
		var used font.Used
		for _, r := range "Zoë fi" {
			if id := face.Lookup(r); id != 0 {
				used.Add(face, id)
			}
		}
		face.Program(&used)
	})
}

// TestBundledFiles: what a lock says of a file is known before its face is parsed, and the face is there when it is asked
// for.
func TestBundledFiles(t *testing.T) {
	for name, data := range files {
		late, err := font.Bundled(data)
		if err != nil {
			t.Fatalf("%s: %s", name, err)
		}
		whole, err := font.Open(data)
		if err != nil {
			t.Fatalf("%s: %s", name, err)
		}
		if late.Name != whole.Name || late.Digest != whole.Digest {
			t.Errorf("%s: %s %s, want %s %s", name, late.Name, late.Digest, whole.Name, whole.Digest)
		}
		if f := late.Face(); f.Name != late.Name || f.Digest != late.Digest || f != late.Face() {
			t.Errorf("%s: the face is %s %s", name, f.Name, f.Digest)
		}
	}
	if _, err := font.Bundled([]byte("no font")); !errors.Is(err, font.ErrFormat) {
		t.Errorf("%v", err)
	}
}
