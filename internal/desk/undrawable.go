package desk

import (
	"encoding/json"
	"slices"
	"strconv"

	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/terms"
)

// undrawable says which characters of the letter cannot be drawn, each once for each place in the record that brings it.
// A character that comes from elsewhere, such as a clause or an entity, is named without a place.
func (d *draft) undrawable(r Renderer) error {
	var found []fault.Fault
	for _, doc := range d.assembled.Documents {
		for _, f := range r.Check(doc) {
			if !slices.ContainsFunc(found, func(o fault.Fault) bool { return o.Message == f.Message }) {
				found = append(found, f)
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	placed := d.places(r, found)
	for _, f := range found {
		if !slices.ContainsFunc(placed, func(o fault.Fault) bool { return o.Message == f.Message }) {
			placed = append(placed, fault.Fault{Code: f.Code, Message: f.Message})
		}
	}
	return fault.All(fault.CodeUndrawable, "the letter holds characters that cannot be drawn", placed)
}

// places asks the renderer about each text of the record alone, and keeps what the letter was refused for.
func (d *draft) places(r Renderer, found []fault.Fault) (placed []fault.Fault) {
	raw, err := json.Marshal(d.record)
	if err != nil {
		return nil
	}
	var root any
	if err := json.Unmarshal(raw, &root); err != nil {
		return nil
	}
	eachText(root, "", "", func(p fault.Pointer, t terms.Pointer, text string) {
		probe := letter.Document{Blocks: []letter.Block{{Kind: letter.Paragraph, Runs: []letter.Run{{Text: text}}}}}
		for _, f := range r.Check(probe) {
			same := func(o fault.Fault) bool { return o.Message == f.Message }
			if slices.ContainsFunc(found, same) && !slices.ContainsFunc(placed, func(o fault.Fault) bool { return same(o) && o.Pointer == p }) {
				placed = append(placed, fault.Fault{Code: f.Code, Pointer: p, Term: string(t), Message: f.Message})
			}
		}
	})
	return placed
}

// eachText visits every text of a JSON value with its place and, where it is compared, its term.
func eachText(v any, p fault.Pointer, t terms.Pointer, visit func(fault.Pointer, terms.Pointer, string)) {
	switch v := v.(type) {
	case string:
		visit(p, termAt(t), v)
	case []any:
		for i, x := range v {
			name := strconv.Itoa(i)
			if item, ok := x.(map[string]any); ok {
				if id, ok := item["id"].(string); ok {
					name = id
				}
			}
			eachText(x, p.Child(strconv.Itoa(i)), t.Child(name), visit)
		}
	case map[string]any:
		for name, x := range v {
			eachText(x, p.Child(name), t.Child(name), visit)
		}
	}
}

// termAt is the term that holds a text: the pointer itself, or the value above it that is compared whole; empty in the
// envelope.
func termAt(p terms.Pointer) terms.Pointer {
	for ; p != ""; p = p.Parent() {
		if typ, ok := terms.TypeAt(p); ok && terms.IsWhole(typ) {
			return p
		}
	}
	return ""
}
