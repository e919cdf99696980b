package clause

import (
	"reflect"

	"verbatim/internal/clause/source"
	"verbatim/internal/expr"
	"verbatim/internal/fault"
)

// Frame compiles what stands in a letter outside of clauses: slots, parts and lines of one paragraph. It is how letter
// templates use the same language as clauses.
type Frame struct {
	c    compiler
	spot spot
	Fragment
}

// NewFrame compiles the slots and parts of a file's frame.
func NewFrame(file string, slots map[string]DeclaredSlot, parts map[string]DeclaredPart) *Frame {
	f := &Frame{c: compiler{Place: source.Place{File: file}}, spot: outside()}
	f.Fragment = f.c.fragment(slots, parts, f.spot)
	return f
}

// Line reads a wording of one paragraph over the frame's slots. A slot or part that is not declared is a finding.
func (f *Frame) Line(t source.Text) Wording {
	if t.Empty() {
		return Wording{File: f.c.File}
	}
	w := f.c.line(t)
	f.c.findings = append(f.c.findings, f.Unknown(w)...)
	return w
}

// Condition compiles a condition over the facts, and over an item of a type where one is given.
func (f *Frame) Condition(t source.Text, item reflect.Type) *expr.Program {
	s := f.spot
	if item != nil {
		s.key.item = item
	}
	return f.c.program(t, expr.Bool, s)
}

// Findings is what was wrong so far.
func (f *Frame) Findings() []source.Finding { return f.c.findings }

// Unknown lists the slots of a wording that a fragment does not declare.
func (f Fragment) Unknown(w Wording) (out []source.Finding) {
	names := []string{}
	for n := range f.Slots {
		names = append(names, n)
	}
	w.Each(func(atoms []Atom) {
		for _, a := range atoms {
			if a.Kind != Filled {
				continue
			}
			if _, ok := f.Slots[a.Name]; !ok {
				x := source.Place{File: w.File}.At(a.At, "unknown_slot", "there is no slot %s", a.Name)
				x.Suggestion = fault.DidYouMean(a.Name, names)
				out = append(out, x)
			}
		}
	})
	return out
}
