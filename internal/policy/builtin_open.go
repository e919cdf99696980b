package policy

import (
	"reflect"

	"verbatim/internal/terms"
)

// judgeOpen is VB-CO-OPEN-01: every size, point in time and goal that is still to be set, wherever it stands, steps of a
// rate that can be read in two ways, and a start that waits without end or that ends the offer.
func judgeOpen(r *Rule, f *facts) []judgement {
	var got found
	start := f.sheet.Terms.Start
	if start.Type == terms.OnEvent && start.LongStop == nil {
		got.add("the start waits for an event without a last day", "/terms/start")
	}
	if start.IfMissed != nil && *start.IfMissed == terms.Lapses {
		got.add("the offer lapses when the start is missed", "/terms/start")
	}
	for _, l := range f.leaves {
		for _, text := range openIn(reflect.ValueOf(l.Value)) {
			got.add(f.sheet.Label(l.Term)+" "+text, l.Term)
		}
	}
	return []judgement{got.judgement(r, "nothing is left open", "")}
}

// openIn words what is left open in a value, which may hold further values.
func openIn(v reflect.Value) []string {
	var out []string
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return openIn(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, openIn(v.Index(i))...)
		}
	case reflect.Struct:
		switch x := v.Interface().(type) {
		case terms.Size:
			if x.Type == terms.SizeToBeSet {
				out = append(out, "is still to be set")
			}
			if len(x.Tiers) > 1 && x.AppliesTo == nil {
				out = append(out, "has steps and does not say whether each rate is taken of the part within its step or of the whole")
			}
		case terms.When:
			switch x.Type {
			case terms.ToBeAgreed:
				return append(out, "is still to be agreed")
			case terms.CandidateFills:
				return append(out, "is filled in by the candidate")
			}
			return out
		case terms.Vesting:
			if x.Criteria != nil && *x.Criteria == "to_be_set" {
				out = append(out, "has goals that are still to be set")
			}
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out = append(out, openIn(v.Field(i))...)
			}
		}
	}
	return out
}
