package terms

import (
	"encoding/json"
	"time"
)

// Class is how said and written differ at one term.
type Class string

// The classes of design.md section 2.
const (
	Removed         Class = "removed"           // said, taken out by an amendment
	Changed         Class = "changed"           // said and written differ; also: said to be none, but written
	Added           Class = "added"             // written, not said
	Unwritten       Class = "unwritten"         // said, not amended away, not printed
	EqualByRounding Class = "equal_by_rounding" // under half a minor unit per period apart; shown, blocks nothing
)

// Origin is where a written term comes from.
type Origin string

// The origins.
const (
	Said    Origin = "said"
	Amended Origin = "amended"
	Clause  Origin = "clause" // a clause states it by itself
)

// Change is one row of a comparison.
type Change struct {
	Term     Pointer         `json:"term"`
	Label    string          `json:"label"`
	Class    Class           `json:"class"`
	Material bool            `json:"material"`
	Origin   Origin          `json:"origin,omitempty"`
	From     json.RawMessage `json:"from,omitempty"`      // the value said (or of the earlier version); absent when there was none
	To       json.RawMessage `json:"to,omitempty"`        // the value written (or of the later version); absent when there is none
	FromText string          `json:"from_text,omitempty"` // From in words
	ToText   string          `json:"to_text,omitempty"`   // To in words
	Delta    string          `json:"delta,omitempty"`     // the difference in the reader's unit, such as "- USD 5,000 (-2.7 %)"
	Worse    bool            `json:"worse,omitempty"`     // certain to be to the candidate's disadvantage
	Clause   string          `json:"clause,omitempty"`    // the clause that states To, as id@version

	Amendment  ID         `json:"amendment,omitempty"`
	ReasonCode ReasonCode `json:"reason_code,omitempty"`
	Reason     string     `json:"reason,omitempty"`
	By         string     `json:"by,omitempty"` // person id
	At         *time.Time `json:"at,omitempty"`
	Told       *time.Time `json:"told_candidate_at,omitempty"`
}

// ReasonCode says why an amendment was made.
type ReasonCode string

// The reason codes of record.md section 3.
const (
	Correction       ReasonCode = "correction"        // a typing error
	LegalFallback    ReasonCode = "legal_fallback"    // legal chose other wording or terms
	PolicyReason     ReasonCode = "policy"            // a company rule
	CandidateRequest ReasonCode = "candidate_request" // small, agreed after the handoff
	StandardWording  ReasonCode = "standard_wording"  // accepts an unwritten or unsaid term
)

// Enum lists the codes, for the schema.
func (ReasonCode) Enum() []string {
	return []string{"correction", "legal_fallback", "policy", "candidate_request", "standard_wording"}
}

// Op is what a patch does at its term.
type Op string

// The operations.
const (
	Set    Op = "set"    // replace the value that is there, or give an optional field its first value
	Remove Op = "remove" // take the value, object or list item out
	Add    Op = "add"    // a new list item; its id must be new
)

// Enum lists the operations, for the schema.
func (Op) Enum() []string { return []string{"set", "remove", "add"} }

// Patch is one change to a Sheet. One shape serves amendments, conditions and alternatives.
type Patch struct {
	// Op is what the patch does.
	Op Op `json:"op" jsonschema:"title=Operation,example=set"`
	// Term is where it does it.
	Term Pointer `json:"term" jsonschema:"title=Term,example=/terms/one_time_payments/sign_on/size"`
	// Value is the new value; absent for remove.
	Value json.RawMessage `json:"value,omitempty" jsonschema:"title=Value,example={\"type\": \"amount\"\\, \"amount\": \"15000\"\\, \"currency\": \"USD\"}"`
}

// Amendment is a change to the written terms after the handoff. Expect is the value that the author saw: when the term
// holds another, the amendment is refused.
type Amendment struct {
	// ID names the amendment in its letter version.
	ID ID `json:"id" jsonschema:"title=Id,example=a1"`
	Patch
	// Expect is the value the author saw; absent means that there was none.
	Expect json.RawMessage `json:"expect,omitempty" jsonschema:"title=Expected value"`
	// ReasonCode is why it was made.
	ReasonCode ReasonCode `json:"reason_code" jsonschema:"title=Reason code,example=correction"`
	// Reason says why, in words.
	Reason string `json:"reason" jsonschema:"title=Reason,example=The amount was typed wrongly,minLength=1,maxLength=2000"`
	// By is the person who wrote it; the server sets it.
	By string `json:"by,omitempty" jsonschema:"title=By,readOnly=true"`
	// At is when it was written; the server sets it.
	At *time.Time `json:"at,omitempty" jsonschema:"title=At,readOnly=true"`
	// ToldCandidateAt is when the candidate was told of it; absent means not yet.
	ToldCandidateAt *time.Time `json:"told_candidate_at,omitempty" jsonschema:"title=Told the candidate at"`
}

// Stated is a value that a clause's fixed words say by themselves.
type Stated struct {
	Term   Pointer
	Value  any    // as Leaf.Value
	Clause string // id@version
}
