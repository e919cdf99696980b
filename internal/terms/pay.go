package terms

import (
	"verbatim/internal/cal"
	"verbatim/internal/money"
)

// Measure says what a pay figure counts.
type Measure string

// Enum lists the measures, for the schema; absent means gross.
func (Measure) Enum() []string { return []string{"gross", "cost_to_company", "package", "net"} }

// PayCycle is how often pay is paid.
type PayCycle string

// Enum lists the cycles, for the schema.
func (PayCycle) Enum() []string {
	return []string{"weekly", "fortnightly", "semimonthly", "four_weekly", "monthly"}
}

// PerYear is how many payments a year the cycle makes, 0 for an unknown word.
func (c PayCycle) PerYear() int64 {
	return map[PayCycle]int64{"weekly": 52, "fortnightly": 26, "semimonthly": 24, "four_weekly": 13, "monthly": 12}[c]
}

// BasePay is the fixed pay. Exactly one of Rate and Steps is given; a record without base pay lists it in ExplicitlyNone.
type BasePay struct {
	// Rate is the pay for one period.
	Rate *money.Rate `json:"rate,omitempty" jsonschema:"title=Rate of pay"`
	// FullTime is what the rate would be for full-time work; given for those who work less.
	FullTime *money.Rate `json:"full_time,omitempty" jsonschema:"title=For full-time work"`
	// Measure says what the figure counts; absent means gross.
	Measure *Measure `json:"measure,omitempty" jsonschema:"title=Measure,example=gross"`
	// Paid is how often.
	Paid *PayCycle `json:"paid,omitempty" jsonschema:"title=Paid,example=semimonthly"`
	// PayDay is the day on which pay is paid, in words.
	PayDay *string `json:"pay_day,omitempty" jsonschema:"title=Pay day,example=last working day of the month,minLength=1,maxLength=200"`
	// Instalments is how many payments make the yearly rate.
	Instalments *int `json:"instalments,omitempty" jsonschema:"title=Instalments,example=26,minimum=1,maximum=366"`
	// Stated are further figures that were said of the same pay; they are checked against Rate.
	Stated []StatedPay `json:"stated,omitempty" jsonschema:"title=Stated instalments,maxItems=40"`
	// From is when pay begins, if on another day than the work.
	From *When `json:"from,omitempty" jsonschema:"title=Pay begins"`
	// Includes lists what the rate already contains; always flagged.
	Includes []string `json:"includes,omitempty" jsonschema:"title=Includes,example=overtime,maxItems=40,uniqueItems=true,enum=overtime,enum=private_health,enum=pension,enum=holiday_pay,enum=travel_time,enum=superannuation,enum=shift_premiums"`
	// Components are the parts that the rate is made of, and those that come on top of it.
	Components []Component `json:"components,omitempty" jsonschema:"title=Components,maxItems=40"`
	// Steps are rates by period.
	Steps []PayStep `json:"steps,omitempty" jsonschema:"title=Steps,maxItems=40"`
	// Review is when pay is looked at again.
	Review *PayReview `json:"review,omitempty" jsonschema:"title=Review"`
}

// StatedPay is a figure that was said beside the rate, such as the fortnightly instalment of a yearly salary.
type StatedPay struct {
	ID ID `json:"id" jsonschema:"title=Id,example=period"`
	// Amount is the figure that was said.
	Amount money.Decimal `json:"amount" jsonschema:"title=Amount,example=19230.77"`
	// Currency is its currency.
	Currency money.Currency `json:"currency" jsonschema:"title=Currency,example=USD"`
	// Per is the period that it is for.
	Per StatedPer `json:"per" jsonschema:"title=Period,example=fortnight"`
}

// StatedPer is the period of a stated instalment: the periods of a rate, and the half month that pay cycles have.
type StatedPer string

// Enum lists the periods, for the schema.
func (StatedPer) Enum() []string {
	return []string{"year", "month", "half_month", "four_weeks", "fortnight", "week", "day", "hour"}
}

