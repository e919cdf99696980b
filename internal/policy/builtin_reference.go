package policy

import (
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/terms"
)

// judgeReferences is VB-AR-REF-01: what the letter refers to must be in it. A record that comes in is refused for this; an
// amendment or a clause can still take away what others name, or name what is not there. What is judged is therefore the
// record with the terms as the letter has them. A word that pays out must have a meaning somewhere too.
func judgeReferences(r *Rule, f *facts) []judgement {
	var out []judgement
	whole := f.Record
	whole.Terms, whole.Provenance = f.sheet.Terms, nil
	for _, x := range handoff.Revalidate(whole) {
		term := terms.Pointer(x.Term)
		if x.Code != fault.CodeBadReference && x.Code != fault.CodeUnknownTerm && !twice(x, term) {
			continue
		}
		out = append(out, r.find(f.sheet.Label(term), x.Message, term))
	}
	out = append(out, r.undefined(f)...)
	if len(out) == 0 {
		return []judgement{passed("all that is referred to is there", "")}
	}
	return out
}

// twice says whether a fault is that of a word defined twice.
func twice(x fault.Fault, term terms.Pointer) bool {
	return x.Code == fault.CodeContradiction && term.Family() == "definitions" && term.Segments()[len(term.Segments())-1] == "word"
}

// undefined finds good reason where it triggers something and neither the letter nor a document says what it is: no law
// does.
func (r *Rule) undefined(f *facts) []judgement {
	t := f.sheet.Terms
	for _, d := range t.Definitions {
		if d.ID == "good_reason" || (d.Word != nil && folded(*d.Word) == "good reason") {
			return nil
		}
	}
	var out []judgement
	find := func(at terms.Pointer, events []terms.ExitEvent, documents ...*terms.ID) {
		for _, d := range documents {
			if d != nil {
				return
			}
		}
		for _, e := range events {
			if e == "good_reason" {
				out = append(out, r.find(f.sheet.Label(at), "nothing says what a good reason is", at))
			}
		}
	}
	for _, v := range t.Severance {
		find(terms.Pointer("/terms/severance").Child(string(v.ID)).Child("triggers"), v.Triggers, v.Document)
	}
	for _, e := range t.Equity {
		for _, a := range e.Acceleration {
			find(equityPointer.Child(string(e.ID)).Child("acceleration").Child(string(a.ID)).Child("events"), a.Events, e.Plan, e.Document)
		}
	}
	return out
}
