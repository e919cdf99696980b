package desk

import (
	"context"
	"io/fs"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// Validator judges raw JSON by a named schema: every fault at once, none when it is valid.
type Validator interface {
	Validate(schema string, raw []byte) []fault.Fault
}

// Job is what a Renderer draws.
type Job struct {
	Document letter.Document
	Lock     digest.Digest
	Terms    []byte // terms.json to attach; nil for none
}

// Renderer draws documents. The same Job gives the same bytes on any machine.
type Renderer interface {
	// Check says what cannot be drawn, before anything is.
	Check(letter.Document) []fault.Fault
	PDF(Job) (pdf []byte, pages int, err error)
	HTML(letter.Document) ([]byte, error)
	Text(letter.Document) ([]byte, error)
	// Pins names fonts, output intent and renderer for the lock.
	Pins() []digest.Pin
}

var _ fs.FS
var _ context.Context
var _ time.Time
var _ actor.ID
var _ offer.ID
var _ store.Store
