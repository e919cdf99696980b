package clause

import (
	"slices"

	"verbatim/internal/clause/source"
	"verbatim/internal/expr"
)

// Guard is the part of a version that says whether it prints anything at all: its condition, and the list that it is laid
// out over. It is compiled long before the whole.
type Guard struct{ when, each *expr.Program }

// Guard compiles what the head says. An expression that does not compile guards nothing: the whole will not compile
// either, and says why.
func (h *Head) Guard() Guard {
	c, s := &compiler{}, outside()
	g := Guard{when: c.program(source.Text{Value: h.Condition}, expr.Bool, s)}
	if g.when != nil {
		s.given = append(s.given, g.when)
	}
	g.each = c.program(source.Text{Value: h.Over}, expr.List, s)
	return g
}

// Sieve holds guards against the facts of one offer.
type Sieve struct{ scope *expr.Scope }

// NewSieve binds facts.
func NewSieve(f Facts) (Sieve, error) {
	scope, err := f.scope()
	return Sieve{scope}, err
}

// Excludes says that a version certainly prints nothing in any paper of the offer. What depends on the paper, or fails,
// is for the layout of the paper to say.
func (s Sieve) Excludes(g Guard) bool {
	if g.when != nil {
		if slices.Contains(g.when.Roots(), "paper") {
			return false
		}
		if yes, err := g.when.True(s.scope); err != nil || !yes {
			return err == nil
		}
	}
	if g.each == nil || slices.Contains(g.each.Roots(), "paper") {
		return false
	}
	list, err := g.each.Eval(s.scope)
	items, ok := list.([]any)
	return err == nil && ok && len(items) == 0
}
