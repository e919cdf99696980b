package terms

import (
	"verbatim/internal/cal"
	"verbatim/internal/money"
)

// VestingType is which sort of Vesting.
type VestingType string

// The types of Vesting.
const (
	VestPeriodic    VestingType = "periodic"
	VestDated       VestingType = "dated"
	VestPerformance VestingType = "performance"
	VestOnEvent     VestingType = "event"
	VestAllOf       VestingType = "all_of"
	VestAnyOf       VestingType = "any_of"
	VestImmediate   VestingType = "immediate"
	VestSameAs      VestingType = "same_as"
)

// VestingEvent is what a grant can wait for.
type VestingEvent string

// Enum lists the events, for the schema; other needs a name.
func (VestingEvent) Enum() []string {
	return []string{"change_of_control", "public_listing", "liquidity", "transaction_closing", "other"}
}

// Vesting is how a grant or a deferred payment becomes the person's own: over time, on dates, by performance, on an
// event, or by several of them together. Compared whole.
type Vesting struct {
	Type VestingType `json:"type" jsonschema:"title=Type,example=periodic"`
	// Over is how long the whole takes, for type periodic.
	Over *cal.Length `json:"over,omitempty" jsonschema:"title=Over"`
	// Cliff is how long nothing vests at first.
	Cliff *cal.Length `json:"cliff,omitempty" jsonschema:"title=Cliff"`
	// Every is the time from one part to the next.
	Every *cal.Length `json:"every,omitempty" jsonschema:"title=Every"`
	// AtCliff is what vests at the cliff, where that is not the part of Over that has passed.
	AtCliff *money.Share `json:"at_cliff,omitempty" jsonschema:"title=At the cliff,example=25"`
	// Tranches are the parts, for type dated.
	Tranches []Tranche `json:"tranches,omitempty" jsonschema:"title=Tranches,maxItems=40"`
	// Criteria says whether the goals are set already, for type performance.
	Criteria *string `json:"criteria,omitempty" jsonschema:"title=Criteria,example=set,enum=set,enum=to_be_set"`
	// From is the first day of the time in which performance is measured.
	From *cal.Date `json:"from,omitempty" jsonschema:"title=From,example=2027-01-01"`
	// Until is the last day of that time.
	Until *cal.Date `json:"until,omitempty" jsonschema:"title=Until,example=2029-12-31"`
	// Metrics are what is measured.
	Metrics []Metric `json:"metrics,omitempty" jsonschema:"title=Metrics,maxItems=40"`
	// Minimum is the least that can vest, in percent of the grant.
	Minimum *money.Share `json:"minimum,omitempty" jsonschema:"title=Least,example=50"`
	// Maximum is the most that can vest, in percent of the grant.
	Maximum *money.Share `json:"maximum,omitempty" jsonschema:"title=Most,example=200"`
	// MaximumPerYear is the most that can vest in one year.
	MaximumPerYear *money.Share `json:"maximum_per_year,omitempty" jsonschema:"title=Most in a year,example=1/3"`
	// Document is the paper that holds the goals.
	Document *ID `json:"document,omitempty" jsonschema:"title=Document,example=individual_goals"`
	// Event is what is waited for, for type event.
	Event *VestingEvent `json:"event,omitempty" jsonschema:"title=Event,example=liquidity"`
	// Name says which event, when Event is other.
	Name *string `json:"name,omitempty" jsonschema:"title=Name of the event,example=approval of the drug by the FDA,minLength=1,maxLength=200"`
	// Within is how long the event is waited for.
	Within *cal.Length `json:"within,omitempty" jsonschema:"title=Within"`
	// Parts are the vestings of which all or any must be met.
	Parts []VestingPart `json:"parts,omitempty" jsonschema:"title=Parts,maxItems=10"`
	// Term is the term whose vesting is the same.
	Term *Pointer `json:"term,omitempty" jsonschema:"title=Term,example=/terms/equity/new_hire_options/vesting"`
}

// Variants lists which fields belong to which type.
func (Vesting) Variants() []Variant {
	return []Variant{
		{Type: string(VestPeriodic), Required: []string{"over", "every"}, Optional: []string{"cliff", "at_cliff"}},
		{Type: string(VestDated), Required: []string{"tranches"}},
		{Type: string(VestPerformance), Required: []string{"criteria"}, Optional: []string{
			"from", "until", "metrics", "minimum", "maximum", "maximum_per_year", "document",
		}},
		{Type: string(VestOnEvent), Required: []string{"event"}, Optional: []string{"name", "within"}},
		{Type: string(VestAllOf), Required: []string{"parts"}},
		{Type: string(VestAnyOf), Required: []string{"parts"}},
		{Type: string(VestImmediate)},
		{Type: string(VestSameAs), Required: []string{"term"}},
	}
}

// Tranche is a part that vests at a time of its own.
type Tranche struct {
	ID ID `json:"id" jsonschema:"title=Id,example=first"`
	// On is when the part vests.
	On When `json:"on" jsonschema:"title=On"`
	// Size is how much of the whole it is.
	Size Size `json:"size" jsonschema:"title=Size"`
}

// VestingPart is one of several vestings that are met together or one for another.
type VestingPart struct {
	ID ID `json:"id" jsonschema:"title=Id,example=time"`
	// Vesting is how the part is met.
	Vesting Vesting `json:"vesting" jsonschema:"title=Vesting"`
}

// Metric is one goal that a bonus or a grant is measured by.
type Metric struct {
	ID ID `json:"id" jsonschema:"title=Id,example=eps"`
	// Text says what is measured.
	Text string `json:"text" jsonschema:"title=Text,example=Earnings per share,minLength=1,maxLength=2000"`
	// Weight is its part of the whole.
	Weight *money.Share `json:"weight,omitempty" jsonschema:"title=Weight,example=1/3"`
}
