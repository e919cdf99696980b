package offer

import (
	"slices"
	"strings"

	"verbatim/internal/event"
	"verbatim/internal/fault"
)

// EndReason is why an employer takes an offer back (rescind) or drops it before a letter was issued (cancel).
type EndReason string

// The reasons to rescind or cancel. Contingency is a condition of the letter that was not met; Lapsed is one after which
// the letter itself says that the offer ends, which is counted apart from a rescission.
const (
	EndBudget      EndReason = "budget"
	EndHeadcount   EndReason = "headcount"
	EndReorganised EndReason = "reorganisation"
	EndFilled      EndReason = "position_filled"
	EndContingency EndReason = "contingency"
	EndLapsed      EndReason = "lapsed"
	EndMistake     EndReason = "mistake"
	EndDuplicate   EndReason = "duplicate"
	EndOther       EndReason = "other"
)

// Enum lists the reasons, for the schema.
func (EndReason) Enum() []string {
	return texts(EndBudget, EndHeadcount, EndReorganised, EndFilled, EndContingency, EndLapsed, EndMistake, EndDuplicate, EndOther)
}

// ExtendReason is why a candidate gets more time to answer.
type ExtendReason string

// The reasons to extend.
const (
	ExtendAsked     ExtendReason = "candidate_asked"
	ExtendHoliday   ExtendReason = "holiday"
	ExtendLate      ExtendReason = "late_delivery"
	ExtendNegotiate ExtendReason = "negotiation"
	ExtendOther     ExtendReason = "other"
)

// Enum lists the reasons, for the schema.
func (ExtendReason) Enum() []string {
	return texts(ExtendAsked, ExtendHoliday, ExtendLate, ExtendNegotiate, ExtendOther)
}

// PauseReason is why an issued letter cannot be accepted for now.
type PauseReason string

// The reasons to pause.
const (
	PauseNegotiation PauseReason = "negotiation"
	PauseMistake     PauseReason = "mistake_found"
	PauseApproval    PauseReason = "approval"
	PauseCheck       PauseReason = "check_open"
	PauseOther       PauseReason = "other"
)

// Enum lists the reasons, for the schema.
func (PauseReason) Enum() []string {
	return texts(PauseNegotiation, PauseMistake, PauseApproval, PauseCheck, PauseOther)
}

// RenegeReason is why a candidate backs out after accepting: a reason to decline, or that nobody came on day one.
type RenegeReason string

// RenegeNoShow is that the person did not come on the first day.
const RenegeNoShow RenegeReason = "no_show"

// Enum lists the reasons, for the schema.
func (RenegeReason) Enum() []string {
	return append(event.DeclineReason("").Enum(), string(RenegeNoShow))
}

// StopReason is why time does not count against those whose speed is measured. An absent approver, legal, and holidays of
// the employer's own are no reasons.
type StopReason string

// The reasons to stop the clock; an outside body is a works council or an authority.
const (
	StopAsked   StopReason = "candidate_asked_for_time"
	StopWaiting StopReason = "waiting_for_candidate"
	StopOutside StopReason = "outside_body"
)

// Enum lists the reasons, for the schema.
func (StopReason) Enum() []string { return texts(StopAsked, StopWaiting, StopOutside) }

func texts[T ~string](in ...T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

// enumerated is a closed list of codes.
type enumerated interface {
	~string
	Enum() []string
}

// reasoned refuses an act without a reason code, or with one that is not in its list.
func reasoned[T enumerated](a Act, code T) error {
	if slices.Contains(code.Enum(), string(code)) {
		return nil
	}
	words := strings.ReplaceAll(string(a), "_", " ")
	e := fault.New(fault.Invalid, fault.CodeReasonMissing, "To %s an offer takes a reason code.", words)
	e.Faults = []fault.Fault{{
		Code: fault.CodeNotAllowed, Pointer: "/reason_code", Message: "one of " + strings.Join(code.Enum(), ", "),
	}}
	return e
}
