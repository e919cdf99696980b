package terms

import (
	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// Relocation is how the employer helps with a move. A sum paid once for it is a one-time payment.
type Relocation struct {
	// Support lists what the employer pays for.
	Support []RelocationSupport `json:"support,omitempty" jsonschema:"title=Support,maxItems=40"`
	// Cap is the most for all of it together.
	Cap *money.Money `json:"cap,omitempty" jsonschema:"title=Cap"`
	// By is when the move must be made.
	By *When `json:"by,omitempty" jsonschema:"title=By"`
	// GrossUp says whether the employer also pays the tax on it.
	GrossUp *bool `json:"gross_up,omitempty" jsonschema:"title=Grossed up,example=true"`
	// Document is the policy that holds the rules.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=relocation_guide"`
	// Repayment is the duty to pay it back.
	Repayment *Repayment `json:"repayment,omitempty" jsonschema:"title=Repayment"`
}

// RelocationType is what is paid for.
type RelocationType string

// Enum lists what can be, for the schema; other needs a name.
func (RelocationType) Enum() []string {
	return []string{
		"household_goods", "storage", "travel", "house_hunting", "temporary_housing", "home_sale", "home_purchase", "lease_break",
		"family", "language_course", "immigration", "tax_advice", "home_leave", "return_move", "miscellaneous", "other",
	}
}

// RelocationSupport is one thing that the employer pays for.
type RelocationSupport struct {
	ID ID `json:"id" jsonschema:"title=Id,example=movers"`
	// Type is what is paid for.
	Type RelocationType `json:"type" jsonschema:"title=Type,example=household_goods"`
	// Name says it in words; type other needs one.
	Name *string `json:"name,omitempty" jsonschema:"title=Name,example=purchase of the home at its appraised value,minLength=1,maxLength=200"`
	// Cap is the most that is paid.
	Cap *money.Money `json:"cap,omitempty" jsonschema:"title=Cap"`
	// Length is how long it lasts.
	Length *cal.Length `json:"length,omitempty" jsonschema:"title=Length"`
	// Paid is who pays whom.
	Paid *string `json:"paid,omitempty" jsonschema:"title=Paid,example=against_receipts,enum=against_receipts,enum=directly,enum=by_vendor"`
}

// Expenses is what the person gets back that was spent on the employer's business.
type Expenses struct {
	// Business says whether necessary business expenses are paid back.
	Business *bool `json:"business,omitempty" jsonschema:"title=Business expenses,example=true"`
	// Items are further expenses that are paid back.
	Items []ExpenseItem `json:"items,omitempty" jsonschema:"title=Items,maxItems=40"`
	// Within is how long after spending they must be claimed.
	Within *cal.Length `json:"within,omitempty" jsonschema:"title=Claimed within"`
	// Document is the policy that holds the rules.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=expense_policy"`
}

// ExpenseItem is one sort of expense that is paid back.
type ExpenseItem struct {
	ID ID `json:"id" jsonschema:"title=Id,example=bar_fees"`
	// Name says what it is.
	Name string `json:"name" jsonschema:"title=Name,example=bar fees,minLength=1,maxLength=200"`
	// Size is how much is paid back at most.
	Size *Size `json:"size,omitempty" jsonschema:"title=Size"`
}

// Tax is who bears which tax.
type Tax struct {
	// BorneBy is who bears tax and social charges on the pay.
	BorneBy *string `json:"borne_by,omitempty" jsonschema:"title=Borne by,example=employee,enum=employee,enum=employer"`
	// Equalisation says whether the person pays as much as at home, whatever is due.
	Equalisation *bool `json:"equalisation,omitempty" jsonschema:"title=Equalisation,example=false"`
	// Advice says whether the employer pays for help with tax returns.
	Advice *bool `json:"advice,omitempty" jsonschema:"title=Help with tax returns,example=false"`
	// Ruling is a special rule that is meant to apply, in words.
	Ruling *string `json:"ruling,omitempty" jsonschema:"title=Ruling,example=30 percent ruling; applied for,minLength=1,maxLength=200"`
	// MeantUnder is a rule of tax law that pay is meant to meet.
	MeantUnder *string `json:"meant_under,omitempty" jsonschema:"title=Meant to meet,example=section 162(m),minLength=1,maxLength=200"`
	// SocialSecurity is the place in which the person is insured.
	SocialSecurity *place.Code `json:"social_security,omitempty" jsonschema:"title=Social security,example=CH"`
}

// DeductionType is what is taken from pay.
type DeductionType string

// Enum lists what can be, for the schema; other needs a text.
func (DeductionType) Enum() []string {
	return []string{
		"overpayment", "holiday_taken", "training", "uniform", "equipment", "damage", "accommodation", "meals", "transport", "loan",
		"union_dues", "insurance_excess", "sums_owed", "other",
	}
}

// Deduction is something that the employer may take from pay, beside tax, social charges and a Repayment.
type Deduction struct {
	ID ID `json:"id" jsonschema:"title=Id,example=uniform"`
	// Type is what is taken.
	Type DeductionType `json:"type" jsonschema:"title=Type,example=uniform"`
	// Text says it in words; type other needs one.
	Text *string `json:"text,omitempty" jsonschema:"title=Text,example=The cost of a lost access card.,minLength=1,maxLength=2000"`
	// Size is how much.
	Size *Size `json:"size,omitempty" jsonschema:"title=Size"`
	// Until is when it ends.
	Until *When `json:"until,omitempty" jsonschema:"title=Until"`
	// Document is the agreement that allows it.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=deduction_agreement"`
}
