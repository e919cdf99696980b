package terms

import (
	"verbatim/internal/cal"
	"verbatim/internal/money"
)

// EquityType is the instrument of a grant.
type EquityType string

// Enum lists the instruments, for the schema; mixed needs parts.
func (EquityType) Enum() []string {
	return []string{
		"option_iso", "option_nso", "option_emi", "option", "rsu", "psu", "restricted_stock", "sar", "phantom", "profits_interest", "mixed",
	}
}

// Promise says how far a grant is promised.
type Promise string

// Enum lists the degrees, for the schema.
func (Promise) Enum() []string {
	return []string{"eligible", "will_recommend", "will_grant", "granted_by_letter"}
}

// Equity is one grant of shares, or of something that follows their value.
type Equity struct {
	ID ID `json:"id" jsonschema:"title=Id,example=new_hire_options"`
	// Type is the instrument.
	Type EquityType `json:"type" jsonschema:"title=Type,example=rsu"`
	// Name is what the employer calls the grant.
	Name *string `json:"name,omitempty" jsonschema:"title=Name,example=Long-term incentive 2027,minLength=1,maxLength=200"`
	// Issuer is the party whose shares they are; absent means the employer.
	Issuer *ID `json:"issuer,omitempty" jsonschema:"title=Issuer,example=parent"`
	// Plan is the plan under which it is granted.
	Plan *ID `json:"plan,omitempty" jsonschema:"title=Plan,example=equity_plan"`
	// Document is the agreement of the grant.
	Document *ID `json:"document,omitempty" jsonschema:"title=Grant agreement,example=option_agreement"`
	// Promise is how far the grant is promised.
	Promise Promise `json:"promise" jsonschema:"title=Promise,example=will_recommend"`
	// SubjectTo is the set of what must happen before the grant.
	SubjectTo []string `json:"subject_to,omitempty" jsonschema:"title=Subject to,example=board_approval,maxItems=10,uniqueItems=true,enum=board_approval,enum=committee_approval,enum=shareholder_approval,enum=plan_approval,enum=grant_agreement,enum=continued_service,enum=securities_law"`
	// Size is how much is granted.
	Size *Size `json:"size,omitempty" jsonschema:"title=Size"`
	// Parts are the instruments of a mixed grant.
	Parts []EquityPart `json:"parts,omitempty" jsonschema:"title=Parts,maxItems=10"`
	// Prorated says that the first grant shrinks with the part of the year that has passed.
	Prorated *bool `json:"prorated,omitempty" jsonschema:"title=Prorated,example=false"`
	// Cycle is whether the grant comes once or again each year; absent means once.
	Cycle *string `json:"cycle,omitempty" jsonschema:"title=Cycle,example=once,enum=once,enum=yearly"`
	// Outstanding is how many shares there are, so that the size can be judged.
	Outstanding *Outstanding `json:"outstanding,omitempty" jsonschema:"title=Shares outstanding"`
	// Strike is the price at which an option is exercised, or from which an appreciation right counts.
	Strike *Strike `json:"strike,omitempty" jsonschema:"title=Strike price"`
	// Vesting is how the grant becomes the person's own.
	Vesting *Vesting `json:"vesting,omitempty" jsonschema:"title=Vesting"`
	// VestingFrom is when vesting begins to count.
	VestingFrom *When `json:"vesting_from,omitempty" jsonschema:"title=Vesting from"`
	// GrantOn is when the grant is made.
	GrantOn *When `json:"grant_on,omitempty" jsonschema:"title=Grant on"`
	// Acceleration is what makes it vest sooner.
	Acceleration []Acceleration `json:"acceleration,omitempty" jsonschema:"title=Acceleration,maxItems=40"`
	// ExerciseAfterLeaving is how long an option can be exercised after the employment.
	ExerciseAfterLeaving *cal.Length `json:"exercise_after_leaving,omitempty" jsonschema:"title=Exercise after leaving"`
	// EarlyExercise says whether an option can be exercised before it vests.
	EarlyExercise *bool `json:"early_exercise,omitempty" jsonschema:"title=Early exercise,example=false"`
	// Term is how long an option lasts.
	Term *cal.Length `json:"term,omitempty" jsonschema:"title=Life of the option"`
	// DividendEquivalents says whether dividends are made up for before the shares are held.
	DividendEquivalents *bool `json:"dividend_equivalents,omitempty" jsonschema:"title=Dividend equivalents,example=false"`
	// TandemWith is the grant in whose place this one can be exercised.
	TandemWith *ID `json:"tandem_with,omitempty" jsonschema:"title=In tandem with,example=new_hire_options"`
	// Settlement is what it is settled in.
	Settlement *string `json:"settlement,omitempty" jsonschema:"title=Settlement,example=shares,enum=shares,enum=cash,enum=choice"`
	// HoldFor is how long shares are held after they vest.
	HoldFor *cal.Length `json:"hold_for,omitempty" jsonschema:"title=Held after vesting"`
}

