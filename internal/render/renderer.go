package render

import (
	"verbatim/internal/digest"
	"verbatim/internal/letter"
)

// Version is the renderer's version: it is raised with every change that changes a byte of any file, so that a lock says
// which renderer its letter needs.
const Version = 1

// Options are what an installation may choose. The zero value is the bundled fonts.
type Options struct{}

// Renderer holds parsed fonts and pools. It is safe for concurrent use and should be made once for each process.
type Renderer struct{}

// Job is one paper to draw.
type Job struct {
	Document letter.Document
	Lock     digest.Digest            // the lock of the version; empty for a paper that is no version yet
	Terms    []byte                   // terms.json to attach; nil attaches nothing
	Images   map[digest.Digest][]byte // logos, as the Document names them
	Copy     string                   // watermark words of a marked copy, which is never stored; empty for the one clean PDF
}

// New reads the fonts. The error says which font is at fault and why.
func New(_ Options) (*Renderer, error) { return &Renderer{}, nil }

// PDF draws the letter.
func (r *Renderer) PDF(job Job) ([]byte, error) { return nil, nil }

// Pins names what every letter of this renderer depends on.
func (r *Renderer) Pins() []digest.Pin { return nil }
