package event

import "slices"

// DeclineReason says why a candidate declined. The list is closed: figures are counted by it.
type DeclineReason string

// The reasons. Unknown is that nobody asked, NotSaid that the candidate was asked and would not say.
const (
	ReasonCompensation   DeclineReason = "compensation"
	ReasonTimeline       DeclineReason = "timeline"
	ReasonCounterOffer   DeclineReason = "counter_offer" // the present employer made the candidate stay
	ReasonPersonal       DeclineReason = "personal"
	ReasonUnknown        DeclineReason = "unknown"
	ReasonCompetingOffer DeclineReason = "competing_offer"
	ReasonRole           DeclineReason = "role"
	ReasonLocation       DeclineReason = "location"
	ReasonTerms          DeclineReason = "terms" // covenants, repayment, notice
	ReasonOther          DeclineReason = "other"
	ReasonNotSaid        DeclineReason = "not_said"
	ReasonOurOther       DeclineReason = "other_offer_ours" // took another offer of this company; left out of the figures by default
)

// DeclineReasons lists every reason, in the order in which figures show them.
func DeclineReasons() []DeclineReason {
	return []DeclineReason{
		ReasonCompensation, ReasonTimeline, ReasonCounterOffer, ReasonPersonal, ReasonUnknown, ReasonCompetingOffer, ReasonRole,
		ReasonLocation, ReasonTerms, ReasonOther, ReasonNotSaid, ReasonOurOther,
	}
}

// Valid says whether r is on the list.
func (r DeclineReason) Valid() bool { return slices.Contains(DeclineReasons(), r) }

// Enum lists the reasons, for the schema.
func (DeclineReason) Enum() []string {
	out := []string{}
	for _, r := range DeclineReasons() {
		out = append(out, string(r))
	}
	return out
}

// DeclinedBecause is one reason of a decline, and the term that it is about where one was named.
type DeclinedBecause struct {
	Code DeclineReason `json:"code" jsonschema:"title=Code,example=compensation"`
	Term string        `json:"term,omitempty" jsonschema:"title=Term,example=/terms/base_pay/rate,maxLength=500,pattern=^/terms(/[a-z0-9_]+)+$"`
}