// EquityPart is one instrument of a grant that mixes several.
type EquityPart struct {
	ID ID `json:"id" jsonschema:"title=Id,example=options"`
	// Type is the instrument.
	Type EquityType `json:"type" jsonschema:"title=Type,example=rsu"`
	// Weight is its part of the grant.
	Weight money.Share `json:"weight" jsonschema:"title=Weight,example=1/3"`
	// Vesting is how it vests, where parts differ.
	Vesting *Vesting `json:"vesting,omitempty" jsonschema:"title=Vesting"`
}

// Outstanding is the number of shares of the issuer.
type Outstanding struct {
	// Units is the number.
	Units money.Decimal `json:"units" jsonschema:"title=Units,example=30000000"`
	// Counted says which shares the number counts.
	Counted Counted `json:"counted" jsonschema:"title=Counted,example=fully_diluted"`
	// AsOf is the day of the count.
	AsOf *cal.Date `json:"as_of,omitempty" jsonschema:"title=As of,example=2026-11-01"`
}

// StrikeType is which sort of Strike.
type StrikeType string

// The types of Strike.
const (
	StrikeFairMarketValue StrikeType = "fair_market_value"
	StrikeCloseOn         StrikeType = "close_on"
	StrikeFixed           StrikeType = "fixed"
	StrikeGreaterOf       StrikeType = "greater_of"
)

// Strike is the price of an option: a value on a day, a fixed sum, or the greater of both. Compared whole.
type Strike struct {
	Type StrikeType `json:"type" jsonschema:"title=Type,example=fair_market_value"`
	// On is the day whose value it is.
	On *When `json:"on,omitempty" jsonschema:"title=On"`
	// Amount is the fixed sum for a share.
	Amount *money.Decimal `json:"amount,omitempty" jsonschema:"title=Amount,example=1.25"`
	// Currency is the currency of Amount.
	Currency *money.Currency `json:"currency,omitempty" jsonschema:"title=Currency,example=USD"`
}

// Variants lists which fields belong to which type.
func (Strike) Variants() []Variant {
	return []Variant{
		{Type: string(StrikeFairMarketValue), Required: []string{"on"}},
		{Type: string(StrikeCloseOn), Required: []string{"on"}},
		{Type: string(StrikeFixed), Required: []string{"amount", "currency"}},
		{Type: string(StrikeGreaterOf), Required: []string{"on", "amount", "currency"}},
	}
}

// Acceleration is what makes a grant vest sooner. Change of control together with another event is a double trigger:
// both must happen.
type Acceleration struct {
	ID ID `json:"id" jsonschema:"title=Id,example=double"`
	// Events is the set of what must happen.
	Events []ExitEvent `json:"events" jsonschema:"title=Events,minItems=1,maxItems=14,uniqueItems=true"`
	// Percent is how much of what has not vested then vests.
	Percent *money.Share `json:"percent,omitempty" jsonschema:"title=Percent,example=100"`
	// Further is how much longer the vesting is taken to have run.
	Further *cal.Length `json:"further,omitempty" jsonschema:"title=Further vesting"`
	// Before is how long before a change of control the other event counts.
	Before *cal.Length `json:"before,omitempty" jsonschema:"title=Before"`
	// After is how long after a change of control the other event counts.
	After *cal.Length `json:"after,omitempty" jsonschema:"title=After"`
	// ReleaseRequired says whether the person must sign a release of claims first.
	ReleaseRequired *bool `json:"release_required,omitempty" jsonschema:"title=Release required,example=true"`
}
