package terms

import (
	"time"

	"verbatim/internal/cal"
)

// Termination is how the employment can end.
type Termination struct {
	// AtWill is used in the US only: either side may end it at any time.
	AtWill *bool `json:"at_will,omitempty" jsonschema:"title=At will,example=true"`
	// ChangedBy is who alone can change that the employment is at will.
	ChangedBy *string `json:"changed_by,omitempty" jsonschema:"title=Can be changed by,example=the Chief Executive Officer,minLength=1,maxLength=200"`
	// Form is the form that notice must have.
	Form *string `json:"form,omitempty" jsonschema:"title=Form of notice,example=written,enum=written,enum=text"`
	// RetirementEnds says whether the employment ends at the pension age of the place.
	RetirementEnds *bool `json:"retirement_ends,omitempty" jsonschema:"title=Ends at pension age,example=true"`
	// Notice is the matrix of notice periods.
	Notice []Notice `json:"notice,omitempty" jsonschema:"title=Notice,maxItems=40"`
	// GardenLeave says whether the employer may release the person from work during notice.
	GardenLeave *bool `json:"garden_leave,omitempty" jsonschema:"title=Garden leave,example=true"`
	// PayInLieu says whether the employer may pay instead of notice.
	PayInLieu *bool `json:"pay_in_lieu,omitempty" jsonschema:"title=Pay in lieu of notice,example=true"`
}

// Notice is one row of the notice matrix: Length, or LengthPerYear with Maximum, or what the law gives.
type Notice struct {
	ID ID `json:"id" jsonschema:"title=Id,example=employee"`
	// From is the side that gives notice.
	From string `json:"from" jsonschema:"title=From,example=employee,enum=employer,enum=employee"`
	// Situation is any unless stated.
	Situation *string `json:"situation,omitempty" jsonschema:"title=Situation,example=probation,enum=any,enum=without_cause,enum=probation"`
	// ServiceFrom is the length of service from which the row applies; inclusive.
	ServiceFrom *cal.Length `json:"service_from,omitempty" jsonschema:"title=Service from"`
	// ServiceUntil is the length of service up to which it applies; exclusive.
	ServiceUntil *cal.Length `json:"service_until,omitempty" jsonschema:"title=Service until"`
	// Length is the notice.
	Length *cal.Length `json:"length,omitempty" jsonschema:"title=Length"`
	// LengthPerYear is the notice for each year of service; Maximum then bounds it.
	LengthPerYear *cal.Length `json:"length_per_year,omitempty" jsonschema:"title=Length for each year"`
	// Maximum is the longest notice that LengthPerYear can grow to.
	Maximum *cal.Length `json:"maximum,omitempty" jsonschema:"title=Maximum"`
	// Statutory says that the law's notice holds: alone, or where it is longer than the row's.
	Statutory *bool `json:"statutory,omitempty" jsonschema:"title=By law,example=true"`
	// Ends is the day on which notice can end; absent means any day.
	Ends *string `json:"ends,omitempty" jsonschema:"title=Ends,example=month_end,enum=any_day,enum=month_end,enum=quarter_end"`
}

// Document is a paper that belongs to the offer.
type Document struct {
	ID ID `json:"id" jsonschema:"title=Id,example=piia"`
	// Type is the sort of paper.
	Type string `json:"type" jsonschema:"title=Type,example=agreement,enum=agreement,enum=plan,enum=policy,enum=notice,enum=form,enum=exhibit,enum=schedule,enum=handbook"`
	// Name is its title, as the letter prints it.
	Name string `json:"name" jsonschema:"title=Name,example=Confidentiality and Inventions Agreement,minLength=1,maxLength=200"`
	// Dated is the day that the paper bears.
	Dated *cal.Date `json:"dated,omitempty" jsonschema:"title=Dated,example=2026-03-01"`
	// Signed says whether and when it is signed.
	Signed *string `json:"signed,omitempty" jsonschema:"title=Signed,example=with_letter,enum=with_letter,enum=separately,enum=before_start,enum=already,enum=no"`
	// Delivery says how the candidate gets it.
	Delivery *string `json:"delivery,omitempty" jsonschema:"title=Delivery,example=enclosed,enum=generated,enum=enclosed,enum=to_follow,enum=on_request,enum=already_given"`
}

// OfferMechanics is how the offer itself is answered.
type OfferMechanics struct {
	// Expires is the answer-by point.
	Expires *When `json:"expires,omitempty" jsonschema:"title=Answer by"`
	// Supersedes lists the earlier papers that this offer replaces.
	Supersedes []Superseded `json:"supersedes,omitempty" jsonschema:"title=Replaces,maxItems=40"`
	// Signature is how the letter is signed.
	Signature *Signature `json:"signature,omitempty" jsonschema:"title=Signature"`
}

// Superseded is an earlier paper that this offer replaces.
type Superseded struct {
	ID ID `json:"id" jsonschema:"title=Id,example=first"`
	// Document says which paper it is.
	Document string `json:"document" jsonschema:"title=Document,example=offer letter,minLength=1,maxLength=200"`
	// At is the instant that tells two papers of one day apart.
	At *time.Time `json:"at,omitempty" jsonschema:"title=At,example=2026-11-10T16:56:00-08:00"`
}

// Signature is how the letter is signed and by whom.
type Signature struct {
	// Form is how the candidate signs.
	Form *string `json:"form,omitempty" jsonschema:"title=Form,example=typed,enum=typed,enum=advanced,enum=qualified,enum=wet_ink,enum=deed"`
	// EmployerSigns is when the employer signs.
	EmployerSigns *string `json:"employer_signs,omitempty" jsonschema:"title=Employer signs,example=before_issue,enum=before_issue,enum=after_acceptance,enum=none"`
	// At is where the letter is signed.
	At *string `json:"at,omitempty" jsonschema:"title=Signed at,example=Berlin,minLength=1,maxLength=200"`
	// Witness says whether a witness signs too.
	Witness *bool `json:"witness,omitempty" jsonschema:"title=Witness,example=false"`
	// Signatories sign for the employer.
	Signatories []Signatory `json:"signatories,omitempty" jsonschema:"title=Signatories,maxItems=10"`
	// Declarations is the set of what the candidate confirms by signing.
	Declarations []string `json:"declarations,omitempty" jsonschema:"title=Declarations,example=read,maxItems=10,uniqueItems=true,enum=read,enum=agrees,enum=right_to_work,enum=received_documents,enum=received_copy,enum=discussed,enum=took_advice,enum=true_information"`
}

// Signatory is one who signs for the employer: a key of the entity's signatories.
type Signatory struct {
	ID ID `json:"id" jsonschema:"title=Id,example=ceo"`
	// Order is the place in the order of signing, from 1.
	Order *int `json:"order,omitempty" jsonschema:"title=Order,example=1,minimum=1,maximum=20"`
}
