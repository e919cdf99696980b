// Package review owns flags and the decisions on them: a flag is a deviation raised on one letter version, a decision
// binds to the fingerprint of what it saw, and a later version carries over what did not change. It hands the gate its
// open and refused flags. It knows nothing of rules or storage.
package review

import (
	"encoding/json"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/policy"
)

// Status is where a flag stands.
type Status string

// The statuses.
const (
	Open            Status = "open"
	Cleared         Status = "cleared"
	ClearedFallback Status = "cleared_with_fallback"
	ChangesRequired Status = "changes_required"
	Refused         Status = "refused"
	Blocked         Status = "blocked" // severity block: nobody can decide it away
	Noted           Status = "noted"   // severity notice: needs no decision
)

// Verdict is the answer of a decision.
type Verdict string

// The verdicts. The first two open the gate, the others keep it shut.
const (
	Clear         Verdict = "cleared"
	ClearFallback Verdict = "cleared_with_fallback"
	NeedChanges   Verdict = "changes_required"
	Refuse        Verdict = "refused"
)

// Enum lists the verdicts, for the schema.
func (Verdict) Enum() []string {
	return []string{"cleared", "cleared_with_fallback", "changes_required", "refused"}
}

// Flag is a deviation on one letter version. It never changes; decisions are rows of their own.
type Flag struct {
	ID          string           `json:"id"` // UUIDv7
	Offer       string           `json:"offer_id"`
	Letter      int              `json:"letter_version"`
	Deviation   policy.Deviation `json:"deviation"`
	Fingerprint digest.Digest    `json:"fingerprint"` // what a decision binds to: code, values, clause digests
	Raised      time.Time        `json:"raised_at"`
	Authors     []string         `json:"authors"`            // person ids of who handed over and who amended: none of them may decide
	Position    string           `json:"position,omitempty"` // position of the deviation's clause in this version; empty means standard
	Due         *time.Time       `json:"due_at,omitempty"`   // by when it should be decided; only of a flag that waits for somebody
	Wording     digest.Digest    `json:"wording,omitempty"`  // the words that carry the terms concerned: what precedents share
	Measures    []Measure        `json:"measures,omitempty"` // the values concerned, as precedents are held against them
	Carried     *Carried         `json:"carried,omitempty"`  // the earlier decision that still holds
	Decision    *Decision        `json:"decision,omitempty"` // the decision on this very flag; read side only
	Status      Status           `json:"status"`             // read side only: computed from the others
}

// Carried names the decision on an earlier version that covers a flag with an equal fingerprint.
type Carried struct {
	Decision string  `json:"decision_id"`
	Letter   int     `json:"letter_version"` // where it was made
	Verdict  Verdict `json:"verdict"`
	Position string  `json:"position,omitempty"` // the fallback, for cleared_with_fallback
	// Until is set where the decision was made on another offer and holds for the same value until a time; Letter is 0 then.
	Until *time.Time `json:"holds_until,omitempty"`
}

// Decision is somebody's answer on a flag. It is never edited.
type Decision struct {
	ID          string        `json:"id"` // UUIDv7
	Offer       string        `json:"offer_id"`
	Flag        string        `json:"flag_id"`
	Letter      int           `json:"letter_version"`
	Code        string        `json:"code"`        // the flag's rule code
	Fingerprint digest.Digest `json:"fingerprint"` // what the decider saw
	Verdict     Verdict       `json:"verdict"`
	Position    string        `json:"position,omitempty"` // the fallback, for cleared_with_fallback
	Comment     string        `json:"comment,omitempty"`  // required unless cleared
	By          string        `json:"by"`                 // person id
	At          time.Time     `json:"at"`
}

// Facts are what of a flag stands in clear in its event.
func (f Flag) Facts() json.RawMessage {
	raw, _ := json.Marshal(map[string]any{
		"flag_id": f.ID, "code": f.Deviation.Code, "severity": f.Deviation.Severity, "decides": f.Deviation.Decides,
		"outcome": f.Deviation.Outcome, "terms": f.Deviation.Terms, "clause": f.Deviation.Clause,
	})
	return raw
}
