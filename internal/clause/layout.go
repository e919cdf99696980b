package clause

import (
	"fmt"
	"slices"

	"verbatim/internal/expr"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// Layout lays clauses out over the facts of one offer, in one language. It is for one letter and one goroutine.
type Layout struct {
	facts  Facts
	words  *wordings
	scope  *expr.Scope
	bases  bases
	leaves map[terms.Pointer]any
	only   map[terms.Pointer]string // nil, or the only terms that may be shown: see Repeat
	watch  *Coverage                // nil, or what samples drive
}

// NewLayout binds facts. It fails for a language that has no tables.
func NewLayout(f Facts, language string) (*Layout, error) {
	l := &Layout{facts: f, bases: rootBases(), leaves: map[terms.Pointer]any{}}
	var err error
	if l.words, err = newWordings(language, &l.facts); err != nil {
		return nil, fault.New(fault.Invalid, fault.CodeNotAllowed, "%s", err)
	}
	if l.scope, err = f.scope(); err != nil {
		return nil, fmt.Errorf("facts of a letter: %w", err)
	}
	if f.Paper != nil {
		l.bases = l.bases.with("paper", terms.Pointer("/terms/documents").Child(string(f.Paper.ID)))
	}
	for _, leaf := range f.Sheet().Leaves() {
		l.leaves[leaf.Term] = leaf.Value
	}
	return l, nil
}

// Repeat is the same layout for clauses that only repeat what others print, such as a summary: a value that is not in
// printed counts as absent, and nothing that is laid out counts as printed.
func (l *Layout) Repeat(printed map[terms.Pointer]string) *Layout {
	again := *l
	again.only = printed
	return &again
}

// Applies says whether a version's condition holds.
func (l *Layout) Applies(v *Version) (bool, error) {
	ok, err := holds(v.When, l.scope)
	l.watch.see("condition", "when", ok)
	return ok, err
}

// True evaluates a condition that sees an item, such as which documents a companion is written for.
func (l *Layout) True(p *expr.Program, item any) (bool, error) {
	s, err := l.scope.With("item", item)
	if err != nil {
		return false, err
	}
	return holds(p, s)
}

func holds(p *expr.Program, s *expr.Scope) (bool, error) {
	if p == nil {
		return true, nil
	}
	return p.True(s)
}

// Item is one item that a clause is laid out for; the zero Item is for a clause that is laid out once.
type Item struct {
	ID    terms.ID
	Value any  // nil for the zero Item
	Index int  // its place in the list, from 0
	First bool // the clause's first item in this letter
}

// Items lists the items of a version's list that its where picks; one zero Item when it has no list.
func (l *Layout) Items(v *Version) ([]Item, error) {
	if v.Each == nil {
		return []Item{{First: true}}, nil
	}
	got, err := v.Each.List.Eval(l.scope)
	if err != nil {
		return nil, err
	}
	var out []Item
	for i, value := range got.([]any) {
		s, err := l.scope.With("item", value)
		if err != nil {
			return nil, err
		}
		ok, err := holds(v.Each.Where, s)
		if err != nil {
			return nil, err
		}
		l.watch.see("condition", "where", ok)
		if ok {
			out = append(out, Item{ID: idOf(value), Value: value, Index: i, First: len(out) == 0})
		}
	}
	return out, nil
}

// Laid is a clause as it stands in a letter, for one item where it has a list. No blocks: it has nothing to say.
type Laid struct {
	Version  *Version
	Position string
	Item     terms.ID
	Blocks   []Block
	States   []terms.Stated
}

// Block is a block with its values in place.
type Block struct {
	Kind    BlockKind
	Level   int
	Runs    []Run
	Ordered bool
	Items   []Line
	Table   *Grid
	Claims  []Claim // the terms that it prints
}

// Line is a list item.
type Line struct {
	Runs  []Run
	Items []Line
}

// Grid is a table.
type Grid struct {
	Head  [][]Run
	Right []bool
	Rows  [][][]Run
}

// Run is text in one style.
type Run struct {
	Text         string
	Bold, Italic bool
	Href         string
	Terms        []terms.Pointer
}

// Lay lays a position of a version out for an item. Faults say what cannot be printed, with its term; err is none of the
// record's doing.
func (l *Layout) Lay(v *Version, position string, item Item) (Laid, []fault.Fault, error) {
	p, ok := v.Position(position)
	if !ok {
		return Laid{}, nil, fmt.Errorf("clause %s has no position %q", v.Ref(), position)
	}
	s, b, err := l.at(v, item)
	if err != nil {
		return Laid{}, nil, err
	}
	f := &filler{Layout: l, fragment: v.Fragment, scope: s, bases: b, item: item, values: map[string]any{}, who: v.Ref()}
	out := Laid{Version: v, Position: position, Item: item.ID}
	for _, block := range p.Wording.Blocks {
		if laid, ok := f.block(block); ok {
			out.Blocks = append(out.Blocks, laid)
		}
	}
	if len(out.Blocks) > 0 && l.only == nil {
		f.state(slices.Concat(v.States, p.States))
		out.States = f.stated
	}
	return out, f.faults, f.err
}

// at is the scope and the bases of an item.
func (l *Layout) at(v *Version, item Item) (*expr.Scope, bases, error) {
	s, err := l.scope.With("first", item.First)
	if err != nil || v.Each == nil {
		return s, l.bases, err
	}
	list, _ := l.bases.pointer(pathOf(v.Each.Path))
	s, err = s.With("item", item.Value)
	return s, l.bases.with("item", list.Child(string(item.ID))), err
}

// LineOf lays out a wording of one paragraph over a fragment, such as a letter's subject.
func (l *Layout) LineOf(w Wording, f Fragment, who string) ([]Run, []Claim, []fault.Fault, error) {
	if len(w.Blocks) == 0 {
		return nil, nil, nil, nil
	}
	fill := &filler{Layout: l, fragment: f, scope: l.scope, bases: l.bases, values: map[string]any{}, who: who}
	b, _ := fill.block(w.Blocks[0])
	return b.Runs, b.Claims, fill.faults, fill.err
}
