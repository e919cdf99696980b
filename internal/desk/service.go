package desk

import (
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/store"
)

// Service is the desk: what it needs to turn a handoff into a stored letter.
type Service struct {
	Store      store.Store
	Library    *library.Holder
	Validator  Validator
	Renderer   Renderer
	BandsFrom  store.Bands      // where bands of pay are read; nil means Store
	Now        func() time.Time // the only clock
	NewID      func() string    // UUIDv7
	Candidates Candidates
	AdoptOwn   bool      // whoever published a version of the library may adopt it too: for teams of one lawyer
	Simulated  bool      // the database's clock is simulated: every letter is marked
	WordingOf  *cal.Date // the day whose wording and rules a first letter takes; nil for its own, which all but a simulated past want

	numbers numbers
}

// Validator judges raw JSON by a named schema: every fault at once, none when it is valid.
type Validator interface {
	Validate(schema string, raw []byte) []fault.Fault
}

// Job is one paper to draw.
type Job struct {
	Document letter.Document
	Lock     digest.Digest
	Terms    []byte                   // terms.json to attach; nil attaches nothing
	Images   map[digest.Digest][]byte // logos, as the Document names them
	Copy     string                   // words across each page of a copy, which is never stored; empty for the letter itself
	Against  *letter.Document         // an earlier text: what came and went since is shown; nil for a clean paper
	MaxPages int                      // the longest paper that is drawn; 0 for a letter's
}

// Attached is what was read out of a PDF.
type Attached struct {
	Terms [][]byte        // every terms.json in it, as bytes; more than one when the file was written over
	Locks []digest.Digest // the locks that its metadata name
}

// Renderer draws papers. The same Job gives the same bytes on any machine.
type Renderer interface {
	// Check says what cannot be drawn, before anything is.
	Check(letter.Document) []fault.Fault
	// PDF draws a paper and says how many pages it has.
	PDF(Job) (pdf []byte, pages int, err error)
	HTML(Job) ([]byte, error)
	Text(Job) ([]byte, error)
	DOCX(Job) ([]byte, error)
	// Redline gives what came and went since Job.Against as data.
	Redline(Job) ([]letter.EditedBlock, error)
	// Attached reads out of a PDF, whole or damaged, what a letter carries.
	Attached(pdf []byte) Attached
	// Reproduces says by an error why a lock's letter cannot be drawn to the same bytes again; nil when it can.
	Reproduces(pins []digest.Pin) error
	// Pins names fonts, output intent and renderer for the lock.
	Pins() []digest.Pin
}
