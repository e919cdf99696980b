package terms

import (
	"verbatim/internal/cal"
	"verbatim/internal/money"
)

// TimeOff is when the person need not work and what is paid then.
type TimeOff struct {
	// Vacation is the yearly leave.
	Vacation *Vacation `json:"vacation,omitempty" jsonschema:"title=Vacation"`
	// Holidays are the days on which nobody works.
	Holidays *Holidays `json:"holidays,omitempty" jsonschema:"title=Public holidays"`
	// Sick is what holds when the person is ill.
	Sick *Sick `json:"sick,omitempty" jsonschema:"title=Sickness"`
	// OtherPaid are further sorts of leave.
	OtherPaid []Leave `json:"other_paid,omitempty" jsonschema:"title=Other leave,maxItems=40"`
}

// VacationType is which sort of Vacation.
type VacationType string

// The types of Vacation.
const (
	VacationEntitlement VacationType = "entitlement"
	VacationUnlimited   VacationType = "unlimited"
	VacationStatutory   VacationType = "statutory"
	VacationPolicy      VacationType = "policy"
)

// Vacation is the yearly leave: a number of days, as much as the person needs, what the law gives, or what a policy says.
type Vacation struct {
	Type VacationType `json:"type" jsonschema:"title=Type,example=entitlement"`
	// PerYear is how much there is in a full year.
	PerYear *cal.Length `json:"per_year,omitempty" jsonschema:"title=Per year"`
	// DaysPerWeek is the working week that a number of days is counted on.
	DaysPerWeek *money.Decimal `json:"days_per_week,omitempty" jsonschema:"title=Counted on days a week,example=5"`
	// IncludesHolidays says whether public holidays are counted in PerYear.
	IncludesHolidays *bool `json:"includes_holidays,omitempty" jsonschema:"title=Includes public holidays,example=false"`
	// IncludesSick says whether sick days are taken from PerYear.
	IncludesSick *bool `json:"includes_sick,omitempty" jsonschema:"title=Includes sick days,example=false"`
	// OfWhichStatutory is the part of PerYear that the law gives.
	OfWhichStatutory *cal.Length `json:"of_which_statutory,omitempty" jsonschema:"title=Of which by law"`
	// Accrual is how it is earned in the course of the year.
	Accrual *string `json:"accrual,omitempty" jsonschema:"title=Accrual,example=monthly,enum=at_once,enum=monthly,enum=per_pay_period,enum=by_hours_worked"`
	// YearBegins is when the leave year begins.
	YearBegins *string `json:"year_begins,omitempty" jsonschema:"title=Leave year begins,example=january,enum=january,enum=april,enum=july,enum=september,enum=anniversary"`
	// CarryOver says whether what is left passes into the next year.
	CarryOver *bool `json:"carry_over,omitempty" jsonschema:"title=Carried over,example=true"`
	// CarryOverMost is how much of it can.
	CarryOverMost *cal.Length `json:"carry_over_most,omitempty" jsonschema:"title=Most carried over"`
	// Pay is how pay during leave is counted.
	Pay *string `json:"pay,omitempty" jsonschema:"title=Pay,example=normal,enum=normal,enum=average_12_weeks,enum=average_13_weeks,enum=average_52_weeks,enum=rolled_up"`
	// From is when leave can first be taken.
	From *When `json:"from,omitempty" jsonschema:"title=From"`
	// Increases are what longer service adds.
	Increases []LeaveIncrease `json:"increases,omitempty" jsonschema:"title=Increases,maxItems=40"`
	// PaidOnLeaving says whether what is left is paid when the employment ends.
	PaidOnLeaving *bool `json:"paid_on_leaving,omitempty" jsonschema:"title=Paid on leaving,example=true"`
	// Document is the policy that holds its rules.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=leave_policy"`
}

// Variants lists which fields belong to which type.
func (Vacation) Variants() []Variant {
	return []Variant{
		{Type: string(VacationEntitlement), Required: []string{"per_year"}, Optional: []string{
			"days_per_week", "includes_holidays", "includes_sick", "of_which_statutory", "accrual", "year_begins", "carry_over",
			"carry_over_most", "pay", "from", "increases", "paid_on_leaving", "document",
		}},
		{Type: string(VacationUnlimited), Optional: []string{"includes_sick", "from", "paid_on_leaving", "document"}},
		{Type: string(VacationStatutory), Optional: []string{
			"includes_holidays", "accrual", "year_begins", "carry_over", "carry_over_most", "pay", "from", "paid_on_leaving", "document",
		}},
		{Type: string(VacationPolicy), Optional: []string{"from", "paid_on_leaving", "document"}},
	}
}

