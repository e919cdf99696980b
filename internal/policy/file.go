package policy

import (
	"verbatim/internal/clause/source"
	"verbatim/internal/place"
)

// packFile is policy.yaml.
type packFile struct {
	Title   string     `yaml:"title" lib:"required"`     // what the pack is called
	Owner   string     `yaml:"owner" lib:"required"`     // who answers for it
	InForce Span       `yaml:"in_force"`                 // the days on which it is read
	Changes string     `yaml:"changelog" lib:"required"` // what is new in this version
	Rules   []ruleFile `yaml:"rules" lib:"required"`     // the rules, in the order of their flags
}

// noOutcome are the keys of policy.yaml that change no outcome and are not part of its digest.
var noOutcome = []string{"owner", "changelog"}

// ruleFile is one rule as written.
type ruleFile struct {
	At            source.Mark
	Code          source.Text     `yaml:"code" lib:"required"`     // stable and unique, such as VB-US-CA-REPAY-01
	Title         source.Text     `yaml:"title" lib:"required"`    // the rule in a few words
	Kind          source.Text     `yaml:"kind"`                    // builtin: the program itself holds the condition under this code; left out otherwise
	Where         source.Text     `yaml:"where"`                   // a condition on item that picks items of each
	Judged        source.Text     `yaml:"at"`                      // which place its jurisdictions mean; work when left out
	Jurisdictions place.Set       `yaml:"jurisdictions"`           // the places that it is for; everywhere when left out
	Effective     Span            `yaml:"effective"`               // the days on which it is in force
	Applies       source.Text     `yaml:"applies"`                 // a condition: not_applicable where it is false
	Each          source.Text     `yaml:"each"`                    // a list of the record: judged once for each of its items
	Needs         source.Texts    `yaml:"needs"`                   // pointers of terms: one that is absent and not said to be none makes the outcome unknown
	Unknown       source.Text     `yaml:"unknown"`                 // a condition: the outcome is unknown where it is true
	When          source.Text     `yaml:"when"`                    // a condition: the rule fires where it is true
	Cases         []caseFile      `yaml:"cases"`                   // conditions of which the first true one fires, each with what differs from the rule
	Limbs         []limbFile      `yaml:"limbs"`                   // conditions that are told together, as {observed}
	Severity      source.Text     `yaml:"severity" lib:"required"` // block: nobody waives it; review: somebody decides; notice: shown only
	Decides       source.Text     `yaml:"decides"`                 // who decides on a review
	Message       source.Text     `yaml:"message" lib:"required"`  // what the flag says, with {subject} and {observed}
	Subject       source.Text     `yaml:"subject"`                 // an expression for {subject}
	Observed      source.Text     `yaml:"observed"`                // an expression for {observed}
	Allowed       source.Text     `yaml:"allowed"`                 // what would raise no flag
	Terms         source.Texts    `yaml:"terms"`                   // pointers of the terms that the flag is about; needs, or the item, when left out
	Basis         Basis           `yaml:"basis" lib:"required"`    // why the rule exists
	Table         []thresholdFile `yaml:"table"`                   // sums by place and time, which a builtin rule reads
}

// caseFile is one case; what it leaves out it takes from the rule.
type caseFile struct {
	When     source.Text `yaml:"when" lib:"required"` // a condition
	Severity source.Text `yaml:"severity"`            // left out for the rule's own
	Decides  source.Text `yaml:"decides"`             // left out for the rule's own
	Message  source.Text `yaml:"message"`             // left out for the rule's own
	Observed source.Text `yaml:"observed"`            // left out for the rule's own
	Allowed  source.Text `yaml:"allowed"`             // left out for the rule's own
}

// limbFile is one limb.
type limbFile struct {
	When  source.Text  `yaml:"when" lib:"required"` // a condition
	Text  source.Text  `yaml:"text" lib:"required"` // what is told where it is true
	Terms source.Texts `yaml:"terms"`               // pointers of the terms that it is about
}