// PayStep is a rate for a time.
type PayStep struct {
	ID ID `json:"id" jsonschema:"title=Id,example=first_year"`
	// From is when the step begins.
	From *When `json:"from,omitempty" jsonschema:"title=From"`
	// Until is when it ends.
	Until *When `json:"until,omitempty" jsonschema:"title=Until"`
	// Rate is the pay in it.
	Rate money.Rate `json:"rate" jsonschema:"title=Rate"`
}

// PayReview is when pay is looked at again. A review is no promise of an increase unless Promised.
type PayReview struct {
	// Cycle is how often pay is looked at.
	Cycle string `json:"cycle" jsonschema:"title=Cycle,example=yearly,enum=yearly,enum=half_yearly,enum=quarterly"`
	// Month is the month of the year, 1 to 12.
	Month *int `json:"month,omitempty" jsonschema:"title=Month,example=3,minimum=1,maximum=12"`
	// First is when it is looked at for the first time.
	First *When `json:"first,omitempty" jsonschema:"title=First review"`
	// Promised says whether an increase was promised.
	Promised *bool `json:"promised,omitempty" jsonschema:"title=Increase promised,example=false"`
}

// PaymentType is the sort of a single payment.
type PaymentType string

// Enum lists the sorts, for the schema.
func (PaymentType) Enum() []string {
	return []string{"sign_on", "relocation", "retention", "make_whole", "success_fee", "loan", "pre_start", "bridge"}
}

// OneTimePayment is a payment made once, or in instalments of one sum.
type OneTimePayment struct {
	ID ID `json:"id" jsonschema:"title=Id,example=sign_on"`
	// Type is the sort of payment.
	Type PaymentType `json:"type" jsonschema:"title=Type,example=sign_on"`
	// Size is how much it is.
	Size Size `json:"size" jsonschema:"title=Size"`
	// Due is when it is paid.
	Due *When `json:"due,omitempty" jsonschema:"title=Due"`
	// InPlaceOf is what the payment makes up for.
	InPlaceOf *string `json:"in_place_of,omitempty" jsonschema:"title=In place of,example=the bonus of 2026 at the present employer,minLength=1,maxLength=200"`
	// Upon is what must happen for it to be paid, in words.
	Upon *string `json:"upon,omitempty" jsonschema:"title=Upon,example=a court keeps you from starting,minLength=1,maxLength=2000"`
	// EmployedOn is the day on which the person must still be employed to be paid.
	EmployedOn *When `json:"employed_on,omitempty" jsonschema:"title=Employed on"`
	// Until is when payments that come again end, at the latest.
	Until *When `json:"until,omitempty" jsonschema:"title=Until"`
	// Offset says whether what others pay for the same is taken off.
	Offset *bool `json:"offset,omitempty" jsonschema:"title=Offset,example=false"`
	// Payer is the party that pays; absent means the employer.
	Payer *ID `json:"payer,omitempty" jsonschema:"title=Payer,example=parent"`
	// Loan is how a loan is paid back or forgiven.
	Loan *Loan `json:"loan,omitempty" jsonschema:"title=Loan"`
	// Proof is what the candidate must show before it is paid.
	Proof *string `json:"proof,omitempty" jsonschema:"title=Proof,example=receipts for the move,minLength=1,maxLength=2000"`
	// GrossUp says whether the employer also pays the tax on it.
	GrossUp *bool `json:"gross_up,omitempty" jsonschema:"title=Grossed up,example=false"`
	// Instalments are its parts, where it is paid in several.
	Instalments []Instalment `json:"instalments,omitempty" jsonschema:"title=Instalments,maxItems=40"`
	// Repayment is the duty to pay it back.
	Repayment *Repayment `json:"repayment,omitempty" jsonschema:"title=Repayment"`
}

