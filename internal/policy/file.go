package policy

import (
	"verbatim/internal/clause/source"
	"verbatim/internal/place"
)

// packFile is policy.yaml.
type packFile struct {
	Title   string     `yaml:"title" lib:"required"`
	Owner   string     `yaml:"owner" lib:"required"`
	InForce Span       `yaml:"in_force"`
	Changes string     `yaml:"changelog" lib:"required"`
	Rules   []ruleFile `yaml:"rules" lib:"required"`
}

// noOutcome are the keys of policy.yaml that change no outcome and are not part of its digest.
var noOutcome = []string{"owner", "changelog"}

// ruleFile is one rule as written.
type ruleFile struct {
	At            source.Mark
	Code          source.Text     `yaml:"code" lib:"required"`
	Title         source.Text     `yaml:"title" lib:"required"`
	Kind          source.Text     `yaml:"kind"`
	Where         source.Text     `yaml:"where"`
	Judged        source.Text     `yaml:"at"`
	Jurisdictions place.Set       `yaml:"jurisdictions"`
	Effective     Span            `yaml:"effective"`
	Applies       source.Text     `yaml:"applies"`
	Each          source.Text     `yaml:"each"`
	Needs         source.Texts    `yaml:"needs"`
	Unknown       source.Text     `yaml:"unknown"`
	When          source.Text     `yaml:"when"`
	Cases         []caseFile      `yaml:"cases"`
	Limbs         []limbFile      `yaml:"limbs"`
	Severity      source.Text     `yaml:"severity" lib:"required"`
	Decides       source.Text     `yaml:"decides"`
	Message       source.Text     `yaml:"message" lib:"required"`
	Subject       source.Text     `yaml:"subject"`
	Observed      source.Text     `yaml:"observed"`
	Allowed       source.Text     `yaml:"allowed"`
	Terms         source.Texts    `yaml:"terms"`
	Basis         Basis           `yaml:"basis" lib:"required"`
	Table         []thresholdFile `yaml:"table"`
}

// caseFile is one case; what it leaves out it takes from the rule.
type caseFile struct {
	When     source.Text `yaml:"when" lib:"required"`
	Severity source.Text `yaml:"severity"`
	Decides  source.Text `yaml:"decides"`
	Message  source.Text `yaml:"message"`
	Observed source.Text `yaml:"observed"`
	Allowed  source.Text `yaml:"allowed"`
}

// limbFile is one limb.
type limbFile struct {
	When  source.Text  `yaml:"when" lib:"required"`
	Text  source.Text  `yaml:"text" lib:"required"`
	Terms source.Texts `yaml:"terms"`
}
