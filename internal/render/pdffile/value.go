package pdffile

// Value is an object of a file that was read: nil, bool, int, float64, String, Name, Array, Dict, Ref or *Stream.
type Value any

// The kinds of values that Go has no type for.
type (
	Name   string // without the slash, unescaped
	String string // the bytes
	Array  []Value
	Dict   map[Name]Value
	Ref    int // object number; generations are always 0
)

// Stream is a dictionary with data as they stand in the file.
type Stream struct {
	Dict Dict
	Raw  []byte
}
