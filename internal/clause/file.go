package clause

import (
	"verbatim/internal/clause/source"
	"verbatim/internal/place"
)

// clauseFile is clause.yaml. design.md section 6 and templates/README.md say what each key means.
type clauseFile struct {
	Title         string                  `yaml:"title"`                        // the heading above it; left out for none
	Jurisdictions place.Set               `yaml:"jurisdictions" lib:"required"` // the places of work that it is for, such as "US, !US-MT"; "*" is everywhere
	Language      source.Text             `yaml:"language" lib:"required"`      // of the wording: en serves every English letter, en-GB only British ones
	InForce       Span                    `yaml:"in_force" lib:"required"`      // the days on which it may be taken for a new letter
	Group         source.Text             `yaml:"group" lib:"required"`         // the place in letters that it competes for
	When          source.Text             `yaml:"when"`                         // a condition: the clause is printed only where it is true; left out for always
	Each          source.Text             `yaml:"each"`                         // a list of the record: the clause is laid out once for each of its items
	Where         source.Text             `yaml:"where"`                        // a condition on item that picks items of each
	Slots         map[string]DeclaredSlot `yaml:"slots"`                        // the named places of the wording, {{ name }}, and what they print
	Parts         map[string]DeclaredPart `yaml:"parts"`                        // the optional pieces of the wording, [[name: words]], that have a condition or state something
	States        []stateFile             `yaml:"states"`                       // what its fixed words say by themselves
	Requires      []string                `yaml:"requires"`                     // ids of clauses that must stand in the same offer
	Excludes      []string                `yaml:"excludes"`                     // ids of clauses that must not stand in the same offer
	Positions     map[string]positionFile `yaml:"positions"`                    // its fallbacks: fallback-1, fallback-2; the wording of each is the file of its name with .md
	Literals      map[string]string       `yaml:"literals"`                     // numbers and words for numbers in its fixed words that are no term, each with the reason
	Owner         string                  `yaml:"owner" lib:"required"`         // who answers for the wording
	Basis         []Basis                 `yaml:"basis"`                        // why it says what it says: the law, or the company's own rule
	Changelog     string                  `yaml:"changelog"`                    // what is new in this version
}

// notSaid are the keys of clause.yaml that change no output: they stay out of the digest.
var notSaid = []string{"literals", "owner", "basis", "changelog"}

// DeclaredSlot is a slot as a file writes it.
type DeclaredSlot struct {
	At      source.Mark             `yaml:"-"`
	From    source.Text             `yaml:"from" lib:"required"` // an expression for the value
	As      source.Text             `yaml:"as" lib:"required"`   // how the value is worded
	Form    source.Text             `yaml:"form"`                // which form of that way of wording; left out for the first one
	Words   map[string]string       `yaml:"words"`               // for words and lists of words: each word of the record and how it is printed
	Join    source.Text             `yaml:"join"`                // of a list: how its last two are joined; and when left out
	Conveys source.Texts            `yaml:"conveys"`             // the terms that it prints; from itself when left out and that is a plain path; [] for none
	Wording source.Text             `yaml:"wording"`             // of a list of items: the wording of one, with slots and parts of its own
	Slots   map[string]DeclaredSlot `yaml:"slots"`               // the slots of that wording, which see item and outer
	Parts   map[string]DeclaredPart `yaml:"parts"`               // the parts of that wording
}

// DeclaredPart is a part as a file writes it.
type DeclaredPart struct {
	At     source.Mark `yaml:"-"`
	When   source.Text `yaml:"when"`   // a condition: the part is printed only where it is true
	States []stateFile `yaml:"states"` // what its fixed words say, when it is printed
}

// stateFile is a value that fixed words say by themselves.
type stateFile struct {
	At    source.Mark  `yaml:"-"`
	Term  source.Text  `yaml:"term" lib:"required"`  // a path or pointer of the term that the fixed words name
	Value source.Value `yaml:"value" lib:"required"` // what they say of it, as the record would write it
}

// positionFile is a fallback.
type positionFile struct {
	Summary string      `yaml:"summary" lib:"required"` // what is different from the standard wording, for people
	States  []stateFile `yaml:"states"`                 // what its fixed words say by themselves, beside the states of the clause
}

// sampleFile is one test of a clause.
type sampleFile struct {
	At       source.Mark  `yaml:"-"`
	Name     string       `yaml:"name" lib:"required"`    // what is tested, in a few words
	Position string       `yaml:"position"`               // which wording; standard when left out
	Place    place.Code   `yaml:"place"`                  // the place of work; the first that the clause names when left out
	Record   source.Value `yaml:"record"`                 // a merge patch on a small record of a hire: null takes a value out
	Printed  bool         `yaml:"printed" lib:"required"` // whether the clause prints anything of it
	Text     string       `yaml:"text"`                   // what it prints: a blank line between blocks, "- " before items of a list, " | " between cells
	Flags    []string     `yaml:"flags"`                  // codes of the rules that the record raises
}

// samplesFile is a clause's samples.yaml.
type samplesFile struct {
	Samples []sampleFile `yaml:"samples" lib:"required"` // the tests
}
