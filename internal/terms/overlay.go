package terms

import "fmt"

// Overlay puts written values over a Sheet: what a letter says where it says something, and what was agreed for the rest.
// It fails when a value does not fit its term, which no value of a Written does.
func Overlay(s Sheet, leaves []WrittenLeaf) (Sheet, error) {
	if len(leaves) == 0 {
		return s, nil
	}
	t, err := treeOf(s)
	if err != nil {
		return Sheet{}, err
	}
	for _, l := range leaves {
		var value any
		if err := decodeNumbers(l.Value, &value); err != nil {
			return Sheet{}, fmt.Errorf("value of %s: %w", l.Term, err)
		}
		if err := t.put(l.Term, value); err != nil {
			return Sheet{}, fmt.Errorf("%s: %w", l.Term, err)
		}
	}
	return t.sheet(false)
}
