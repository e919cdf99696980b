package terms

// ComponentType is the sort of a part of base pay.
type ComponentType string

// Enum lists the sorts, for the schema.
func (ComponentType) Enum() []string {
	return []string{
		"basic", "house_rent_allowance", "leave_travel_allowance", "medical_reimbursement", "dearness_allowance", "conveyance_allowance",
		"meal_allowance", "other_allowance", "provident_fund_employer", "superannuation", "superannuation_or_bonus", "gratuity",
		"statutory_bonus", "insurance", "variable", "thirteenth_month", "fourteenth_month", "holiday_allowance", "other",
	}
}

// Component is a part of base pay: of a cost to company, or a payment beside the rate such as a holiday allowance.
type Component struct {
	ID ID `json:"id" jsonschema:"title=Id,example=basic"`
	// Type is the sort of part.
	Type ComponentType `json:"type" jsonschema:"title=Type,example=basic"`
	// Name is what the employer calls it; type other needs one.
	Name *string `json:"name,omitempty" jsonschema:"title=Name,example=Flexible benefit plan,minLength=1,maxLength=200"`
	// Size is how much it is; one component at most is the balance.
	Size Size `json:"size" jsonschema:"title=Size"`
	// OnTop says that it comes beside the rate; absent means that the rate contains it.
	OnTop *bool `json:"on_top,omitempty" jsonschema:"title=On top of the rate,example=false"`
	// Wages says whether it counts as wages in the sense of the law of the place.
	Wages *bool `json:"wages,omitempty" jsonschema:"title=Wages,example=true"`
	// Flexible says whether the person may shift between it and other flexible parts.
	Flexible *bool `json:"flexible,omitempty" jsonschema:"title=Flexible,example=false"`
	// Paid is when it is paid; absent means with each payment of pay.
	Paid *string `json:"paid,omitempty" jsonschema:"title=Paid,example=yearly,enum=with_pay,enum=quarterly,enum=half_yearly,enum=yearly,enum=on_claim,enum=on_leaving"`
	// Month is the month of the year in which it is paid, 1 to 12.
	Month *int `json:"month,omitempty" jsonschema:"title=Month,example=5,minimum=1,maximum=12"`
	// Term is the term that this part is, such as a bonus that a cost to company counts.
	Term *Pointer `json:"term,omitempty" jsonschema:"title=Term,example=/terms/variable_pay/performance"`
}
