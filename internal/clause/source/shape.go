package source

import "reflect"

// Shape is the form of one kind of file in a library, for the schema that an editor checks it by while it is written.
// Decode judges the same Go type, and the packages that own the kinds judge what no schema can.
type Shape struct {
	Kind  string // the name of its schema: clause, clause-samples
	Files string // where such files stand in a library, as a pattern of path.Match
	About string // what the file is, in a sentence
	Type  reflect.Type

	// Words are the words that a field takes, by the name of its Go type and its key: DeclaredSlot.as. Other fields of
	// text take any.
	Words map[string][]string
}
