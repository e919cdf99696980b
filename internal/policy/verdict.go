package policy

import (
	"fmt"
	"slices"
	"strings"

	"verbatim/internal/terms"
)

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

// Sending is what can be done with the letter now: the verdict's consequence. It is the gate's answer, not the verdict's:
// a letter that is not what was said can be sent once somebody accepted the difference.
type Sending string

// The consequences, as sentences.
const (
	Sendable    Sending = "Can be sent."
	NotSendable Sending = "Cannot be sent."
	Sent        Sending = "Already sent."
)

// VerdictOf judges a comparison of verbal and written terms. unknown are the terms that rules need and nobody recorded.
// Any row that is missing, different or dropped, and any material row that nobody said, makes it not what was said; minor
// added rows and rounding change nothing, nor does a decision.
func VerdictOf(changes []terms.Change, unknown []terms.Pointer, s Sending) Verdict {
	v := Verdict{Code: SaysWhatWasSaid, Sentence: "Says what was said.", Consequence: string(s)}
	if parts := tally(changes); len(parts) > 0 {
		v.Code, v.Sentence = NotWhatWasSaid, "Not what was said: "+strings.Join(parts, ", ")+"."
		return v
	}
	missing := slices.Clone(unknown)
	slices.Sort(missing)
	if n := len(slices.Compact(missing)); n > 0 {
		v.Code, v.Sentence = CannotBeJudged, fmt.Sprintf("Cannot be judged: %d %s not recorded.", n, plural(n, "term", "terms"))
	}
	return v
}

// kind is one sort of difference as the sentence counts it.
type kind struct {
	noun     [2]string // one, more; said once, by the first kind
	one, all string
}

var promise, term = [2]string{"promise", "promises"}, [2]string{"term", "terms"}

// kinds are in the order of the differences view.
var kinds = map[string]kind{
	"missing":   {promise, "is missing", "are missing"},
	"lower":     {promise, "is lower", "are lower"},
	"later":     {promise, "is later", "are later"},
	"worse":     {promise, "is worse", "are worse"},
	"different": {promise, "is different", "are different"},
	"dropped":   {promise, "was dropped", "were dropped"},
	"added":     {term, "was added", "were added"},
}

var kindOrder = []string{"missing", "lower", "later", "worse", "different", "dropped", "added"}

// tally counts the differences by kind, in words.
func tally(changes []terms.Change) []string {
	count := map[string]int{}
	for _, c := range changes {
		if k := kindOf(c); k != "" {
			count[k]++
		}
	}
	var out []string
	for _, name := range kindOrder {
		n, k := count[name], kinds[name]
		if n == 0 {
			continue
		}
		noun := ""
		if len(out) == 0 {
			noun = plural(n, k.noun[0], k.noun[1]) + " "
		}
		out = append(out, fmt.Sprintf("%d %s%s", n, noun, plural(n, k.one, k.all)))
	}
	return out
}

// kindOf names the sort of a row; empty for rows that change no verdict.
func kindOf(c terms.Change) string {
	switch c.Class {
	case terms.Unwritten:
		return "missing"
	case terms.Removed:
		return "dropped"
	case terms.Added:
		if c.Material {
			return "added"
		}
		return ""
	case terms.Changed:
		return changedKind(c)
	}
	return ""
}

// changedKind claims a disadvantage only where the comparison was certain of it.
func changedKind(c terms.Change) string {
	name := string(c.Term[strings.LastIndexByte(string(c.Term), '/')+1:])
	switch {
	case !c.Worse:
		return "different"
	case c.Term == "/terms/start" || name == "due":
		return "later"
	case slices.Contains([]string{"rate", "size", "amount", "target", "maximum"}, name):
		return "lower"
	}
	return "worse"
}

func plural(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}
