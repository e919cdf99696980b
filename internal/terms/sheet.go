package terms

import "verbatim/internal/cal"

// Sheet is everything that said and written are compared by: the candidate's name, the employing entity, the terms.
// Term pointers start at its root, which is the record's root too.
type Sheet struct {
	Candidate Candidate `json:"candidate"`
	Employer  Employer  `json:"employer"`
	Terms     Terms     `json:"terms"`
}

// Candidate is the compared part of the record's candidate.
type Candidate struct {
	// Name is how the person is called and addressed.
	Name Name `json:"name" jsonschema:"title=Name"`
}

// Employer names the employing legal entity.
type Employer struct {
	// Entity is the key of an entity in templates/entities.
	Entity string `json:"entity" jsonschema:"title=Entity,maxLength=40,example=acme-us,pattern=^[a-z][a-z0-9_-]{0\\,39}$"`
}

// Name is a person's name. Full is how it is printed; the parts are never joined to make it, since many names have no
// such order. It is compared whole.
type Name struct {
	// Given is the given name, for the salutation.
	Given *string `json:"given,omitempty" jsonschema:"title=Given name,example=Ana,minLength=1,maxLength=200"`
	// Family is the family name.
	Family *string `json:"family,omitempty" jsonschema:"title=Family name,example=Ruiz,minLength=1,maxLength=200"`
	// Full is the whole name as it is printed.
	Full string `json:"full" jsonschema:"title=Full name,example=Ana Ruiz,minLength=1,maxLength=200"`
	// Preferred is what the person is called.
	Preferred *string `json:"preferred,omitempty" jsonschema:"title=Preferred name,example=Anita,minLength=1,maxLength=200"`
	// Latin is the name in Latin letters, where Full has others.
	Latin *string `json:"latin,omitempty" jsonschema:"title=Name in Latin script,example=Li Na,minLength=1,maxLength=200"`
}

// Salutation is the name to greet with: preferred, else given, else full.
func (n Name) Salutation() string {
	if n.Preferred != nil {
		return *n.Preferred
	}
	if n.Given != nil {
		return *n.Given
	}
	return n.Full
}

// Terms is what the candidate is promised. A family that is absent and listed nowhere is not stated; silence is never
// read as a standard term. A family in ExplicitlyNone was said to be none; one in NotDiscussed was asked by the form and
// nobody spoke of it.
type Terms struct {
	Role       Role        `json:"role" jsonschema:"title=Role"`
	Engagement *Engagement `json:"engagement,omitempty" jsonschema:"title=Engagement"`
	Hours      *Hours      `json:"hours,omitempty" jsonschema:"title=Working hours"`
	// Place is where the work is done; its jurisdiction picks letter and law.
	Place Place `json:"place" jsonschema:"title=Place of work"`
	// Start is when the work begins.
	Start When `json:"start" jsonschema:"title=Start date"`
	// Effective is the day from which the terms are meant to hold, where that lies before the letter.
	Effective *When `json:"effective,omitempty" jsonschema:"title=Effective date"`
	// BasePay is the fixed pay: one rate, or steps.
	BasePay *BasePay `json:"base_pay,omitempty" jsonschema:"title=Base pay"`
	// VariablePay is pay that depends on results: bonuses and commissions.
	VariablePay []VariablePay `json:"variable_pay,omitempty" jsonschema:"title=Variable pay,maxItems=40"`
	// OneTimePayments are payments made once: sign-on bonus, relocation and their like.
	OneTimePayments []OneTimePayment `json:"one_time_payments,omitempty" jsonschema:"title=One-time payments,maxItems=40"`
	// Equity lists the grants of shares.
	Equity []Equity `json:"equity,omitempty" jsonschema:"title=Equity,maxItems=40"`
	// Allowances are payments beside base pay that come again and again.
	Allowances []Allowance `json:"allowances,omitempty" jsonschema:"title=Allowances,maxItems=40"`
	// Benefits are what the employer gives beside pay.
	Benefits []Benefit `json:"benefits,omitempty" jsonschema:"title=Benefits,maxItems=40"`
	// TimeOff is vacation, holidays, sickness and other leave.
	TimeOff *TimeOff `json:"time_off,omitempty" jsonschema:"title=Time off"`
	// Relocation is how the employer helps with a move.
	Relocation *Relocation `json:"relocation,omitempty" jsonschema:"title=Relocation"`
	// Expenses is what the person gets back.
	Expenses *Expenses `json:"expenses,omitempty" jsonschema:"title=Expenses"`
	// Tax is who bears which tax.
	Tax *Tax `json:"tax,omitempty" jsonschema:"title=Tax"`
	// Deductions are what may be taken from pay.
	Deductions []Deduction `json:"deductions,omitempty" jsonschema:"title=Deductions from pay,maxItems=40"`
	// Termination is how the employment can end.
	Termination *Termination `json:"termination,omitempty" jsonschema:"title=Termination"`
	// Severance is what is paid when it ends.
	Severance []Severance `json:"severance,omitempty" jsonschema:"title=Severance,maxItems=40"`
	// Definitions are the meanings of words that the letter uses.
	Definitions []Definition `json:"definitions,omitempty" jsonschema:"title=Definitions,maxItems=40"`
	// Covenants are what the candidate promises.
	Covenants []Covenant `json:"covenants,omitempty" jsonschema:"title=Covenants,maxItems=40"`
	// Contingencies are what the offer depends on.
	Contingencies []Contingency `json:"contingencies,omitempty" jsonschema:"title=Conditions of this offer,maxItems=40"`
	// Protection is how the person is protected from claims of others.
	Protection []Protection `json:"protection,omitempty" jsonschema:"title=Protection,maxItems=40"`
	// Law is which law governs and where disputes are settled.
	Law *Law `json:"law,omitempty" jsonschema:"title=Law and disputes"`
	// StatutoryParticulars are items of a law's list that no family holds.
	StatutoryParticulars []Particular `json:"statutory_particulars,omitempty" jsonschema:"title=Statutory information,maxItems=40"`
	// Conditions change the terms when something happens.
	Conditions []Condition `json:"conditions,omitempty" jsonschema:"title=Conditions,maxItems=40"`
	// Alternatives are choices between packages.
	Alternatives []Alternative `json:"alternatives,omitempty" jsonschema:"title=Alternatives,maxItems=40"`
	// Documents are the papers that belong to the offer.
	Documents []Document      `json:"documents,omitempty" jsonschema:"title=Documents,maxItems=40"`
	Offer     *OfferMechanics `json:"offer,omitempty" jsonschema:"title=Offer mechanics"`
	// SpecialTerms are promises that no family holds; each is printed as it stands and flagged.
	SpecialTerms []SpecialTerm `json:"special_terms,omitempty" jsonschema:"title=Special terms,maxItems=40"`
	// ExplicitlyNone is the set of families of which it was said that there is none.
	ExplicitlyNone Families `json:"explicitly_none,omitempty" jsonschema:"title=Said to be none,maxItems=40,uniqueItems=true"`
	// NotDiscussed is the set of families of which nobody spoke.
	NotDiscussed Families `json:"not_discussed,omitempty" jsonschema:"title=Not discussed,maxItems=40,uniqueItems=true"`
}

