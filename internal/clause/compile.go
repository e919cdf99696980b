package clause

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"verbatim/internal/clause/source"
	"verbatim/internal/expr"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// compiler turns the expressions of one file into programs. It goes on after a finding, so that all are found.
type compiler struct {
	source.Place
	findings []source.Finding
}

func (c *compiler) add(t source.Text, code, suggestion, format string, args ...any) {
	f := c.At(t, code, format, args...)
	f.Suggestion = suggestion
	c.findings = append(c.findings, f)
}

// spot is what expressions and paths see at one spot of a file.
type spot struct {
	key   envKey
	bases bases
	given []*expr.Program // conditions that hold here
}

// outside is the spot of a clause that is laid out once.
func outside() spot { return spot{bases: rootBases().with("paper", "/terms/documents/paper")} }

// inside is the spot within the items of a list.
func (s spot) inside(list Path, item reflect.Type) spot {
	at, _ := s.bases.pointer(list)
	in := spot{key: envKey{item: item}, bases: s.bases.with("item", at.Child("item")), given: s.given}
	if outer, ok := s.bases["item"]; ok {
		in.key.outer, in.bases = s.key.item, in.bases.with("outer", outer)
	}
	return in
}

// program compiles an expression; nil when it is empty or at fault.
func (c *compiler) program(t source.Text, want expr.Want, s spot) *expr.Program {
	if t.Empty() {
		return nil
	}
	env, err := envFor(s.key)
	if err != nil {
		c.add(t, "expression", "", "%s", err)
		return nil
	}
	p, problems := env.Compile(strings.TrimSpace(t.Value), want, s.given...)
	for _, problem := range problems {
		at := t
		if problem.Line == 1 {
			at.Column += problem.Column - 1
		} else {
			at.Line, at.Column = t.Line+problem.Line-1, problem.Column
		}
		c.add(at, string(problem.Code), problem.Suggestion, "%s", problem.Message)
	}
	return p
}

// each compiles what a clause is laid out over, and gives the spot of its items.
func (c *compiler) each(list, where source.Text, s spot) (*Each, spot) {
	if list.Empty() {
		if !where.Empty() {
			c.add(where, "where_without_each", "", "where picks items of a list: say which in each")
		}
		return nil, s
	}
	p := c.program(list, expr.List, s)
	if p == nil {
		return nil, s
	}
	path, item, ok := c.listOf(list, p, s)
	if !ok {
		return nil, s
	}
	in := s.inside(pathOf(path), item)
	e := &Each{Path: path, List: p, Item: item, Where: c.program(where, expr.Bool, in)}
	if e.Where != nil {
		in.given = append(slices.Clone(in.given), e.Where)
	}
	return e, in
}

// listOf checks that a program is the plain path of a list of terms whose items have names.
func (c *compiler) listOf(t source.Text, p *expr.Program, s spot) (path []string, item reflect.Type, ok bool) {
	path, plain := p.Path()
	elem := p.Result().Elem
	if !plain || elem == nil {
		c.add(t, "not_a_path", "", "a list is named by its plain path, such as terms.one_time_payments")
		return nil, nil, false
	}
	if _, known := s.bases.pointer(pathOf(path)); !known {
		c.add(t, "not_a_term", "", "%s is no list of terms", t.Value)
		return nil, nil, false
	}
	if _, hasID := idField(elem.Go); !hasID && elem.Go != textType {
		c.add(t, "not_a_term", "", "the items of %s have no ids", t.Value)
		return nil, nil, false
	}
	return path, elem.Go, true
}

func idField(t reflect.Type) (reflect.StructField, bool) {
	if t.Kind() != reflect.Struct {
		return reflect.StructField{}, false
	}
	return t.FieldByName("ID")
}

// fragment compiles slots and parts.
func (c *compiler) fragment(slots map[string]DeclaredSlot, parts map[string]DeclaredPart, s spot) Fragment {
	f := Fragment{Slots: map[string]*Slot{}, Parts: map[string]*Part{}}
	for _, name := range slices.Sorted(maps.Keys(slots)) {
		c.name(name, slots[name].At.Text())
		if slot := c.slot(name, slots[name], s); slot != nil {
			f.Slots[name] = slot
		}
	}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		c.name(name, parts[name].At.Text())
		f.Parts[name] = &Part{When: c.program(parts[name].When, expr.Bool, s), States: c.states(parts[name].States, s), At: parts[name].At}
	}
	return f
}

func (c *compiler) name(name string, at source.Text) {
	if !slotForm.MatchString("{{ " + name + " }}") {
		c.add(at, "bad_name", "", "%q is no name: lower-case letters, digits and underscores", name)
	}
}

func (c *compiler) slot(name string, f DeclaredSlot, s spot) *Slot {
	slot := &Slot{Name: name, As: As(f.As.Value), Form: f.Form.Value, Words: f.Words, Join: f.Join.Value, At: f.At}
	shape, known := shapeOf[slot.As]
	if !known {
		c.add(f.As, "unknown_way", fault.DidYouMean(f.As.Value, Ways()), "%q is no way of wording: there are %s", f.As.Value, strings.Join(Ways(), ", "))
		return nil
	}
	c.form(f, shape)
	want := expr.OptionalValue
	if slot.As == AsList || slot.As == AsChanges {
		want = expr.List
	}
	if slot.From = c.program(f.From, want, s); slot.From == nil {
		return nil
	}
	if slot.As == AsList {
		slot.Inner = c.inner(f, slot.From, s)
	} else if !f.Wording.Empty() || f.Slots != nil || f.Parts != nil {
		c.add(f.From, "wording_without_list", "", "wording, slots and parts of a slot are for as: list")
	} else if got := slot.From.Result(); !slices.Contains(shape.types, one(got)) {
		c.add(f.From, "wrong_type", "", "as: %s does not word %s", slot.As, got)
	}
	slot.Conveys = c.conveys(f, slot, s)
	if segments, plain := slot.From.Path(); plain {
		slot.Allowed = s.vocabulary(segments)
		slot.Always = !slot.From.Result().Optional && strings.Contains(s.tag(segments), "minItems=1")
	}
	return slot
}

