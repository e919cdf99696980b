package policy

import (
	"fmt"
	"sync/atomic"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/digest"
	"verbatim/internal/expr"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// Pack is one published version of a set of rules. It never changes; Digest names what it says.
type Pack struct {
	ID      string
	Version int
	Digest  digest.Digest // over policy.yaml without what changes no outcome
	Title   string
	Owner   string
	InForce Span
	Changes string // what this version changed, for people
	Rules   []Rule

	samples func() ([]Sample, []source.Finding) // once: no letter needs them
}

// Samples are the tests that the pack came with, as far as they could be read.
func (p Pack) Samples() []Sample {
	if p.samples == nil {
		return nil
	}
	out, _ := p.samples()
	return out
}

// Ref names the version as id@number.
func (p Pack) Ref() string { return fmt.Sprintf("%s@%d", p.ID, p.Version) }

// Pin names the version by content.
func (p Pack) Pin() digest.Pin {
	return digest.Pin{Kind: "policy", ID: p.ID, Version: p.Version, Digest: p.Digest}
}

// Span is a time in force: from a day, and until before another. A zero From has no beginning, a zero Until no end.
type Span struct {
	From  cal.Date `yaml:"from"`  // the first day; left out for no beginning
	Until cal.Date `yaml:"until"` // the first day on which it no longer holds; left out for no end
}

// Holds says whether a day lies in the span.
func (s Span) Holds(d cal.Date) bool {
	return (s.From.IsZero() || !d.Before(s.From)) && (s.Until.IsZero() || d.Before(s.Until))
}

// Select gives the packs in force on a day: of each id the highest version whose time it is, in the given order.
func Select(packs []Pack, day cal.Date) []Pack {
	best := map[string]int{}
	for _, p := range packs {
		if p.InForce.Holds(day) {
			best[p.ID] = max(best[p.ID], p.Version)
		}
	}
	var out []Pack
	for _, p := range packs {
		if p.InForce.Holds(day) && best[p.ID] == p.Version {
			out = append(out, p)
		}
	}
	return out
}

// At is the place whose law a rule looks at.
type At string

// The places. A residence that was not said is the place of work.
const (
	AtWork      At = "work"
	AtResidence At = "residence"
	AtLaw       At = "law"
)

// Rule is one compiled rule. Conditions are checked at load: they cannot read what may be absent.
type Rule struct {
	Code          string
	Title         string
	At            At
	Jurisdictions place.Set // the zero Set means everywhere
	Effective     Span
	Needs         []string // pointers, or item/... below the item judged
	Severity      Severity
	Decides       Decider
	Basis         Basis

	applies, each, where, unknown *expr.Program // nil where the rule has none
	list                          terms.Pointer // the list that each walks, empty when its items name their own term
	cases                         []ruleCase
	limbs                         []limb
	words                         wording // of limbs and of a builtin
	about                         []string
	builtin                       builtin
	table                         []Threshold // sums by place and time, for a builtin

	later *late // nil for a rule that was compiled at once
}

// late compiles a rule when it is first judged.
type late struct {
	made    atomic.Bool
	compile func() (*Rule, error) // once
}

// ready is the rule with all that it is judged by. The error says which file and line cannot be compiled.
func (r *Rule) ready() (*Rule, error) {
	if r.later == nil {
		return r, nil
	}
	defer r.later.made.Store(true)
	return r.later.compile()
}

// waits says that a rule is not compiled yet.
func (r *Rule) waits() bool { return r.later != nil && !r.later.made.Load() }

// Message is the sentence of a deviation, with {subject}, {observed} and {allowed} standing for those texts.
func (r Rule) Message() string { return r.words.message }

// Allowed is what the rule lets pass, in words.
func (r Rule) Allowed() string { return r.words.allowed }

// wording is what a rule says when it fired.
type wording struct {
	message, allowed  string
	subject, observed *expr.Program
}

// ruleCase is one condition with its consequence.
type ruleCase struct {
	when     *expr.Program
	severity Severity
	decides  Decider
	wording
}

// limb is one of several conditions, any of which makes a rule fire.
type limb struct {
	when  *expr.Program
	text  string
	about []string
}
