package terms

import "fmt"

// Overlay puts written values over a Sheet: what a letter says where it says something, and what was agreed for the rest.
// It fails when a value does not fit its term, which no value of a Written does. The Sheet given stays as it is.
func Overlay(s Sheet, leaves []WrittenLeaf) (Sheet, error) {
	x := setter{sheet: &s, shared: true}
	for _, l := range leaves {
		if err := x.setJSON(l.Term, l.Value); err != nil {
			return Sheet{}, fmt.Errorf("%s: %w", l.Term, err)
		}
	}
	return s, nil
}
