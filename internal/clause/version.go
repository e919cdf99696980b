package clause

import (
	"fmt"
	"reflect"
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/digest"
	"verbatim/internal/expr"
	"verbatim/internal/place"
)

// ID is a clause's key, such as "sign_on".
type ID string

// Head is what is known of a clause version before its wording is read: what it is called, and what it is chosen by.
type Head struct {
	Family string        `json:"family"`
	ID     ID            `json:"id"`
	Number int           `json:"number"`
	Digest digest.Digest `json:"-"`

	Jurisdictions place.Set `json:"jurisdictions"` // where it may be used
	Language      string    `json:"language"`      // BCP 47: a language alone serves all of its countries
	InForce       Span      `json:"in_force"`
	Group         string    `json:"group"` // the place in letters that it competes for

	Condition string `json:"when,omitempty"` // as written; empty means always
	Over      string `json:"each,omitempty"` // the list that it is laid out over, as written; empty for a clause that is laid out once
}

// Top is the head itself: versions and what stands for one have it alike.
func (h *Head) Top() *Head { return h }

// Version is one published wording of one clause. It never changes; Digest names what it says.
type Version struct {
	Head

	Title     string            // the heading above it; empty means none
	When      *expr.Program     // nil means always
	Each      *Each             // nil for a clause that is laid out once
	Fragment                    // slots and parts that the positions share
	States    []State           // what its fixed words say in every position
	Requires  []ID              // clauses that must stand in the same offer
	Excludes  []ID              // clauses that must not
	Positions []Position        // the standard wording first, then fallbacks by rank
	Literals  map[string]string // numbers in fixed words that are no term, and why

	Owner   string
	Basis   []Basis
	Changes string // what this version changed, for people
	Dir     string // folder, for findings

	samples func() ([]Sample, []source.Finding) // once: most letters need none
}

// Samples are the tests that the version came with, as far as they could be read.
func (v *Version) Samples() []Sample {
	if v.samples == nil {
		return nil
	}
	out, _ := v.samples()
	return out
}

// Ref names the version as id@number: how changes and written terms cite it.
func (h *Head) Ref() string { return fmt.Sprintf("%s@%d", h.ID, h.Number) }

// Pin names the version by content.
func (h *Head) Pin() digest.Pin {
	return digest.Pin{Kind: "clause", ID: string(h.ID), Version: h.Number, Digest: h.Digest}
}

// Position finds a position by name.
func (v *Version) Position(name string) (Position, bool) {
	for _, p := range v.Positions {
		if p.Name == name {
			return p, true
		}
	}
	return Position{}, false
}

// List is the path of the list that the clause is laid out over; empty for a clause that is laid out once.
func (v *Version) List() string {
	if v.Each == nil {
		return ""
	}
	return strings.Join(v.Each.Path, ".")
}

// Span is a time in force: from a day, and until before another. A zero Until has no end.
type Span struct {
	From  cal.Date `yaml:"from" json:"from" lib:"required"` // the first day
	Until cal.Date `yaml:"until" json:"until,omitzero"`     // the first day on which it no longer holds; left out for no end
}

// Holds says whether a day lies in the span.
func (s Span) Holds(d cal.Date) bool {
	return !d.Before(s.From) && (s.Until.IsZero() || d.Before(s.Until))
}

// Each says that a clause is laid out once for each item of a list. Where picks the items.
type Each struct {
	Path  []string      // of the list, such as terms, one_time_payments
	List  *expr.Program //
	Where *expr.Program // nil means every item
	Item  reflect.Type  // what item is
}

// Standard is the name of the first position.
const Standard = "standard"

// Position is one agreed wording of a clause: the standard one or a ranked fallback.
type Position struct {
	Name    string // standard, fallback-1, fallback-2
	Summary string // what is different, for people; empty for the standard one
	States  []State
	Wording Wording
}

// Fragment is what a wording may refer to: slots and parts by name.
type Fragment struct {
	Slots map[string]*Slot
	Parts map[string]*Part
}

// Slot is a named, typed place in a wording.
type Slot struct {
	Name    string
	From    *expr.Program
	As      As
	Form    string            // of a When, Length, Name or entity: which of its forms; empty means the first
	Words   map[string]string // for As words and lists of words: how each is printed
	Join    string            // of lists: "and" (also when empty) or "or"
	Conveys []Path            // the terms that it prints; computed values convey only what is written here
	Allowed []string          // for words: the vocabulary of what it reads; nil when that is not known
	Always  bool              // of lists: the record never holds an empty one
	Inner   *Inner            // of a list of items: how one of them is worded
	At      source.Mark
}

// Inner words one item of a list within a sentence. Its slots see the item as item and the clause's own as outer.
type Inner struct {
	Fragment
	Wording Wording
	Item    reflect.Type
}

// Part is an optional piece of a wording.
type Part struct {
	When   *expr.Program // nil means whenever its slots have values
	States []State       // what its fixed words say, when it is printed
	At     source.Mark
}

// State is a value that fixed words say by themselves.
type State struct {
	Term  Path
	Value any // as terms.Leaf.Value
	At    source.Text
}

// Basis is why a clause says what it says: a law, or the company's own rule.
type Basis struct {
	Citation  string   `yaml:"citation" json:"citation" lib:"required"`     // the law and its section, or the rule
	URL       string   `yaml:"url" json:"url,omitempty"`                    // where it was read
	CheckedOn cal.Date `yaml:"checked_on" json:"checked_on" lib:"required"` // the day on which somebody last read it
}

// Sample is one test of a clause: a fragment of a record, and what the clause prints of it.
type Sample struct {
	Name     string
	Position string
	Place    place.Code // where the work is; empty means the first place that the clause names
	Record   any        // merge patch onto the sample record; nil changes nothing
	Printed  bool
	Text     string   // expected, blocks separated by a blank line; empty means not compared
	Flags    []string // codes of rules that the record is expected to raise; policy judges them
	At       source.Text
}