// Family is the name of one member of Terms.
type Family string

// Enum lists the families that can be said to be none or not discussed, for the schema: all of record.md section 5 but
// the role, the place and the start, without which there is no offer.
func (Family) Enum() []string {
	return []string{
		"engagement", "hours", "effective", "base_pay", "variable_pay", "one_time_payments", "equity", "allowances", "benefits",
		"time_off", "relocation", "expenses", "tax", "deductions", "termination", "severance", "definitions", "covenants",
		"contingencies", "protection", "law", "statutory_particulars", "documents", "offer", "conditions", "alternatives",
		"special_terms",
	}
}

// Families is a set of family names; each is a term of its own in comparisons.
type Families []Family

// Has says whether the set names f.
func (fs Families) Has(f Family) bool {
	for _, x := range fs {
		if x == f {
			return true
		}
	}
	return false
}

// ID names an item of a list for ever; it is unique in its list.
type ID string

// IDPattern is the form of an ID: it cannot be mistaken for an index.
const IDPattern = `^[a-z][a-z0-9_]{0,39}$`

// Pattern is the form of an ID, for the schema.
func (ID) Pattern() string { return IDPattern }

// SpecialTerm is the typed way out for a promise that no family holds. It is printed as it stands and always flagged.
type SpecialTerm struct {
	ID ID `json:"id" jsonschema:"title=Id,example=four_day_week"`
	// Label is a short name for the promise, for people.
	Label string `json:"label" jsonschema:"title=Label,example=Four-day week until June,minLength=1,maxLength=200"`
	// Text is the sentence that is printed.
	Text string `json:"text" jsonschema:"title=Text,example=Ana works four days a week at full pay until 30 June 2027.,minLength=1,maxLength=2000"`
	// Until is when the promise ends, where it does.
	Until *cal.Date `json:"until,omitempty" jsonschema:"title=Until,example=2027-06-30"`
	// PromisedBy is the staff address of who made the promise. It is not printed.
	PromisedBy *string `json:"promised_by,omitempty" jsonschema:"title=Promised by,example=kim.park@acme.example,maxLength=200"`
	// Near is the term beside which a reader would look for it.
	Near *Pointer `json:"near,omitempty" jsonschema:"title=Near,example=/terms/hours"`
}
