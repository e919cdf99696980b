package terms

import "verbatim/internal/cal"

// CovenantType is the sort of a promise that the candidate makes.
type CovenantType string

// Enum lists the sorts, for the schema; other needs a scope.
func (CovenantType) Enum() []string {
	return []string{
		"confidentiality_and_inventions", "confidentiality", "inventions", "non_compete", "non_solicit_customers", "non_solicit_employees",
		"outside_activities", "non_disparagement", "property_liability", "return_of_property", "no_conflict", "clawback", "other",
	}
}

// Covenant is something that the candidate promises to do or not to do.
type Covenant struct {
	ID ID `json:"id" jsonschema:"title=Id,example=piia"`
	// Type is the sort of promise.
	Type CovenantType `json:"type" jsonschema:"title=Type,example=confidentiality_and_inventions"`
	// Applies is when it binds.
	Applies *string `json:"applies,omitempty" jsonschema:"title=Applies,example=after,enum=during,enum=after,enum=both"`
	// Length is how long it binds after the employment.
	Length *cal.Length `json:"length,omitempty" jsonschema:"title=Length"`
	// Territory is where it binds, in words.
	Territory *string `json:"territory,omitempty" jsonschema:"title=Territory,example=England and Wales,minLength=1,maxLength=200"`
	// Scope is what it covers, in words.
	Scope *string `json:"scope,omitempty" jsonschema:"title=Scope,example=customers of the last twelve months,minLength=1,maxLength=2000"`
	// Rule is how strict a rule on other work is.
	Rule *string `json:"rule,omitempty" jsonschema:"title=Rule,example=prior_consent,enum=forbidden,enum=prior_consent,enum=tell_first,enum=allowed"`
	// Liability is for which fault the person answers.
	Liability *string `json:"liability,omitempty" jsonschema:"title=Liability,example=gross_negligence,enum=intent,enum=gross_negligence,enum=negligence,enum=strict"`
	// Unlimited says whether inventions are claimed without limit.
	Unlimited *bool `json:"unlimited,omitempty" jsonschema:"title=Unlimited,example=false"`
	// Compensation is what is paid for keeping to it after the employment.
	Compensation *Size `json:"compensation,omitempty" jsonschema:"title=Compensation"`
	// Penalty is what a breach costs.
	Penalty *Size `json:"penalty,omitempty" jsonschema:"title=Penalty"`
	// ConnectedWith is what it is agreed for.
	ConnectedWith *string `json:"connected_with,omitempty" jsonschema:"title=Connected with,example=employment,enum=employment,enum=sale_of_business,enum=equity"`
	// Except is the set of parties that it does not cover.
	Except []ID `json:"except,omitempty" jsonschema:"title=Except,example=former_employer,maxItems=40,uniqueItems=true"`
	// UnderLaw is the law that governs it, where one is named.
	UnderLaw *string `json:"under_law,omitempty" jsonschema:"title=Under the law,example=Arbeitnehmererfindungsgesetz,minLength=1,maxLength=200"`
	// Document is the agreement that holds it; absent means this letter does.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=piia"`
}

// ContingencyType is what an offer can depend on.
type ContingencyType string

// Enum lists what it can be, for the schema; other needs a name.
func (ContingencyType) Enum() []string {
	return []string{
		"background_check", "references", "drug_test", "medical_examination", "work_authorization", "licence", "degree", "vaccination",
		"criminal_records", "board_approval", "transaction", "document_signing", "works_council", "application_form", "true_information",
		"no_conflict", "funding", "other",
	}
}

// Contingency is something that must happen, or must be shown, for the offer to hold.
type Contingency struct {
	ID ID `json:"id" jsonschema:"title=Id,example=background"`
	// Type is what the offer depends on.
	Type ContingencyType `json:"type" jsonschema:"title=Type,example=background_check"`
	// Name says which one: a licence, a transaction, a degree.
	Name *string `json:"name,omitempty" jsonschema:"title=Name,example=registered nurse licence of California,minLength=1,maxLength=200"`
	// Includes is the set of what a check looks at.
	Includes []string `json:"includes,omitempty" jsonschema:"title=Includes,example=criminal,maxItems=12,uniqueItems=true,enum=criminal,enum=credit,enum=court_records,enum=employment,enum=education,enum=identity,enum=driving,enum=sanctions,enum=directorships,enum=social_media"`
	// Level is how deep a check of criminal records goes.
	Level *string `json:"level,omitempty" jsonschema:"title=Level,example=enhanced,enum=basic,enum=standard,enum=enhanced,enum=enhanced_with_barred_lists"`
	// Form is the official form that is used.
	Form *string `json:"form,omitempty" jsonschema:"title=Form,example=I-9,minLength=1,maxLength=40"`
	// By is who must see to it.
	By *string `json:"by,omitempty" jsonschema:"title=By,example=candidate,enum=candidate,enum=employer,enum=both,enum=third_party"`
	// Documents is the set of papers that must be signed.
	Documents []ID `json:"documents,omitempty" jsonschema:"title=Documents,example=piia,maxItems=40,uniqueItems=true"`
	// MayStartBeforeResult says whether work may begin while it is open.
	MayStartBeforeResult *bool `json:"may_start_before_result,omitempty" jsonschema:"title=May start before the result,example=false"`
	// Due is by when it must be met.
	Due *When `json:"due,omitempty" jsonschema:"title=Due"`
	// Until is the last day on which what was shown holds, where it ends: a permit to work, a registration.
	Until *cal.Date `json:"until,omitempty" jsonschema:"title=Valid until,example=2028-06-30"`
	// IfNotMet is what follows when it is not.
	IfNotMet *string `json:"if_not_met,omitempty" jsonschema:"title=If not met,example=offer_lapses,enum=offer_lapses,enum=may_be_withdrawn,enum=employment_ends,enum=start_moves"`
	// Continuing says whether the person must tell of later changes.
	Continuing *bool `json:"continuing,omitempty" jsonschema:"title=Continuing duty,example=true"`
	// CheckedAgain says whether it is checked again, as a right to work with an end is.
	CheckedAgain *bool `json:"checked_again,omitempty" jsonschema:"title=Checked again,example=true"`
	// Document is the paper that holds the details.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=screening_notice"`
}

// Protection is how the person is protected from claims of others.
type Protection struct {
	ID ID `json:"id" jsonschema:"title=Id,example=indemnity"`
	// Type is the sort of protection.
	Type string `json:"type" jsonschema:"title=Type,example=indemnification,enum=indemnification,enum=directors_and_officers_insurance,enum=professional_insurance,enum=legal_expenses,enum=defence_against_former_employer"`
	// Survives says whether it holds after the employment.
	Survives *bool `json:"survives,omitempty" jsonschema:"title=Survives,example=true"`
	// Length is how long after the employment it holds.
	Length *cal.Length `json:"length,omitempty" jsonschema:"title=Length"`
	// Size is up to how much it holds.
	Size *Size `json:"size,omitempty" jsonschema:"title=Size"`
	// Document is the agreement that holds it; absent means this letter does.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=indemnity_agreement"`
}
