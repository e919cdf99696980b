package terms

import "verbatim/internal/money"

// AllowanceType is the sort of an allowance.
type AllowanceType string

// Enum lists the sorts, for the schema; other needs a name.
func (AllowanceType) Enum() []string {
	return []string{
		"car", "housing", "meals", "transport", "phone", "internet", "home_office", "education", "childcare", "wellness", "clothing", "tools",
		"cost_of_living", "hardship", "per_diem", "on_call", "shift_premium", "language", "other",
	}
}

// Allowance is a payment beside base pay that comes again and again, or a thing given in its place such as a car.
type Allowance struct {
	ID ID `json:"id" jsonschema:"title=Id,example=car"`
	// Type is the sort of allowance.
	Type AllowanceType `json:"type" jsonschema:"title=Type,example=car"`
	// Name is what the employer calls it; type other needs one.
	Name *string `json:"name,omitempty" jsonschema:"title=Name,example=Sleep-in,minLength=1,maxLength=200"`
	// Size is how much it is.
	Size *Size `json:"size,omitempty" jsonschema:"title=Size"`
	// PaidFor is the set of what a premium is paid for.
	PaidFor []string `json:"paid_for,omitempty" jsonschema:"title=Paid for,example=nights,maxItems=12,uniqueItems=true,enum=evenings,enum=nights,enum=weekends,enum=saturdays,enum=sundays,enum=public_holidays,enum=sleep_in,enum=on_call,enum=specialty,enum=hazards,enum=charge_duty"`
	// Paid is how it reaches the person; absent means with pay.
	Paid *string `json:"paid,omitempty" jsonschema:"title=Paid,example=with_pay,enum=with_pay,enum=against_receipts,enum=in_kind"`
	// From is when it begins.
	From *When `json:"from,omitempty" jsonschema:"title=From"`
	// Until is when it ends.
	Until *When `json:"until,omitempty" jsonschema:"title=Until"`
	// Taxable says whether it is taxed as pay.
	Taxable *bool `json:"taxable,omitempty" jsonschema:"title=Taxable,example=true"`
	// GrossUp says whether the employer also pays the tax on it.
	GrossUp *bool `json:"gross_up,omitempty" jsonschema:"title=Grossed up,example=false"`
	// Car is what is given when a car is.
	Car *Car `json:"car,omitempty" jsonschema:"title=Car"`
	// Document is the policy that holds its rules.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=car_policy"`
}

// Car is a company car; Size of its Allowance is then the most that the lease costs.
type Car struct {
	// Class says which car.
	Class *string `json:"class,omitempty" jsonschema:"title=Class,example=lower middle class,minLength=1,maxLength=200"`
	// Fuel says whether the employer pays for fuel or power.
	Fuel *bool `json:"fuel,omitempty" jsonschema:"title=Fuel,example=true"`
	// PrivateUse says whether the person may use it for private journeys.
	PrivateUse *bool `json:"private_use,omitempty" jsonschema:"title=Private use,example=true"`
}

// BenefitType is the sort of a benefit.
type BenefitType string

// Enum lists the sorts, for the schema; other needs a name.
func (BenefitType) Enum() []string {
	return []string{
		"health", "dental", "vision", "life", "disability", "short_term_disability", "long_term_disability", "accident", "travel_insurance",
		"liability_insurance", "retirement", "pension", "superannuation", "provident_fund", "gratuity", "deferred_compensation",
		"share_purchase_plan", "savings_plan", "flexible_spending", "health_savings", "plan_participation", "employee_assistance",
		"wellness", "tuition", "childcare", "discount", "meals", "parking", "transport", "club", "health_check", "financial_planning",
		"tax_preparation", "immigration", "equipment", "other",
	}
}

// Covers says who is covered by a benefit.
type Covers string

// Enum lists who can be, for the schema.
func (Covers) Enum() []string {
	return []string{"employee", "employee_and_partner", "employee_and_children", "family"}
}

