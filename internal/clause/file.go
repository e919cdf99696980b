package clause

import (
	"verbatim/internal/clause/source"
	"verbatim/internal/place"
)

// clauseFile is clause.yaml. design.md section 6 and templates/README.md say what each key means.
type clauseFile struct {
	Title         string                  `yaml:"title"`
	Jurisdictions place.Set               `yaml:"jurisdictions" lib:"required"`
	Language      source.Text             `yaml:"language" lib:"required"`
	InForce       Span                    `yaml:"in_force" lib:"required"`
	Group         source.Text             `yaml:"group" lib:"required"`
	When          source.Text             `yaml:"when"`
	Each          source.Text             `yaml:"each"`
	Where         source.Text             `yaml:"where"`
	Slots         map[string]DeclaredSlot `yaml:"slots"`
	Parts         map[string]DeclaredPart `yaml:"parts"`
	States        []stateFile             `yaml:"states"`
	Requires      []string                `yaml:"requires"`
	Excludes      []string                `yaml:"excludes"`
	Positions     map[string]positionFile `yaml:"positions"`
	Literals      map[string]string       `yaml:"literals"`
	Owner         string                  `yaml:"owner" lib:"required"`
	Basis         []Basis                 `yaml:"basis"`
	Changelog     string                  `yaml:"changelog"`
}

// notSaid are the keys of clause.yaml that change no output: they stay out of the digest.
var notSaid = []string{"literals", "owner", "basis", "changelog"}

// DeclaredSlot is a slot as a file writes it.
type DeclaredSlot struct {
	At      source.Mark             `yaml:"-"`
	From    source.Text             `yaml:"from" lib:"required"`
	As      source.Text             `yaml:"as" lib:"required"`
	Form    source.Text             `yaml:"form"`
	Words   map[string]string       `yaml:"words"`
	Join    source.Text             `yaml:"join"`
	Conveys source.Texts            `yaml:"conveys"`
	Wording source.Text             `yaml:"wording"`
	Slots   map[string]DeclaredSlot `yaml:"slots"`
	Parts   map[string]DeclaredPart `yaml:"parts"`
}

// DeclaredPart is a part as a file writes it.
type DeclaredPart struct {
	At     source.Mark `yaml:"-"`
	When   source.Text `yaml:"when"`
	States []stateFile `yaml:"states"`
}

type stateFile struct {
	At    source.Mark  `yaml:"-"`
	Term  source.Text  `yaml:"term" lib:"required"`
	Value source.Value `yaml:"value" lib:"required"`
}

type positionFile struct {
	Summary string      `yaml:"summary" lib:"required"`
	States  []stateFile `yaml:"states"`
}

type sampleFile struct {
	At       source.Mark  `yaml:"-"`
	Name     string       `yaml:"name" lib:"required"`
	Position string       `yaml:"position"`
	Place    place.Code   `yaml:"place"`
	Record   source.Value `yaml:"record"`
	Printed  bool         `yaml:"printed" lib:"required"`
	Text     string       `yaml:"text"`
	Flags    []string     `yaml:"flags"`
}

type samplesFile struct {
	Samples []sampleFile `yaml:"samples" lib:"required"`
}
