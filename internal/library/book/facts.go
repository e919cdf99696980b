package book

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"verbatim/internal/clause"
	"verbatim/internal/letter"
)

// facts are where, when and why a version is used.
func (p *paper) facts(v *clause.Version) [][]letter.Cell {
	rows := [][]letter.Cell{
		cells("Place of work", where(v)),
		cells("Language", v.Language),
		cells("In force", p.force(v)),
		cells("Group", v.Group),
	}
	if v.When != nil {
		rows = append(rows, cells("Printed when", v.When.Source()))
	}
	if v.Each != nil {
		each := "each of " + v.List()
		if v.Each.Where != nil {
			each += " with " + v.Each.Where.Source()
		}
		rows = append(rows, cells("Printed for", each))
	}
	for _, said := range []struct {
		name string
		ids  []clause.ID
	}{{"Needs in the offer", v.Requires}, {"Never beside", v.Excludes}} {
		if len(said.ids) > 0 {
			rows = append(rows, cells(said.name, joined(said.ids)))
		}
	}
	if states := stated(v.States); states != "" {
		rows = append(rows, cells("States by itself", states))
	}
	for _, pos := range v.Positions {
		if states := stated(pos.States); states != "" {
			rows = append(rows, cells("States as "+pos.Name, states))
		}
	}
	for _, b := range v.Basis {
		rows = append(rows, basis(b))
	}
	rows = append(rows, cells("Owner", v.Owner))
	if v.Changes != "" {
		rows = append(rows, cells("What is new", strings.TrimSpace(v.Changes)))
	}
	return append(rows, cells("Digest", string(v.Digest)))
}

func where(v *clause.Version) string {
	if s := v.Jurisdictions.String(); s != "*" {
		return s
	}
	return "everywhere"
}

func (p *paper) force(v *clause.Version) string {
	out := "from " + v.InForce.From.String()
	if !v.InForce.Until.IsZero() {
		out += " until before " + v.InForce.Until.String()
	}
	if !v.InForce.Holds(p.day) {
		out += " (not on " + p.day.String() + ")"
	}
	return out
}

func basis(b clause.Basis) []letter.Cell {
	out := cells("Basis", b.Citation)
	if b.URL != "" {
		out[1].Runs = append(out[1].Runs, letter.Run{Text: ", "}, letter.Run{Text: b.URL, Href: b.URL})
	}
	out[1].Runs = append(out[1].Runs, letter.Run{Text: "; checked on " + b.CheckedOn.String()})
	return out
}

func stated(states []clause.State) string {
	var out []string
	for _, s := range states {
		out = append(out, s.Term.String()+": "+value(s.Value))
	}
	return strings.Join(out, "; ")
}

func value(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return strings.Trim(string(raw), `"`)
}

// places are the slots and the parts of a version: what each prints or when it is printed.
func places(v *clause.Version) (rows [][]letter.Cell) {
	for _, name := range slices.Sorted(maps.Keys(v.Slots)) {
		rows = append(rows, cells("["+name+"]", slot(v.Slots[name])))
	}
	return append(rows, parts(v.Parts)...)
}

// parts are the parts of a wording that have a condition or state something.
func parts(all map[string]*clause.Part) (rows [][]letter.Cell) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		part, says := all[name], "printed when its values were agreed"
		if part.When != nil {
			says = "printed when " + part.When.Source()
		}
		if states := stated(part.States); states != "" {
			says += "; states " + states
		}
		rows = append(rows, cells("{"+name+"}", says))
	}
	return rows
}

// slot says where a value comes from and the words of its own that it prints.
func slot(s *clause.Slot) string {
	out := s.From.Source()
	if s.Inner != nil {
		var lines []string
		for _, b := range s.Inner.Open(s.Inner.Wording) {
			lines = append(lines, letter.RunsText(letter.BlockOf(b, 3).Runs))
		}
		out += "; each as: " + strings.Join(lines, " ")
		for _, name := range slices.Sorted(maps.Keys(s.Inner.Slots)) {
			if words := printed(s.Inner.Slots[name]); words != "" {
				out += "; [" + name + "]: " + words
			}
		}
	}
	if words := printed(s); words != "" {
		out += "; " + words
	}
	return out
}

// printed is a slot's table of words.
func printed(s *clause.Slot) string {
	var out []string
	for _, word := range slices.Sorted(maps.Keys(s.Words)) {
		out = append(out, word+": “"+s.Words[word]+"”")
	}
	return strings.Join(out, "; ")
}

func joined(ids []clause.ID) string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return strings.Join(out, ", ")
}