// Benefit is something that the employer gives beside pay, mostly under a plan.
type Benefit struct {
	ID ID `json:"id" jsonschema:"title=Id,example=health"`
	// Type is the sort of benefit.
	Type BenefitType `json:"type" jsonschema:"title=Type,example=health"`
	// Name is what the employer calls it; type other needs one.
	Name *string `json:"name,omitempty" jsonschema:"title=Name,example=Executive life insurance,minLength=1,maxLength=200"`
	// From is when it begins, such as after a waiting time.
	From *When `json:"from,omitempty" jsonschema:"title=From"`
	// Until is when it ends.
	Until *When `json:"until,omitempty" jsonschema:"title=Until"`
	// Covers is who is covered.
	Covers *Covers `json:"covers,omitempty" jsonschema:"title=Covers,example=family"`
	// PremiumEmployer is the employer's part of the premium, in percent.
	PremiumEmployer *money.Share `json:"premium_employer,omitempty" jsonschema:"title=Employer's part of the premium,example=80"`
	// Size is what it is worth, or the sum insured.
	Size *Size `json:"size,omitempty" jsonschema:"title=Size"`
	// Match is what the employer adds to what the person saves, by steps.
	Match []MatchTier `json:"match,omitempty" jsonschema:"title=Match,maxItems=40"`
	// Contributions are what both sides pay in, in percent of pay.
	Contributions []Contribution `json:"contributions,omitempty" jsonschema:"title=Contributions,maxItems=40"`
	// CountedOn is which pay contributions are counted on.
	CountedOn *string `json:"counted_on,omitempty" jsonschema:"title=Counted on,example=qualifying_earnings,enum=base_pay,enum=all_pay,enum=qualifying_earnings,enum=insured_pay,enum=basic"`
	// DeferBase is how much of base pay can be deferred, in percent.
	DeferBase *money.Share `json:"defer_base,omitempty" jsonschema:"title=Base pay that can be deferred,example=25"`
	// DeferBonus is how much of a bonus can be deferred, in percent.
	DeferBonus *money.Share `json:"defer_bonus,omitempty" jsonschema:"title=Bonus that can be deferred,example=100"`
	// Vesting is how the employer's part becomes the person's own.
	Vesting *Vesting `json:"vesting,omitempty" jsonschema:"title=Vesting"`
	// AutoEnrolment says whether the person is enrolled without asking.
	AutoEnrolment *bool `json:"auto_enrolment,omitempty" jsonschema:"title=Automatic enrolment,example=true"`
	// OptOut says whether the person may leave it.
	OptOut *bool `json:"opt_out,omitempty" jsonschema:"title=May opt out,example=true"`
	// Statutory says that it is what the law of the place provides.
	Statutory *bool `json:"statutory,omitempty" jsonschema:"title=By law,example=true"`
	// GrossUp says whether the employer also pays the tax on it.
	GrossUp *bool `json:"gross_up,omitempty" jsonschema:"title=Grossed up,example=false"`
	// Provider is who insures or runs it.
	Provider *string `json:"provider,omitempty" jsonschema:"title=Provider,example=NEST,minLength=1,maxLength=200"`
	// Document is the plan that holds its rules.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=plan_401k"`
}

// MatchTier is one step of a match: the employer adds Percent of what the person saves, up to a percentage of pay.
type MatchTier struct {
	ID ID `json:"id" jsonschema:"title=Id,example=first"`
	// Percent is what the employer adds, in percent of what the person saves.
	Percent money.Share `json:"percent" jsonschema:"title=Percent,example=50"`
	// UpTo is up to which part of pay savings count, in percent.
	UpTo *money.Share `json:"up_to,omitempty" jsonschema:"title=Up to,example=6"`
}

// Contribution is what both sides pay into a pension, where schemes differ by age from an age on.
type Contribution struct {
	ID ID `json:"id" jsonschema:"title=Id,example=all"`
	// FromAge is the age from which the row applies, in years; absent means any.
	FromAge *int `json:"from_age,omitempty" jsonschema:"title=From age,example=45,minimum=14,maximum=80"`
	// Employer is the employer's part, in percent of pay.
	Employer *money.Share `json:"employer,omitempty" jsonschema:"title=Employer,example=5"`
	// Employee is the person's part, in percent of pay.
	Employee *money.Share `json:"employee,omitempty" jsonschema:"title=Employee,example=3"`
}
