package clause

import "testing"

func TestApostrophesAreThoseOfPrint(t *testing.T) {
	for in, want := range map[string]string{"a doctor's note": "a doctor’s note", "l'offre d'emploi": "l’offre d’emploi", "5' 'so'": "5' 'so'", "’": "’"} {
		if got := apostrophes(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
