package terms

import (
	"verbatim/internal/cal"
	"verbatim/internal/money"
)

// Severance is what is paid when the employment ends in one of some ways.
type Severance struct {
	ID ID `json:"id" jsonschema:"title=Id,example=no_cause"`
	// Triggers is the set of how the employment must end; any one is enough.
	Triggers []ExitEvent `json:"triggers" jsonschema:"title=Triggers,minItems=1,maxItems=14,uniqueItems=true"`
	// Window is the time around a change of control in which the end counts; absent means any time.
	Window *Window `json:"window,omitempty" jsonschema:"title=Window"`
	// MinimumService is the length of service from which it is paid; inclusive.
	MinimumService *cal.Length `json:"minimum_service,omitempty" jsonschema:"title=Minimum service"`
	// ServiceUntil is the length of service up to which the row applies; exclusive.
	ServiceUntil *cal.Length `json:"service_until,omitempty" jsonschema:"title=Service until"`
	// Pay is how much of pay is paid.
	Pay *Size `json:"pay,omitempty" jsonschema:"title=Pay"`
	// PerYear is how much is paid for each year of service.
	PerYear *Size `json:"per_year,omitempty" jsonschema:"title=For each year of service"`
	// Maximum is the most that it can come to.
	Maximum *Size `json:"maximum,omitempty" jsonschema:"title=Most"`
	// Bonus is what is paid in place of a bonus.
	Bonus *Size `json:"bonus,omitempty" jsonschema:"title=Bonus"`
	// EarnedBonus says whether a bonus that was earned is paid too.
	EarnedBonus *bool `json:"earned_bonus,omitempty" jsonschema:"title=Earned bonus,example=true"`
	// Health is how health cover goes on.
	Health *HealthCover `json:"health,omitempty" jsonschema:"title=Health cover"`
	// Equity is the set of terms that then apply to grants.
	Equity []Pointer `json:"equity,omitempty" jsonschema:"title=Equity,example=/terms/equity/new_hire_options/acceleration/double,maxItems=40,uniqueItems=true"`
	// Outplacement is how long help with finding other work is paid.
	Outplacement *cal.Length `json:"outplacement,omitempty" jsonschema:"title=Outplacement"`
	// Paid is how it is paid.
	Paid *string `json:"paid,omitempty" jsonschema:"title=Paid,example=salary_continuation,enum=lump_sum,enum=salary_continuation,enum=instalments"`
	// Instalments is in how many payments.
	Instalments *int `json:"instalments,omitempty" jsonschema:"title=Instalments,example=24,minimum=1,maximum=366"`
	// Due is when the first payment is made.
	Due *When `json:"due,omitempty" jsonschema:"title=Due"`
	// ReleaseRequired says whether the person must sign a release of claims first.
	ReleaseRequired *bool `json:"release_required,omitempty" jsonschema:"title=Release required,example=true"`
	// Mitigation says whether pay from other work is taken off.
	Mitigation *bool `json:"mitigation,omitempty" jsonschema:"title=Mitigation,example=false"`
	// Document is the agreement that holds it.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=severance_agreement"`
}

// Window is a time around a change of control.
type Window struct {
	// Before is how long before it.
	Before *cal.Length `json:"before,omitempty" jsonschema:"title=Before"`
	// After is how long after it.
	After *cal.Length `json:"after,omitempty" jsonschema:"title=After"`
}

// HealthCover is health cover that goes on after the employment.
type HealthCover struct {
	// Length is how long.
	Length cal.Length `json:"length" jsonschema:"title=Length"`
	// Covers is who is covered.
	Covers *Covers `json:"covers,omitempty" jsonschema:"title=Covers,example=family"`
	// PremiumEmployer is the employer's part of the premium, in percent.
	PremiumEmployer *money.Share `json:"premium_employer,omitempty" jsonschema:"title=Employer's part of the premium,example=100"`
	// UntilNewCover says whether it ends when other cover begins.
	UntilNewCover *bool `json:"until_new_cover,omitempty" jsonschema:"title=Until other cover begins,example=true"`
}

// Definition is the meaning of a word that the letter uses; its id is the word, such as cause.
type Definition struct {
	ID ID `json:"id" jsonschema:"title=Id,example=cause"`
	// Word is what is defined, where the id does not say it.
	Word *string `json:"word,omitempty" jsonschema:"title=Word,example=Good Reason,minLength=1,maxLength=200"`
	// Source is where the meaning stands.
	Source string `json:"source" jsonschema:"title=Source,example=letter,enum=letter,enum=document,enum=law"`
	// Document is the paper that holds it.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=equity_plan"`
	// Limbs is how many cases it has.
	Limbs *int `json:"limbs,omitempty" jsonschema:"title=Limbs,example=3,minimum=1,maximum=40"`
	// Cure is how long the other side has to put it right.
	Cure *cal.Length `json:"cure,omitempty" jsonschema:"title=Time to cure"`
	// NoticeWithin is how soon it must be claimed.
	NoticeWithin *cal.Length `json:"notice_within,omitempty" jsonschema:"title=Claimed within"`
	// Includes are cases of it that were spoken of.
	Includes []Limb `json:"includes,omitempty" jsonschema:"title=Includes,maxItems=40"`
	// Text is the meaning in words.
	Text *string `json:"text,omitempty" jsonschema:"title=Text,example=A sale of more than half of the shares.,minLength=1,maxLength=2000"`
}

// LimbType is the sort of a case.
type LimbType string

// Enum lists the sorts, for the schema; other needs a text.
func (LimbType) Enum() []string {
	return []string{
		"breach", "demotion", "pay_cut", "relocation", "departure_of_person", "misconduct", "dishonesty", "conviction", "neglect",
		"policy_breach", "incapacity", "other",
	}
}

// Limb is one case of a definition.
type Limb struct {
	ID ID `json:"id" jsonschema:"title=Id,example=move"`
	// Type is the sort of case.
	Type LimbType `json:"type" jsonschema:"title=Type,example=relocation"`
	// Outside is the area that a move must leave.
	Outside *string `json:"outside,omitempty" jsonschema:"title=Outside,example=Denver metropolitan area,minLength=1,maxLength=200"`
	// Distance is how far a move must be, in words.
	Distance *string `json:"distance,omitempty" jsonschema:"title=Distance,example=25 miles,minLength=1,maxLength=40"`
	// Person is whose departure it is.
	Person *string `json:"person,omitempty" jsonschema:"title=Person,example=Kim Park,minLength=1,maxLength=200"`
	// Text is the case in words.
	Text *string `json:"text,omitempty" jsonschema:"title=Text,example=A cut of base pay by more than a tenth.,minLength=1,maxLength=2000"`
}
