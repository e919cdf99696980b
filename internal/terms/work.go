package terms

import (
	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// Role is what the person will be.
type Role struct {
	// Title is the job title as it was said.
	Title string `json:"title" jsonschema:"title=Job title,example=Senior Software Engineer,minLength=1,maxLength=200"`
	// Department is the part of the employer in which the person works.
	Department *string `json:"department,omitempty" jsonschema:"title=Department,example=Marketing,minLength=1,maxLength=200"`
	// Grade is the employer's own grade.
	Grade *string `json:"grade,omitempty" jsonschema:"title=Grade,example=E2,minLength=1,maxLength=40"`
	// ReportsTo lists who the person reports to, the first one first.
	ReportsTo []ReportsTo `json:"reports_to,omitempty" jsonschema:"title=Reports to,maxItems=40"`
	// Duties are in a document or described in words.
	Duties *Duties `json:"duties,omitempty" jsonschema:"title=Duties"`
	// Prospects are intentions about a later role, never promises.
	Prospects []Prospect `json:"prospects,omitempty" jsonschema:"title=Prospects,maxItems=40"`
}

// ReportsTo is one reporting line: to a title, a named person, or a body.
type ReportsTo struct {
	ID ID `json:"id" jsonschema:"title=Id,example=manager"`
	// Title is the job title reported to.
	Title *string `json:"title,omitempty" jsonschema:"title=Title,example=Director of Engineering,minLength=1,maxLength=200"`
	// Name is the person reported to.
	Name *string `json:"name,omitempty" jsonschema:"title=Name,example=Kim Park,minLength=1,maxLength=200"`
	// Body is the committee or board reported to.
	Body *string `json:"body,omitempty" jsonschema:"title=Body,example=audit committee,minLength=1,maxLength=200"`
	// Line is solid unless stated.
	Line *string `json:"line,omitempty" jsonschema:"title=Line,example=dotted,enum=solid,enum=dotted"`
	// OrNamedLater says whether somebody whom the employer names later may take the place.
	OrNamedLater *bool `json:"or_named_later,omitempty" jsonschema:"title=Or a person named later,example=false"`
	// AtPleasure says whether the person holds the office only as long as this body or person wishes.
	AtPleasure *bool `json:"at_pleasure,omitempty" jsonschema:"title=At its pleasure,example=false"`
	// Until ends an interim reporting line.
	Until *When `json:"until,omitempty" jsonschema:"title=Until"`
}

// Duties refers to a document, or says the duties in words.
type Duties struct {
	// Document is the paper that holds the duties.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=job_description"`
	// Text says the duties in words.
	Text *string `json:"text,omitempty" jsonschema:"title=Text,example=Leads the payments team,minLength=1,maxLength=2000"`
}

// Prospect is a later role that is intended, never promised.
type Prospect struct {
	ID ID `json:"id" jsonschema:"title=Id,example=board_seat"`
	// Title is the later role.
	Title string `json:"title" jsonschema:"title=Title,example=Member of the Board,minLength=1,maxLength=200"`
	// Nature is always intent: a prospect is no promise.
	Nature string `json:"nature" jsonschema:"title=Nature,example=intent,enum=intent"`
	// NotBefore is how long it is intended to take at least.
	NotBefore *cal.Length `json:"not_before,omitempty" jsonschema:"title=Not before"`
	// Within is in what time it is intended.
	Within *cal.Length `json:"within,omitempty" jsonschema:"title=Within"`
}

// EngagementType is the sort of engagement.
type EngagementType string

// Enum lists the sorts, for the schema.
func (EngagementType) Enum() []string {
	return []string{"indefinite", "fixed_term", "zero_hours", "casual", "apprenticeship", "internship", "assignment", "tenure_track"}
}

// WorkTime is full time or part time.
type WorkTime string

// Enum lists both, for the schema.
func (WorkTime) Enum() []string { return []string{"full_time", "part_time"} }

// OvertimeStatus is the status under the US Fair Labor Standards Act.
type OvertimeStatus string

// Enum lists both, for the schema.
func (OvertimeStatus) Enum() []string { return []string{"exempt", "nonexempt"} }

// Engagement is the sort of employment.
type Engagement struct {
	// Type is the sort of engagement.
	Type EngagementType `json:"type" jsonschema:"title=Type of employment,example=indefinite"`
	// Time is full or part time; part time needs a fraction or hours.
	Time *WorkTime `json:"time,omitempty" jsonschema:"title=Full or part time,example=full_time"`
	// Fraction is the part of full time, such as "0.8".
	Fraction *money.Decimal `json:"fraction,omitempty" jsonschema:"title=Fraction of full time,example=0.8"`
	// OvertimeStatus is used in the US only.
	OvertimeStatus *OvertimeStatus `json:"overtime_status,omitempty" jsonschema:"title=Overtime status,example=exempt"`
	// FixedTerm bounds the engagement.
	FixedTerm *FixedTerm `json:"fixed_term,omitempty" jsonschema:"title=Fixed term"`
	// Probation is the time at the start with easier notice.
	Probation *Probation `json:"probation,omitempty" jsonschema:"title=Probation"`
	// ContinuousService is from when earlier service counts.
	ContinuousService *ContinuousService `json:"continuous_service,omitempty" jsonschema:"title=Continuous service"`
	// Authority is the law by which the appointment is made, in the public service.
	Authority *string `json:"authority,omitempty" jsonschema:"title=Legal authority,example=Public Service Employment Act section 128,minLength=1,maxLength=200"`
	// Agreement is the collective agreement or award that applies.
	Agreement *Agreement `json:"agreement,omitempty" jsonschema:"title=Collective agreement"`
}

// FixedTerm bounds an engagement: by a length or by a date, one of the two.
type FixedTerm struct {
	// Length is how long the engagement lasts.
	Length *cal.Length `json:"length,omitempty" jsonschema:"title=Length"`
	// From is when it begins, where that is not the start.
	From *When `json:"from,omitempty" jsonschema:"title=From"`
	// Until is when it ends.
	Until *When `json:"until,omitempty" jsonschema:"title=Until"`
	// MayEndEarlier says whether either side may end it before by notice.
	MayEndEarlier *bool `json:"may_end_earlier,omitempty" jsonschema:"title=May end earlier,example=true"`
	// Reason is why it is fixed.
	Reason *string `json:"reason,omitempty" jsonschema:"title=Reason,example=parental leave cover,minLength=1,maxLength=2000"`
	// Renewal is what happens at the end: continues means that it goes on until somebody ends it.
	Renewal *string `json:"renewal,omitempty" jsonschema:"title=Renewal,example=automatic,enum=none,enum=by_agreement,enum=automatic,enum=continues"`
	// RenewalLength is how long a renewal lasts.
	RenewalLength *cal.Length `json:"renewal_length,omitempty" jsonschema:"title=Length of a renewal"`
}

// Probation is the time in which either side may end the employment more easily.
type Probation struct {
	// Length is how long it lasts.
	Length cal.Length `json:"length" jsonschema:"title=Length"`
	// Extendable says whether it can be made longer.
	Extendable *bool `json:"extendable,omitempty" jsonschema:"title=Can be extended,example=false"`
	// Notice is the notice during it.
	Notice *cal.Length `json:"notice,omitempty" jsonschema:"title=Notice during probation"`
}

// ContinuousService is from when service counts.
type ContinuousService struct {
	// From is the day from which service counts.
	From When `json:"from" jsonschema:"title=From"`
	// CreditedBy is the party whose service counts.
	CreditedBy *ID `json:"credited_by,omitempty" jsonschema:"title=Credited by,example=former_employer"`
}

// Agreement is a collective agreement or award that applies.
type Agreement struct {
	// Name is the agreement as it is cited.
	Name string `json:"name" jsonschema:"title=Name,example=Nurses Award 2020,minLength=1,maxLength=200"`
	// Code is its number in the register of agreements.
	Code *string `json:"code,omitempty" jsonschema:"title=Code,example=MA000034,minLength=1,maxLength=40"`
	// Classification is the grade of the job in it.
	Classification *string `json:"classification,omitempty" jsonschema:"title=Classification,example=Level 3,minLength=1,maxLength=200"`
}

// Weekday is a day of the week.
type Weekday string

// Enum lists the days, for the schema.
func (Weekday) Enum() []string { return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// Hours is how much and when the person works.
type Hours struct {
	// PerWeek is the ordinary hours of a week.
	PerWeek *money.Decimal `json:"per_week,omitempty" jsonschema:"title=Hours a week,example=37.5"`
	// GuaranteedPerWeek is the least that is offered and paid; 0 for zero hours.
	GuaranteedPerWeek *money.Decimal `json:"guaranteed_per_week,omitempty" jsonschema:"title=Guaranteed hours a week,example=0"`
	// MaximumPerWeek is the most hours of a week.
	MaximumPerWeek *money.Decimal `json:"maximum_per_week,omitempty" jsonschema:"title=Most hours a week,example=48"`
	// MaximumPerDay is the most hours of a day.
	MaximumPerDay *money.Decimal `json:"maximum_per_day,omitempty" jsonschema:"title=Most hours a day,example=12"`
	// AveragedOver is the time over which the hours of a week are averaged.
	AveragedOver *cal.Length `json:"averaged_over,omitempty" jsonschema:"title=Averaged over"`
	// DaysPerWeek is on how many days of a week the person works.
	DaysPerWeek *money.Decimal `json:"days_per_week,omitempty" jsonschema:"title=Days a week,example=4"`
	// MaximumDaysPerWeek is the most days of a week.
	MaximumDaysPerWeek *money.Decimal `json:"maximum_days_per_week,omitempty" jsonschema:"title=Most days a week,example=6"`
	// Days is the set of days on which the person works.
	Days []Weekday `json:"days,omitempty" jsonschema:"title=Days,maxItems=7,uniqueItems=true"`
	// Begins is the clock time at which a day of work begins.
	Begins *string `json:"begins,omitempty" jsonschema:"title=Begins,maxLength=5,example=09:00,pattern=^([01][0-9]|2[0-3]):[0-5][0-9]$"`
	// Ends is the clock time at which it ends.
	Ends *string `json:"ends,omitempty" jsonschema:"title=Ends,maxLength=5,example=17:30,pattern=^([01][0-9]|2[0-3]):[0-5][0-9]$"`
	// BreakMinutes is the unpaid break of a day, in minutes.
	BreakMinutes *int `json:"break_minutes,omitempty" jsonschema:"title=Break in minutes,example=30,minimum=0,maximum=240"`
	// Pattern says in words how work falls, such as shifts.
	Pattern *string `json:"pattern,omitempty" jsonschema:"title=Pattern,example=three night shifts of 12 hours a week,minLength=1,maxLength=200"`
	// ShiftNotice is how long before a shift it is made known.
	ShiftNotice *cal.Length `json:"shift_notice,omitempty" jsonschema:"title=Notice of shifts"`
	// Variable says whether hours or days change from week to week.
	Variable *bool `json:"variable,omitempty" jsonschema:"title=Variable,example=false"`
	// Overtime is how work beyond the hours is treated.
	Overtime *Overtime `json:"overtime,omitempty" jsonschema:"title=Overtime"`
	// OptOut48h says whether the person agrees to work over 48 hours (GB).
	OptOut48h *bool `json:"opt_out_48h,omitempty" jsonschema:"title=Opt-out of 48 hours,example=false"`
}

// Overtime is whether work beyond the hours is paid, and how.
type Overtime struct {
	// Paid says whether it is paid at all.
	Paid bool `json:"paid" jsonschema:"title=Paid,example=true"`
	// Rate is the multiple of the ordinary rate.
	Rate *money.Decimal `json:"rate,omitempty" jsonschema:"title=Multiple of the ordinary rate,example=1.5"`
	// AfterPerWeek is how many hours of a week are worked before overtime begins.
	AfterPerWeek *money.Decimal `json:"after_per_week,omitempty" jsonschema:"title=After hours a week,example=40"`
	// IncludedPerMonth is how many hours of overtime a month base pay already covers.
	IncludedPerMonth *money.Decimal `json:"included_per_month,omitempty" jsonschema:"title=Included hours a month,example=10"`
	// TimeOff says whether it is made up for by time off.
	TimeOff *bool `json:"time_off,omitempty" jsonschema:"title=Time off in lieu,example=false"`
}

// Arrangement is where work is done.
type Arrangement string

// Enum lists the arrangements, for the schema.
func (Arrangement) Enum() []string { return []string{"on_site", "hybrid", "remote", "mobile"} }

// Place is where the work is done; Jurisdiction picks template and law.
type Place struct {
	// Jurisdiction is the ISO 3166-2 place whose employment law governs.
	Jurisdiction place.Code `json:"jurisdiction" jsonschema:"title=Jurisdiction,example=US-CA"`
	// Arrangement is where the work is done from day to day.
	Arrangement *Arrangement `json:"arrangement,omitempty" jsonschema:"title=Arrangement,example=hybrid"`
	// Sites are the places of work.
	Sites []Site `json:"sites,omitempty" jsonschema:"title=Sites,maxItems=40"`
	// Travel says in words how much travel there is.
	Travel *string `json:"travel,omitempty" jsonschema:"title=Travel,example=up to 20 percent,minLength=1,maxLength=200"`
	// Mobility is whether the place may change.
	Mobility *Mobility `json:"mobility,omitempty" jsonschema:"title=Mobility"`
	// Abroad says in words what applies when work abroad lasts over a month.
	Abroad *string `json:"abroad,omitempty" jsonschema:"title=Work abroad,example=six weeks a year in Lisbon,minLength=1,maxLength=2000"`
}

// Site is one place of work.
type Site struct {
	ID ID `json:"id" jsonschema:"title=Id,example=office"`
	// Name is the site as the letter prints it.
	Name string `json:"name" jsonschema:"title=Name,example=San Francisco,minLength=1,maxLength=200"`
	// Use is what the site is.
	Use *string `json:"use,omitempty" jsonschema:"title=Use,example=main,enum=main,enum=further,enum=home"`
	// DaysPerWeek is how many days of a week are spent there.
	DaysPerWeek *money.Decimal `json:"days_per_week,omitempty" jsonschema:"title=Days a week,example=3"`
}

// Mobility is whether the employer may move the place of work.
type Mobility struct {
	// MayMove says whether the employer may change the place.
	MayMove bool `json:"may_move" jsonschema:"title=May be moved,example=false"`
	// Within bounds where it may move to.
	Within *string `json:"within,omitempty" jsonschema:"title=Within,example=Greater London,minLength=1,maxLength=200"`
}
