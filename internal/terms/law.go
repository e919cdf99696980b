package terms

import "verbatim/internal/place"

// Law is which law governs and where disputes are settled.
type Law struct {
	// Governing is the place whose law governs.
	Governing *place.Code `json:"governing,omitempty" jsonschema:"title=Governing law,example=US-CA"`
	// Forum is the place whose courts decide.
	Forum *place.Code `json:"forum,omitempty" jsonschema:"title=Forum,example=US-CA"`
	// Language is the BCP 47 tag of the version that governs, where it is not the first of the letter.
	Language *string `json:"language,omitempty" jsonschema:"title=Governing language,maxLength=20,example=de-DE,pattern=^[a-z]{2\\,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"`
	// Arbitration sends disputes to arbitrators.
	Arbitration *Arbitration `json:"arbitration,omitempty" jsonschema:"title=Arbitration"`
	// JuryWaiver says whether both sides give up a jury.
	JuryWaiver *bool `json:"jury_waiver,omitempty" jsonschema:"title=Jury waiver,example=false"`
	// Costs is who bears the costs of a dispute.
	Costs *string `json:"costs,omitempty" jsonschema:"title=Costs,example=each_side,enum=each_side,enum=losing_side,enum=employer"`
}

// Arbitration is an agreement that arbitrators decide disputes.
type Arbitration struct {
	// Provider is who administers it.
	Provider *string `json:"provider,omitempty" jsonschema:"title=Provider,example=JAMS,minLength=1,maxLength=200"`
	// Rules are the rules that apply.
	Rules *string `json:"rules,omitempty" jsonschema:"title=Rules,example=Employment Arbitration Rules,minLength=1,maxLength=200"`
	// Seat is the place of it.
	Seat *place.Code `json:"seat,omitempty" jsonschema:"title=Seat,example=US-CA"`
	// Language is the language of the proceedings, in words.
	Language *string `json:"language,omitempty" jsonschema:"title=Language,example=German,minLength=1,maxLength=40"`
	// InjunctiveRelief is who may still ask a court for an order.
	InjunctiveRelief *string `json:"injunctive_relief,omitempty" jsonschema:"title=Injunctive relief,example=both,enum=both,enum=employer_only,enum=employee_only,enum=none"`
	// Fees is who pays the arbitrators.
	Fees *string `json:"fees,omitempty" jsonschema:"title=Fees,example=employer,enum=employer,enum=shared,enum=by_rules"`
	// ClassWaiver says whether claims of many together are given up.
	ClassWaiver *bool `json:"class_waiver,omitempty" jsonschema:"title=Class waiver,example=false"`
	// OptOut says whether the candidate may decline it.
	OptOut *bool `json:"opt_out,omitempty" jsonschema:"title=May opt out,example=true"`
	// Document is the agreement that holds it; absent means this letter does.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=arbitration_agreement"`
}

// ItemCode names an item of a list that the law of a place makes, such as training or collective_agreements.
type ItemCode string

// Pattern is the form of an ItemCode, for the schema.
func (ItemCode) Pattern() string { return IDPattern }

// Particular is a statutory item that no family holds: said in words, in a document, or said to be none.
type Particular struct {
	ID ID `json:"id" jsonschema:"title=Id,example=training"`
	// Item is the item of the law's list.
	Item ItemCode `json:"item" jsonschema:"title=Item,example=training"`
	// Text is what is said of it.
	Text *string `json:"text,omitempty" jsonschema:"title=Text,example=You complete the Care Certificate within 12 weeks; we pay for it.,minLength=1,maxLength=2000"`
	// Document is the paper that says it.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=privacy_notice"`
	// None says that there is none.
	None *bool `json:"none,omitempty" jsonschema:"title=None,example=true"`
}