// Loan is what makes a payment a loan.
type Loan struct {
	// Interest is the yearly rate of interest, in percent; absent with InterestFree.
	Interest *money.Share `json:"interest,omitempty" jsonschema:"title=Interest,example=3.5"`
	// InterestFree says that there is none.
	InterestFree *bool `json:"interest_free,omitempty" jsonschema:"title=Free of interest,example=true"`
	// Due is when it is paid back.
	Due *When `json:"due,omitempty" jsonschema:"title=Due"`
	// Forgiven is how it is forgiven in the course of time.
	Forgiven *Vesting `json:"forgiven,omitempty" jsonschema:"title=Forgiven"`
	// Secured says in words what secures it.
	Secured *string `json:"secured,omitempty" jsonschema:"title=Secured by,example=a mortgage on the home,minLength=1,maxLength=200"`
}

// Instalment is a part of a single payment.
type Instalment struct {
	ID ID `json:"id" jsonschema:"title=Id,example=first"`
	// On is when the part is paid.
	On When `json:"on" jsonschema:"title=On"`
	// Size is how much of the payment it is.
	Size Size `json:"size" jsonschema:"title=Size"`
}

// RepaymentTrigger is what makes a payment repayable.
type RepaymentTrigger string

// Enum lists the triggers, for the schema.
func (RepaymentTrigger) Enum() []string {
	return []string{"resignation", "cause", "any_termination", "not_starting"}
}

// Proration is how a repayment shrinks with time.
type Proration string

// Enum lists the ways, for the schema.
func (Proration) Enum() []string { return []string{"none", "daily", "monthly", "yearly"} }

// WaiveEvent is what excuses a repayment.
type WaiveEvent string

// Enum lists the events, for the schema.
func (WaiveEvent) Enum() []string {
	return []string{"death", "disability", "redundancy", "good_reason", "change_of_control", "parental_leave"}
}

// Repayment is the duty to pay a payment back.
type Repayment struct {
	// Triggers is the set of what makes it due.
	Triggers []RepaymentTrigger `json:"triggers" jsonschema:"title=Triggers,minItems=1,maxItems=10,uniqueItems=true"`
	// Within is how long the duty lasts.
	Within cal.Length `json:"within" jsonschema:"title=Within"`
	// CountedFrom is what Within counts from; absent means the start.
	CountedFrom *string `json:"counted_from,omitempty" jsonschema:"title=Counted from,example=start,enum=start,enum=payment,enum=acceptance"`
	// Proration is how the sum shrinks; absent was not said.
	Proration *Proration `json:"proration,omitempty" jsonschema:"title=Proration,example=monthly"`
	// WaivedOn is the set of what excuses it.
	WaivedOn []WaiveEvent `json:"waived_on,omitempty" jsonschema:"title=Waived on,maxItems=10,uniqueItems=true"`
	// Interest says whether interest is owed.
	Interest *bool `json:"interest,omitempty" jsonschema:"title=Interest,example=false"`
	// WageDeduction says whether it may be taken from wages.
	WageDeduction *bool `json:"wage_deduction,omitempty" jsonschema:"title=Deducted from wages,example=false"`
	// SetOff says whether it may be set off against other sums.
	SetOff *bool `json:"set_off,omitempty" jsonschema:"title=Set off,example=false"`
	// GrossOrNet says which sum is paid back.
	GrossOrNet *string `json:"gross_or_net,omitempty" jsonschema:"title=Gross or net,example=gross,enum=gross,enum=net"`
	// Document is the separate agreement that holds the duty; absent means this letter does.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=sign_on_agreement"`
	// ReviewPeriod is how long the candidate may consult before signing.
	ReviewPeriod *cal.Length `json:"review_period,omitempty" jsonschema:"title=Review period"`
	// MayDefer says whether the candidate may choose to be paid only when the duty has ended.
	MayDefer *bool `json:"may_defer,omitempty" jsonschema:"title=May be deferred,example=true"`
}
