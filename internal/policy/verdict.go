package policy

// Verdict is the one sentence at the top of the differences view (dashboards.md section 1).
type Verdict struct {
	Code        VerdictCode `json:"code"`
	Sentence    string      `json:"sentence"`    // "Says what was said." or "Not what was said: ..." or "Cannot be judged: ..."
	Consequence string      `json:"consequence"` // "Can be sent." or "Cannot be sent." or "Already sent."
}

// VerdictCode is which of the three verdicts it is.
type VerdictCode string

// The verdicts.
const (
	SaysWhatWasSaid VerdictCode = "says_what_was_said"
	NotWhatWasSaid  VerdictCode = "not_what_was_said"
	CannotBeJudged  VerdictCode = "cannot_be_judged"
)
