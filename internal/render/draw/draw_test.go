package draw

import (
	"testing"

	"verbatim/internal/render/layout"
)

func TestLengthsAsPoints(t *testing.T) {
	for in, want := range map[layout.Unit]string{0: "0", 1000: "1", -13500: "-13.5", 70866: "70.866", 10: "0.01", -5: "-0.005"} {
		if got := string(appendUnit(nil, in)); got != want {
			t.Errorf("%d: %s", in, got)
		}
	}
}

func TestGlyphsAreEscaped(t *testing.T) {
	got := string(appendGlyphs(nil, []layout.Glyph{{ID: 0x28, Kern: -74}, {ID: 0x5C0D}, {ID: 0x2900, Kern: 5}}))
	if want := "(\x00\\()74(\\\\\\r\\)\x00)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
