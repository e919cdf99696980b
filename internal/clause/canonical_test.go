package clause

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
)

// plainly is canonical as its sentence says it, without regard to how much it allocates.
func plainly(s string) string {
	runes := []rune(s)
	var b strings.Builder
	space := false
	for i, r := range runes {
		between := i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
		switch {
		case between && strings.ContainsRune(".,'’\u00a0\u202f", r):
			continue
		case unicode.IsSpace(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

func TestCanonical(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	letters := []rune("12 .,'’\u00a0\u202f\tabé\n٣９")
	for range 20_000 {
		var text []rune
		for range r.IntN(12) {
			text = append(text, letters[r.IntN(len(letters))])
		}
		if got, want := canonical(string(text)), plainly(string(text)); got != want {
			t.Fatalf("%q is %q, want %q", string(text), got, want)
		}
	}
}
