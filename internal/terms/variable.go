package terms

// VariablePayType is the sort of variable pay.
type VariablePayType string

// Enum lists the sorts, for the schema.
func (VariablePayType) Enum() []string {
	return []string{"annual_bonus", "incentive", "commission", "draw", "profit_share", "retention", "cash_ltip", "tips"}
}

// ExitEvent is how an employment ends, or what happens to the employer: the triggers of severance, acceleration and
// forfeiture.
type ExitEvent string

// Enum lists the events, for the schema.
func (ExitEvent) Enum() []string {
	return []string{
		"resignation", "cause", "without_cause", "good_reason", "redundancy", "expiry", "non_renewal", "mutual", "death", "disability",
		"retirement", "change_of_control", "public_listing", "any_termination",
	}
}

// VariablePay is pay that depends on results or on somebody's judgement: a bonus, a commission, a draw against it.
type VariablePay struct {
	ID ID `json:"id" jsonschema:"title=Id,example=annual_bonus"`
	// Type is the sort of pay.
	Type VariablePayType `json:"type" jsonschema:"title=Type,example=annual_bonus"`
	// Name is what the employer calls it.
	Name *string `json:"name,omitempty" jsonschema:"title=Name,example=Management Incentive Plan,minLength=1,maxLength=200"`
	// Target is what is paid when the goals are just met.
	Target *Size `json:"target,omitempty" jsonschema:"title=Target"`
	// Rate is what each result brings: a percentage of sales, or tiers of them.
	Rate *Size `json:"rate,omitempty" jsonschema:"title=Rate"`
	// Minimum is the least that is paid when anything is.
	Minimum *Size `json:"minimum,omitempty" jsonschema:"title=Least"`
	// Maximum is the most that can be paid.
	Maximum *Size `json:"maximum,omitempty" jsonschema:"title=Most"`
	// Uncapped says that there is no most.
	Uncapped *bool `json:"uncapped,omitempty" jsonschema:"title=Uncapped,example=false"`
	// Guaranteed is the part that is paid whatever the results.
	Guaranteed *Guarantee `json:"guaranteed,omitempty" jsonschema:"title=Guaranteed"`
	// Period is the time that one payment is for; absent means a year.
	Period *string `json:"period,omitempty" jsonschema:"title=Period,example=quarter,enum=month,enum=quarter,enum=half_year,enum=year"`
	// FirstYear is how the year of the start counts.
	FirstYear *string `json:"first_year,omitempty" jsonschema:"title=First year,example=prorated,enum=full,enum=prorated,enum=none,enum=separate"`
	// FirstYearTarget is the target of the first year, where it is a separate one.
	FirstYearTarget *Size `json:"first_year_target,omitempty" jsonschema:"title=Target of the first year"`
	// FirstYearMaximum is the most that the first year can bring.
	FirstYearMaximum *Size `json:"first_year_maximum,omitempty" jsonschema:"title=Most of the first year"`
	// JoinBy is by when the person must have begun to take part in the first year.
	JoinBy *When `json:"join_by,omitempty" jsonschema:"title=Takes part if begun by"`
	// Until is when it ends, as a draw of the first months does.
	Until *When `json:"until,omitempty" jsonschema:"title=Until"`
	// Discretionary says that the employer decides whether and how much is paid.
	Discretionary *bool `json:"discretionary,omitempty" jsonschema:"title=Discretionary,example=true"`
	// MeasuredOn is which pay a percentage is taken of.
	MeasuredOn *string `json:"measured_on,omitempty" jsonschema:"title=Measured on,example=base_earned,enum=base_earned,enum=base_rate,enum=base_at_year_end"`
	// Metrics are what is measured.
	Metrics []Metric `json:"metrics,omitempty" jsonschema:"title=Metrics,maxItems=40"`
	// EmployedOn is the day on which the person must still be employed to be paid.
	EmployedOn *When `json:"employed_on,omitempty" jsonschema:"title=Employed on"`
	// Due is when it is paid.
	Due *When `json:"due,omitempty" jsonschema:"title=Due"`
	// Recoverable says of a draw whether what was not earned is paid back.
	Recoverable *bool `json:"recoverable,omitempty" jsonschema:"title=Recoverable,example=false"`
	// Against is the variable pay that a draw is an advance on.
	Against *ID `json:"against,omitempty" jsonschema:"title=Against,example=commission"`
	// Settlement is what it is paid in.
	Settlement *string `json:"settlement,omitempty" jsonschema:"title=Settlement,example=cash,enum=cash,enum=shares,enum=choice"`
	// Vesting is how a deferred payment becomes the person's own.
	Vesting *Vesting `json:"vesting,omitempty" jsonschema:"title=Vesting"`
	// ForfeitedOn is the set of what makes it lost.
	ForfeitedOn []ExitEvent `json:"forfeited_on,omitempty" jsonschema:"title=Forfeited on,maxItems=14,uniqueItems=true"`
	// PaidOutOn is the set of what makes it due at once.
	PaidOutOn []ExitEvent `json:"paid_out_on,omitempty" jsonschema:"title=Paid out on,maxItems=14,uniqueItems=true"`
	// InsideBase says that the figure of base pay already counts it, as a cost to company does.
	InsideBase *bool `json:"inside_base,omitempty" jsonschema:"title=Inside base pay,example=false"`
	// Payer is the party that pays; absent means the employer.
	Payer *ID `json:"payer,omitempty" jsonschema:"title=Payer,example=parent"`
	// Document is the plan that it is paid under.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=bonus_plan"`
	// Repayment is the duty to pay it back.
	Repayment *Repayment `json:"repayment,omitempty" jsonschema:"title=Repayment"`
}

// Guarantee is the part of variable pay that is certain, for a time.
type Guarantee struct {
	// Size is how much is certain.
	Size Size `json:"size" jsonschema:"title=Size"`
	// Until is when the guarantee ends; a guarantee without end is flagged.
	Until *When `json:"until,omitempty" jsonschema:"title=Until"`
}
