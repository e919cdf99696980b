package policy

import "verbatim/internal/terms"

// builtin judges what conditions cannot say: arithmetic over periods, text, matrices. The rule's YAML still declares its
// severity, message, basis and time in force.
type builtin func(r *Rule, f *facts) []judgement

// builtins lists every Go rule by the code under which YAML declares it.
var builtins = map[string]builtin{
	"VB-AR-PAY-01":     judgePay,
	"VB-AR-REF-01":     judgeReferences,
	"VB-AR-SUM-01":     judgeSums,
	"VB-CO-BAND-01":    judgeBand,
	"VB-CO-EQUITY-02":  judgeEquity,
	"VB-CO-LAW-01":     judgeLaw,
	"VB-CO-OPEN-01":    judgeOpen,
	"VB-CO-SPECIAL-01": judgeSpecial,
	"VB-GB-NOTICE-01":  judgeNotice,
	"VB-IN-WAGES-01":   judgeWages,
	"VB-US-NONCOMP-02": judgeCompete,
	"VB-US-RANGE-01":   judgeRange,
}

// find makes the judgement of a builtin that fired.
func (r *Rule) find(subject, observed string, about ...terms.Pointer) judgement {
	return judgement{
		outcome: Fired, reason: "its condition holds", item: about[0], about: about, severity: r.Severity, decides: r.Decides,
		message: fill(r.words.message, subject, observed, r.words.allowed), observed: observed, allowed: r.words.allowed,
	}
}

// passed is the judgement of a builtin that did not fire on an item.
func passed(reason string, item terms.Pointer) judgement {
	return judgement{outcome: NotFired, reason: reason, item: item}
}
