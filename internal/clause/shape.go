package clause

import (
	"reflect"
	"slices"

	"verbatim/internal/clause/source"
)

// Shapes are the forms of clause.yaml and of a clause's samples.yaml.
func Shapes() []source.Shape {
	return []source.Shape{
		{
			Kind: "clause", Files: "clauses/*/*/v*/clause.yaml", Type: reflect.TypeFor[clauseFile](), Words: SlotWords(),
			About: "One version of a clause: where and when it is printed, what its slots print, and why it says what it says.",
		},
		{
			Kind: "clause-samples", Files: "clauses/*/*/v*/samples.yaml", Type: reflect.TypeFor[samplesFile](),
			About: "The tests of a clause: fragments of records, and what the clause prints of each.",
		},
	}
}

// SlotWords are the words that a declared slot takes, for the Shape of every file that declares slots. Which forms a way
// of wording has, the gate of publication says.
func SlotWords() map[string][]string {
	var forms []string
	for _, s := range shapeOf {
		forms = append(forms, s.forms...)
	}
	slices.Sort(forms)
	return map[string][]string{"DeclaredSlot.as": Ways(), "DeclaredSlot.form": slices.Compact(forms), "DeclaredSlot.join": {"and", "or"}}
}