// LeaveIncrease is how much leave there is after a length of service.
type LeaveIncrease struct {
	ID ID `json:"id" jsonschema:"title=Id,example=five_years"`
	// After is the length of service.
	After cal.Length `json:"after" jsonschema:"title=After"`
	// PerYear is how much there is from then on.
	PerYear cal.Length `json:"per_year" jsonschema:"title=Per year"`
}

// Holidays are the days on which nobody works.
type Holidays struct {
	// Type is which days they are.
	Type string `json:"type" jsonschema:"title=Type,example=public,enum=public,enum=company,enum=policy,enum=none"`
	// Paid is how many are paid each year.
	Paid *int `json:"paid,omitempty" jsonschema:"title=Paid days,example=8,minimum=0,maximum=60"`
	// Floating is how many further days the person may choose.
	Floating *int `json:"floating,omitempty" jsonschema:"title=Floating days,example=4,minimum=0,maximum=60"`
	// MayWork says whether the person can be asked to work on them.
	MayWork *bool `json:"may_work,omitempty" jsonschema:"title=Can be worked,example=false"`
	// Document is the list or policy that names them.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=holiday_list"`
}

// Sick is what holds when the person is ill.
type Sick struct {
	// Type is where the rules come from.
	Type string `json:"type" jsonschema:"title=Type,example=statutory,enum=statutory,enum=policy,enum=entitlement,enum=unlimited"`
	// Scheme is the scheme as it is called.
	Scheme *string `json:"scheme,omitempty" jsonschema:"title=Scheme,example=SSP,minLength=1,maxLength=200"`
	// PerYear is how many days of sickness a year are paid.
	PerYear *cal.Length `json:"per_year,omitempty" jsonschema:"title=Per year"`
	// FullPay is how long full pay goes on.
	FullPay *cal.Length `json:"full_pay,omitempty" jsonschema:"title=Full pay"`
	// HalfPay is how long half pay follows.
	HalfPay *cal.Length `json:"half_pay,omitempty" jsonschema:"title=Half pay"`
	// Longest is how long one illness is paid at most.
	Longest *cal.Length `json:"longest,omitempty" jsonschema:"title=Longest for one illness"`
	// Pay is how much is paid, in percent of pay.
	Pay *money.Share `json:"pay,omitempty" jsonschema:"title=Pay,example=80"`
	// WaitingDays is how many days pass before anything is paid.
	WaitingDays *int `json:"waiting_days,omitempty" jsonschema:"title=Waiting days,example=3,minimum=0,maximum=60"`
	// ProofAfter is from when a doctor's note is needed.
	ProofAfter *cal.Length `json:"proof_after,omitempty" jsonschema:"title=Proof after"`
	// Document is the policy that holds the rules.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=sickness_policy"`
}

// LeaveType is the sort of a leave.
type LeaveType string

// Enum lists the sorts, for the schema; other needs a name.
func (LeaveType) Enum() []string {
	return []string{
		"parental", "maternity", "paternity", "adoption", "shared_parental", "parental_bereavement", "neonatal_care", "bereavement", "carers",
		"sabbatical", "study", "jury_duty", "military", "public_duties", "volunteering", "marriage", "moving", "birthday", "closure", "other",
	}
}

// Leave is a sort of leave beside vacation, holidays and sickness.
type Leave struct {
	ID ID `json:"id" jsonschema:"title=Id,example=parental"`
	// Type is the sort of leave.
	Type LeaveType `json:"type" jsonschema:"title=Type,example=parental"`
	// Name is what the employer calls it; type other needs one.
	Name *string `json:"name,omitempty" jsonschema:"title=Name,example=Recharge week,minLength=1,maxLength=200"`
	// Length is how long it lasts.
	Length *cal.Length `json:"length,omitempty" jsonschema:"title=Length"`
	// Every is how often it comes again.
	Every *cal.Length `json:"every,omitempty" jsonschema:"title=Every"`
	// AfterService is how long the person must have worked for it.
	AfterService *cal.Length `json:"after_service,omitempty" jsonschema:"title=After service"`
	// Paid is what is paid during it.
	Paid *string `json:"paid,omitempty" jsonschema:"title=Paid,example=full,enum=full,enum=part,enum=statutory,enum=unpaid"`
	// Percent is how much of pay goes on, where it is a part.
	Percent *money.Share `json:"percent,omitempty" jsonschema:"title=Percent,example=80"`
	// Document is the policy that holds the rules.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=leave_policy"`
}
