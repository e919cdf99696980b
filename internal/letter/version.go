package letter

import (
	"encoding/json"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/terms"
)

// Lock is everything that a version is a function of: equal locks give equal bytes on any machine and database. It holds
// no offer id, instant or random value.
type Lock struct {
	Handoff    digest.Digest `json:"handoff"`              // digest of the record
	Amendments []terms.Patch `json:"amendments,omitempty"` // op, term, value only
	Choices    []ChoicePin   `json:"choices,omitempty"`
	LetterDate cal.Date      `json:"letter_date"`
	AsOf       cal.Date      `json:"as_of"` // the day on which what is in force was judged
	Number     int           `json:"number"`
	Language   string        `json:"language"`
	Mark       Mark          `json:"mark,omitempty"`
	Pins       []digest.Pin  `json:"pins"` // schema, template, clauses, packs, bands, entity, brand, locale, calendar, fonts, ICC, renderer
}

// Digest is the SHA-256 of the lock's canonical form.
func (l Lock) Digest() (digest.Digest, error) { return digest.OfJSON(l) }

// Pin finds the pin of a kind and id.
func (l Lock) Pin(kind, id string) (digest.Pin, bool) {
	for _, p := range l.Pins {
		if p.Kind == kind && p.ID == id {
			return p, true
		}
	}
	return digest.Pin{}, false
}

// Choice picks a position of a clause other than the standard one. Decision is the decision that allowed it.
type Choice struct {
	Clause   string `json:"clause" jsonschema:"title=Clause,example=sign_on"`
	Position string `json:"position" jsonschema:"title=Position,example=fallback-1"`
	Decision string `json:"decision_id,omitempty" jsonschema:"title=Decision"`
}

// ChoicePin is the part of a Choice that the letter depends on.
type ChoicePin struct {
	Clause   string `json:"clause"`
	Position string `json:"position"`
}

// Version is one stored, immutable letter version with the terms it says. Flags are not part of it.
type Version struct {
	Offer      string            `json:"offer_id"`
	Number     int               `json:"version"`
	Handoff    string            `json:"handoff_id"`
	Round      int               `json:"round"`
	Created    time.Time         `json:"created_at"`
	Author     string            `json:"author"` // person id of who wrote the amendments, or handed over
	Lock       Lock              `json:"lock"`
	LockDigest digest.Digest     `json:"lock_digest"`
	Amendments []terms.Amendment `json:"amendments,omitempty"`
	Choices    []Choice          `json:"choices,omitempty"`
	Verbal     terms.Sheet       `json:"verbal"`
	Written    terms.Written     `json:"written"`
	Changes    []terms.Change    `json:"changes"` // Diff of the two, as shown when it was made
	Documents  []Rendition       `json:"documents"`
}

// Rendition is a document and what was drawn from it.
type Rendition struct {
	Document  Document      `json:"document"`
	PDF       []byte        `json:"-"`
	PDFDigest digest.Digest `json:"pdf_sha256"`
	Pages     int           `json:"pages"`
	Size      int           `json:"bytes"`
}

// Letter is the letter itself; the companions follow it.
func (v Version) Letter() Rendition {
	if len(v.Documents) == 0 {
		return Rendition{}
	}
	return v.Documents[0]
}

// Attachment is terms.json: what a letter says about itself. Nothing of the envelope is in it.
type Attachment struct {
	Schema     string              `json:"schema"` // id of the schema of this file
	Document   string              `json:"document"`
	Number     int                 `json:"version"`
	LetterDate cal.Date            `json:"letter_date"`
	Lock       digest.Digest       `json:"lock"`
	Sheet      json.RawMessage     `json:"written"`
	Terms      []terms.WrittenLeaf `json:"terms"`
}
