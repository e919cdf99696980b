package letter

import (
	"reflect"

	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/handoff"
)

// Shape is the form of letter.yaml.
func Shape() source.Shape {
	words := clause.SlotWords()
	words["letterFile.kinds"] = handoff.Kind("").Enum()
	return source.Shape{
		Kind: "letter", Files: "letters/*/v*/letter.yaml", Type: reflect.TypeFor[letterFile](), Words: words,
		About: "One version of a letter template: which groups of clauses a letter has, in which order, and the frame around them.",
	}
}
