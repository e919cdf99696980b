// Package handoff owns the handoff record: the structured note by which recruiting passes verbal terms on to be written.
// It holds the record's Go types (the source of the published schema), the strict parse from bytes as received, and the
// checks that a schema cannot say. It hands records to desk; it knows nothing of clauses, letters or storage.
package handoff

import (
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/money"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// Schema is the one value of Record.Schema that this version reads.
const Schema = "handoff/v1"

// Record is one handoff. Terms is what the candidate is promised; everything else is the envelope, of which only the
// candidate's name and the entity are compared with the letter.
type Record struct {
	// Schema names the schema and its version.
	Schema string `json:"schema" jsonschema:"title=Schema,example=handoff/v1,enum=handoff/v1"`
	// Letter says which letter is wanted.
	Letter Letter `json:"letter" jsonschema:"title=Letter"`
	// Source says which system the handoff comes from.
	Source *Source `json:"source,omitempty" jsonschema:"title=Source"`
	// Hiring is what the dashboards group by.
	Hiring *Hiring `json:"hiring,omitempty" jsonschema:"title=Hiring"`
	// Agreed is the verbal offer: who, when, how.
	Agreed Agreed `json:"agreed" jsonschema:"title=Agreed"`
	// Approved is the approved proposal behind the terms.
	Approved *Approved `json:"approved,omitempty" jsonschema:"title=Approved"`
	// Candidate is the person.
	Candidate Candidate `json:"candidate" jsonschema:"title=Candidate"`
	// Employer is the employing legal entity.
	Employer terms.Employer `json:"employer" jsonschema:"title=Employer"`
	// Parties are others who pay, issue or must sign.
	Parties []Party `json:"parties,omitempty" jsonschema:"title=Parties,maxItems=40"`
	// Terms is what the candidate is promised.
	Terms terms.Terms `json:"terms" jsonschema:"title=Terms"`
	// Provenance says where a term came from, only where that differs from Agreed. Keys are term pointers.
	Provenance map[terms.Pointer]Provenance `json:"provenance,omitempty" jsonschema:"title=Provenance"`
}

// Sheet is the compared part of the record.
func (r Record) Sheet() terms.Sheet {
	return terms.Sheet{Candidate: terms.Candidate{Name: r.Candidate.Name}, Employer: r.Employer, Terms: r.Terms}
}

// Digest is the SHA-256 of the record's RFC 8785 canonical form.
func (r Record) Digest() (digest.Digest, error) { return digest.OfJSON(r) }

// Kind is the kind of letter that is wanted.
type Kind string

// Enum lists the kinds, for the schema.
func (Kind) Enum() []string {
	return []string{"standard", "executive", "hourly", "zero_hours", "part_time", "intern", "fixed_term", "commission", "appointment", "amendment"}
}

// Letter says which letter is wanted; nothing in it is a term.
type Letter struct {
	// Kind is the kind of letter.
	Kind Kind `json:"kind" jsonschema:"title=Kind,example=standard"`
	// Languages are BCP 47 tags; the first governs.
	Languages []string `json:"languages" jsonschema:"title=Languages,example=en-US,maxLength=20,minItems=1,maxItems=2,pattern=^[a-z]{2\\,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"`
	// Marking is a security marking for the header.
	Marking *string `json:"marking,omitempty" jsonschema:"title=Marking,example=Protected B,minLength=1,maxLength=40"`
	// Amends is the letter version that an amendment changes.
	Amends *Amends `json:"amends,omitempty" jsonschema:"title=Amends"`
}

// Amends names the letter version that an amendment letter changes.
type Amends struct {
	// Offer is the id of the offer.
	Offer string `json:"offer" jsonschema:"title=Offer,example=01935d2e-7a10-7c3b-9f0e-3d1a5b7c9e11,maxLength=36,format=uuid"`
	// Letter is the number of the letter version.
	Letter int `json:"letter" jsonschema:"title=Letter version,example=1,minimum=1,maximum=100000"`
}

// Source correlates handoffs: the same system, account and application is the same offer; Version is unique in it.
type Source struct {
	// System is the system that the handoff comes from.
	System string `json:"system" jsonschema:"title=System,example=greenhouse,minLength=1,maxLength=100"`
	// Account is the account in that system.
	Account *string `json:"account,omitempty" jsonschema:"title=Account,example=acme,minLength=1,maxLength=100"`
	// Application is the application; with system and account it names the offer.
	Application *string `json:"application,omitempty" jsonschema:"title=Application,example=234556,minLength=1,maxLength=100"`
	// Offer is the id of the offer in that system.
	Offer *string `json:"offer,omitempty" jsonschema:"title=Offer,example=12345,minLength=1,maxLength=100"`
	// Version is the version of the offer in that system.
	Version *string `json:"version,omitempty" jsonschema:"title=Version,example=1,minLength=1,maxLength=100"`
	// Event is the id of the event that brought it.
	Event *string `json:"event,omitempty" jsonschema:"title=Event,example=8f1c2d,minLength=1,maxLength=200"`
}

// Hiring is never printed. It is frozen on the offer when it is opened and gives the dashboard its groups.
type Hiring struct {
	// Requisition is the number of the requisition.
	Requisition *string `json:"requisition,omitempty" jsonschema:"title=Requisition,example=REQ-1042,minLength=1,maxLength=100"`
	// Opening is which opening of the requisition is filled.
	Opening *string `json:"opening,omitempty" jsonschema:"title=Opening,example=2,minLength=1,maxLength=100"`
	// Department is where the person will work.
	Department *string `json:"department,omitempty" jsonschema:"title=Department,example=Engineering,minLength=1,maxLength=100"`
	// JobFamily is the family of jobs.
	JobFamily *string `json:"job_family,omitempty" jsonschema:"title=Job family,example=Software,minLength=1,maxLength=100"`
	// Level is the level of the job; it picks the pay band.
	Level *string `json:"level,omitempty" jsonschema:"title=Level,example=L4,minLength=1,maxLength=40"`
	// HiringManager is the staff address of the manager who hires.
	HiringManager *string `json:"hiring_manager,omitempty" jsonschema:"title=Hiring manager,example=kim.park@acme.example,minLength=3,maxLength=200"`
	// Recruiter is the staff address of the recruiter.
	Recruiter *string `json:"recruiter,omitempty" jsonschema:"title=Recruiter,example=robin.lee@acme.example,minLength=3,maxLength=200"`
	// CostCenter is who bears the cost.
	CostCenter *string `json:"cost_center,omitempty" jsonschema:"title=Cost center,example=4100,minLength=1,maxLength=100"`
	// PostedRange is the pay in the job posting.
	PostedRange *PostedRange `json:"posted_range,omitempty" jsonschema:"title=Posted pay range"`
	// Campus says whether it is a hire from university.
	Campus *bool `json:"campus,omitempty" jsonschema:"title=Campus hire,example=false"`
	// Confidential offers are seen only by the people named in them and by legal.
	Confidential *bool `json:"confidential,omitempty" jsonschema:"title=Confidential,example=false"`
}

// PostedRange is the range of pay in the job posting.
type PostedRange struct {
	// Minimum is the least.
	Minimum money.Decimal `json:"minimum" jsonschema:"title=Minimum,example=180000"`
	// Maximum is the most.
	Maximum money.Decimal `json:"maximum" jsonschema:"title=Maximum,example=240000"`
	// Currency is the currency of both.
	Currency money.Currency `json:"currency" jsonschema:"title=Currency,example=USD"`
	// Per is the period of both.
	Per money.Per `json:"per" jsonschema:"title=Period,example=year"`
}

// Channel is how something was said.
type Channel string

// Enum lists the channels, for the schema.
func (Channel) Enum() []string {
	return []string{"phone", "video", "in_person", "email", "chat", "letter", "meeting", "unknown"}
}

// Agreed is the verbal offer of this round.
type Agreed struct {
	// By is the staff address of who agreed the terms.
	By string `json:"by" jsonschema:"title=By,example=robin.lee@acme.example,minLength=3,maxLength=200"`
	// With is the set of who was spoken with.
	With []string `json:"with,omitempty" jsonschema:"title=With,example=candidate,maxItems=10,uniqueItems=true,enum=candidate,enum=agent,enum=guardian"`
	// At is when the terms were agreed.
	At time.Time `json:"at" jsonschema:"title=At,example=2026-11-18T15:30:00-08:00"`
	// Channel is how it was agreed.
	Channel Channel `json:"channel" jsonschema:"title=Channel,example=phone"`
	// Answer is what the candidate said. A verbal decline needs no handoff.
	Answer *string `json:"answer,omitempty" jsonschema:"title=Answer,example=accepted,enum=accepted,enum=asked_for_changes,enum=thinking"`
	// Note is for colleagues; it is never printed.
	Note *string `json:"note,omitempty" jsonschema:"title=Note,example=Start moved twice,minLength=1,maxLength=2000"`
}

// Approved names the approved proposal that these verbal terms came from.
type Approved struct {
	// Terms is the digest of the approved terms.
	Terms digest.Digest `json:"terms" jsonschema:"title=Digest of the approved terms,pattern=^sha256:[0-9a-f]{64}$"`
}

// Candidate is the person. There is no field for date of birth, national id, gender, present pay or health.
type Candidate struct {
	// Name is how the person is called and addressed.
	Name terms.Name `json:"name" jsonschema:"title=Name"`
	// Email is where the candidate is reached; it is never printed.
	Email *string `json:"email,omitempty" jsonschema:"title=E-mail,example=ana.ruiz@example.com,format=email,maxLength=200"`
	// Phone is a telephone number; it is never printed.
	Phone *string `json:"phone,omitempty" jsonschema:"title=Phone,example=+14155550100,minLength=3,maxLength=40"`
	// Locale is the BCP 47 tag in which the person reads best.
	Locale *string `json:"locale,omitempty" jsonschema:"title=Locale,maxLength=20,example=es-US,pattern=^[a-z]{2\\,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"`
	// Address is where letters reach the person.
	Address *Address `json:"address,omitempty" jsonschema:"title=Address"`
	// Residence is the place where the person lives; a remote worker brings a second set of rules.
	Residence *place.Code `json:"residence,omitempty" jsonschema:"title=Residence,example=US-CA"`
	// Guardian signs where the person cannot sign alone.
	Guardian *terms.Name `json:"guardian,omitempty" jsonschema:"title=Guardian"`
}

// Address is a postal address as the person writes it.
type Address struct {
	// Lines are street and house, as the person writes them.
	Lines []string `json:"lines" jsonschema:"title=Lines,example=1 Main Street,minItems=1,maxItems=8,minLength=1,maxLength=100"`
	// City is the town.
	City *string `json:"city,omitempty" jsonschema:"title=City,example=San Francisco,minLength=1,maxLength=100"`
	// Region is the state or province.
	Region *place.Code `json:"region,omitempty" jsonschema:"title=Region,example=US-CA"`
	// PostalCode is the postal code.
	PostalCode *string `json:"postal_code,omitempty" jsonschema:"title=Postal code,example=94105,minLength=1,maxLength=20"`
	// Country is the country.
	Country *place.Code `json:"country,omitempty" jsonschema:"title=Country,example=US"`
}

// Party is somebody other than employer and candidate who pays, issues, or must sign.
type Party struct {
	ID terms.ID `json:"id" jsonschema:"title=Id,example=parent"`
	// Role is what the party does in the offer.
	Role string `json:"role" jsonschema:"title=Role,example=equity_issuer,enum=equity_issuer,enum=payer,enum=former_employer,enum=client,enum=guarantor,enum=union,enum=parent,enum=host,enum=seller"`
	// Name is the registered name.
	Name string `json:"name" jsonschema:"title=Name,example=Acme Holdings plc,minLength=1,maxLength=200"`
	// Place is where it is registered.
	Place *place.Code `json:"place,omitempty" jsonschema:"title=Place,example=GB-ENG"`
}

// Provenance is where one term came from.
type Provenance struct {
	// By is the staff address of who said it.
	By *string `json:"by,omitempty" jsonschema:"title=By,example=kim.park@acme.example,minLength=3,maxLength=200"`
	// At is when it was said.
	At *time.Time `json:"at,omitempty" jsonschema:"title=At,example=2026-11-12T09:00:00-08:00"`
	// Channel is how it was said.
	Channel *Channel `json:"channel,omitempty" jsonschema:"title=Channel,example=email"`
	// SourceField is the ATS field that held the value.
	SourceField *string `json:"source_field,omitempty" jsonschema:"title=Source field,example=custom_fields.salary,minLength=1,maxLength=200"`
	// Raw is the field's text as it came.
	Raw *string `json:"raw,omitempty" jsonschema:"title=Raw value,example=USD 500\\,000,maxLength=2000"`
	// Parsed is assumed when the text allowed more than one reading; an assumed value is flagged.
	Parsed *string `json:"parsed,omitempty" jsonschema:"title=Parsed,example=certain,enum=certain,enum=assumed"`
	// Note says what somebody thought of it; it is never printed.
	Note *string `json:"note,omitempty" jsonschema:"title=Note,example=agrees with the yearly figure,minLength=1,maxLength=2000"`
}

// Expiry is the answer-by point of the terms, nil when none was said.
func (r Record) Expiry() *terms.When {
	if r.Terms.Offer == nil {
		return nil
	}
	return r.Terms.Offer.Expires
}

// LetterDay is where a letter date is judged: the day at an instant in the entity's zone.
func LetterDay(now time.Time, zone *time.Location) cal.Date { return cal.DateOf(now.In(zone)) }
