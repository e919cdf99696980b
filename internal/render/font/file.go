package font

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/font/opentype"

	"verbatim/internal/digest"
)

// File is a font file as a lock names it. Its face is parsed when a letter draws with it first.
type File struct {
	Name   string        // PostScript name
	Digest digest.Digest // of the file
	face   func() *Face
}

// Face is the parsed face of the file, the same one each time.
func (f *File) Face() *Face { return f.face() }

// Open parses a file at once: the error says what a font must be.
func Open(data []byte) (*File, error) {
	face, err := Parse(data)
	if err != nil {
		return nil, err
	}
	return &File{face.Name, face.Digest, func() *Face { return face }}, nil
}

// Bundled is Open for a file that the program itself brings and whose tests have parsed: it is parsed when somebody asks
// for its face, and one that cannot be parsed then is a program that was built wrong, which panics.
func Bundled(data []byte) (*File, error) {
	loader, err := opentype.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return &File{postScriptName(loader), digest.Of(data), sync.OnceValue(func() *Face {
		face, err := Parse(data)
		if err != nil {
			panic(fmt.Sprintf("a bundled font: %s", err))
		}
		return face
	})}, nil
}