// one is the Go type of a value, and of one item of a list.
func one(t expr.Type) reflect.Type {
	if t.Kind == expr.ListOf && t.Elem != nil {
		return t.Elem.Go
	}
	return t.Go
}

func (c *compiler) form(f DeclaredSlot, sh shape) {
	if !f.Form.Empty() && !slices.Contains(sh.forms, f.Form.Value) {
		c.add(f.Form, "unknown_form", fault.DidYouMean(f.Form.Value, sh.forms), "as: %s has the forms %s", f.As.Value, strings.Join(sh.forms, ", "))
	}
	if sh.table && len(f.Words) == 0 {
		c.add(f.As, "missing_key", "", "as: %s needs words: how each value is printed", f.As.Value)
	}
	if !f.Join.Empty() && f.Join.Value != "and" && f.Join.Value != "or" {
		c.add(f.Join, "bad_value", "", "join is and, or or")
	}
}

// inner compiles how one item of a list is worded in a sentence; nil for a list of words.
func (c *compiler) inner(f DeclaredSlot, list *expr.Program, s spot) *Inner {
	if f.Wording.Empty() {
		if elem := list.Result().Elem; elem == nil || elem.Go != textType {
			c.add(f.From, "missing_key", "", "a list of items needs a wording for one of them")
		} else if len(f.Words) == 0 {
			c.add(f.As, "missing_key", "", "a list of words needs words: how each is printed")
		}
		return nil
	}
	path, item, ok := c.listOf(f.From, list, s)
	if !ok {
		return nil
	}
	in := &Inner{Item: item, Fragment: c.fragment(f.Slots, f.Parts, s.inside(pathOf(path), item))}
	in.Wording = c.line(f.Wording)
	c.findings = append(c.findings, in.Unknown(in.Wording)...)
	return in
}

// line reads a wording of one paragraph that stands in a YAML file.
func (c *compiler) line(t source.Text) Wording {
	w, findings := ParseWording(c.File, strings.TrimSpace(t.Value), t)
	c.findings = append(c.findings, findings...)
	if len(w.Blocks) > 1 || len(w.Blocks) == 1 && w.Blocks[0].Kind != Paragraph {
		c.add(t, "not_one_line", "", "this wording is one paragraph")
	}
	return w
}

// conveys says which terms a slot prints: what is written, else the plain path that it reads.
func (c *compiler) conveys(f DeclaredSlot, slot *Slot, s spot) []Path {
	if f.Conveys == nil {
		segments, plain := slot.From.Path()
		if !plain || slot.Inner != nil {
			return nil
		}
		p := pathOf(segments)
		at, ok := s.bases.pointer(p)
		if !ok {
			return nil
		}
		if typ, known := terms.TypeAt(at); !known || !terms.IsWhole(typ) {
			return nil
		}
		return []Path{p}
	}
	var out []Path
	for _, t := range f.Conveys {
		p, ok := ParsePath(t.Value)
		at, based := s.bases.pointer(p)
		typ, known := terms.TypeAt(at)
		switch {
		case !ok || !based || !known:
			c.add(t, "not_a_term", "write a path such as item.size or a pointer such as /terms/start", "%q names no term", t.Value)
		case !terms.IsWhole(typ) && !isItem(at):
			c.add(t, "not_a_leaf", "name each value below it that the slot prints", "%s is an object: it does not cover the values below it", t.Value)
		default:
			out = append(out, p)
		}
	}
	return out
}

// isItem says whether a pointer names a whole item of a list.
func isItem(p terms.Pointer) bool {
	t, ok := terms.TypeAt(p.Parent())
	return ok && t.Kind() == reflect.Slice
}

// states reads stated values into the Go types of their terms.
func (c *compiler) states(files []stateFile, s spot) []State {
	var out []State
	for _, f := range files {
		p, ok := ParsePath(f.Term.Value)
		at, based := s.bases.pointer(p)
		typ, known := terms.TypeAt(at)
		if !ok || !based || !known || !terms.IsWhole(typ) {
			c.add(f.Term, "not_a_leaf", "", "%q names no value that a record can hold", f.Term.Value)
			continue
		}
		raw, err := f.Value.JSON()
		v := reflect.New(typ)
		if err == nil {
			err = json.Unmarshal(raw, v.Interface())
		}
		if err == nil {
			err = allowed(v.Elem())
		}
		if err != nil {
			c.add(source.Text{Line: f.Value.Line, Column: f.Value.Column}, "wrong_type", "", "%s cannot hold this value: %s", f.Term.Value, err)
			continue
		}
		out = append(out, State{Term: p, Value: leafValue(v.Elem()), At: f.Term})
	}
	return out
}
