package clause

import (
	"fmt"
	"slices"
	"strings"

	"verbatim/internal/expr"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// filler puts the values of one item into wordings.
type filler struct {
	*Layout
	fragment Fragment
	scope    *expr.Scope
	bases    bases
	item     Item
	values   map[string]any // by slot, evaluated once
	who      string         // the clause, for faults
	within   string         // of what Coverage calls slots and parts: the list slot that they are in, with a dot
	claims   []Claim        // of the block that is being filled
	stated   []terms.Stated
	pending  []State // of the parts of that block
	faults   []fault.Fault
	err      error
}

// block fills one block; ok is false when nothing of it is left.
func (f *filler) block(b BlockText) (out Block, ok bool) {
	out = Block{Kind: b.Kind, Level: b.Level, Ordered: b.Ordered}
	f.claims, f.pending = nil, nil
	switch b.Kind {
	case List:
		out.Items = f.entries(b.Items)
		ok = len(out.Items) > 0
	case Table:
		out.Table = f.table(b.Table)
		ok = len(out.Table.Rows) > 0
	default:
		out.Runs = f.runs(b.Atoms)
		ok = len(out.Runs) > 0
	}
	if ok && f.only == nil {
		out.Claims = f.claims
		f.state(f.pending)
	}
	return out, ok
}

func (f *filler) entries(entries []Entry) []Line {
	var out []Line
	for _, e := range entries {
		line := Line{Runs: f.runs(e.Atoms), Items: f.entries(e.Items)}
		if len(line.Runs) > 0 {
			out = append(out, line)
		}
	}
	return out
}

// table fills a table. A row of which a cell came out empty is left out whole, with all that it would have printed.
func (f *filler) table(t *Columns) *Grid {
	g := &Grid{Right: t.Right}
	for _, h := range t.Head {
		g.Head = append(g.Head, f.runs(h))
	}
	for _, row := range t.Rows {
		claims, pending := len(f.claims), len(f.pending)
		var cells [][]Run
		full := true
		for _, c := range row {
			runs := f.runs(c)
			full = full && (len(runs) > 0 || len(c) == 0)
			cells = append(cells, runs)
		}
		if !full {
			f.claims, f.pending = f.claims[:claims], f.pending[:pending]
			continue
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}

// runs fills the atoms of one paragraph, item or cell.
func (f *filler) runs(atoms []Atom) []Run {
	w := &writer{}
	f.atoms(atoms, w)
	return w.finish()
}

func (f *filler) atoms(atoms []Atom, w *writer) {
	for i := 0; i < len(atoms); i++ {
		switch a := atoms[i]; a.Kind {
		case Words:
			w.words(a)
		case Filled:
			f.slot(a, w)
		case Open:
			end := i + matching(atoms[i:])
			if f.prints(a.Name, atoms[i+1:end]) {
				f.atoms(atoms[i+1:end], w)
			}
			i = end
		}
	}
}

// matching is the index of the Close that ends the part which begins at atoms[0].
func matching(atoms []Atom) int {
	depth := 0
	for i, a := range atoms {
		switch a.Kind {
		case Open:
			depth++
		case Close:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(atoms) - 1
}

// prints says whether a part is printed: its condition holds and each slot directly in it has a value.
func (f *filler) prints(name string, atoms []Atom) bool {
	ok := f.wanted(name, atoms)
	f.watch.see("part", f.within+name, ok)
	return ok
}

func (f *filler) wanted(name string, atoms []Atom) bool {
	part := f.fragment.Parts[name]
	if f.watch != nil {
		f.look(atoms)
	}
	if part != nil {
		ok, err := holds(part.When, f.scope)
		f.fail(err)
		if !ok {
			return false
		}
	}
	for i := 0; i < len(atoms); i++ {
		switch a := atoms[i]; a.Kind {
		case Open:
			i += matching(atoms[i:])
		case Filled:
			if absent(f.value(a.Name)) {
				return false
			}
		}
	}
	if part != nil {
		f.pending = append(f.pending, part.States...)
	}
	return true
}

// look evaluates the slots of a part even when its condition leaves it out, so that samples count for them.
func (f *filler) look(atoms []Atom) {
	for _, a := range atoms {
		if a.Kind == Filled {
			f.value(a.Name)
		}
	}
}

// value evaluates a slot, once. In a layout that repeats, a term that is not printed elsewhere is absent.
func (f *filler) value(name string) any {
	if v, done := f.values[name]; done {
		return v
	}
	s, ok := f.fragment.Slots[name]
	if !ok {
		f.fail(fmt.Errorf("%s has no slot %q", f.who, name))
		return nil
	}
	v, err := s.From.Eval(f.scope)
	f.fail(err)
	f.watch.see("slot", f.within+name, !absent(v))
	if f.only != nil && !f.shown(s) {
		v = nil
	}
	f.values[name] = v
	return v
}

func (f *filler) shown(s *Slot) bool {
	for _, p := range s.Conveys {
		at, _ := f.bases.pointer(p)
		_, said := f.leaves[at]
		if _, printed := f.only[at]; said && !printed {
			return false
		}
	}
	return true
}

func (f *filler) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

func (f *filler) fault(s *Slot, code fault.Code, format string, args ...any) {
	out := fault.Fault{Code: code, Message: fmt.Sprintf(format, args...)}
	for _, p := range s.Conveys {
		if at, ok := f.bases.pointer(p); ok {
			out.Term = string(at)
			break
		}
	}
	f.faults = append(f.faults, out)
}

// slot writes a value, or one fault when there is none or it has no words.
func (f *filler) slot(a Atom, w *writer) {
	s, ok := f.fragment.Slots[a.Name]
	if !ok {
		f.fail(fmt.Errorf("%s has no slot %q", f.who, a.Name))
		return
	}
	value := f.value(a.Name)
	if f.err != nil {
		return
	}
	if absent(value) && f.only != nil {
		w.hollow = true
		return
	}
	if absent(value) {
		f.fault(s, fault.CodeBlankSlot, "clause %s has nothing to print for %s: the record must say it", f.who, strings.ReplaceAll(a.Name, "_", " "))
		return
	}
	if s.As == AsList {
		f.list(s, a, value.([]any), w)
		return
	}
	words, err := f.words.word(s, value)
	if err != nil {
		f.unworded(s, err)
		return
	}
	w.value(a, words, f.convey(s, words))
}

func (f *filler) unworded(s *Slot, err error) {
	if !isUnwordable(err) {
		f.fail(err)
		return
	}
	f.fault(s, fault.CodeUnwordable, "clause %s cannot print this value: %s", f.who, err)
}

// convey claims the leaves that a slot prints, with the evidence that each leaf's own value asks for.
func (f *filler) convey(s *Slot, words string) []terms.Pointer {
	var out []terms.Pointer
	for _, p := range s.Conveys {
		at, _ := f.bases.pointer(p)
		value, said := f.leaves[at]
		if !said {
			continue
		}
		out = append(out, at)
		f.claims = append(f.claims, Claim{Term: at, Evidence: f.words.evidenceFor(s, at, value, words)})
	}
	return out
}

// list joins items into a sentence: words of a table, or what the slot's own wording makes of each item.
func (f *filler) list(s *Slot, a Atom, items []any, w *writer) {
	join := f.words.locale.List
	if s.Join == "or" {
		join = f.words.locale.Choice
	}
	conveyed := f.convey(s, "")
	blanks := make([]string, len(items))
	for i := range blanks {
		blanks[i] = "\x00"
	}
	between := strings.Split(join(blanks), "\x00")
	for i, item := range items {
		w.value(a, between[i], conveyed)
		if s.Inner != nil {
			f.inner(s, a, item, conveyed, w)
			continue
		}
		words, err := tabled(s, fmt.Sprint(item))
		if err != nil {
			f.unworded(s, err)
			return
		}
		w.value(a, words, conveyed)
	}
}

// inner words one item of a list. What the whole list conveys, each of its items carries.
func (f *filler) inner(s *Slot, a Atom, item any, conveyed []terms.Pointer, w *writer) {
	path, _ := s.From.Path()
	list, _ := f.bases.pointer(pathOf(path))
	scope, b := f.scope, f.bases
	var err error
	if f.item.Value != nil {
		outer := f.bases["item"]
		b = b.with("outer", outer)
		scope, err = scope.With("outer", f.item.Value)
		f.fail(err)
	}
	if scope, err = scope.With("item", item); err != nil {
		f.fail(err)
		return
	}
	in := &filler{
		Layout: f.Layout, fragment: s.Inner.Fragment, scope: scope, bases: b.with("item", list.Child(string(idOf(item)))),
		item: Item{ID: idOf(item), Value: item}, values: map[string]any{}, who: f.who, within: f.within + s.Name + ".",
	}
	for _, run := range in.runs(s.Inner.Wording.Blocks[0].Atoms) {
		run.Bold, run.Italic = run.Bold || a.Bold, run.Italic || a.Italic
		run.Terms = append(slices.Clone(run.Terms), conveyed...)
		w.run(run)
	}
	f.claims, f.faults = append(f.claims, in.claims...), append(f.faults, in.faults...)
	f.pending = append(f.pending, in.resolved()...)
	f.fail(in.err)
}

// resolved makes the stated paths absolute, so that they mean the same outside of the item.
func (f *filler) resolved() []State {
	var out []State
	for _, s := range f.pending {
		if at, ok := f.bases.pointer(s.Term); ok {
			s.Term = Path{names: at.Segments()}
			out = append(out, s)
		}
	}
	return out
}

func (f *filler) state(states []State) {
	for _, s := range states {
		if at, ok := f.bases.pointer(s.Term); ok {
			f.stated = append(f.stated, terms.Stated{Term: at, Value: s.Value, Clause: f.who})
		}
	}
}
