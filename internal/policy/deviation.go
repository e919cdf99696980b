package policy

import (
	"verbatim/internal/cal"
	"verbatim/internal/terms"
)

// Severity is what a deviation does to the letter.
type Severity string

// The severities.
const (
	Block  Severity = "block"  // nobody waives: record, clause or rule must change
	Review Severity = "review" // somebody decides
	Notice Severity = "notice" // shown, decides nothing
)

// Decider is who decides on a review flag: a role, never the author.
type Decider string

// The deciders.
const (
	ByLegal        Decider = "legal"
	ByHROps        Decider = "hr_ops"
	ByTotalRewards Decider = "total_rewards"
)

// Outcome is what a rule came to on one record.
type Outcome string

// The outcomes, all of which stand in the trace.
const (
	Fired         Outcome = "fired"
	NotFired      Outcome = "not_fired"
	Unknown       Outcome = "unknown" // a needed term is absent and not said to be none, or the rule failed to evaluate
	NotApplicable Outcome = "not_applicable"
)

// Deviation is a computed fact: a rule fired, or could not be judged, on these terms.
type Deviation struct {
	Code     string          `json:"code"` // VB-US-CA-REPAY-01: stable and unique
	Outcome  Outcome         `json:"outcome"`
	Severity Severity        `json:"severity"`
	Decides  Decider         `json:"decides,omitempty"` // for review
	Terms    []terms.Pointer `json:"terms,omitempty"`   // the terms it is about, the first one first
	Title    string          `json:"title"`             // the rule in a few words
	Message  string          `json:"message"`           // what is the matter, in a sentence
	Observed string          `json:"observed,omitempty"`
	Allowed  string          `json:"allowed,omitempty"`
	Missing  []terms.Pointer `json:"missing,omitempty"` // the needed terms that are absent, for Unknown
	Clause   string          `json:"clause,omitempty"`  // id@version of the clause concerned
	Basis    Basis           `json:"basis"`
	Pack     string          `json:"pack"` // id@version of the rule pack
}

// Basis is why a rule exists.
type Basis struct {
	Citation string `json:"citation" yaml:"citation"`               // the law and its section, or the rule
	URL      string `json:"url,omitempty" yaml:"url"`               // where it was read
	Checked  string `json:"checked_on,omitempty" yaml:"checked_on"` // the day on which somebody last read it
	Kind     string `json:"kind,omitempty" yaml:"kind"`             // law, company, general_knowledge (may never block)
}

// Trace is what one rule came to, and why.
type Trace struct {
	Code     string          `json:"code"`
	Title    string          `json:"title"`
	Outcome  Outcome         `json:"outcome"`
	Reason   string          `json:"reason"`
	Term     terms.Pointer   `json:"term,omitempty"` // the item judged, for rules that judge each by itself
	Missing  []terms.Pointer `json:"missing,omitempty"`
	Observed string          `json:"observed,omitempty"`
	Allowed  string          `json:"allowed,omitempty"`
	Basis    Basis           `json:"basis"`
	Pack     string          `json:"pack"` // id@version of the rule pack
}

// Result is what a Check found: every deviation, and the outcome of every rule.
type Result struct {
	Deviations []Deviation `json:"deviations"`
	Trace      []Trace     `json:"trace"`
	// Standing is where base pay stands in its band, coarsely enough to be counted by; zero without a band to judge by.
	Standing Standing `json:"standing"`
}

// Standing says where pay stands in a band.
type Standing struct {
	Position string   `json:"position,omitempty"` // below the band, low or high in it, above it; low is under the midpoint
	From     cal.Date `json:"from"`               // the day from which the band holds
}
