// Package onboarding owns what is handed over once a candidate has accepted: the accepted terms, the person, the start, the
// employer and the papers, in one published form for systems that take people in.
package onboarding

import (
	"encoding/json"
	"time"

	"verbatim/internal/answer"
	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/handoff"
	"verbatim/internal/terms"
)

// Schema names the form of an Export.
const Schema = "onboarding/v1"

// Export is one acceptance, handed over once: an amendment that is accepted later is one of its own.
type Export struct {
	// Schema is the form of this document.
	Schema string `json:"schema" jsonschema:"title=Schema,enum=onboarding/v1"`
	// Offer is the offer that was accepted; one export bears it.
	Offer string `json:"offer_id" jsonschema:"title=Offer"`
	// Kind is the kind of letter, such as standard or amendment.
	Kind string `json:"kind" jsonschema:"title=Kind of letter,example=standard"`
	// Amends is the accepted letter whose place this one takes; absent for an offer of its own.
	Amends *Amends `json:"amends,omitempty" jsonschema:"title=Amends"`
	// Source is where the record came from; absent when it names nothing.
	Source *Source `json:"source,omitempty" jsonschema:"title=Source"`
	// Accepted is when the candidate accepted, as claimed.
	Accepted time.Time `json:"accepted_at" jsonschema:"title=Accepted at,example=2026-11-24T10:00:00Z"`
	// Form is how the letter was signed.
	Form answer.Form `json:"form" jsonschema:"title=Form of signature,example=typed"`
	// Person is who starts.
	Person handoff.Candidate `json:"person" jsonschema:"title=Person"`
	// Employer is the employing entity.
	Employer Employer `json:"employer" jsonschema:"title=Employer"`
	// Hiring is what the record says of requisition, department and level.
	Hiring *handoff.Hiring `json:"hiring,omitempty" jsonschema:"title=Hiring"`
	// Start is when the work begins.
	Start terms.When `json:"start" jsonschema:"title=Start"`
	// StartDate is the start as a day, where it is one.
	StartDate *cal.Date `json:"start_date,omitempty" jsonschema:"title=Start date,example=2027-01-11"`
	// Terms is what the letter says, as the part terms of a handoff record, cut to what is written, with what the candidate
	// chose and filled in.
	Terms json.RawMessage `json:"terms" jsonschema:"title=Accepted terms"`
	// Choices are the options that the candidate took.
	Choices []answer.Chosen `json:"choices,omitempty" jsonschema:"title=Choices"`
	// Letter is the number of the accepted letter.
	Letter int `json:"letter_version" jsonschema:"title=Letter version,example=1"`
	// LetterDate is its date.
	LetterDate cal.Date `json:"letter_date" jsonschema:"title=Letter date,example=2026-11-24"`
	// Lock is the digest of everything that the letter is a function of.
	Lock digest.Digest `json:"lock" jsonschema:"title=Lock"`
	// Documents are its papers.
	Documents []Document `json:"documents" jsonschema:"title=Documents"`
}

// Amends names the accepted letter that an amendment takes the place of: its offer bears the export before this one.
type Amends struct {
	Offer  string `json:"offer_id" jsonschema:"title=Offer"`
	Letter int    `json:"letter_version" jsonschema:"title=Letter version,example=1"`
}

// Source names an application for the system it came from.
type Source struct {
	System      string `json:"system" jsonschema:"title=System,example=greenhouse"`
	Account     string `json:"account,omitempty" jsonschema:"title=Account"`
	Application string `json:"application,omitempty" jsonschema:"title=Application,example=48213"`
}

// Employer is the employing entity by its key and its registered name.
type Employer struct {
	Entity string `json:"entity" jsonschema:"title=Entity,example=acme-us"`
	Name   string `json:"name" jsonschema:"title=Registered name"`
}

// Document is one paper by its bytes.
type Document struct {
	ID    string        `json:"id" jsonschema:"title=Id,example=letter"`
	Title string        `json:"title" jsonschema:"title=Title"`
	PDF   digest.Digest `json:"pdf_sha256" jsonschema:"title=SHA-256 of the PDF"`
}
