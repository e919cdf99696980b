package terms

import (
	"encoding/json"
	"fmt"

	"verbatim/internal/locale"
)

// Written is what a letter says: the Sheet cut to what is printed and completed by what clauses state, with the origin
// of each leaf. Its JSON holds only what is written: a term that is not printed is absent, even one that a record must
// have.
type Written struct {
	Sheet  Sheet
	Leaves []WrittenLeaf
}

// WrittenLeaf is one written value with its origin.
type WrittenLeaf struct {
	Term   Pointer         `json:"term"`
	Label  string          `json:"label"`
	Value  json.RawMessage `json:"value"`
	Text   string          `json:"text"` // Value in words
	Origin Origin          `json:"origin"`
	Clause string          `json:"clause,omitempty"` // the clause that prints or states it, as id@version
}

// Printing is what a letter did with the terms it was given.
type Printing struct {
	Printed map[Pointer]string // leaf to the clause that prints it, as id@version
	Stated  []Stated           // what clauses say by themselves
}

// Write cuts the amended terms to what was printed, adds what clauses state, and names the origin of each value.
// A family that was said to be none is written when the letter says nothing of it: silence is then what was agreed.
func Write(verbal, amended Sheet, p Printing, words *locale.Locale) (Written, error) {
	leaves := amended.Leaves()
	said := indexLeaves(leaves)
	if !shared(verbal, amended) {
		said = indexLeaves(verbal.Leaves())
	}
	stated := map[Pointer]Stated{}
	for _, s := range p.Stated {
		stated[s.Term] = s
	}
	w := writer{labels: &amended, words: words}
	for _, leaf := range leaves {
		if !leaf.Term.Under(nonePointer) {
			w.leaf(leaf, said, stated, p.Printed)
			delete(stated, leaf.Term)
		}
	}
	for _, s := range p.Stated { // in the order of the letter
		if _, left := stated[s.Term]; left {
			w.add(Leaf{s.Term, s.Value}, Clause, s.Clause)
			delete(stated, s.Term)
		}
	}
	w.none(amended, said, p.Printed)
	out := Written{Leaves: w.leaves}
	for _, leaf := range w.values {
		if err := (setter{sheet: &out.Sheet}).set(leaf); err != nil {
			return Written{}, fmt.Errorf("%s: %w", leaf.Term, err)
		}
	}
	return out, nil
}

type writer struct {
	labels *Sheet
	words  *locale.Locale
	leaves []WrittenLeaf
	values []Leaf // of leaves
}

// leaf writes one amended value if it is printed, or the value that a clause states in its place.
func (w *writer) leaf(leaf Leaf, said map[Pointer]Leaf, stated map[Pointer]Stated, printed map[Pointer]string) {
	origin := Amended
	if v, ok := said[leaf.Term]; ok && v.Equal(leaf) {
		origin = Said
	}
	s, isStated := stated[leaf.Term]
	clause, isPrinted := printed[leaf.Term]
	switch {
	case isStated && leaf.Equal(Leaf{leaf.Term, s.Value}):
		w.add(leaf, origin, s.Clause)
	case isStated:
		w.add(Leaf{s.Term, s.Value}, Clause, s.Clause)
	case isPrinted:
		w.add(leaf, origin, clause)
	}
}

func (w *writer) add(leaf Leaf, origin Origin, clause string) {
	w.values = append(w.values, leaf)
	w.leaves = append(w.leaves, WrittenLeaf{
		Term: leaf.Term, Label: w.labels.label(leaf.Term), Value: leaf.JSON(), Text: wordsAt(w.words, leaf.Term, leaf.Value), Origin: origin, Clause: clause,
	})
}

// nonePointer is the set of families that were said to be none.
const nonePointer Pointer = "/terms/explicitly_none"

// none writes the families that were said to be none and of which the letter holds nothing.
func (w *writer) none(amended Sheet, said map[Pointer]Leaf, printed map[Pointer]string) {
	written := map[Family]bool{}
	for _, l := range w.leaves {
		written[l.Term.Family()] = true
	}
	for _, f := range amended.Terms.ExplicitlyNone {
		p := nonePointer.Child(string(f))
		if written[f] {
			continue
		}
		origin := Amended
		if _, ok := said[p]; ok {
			origin = Said
		}
		w.add(Leaf{p, true}, origin, printed[p])
	}
}

func treeOfLeaves(leaves []WrittenLeaf) (tree, error) {
	t := tree{root: map[string]any{}}
	for _, l := range leaves {
		var value any
		if err := decodeNumbers(l.Value, &value); err != nil {
			return t, fmt.Errorf("value of %s: %w", l.Term, err)
		}
		if err := t.put(l.Term, value); err != nil {
			return t, fmt.Errorf("%s: %w", l.Term, err)
		}
	}
	return t, nil
}

type writtenJSON struct {
	Sheet json.RawMessage `json:"sheet"`
	Terms []WrittenLeaf   `json:"terms"`
}

// SheetJSON is the written Sheet as JSON that holds only what is written.
func (w Written) SheetJSON() (json.RawMessage, error) {
	t, err := treeOfLeaves(w.Leaves)
	if err != nil {
		return nil, err
	}
	return json.Marshal(t.root)
}

// MarshalJSON writes {"sheet": {...}, "terms": [...]}.
func (w Written) MarshalJSON() ([]byte, error) {
	sheet, err := w.SheetJSON()
	if err != nil {
		return nil, err
	}
	return json.Marshal(writtenJSON{Sheet: sheet, Terms: w.Leaves})
}

// UnmarshalJSON reads what MarshalJSON writes, leniently: it is for stored rows.
func (w *Written) UnmarshalJSON(b []byte) error {
	var j writtenJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	w.Leaves = j.Terms
	return json.Unmarshal(j.Sheet, &w.Sheet)
}
