package clause

import (
	"strings"

	"verbatim/internal/terms"
)

// reference names the term that a value points at: what a size is a part or multiple of, whose vesting is the same.
func (w *wordings) reference(p terms.Pointer) (string, error) {
	if phrase, ok := w.phrases.refs[p]; ok {
		if pay := w.facts.Terms.BasePay; pay != nil && pay.Measure != nil && (*pay.Measure == "cost_to_company" || *pay.Measure == "package") {
			return w.phrases.wholePay, nil
		}
		return phrase, nil
	}
	if !strings.HasPrefix(string(p), "/") {
		return w.named(terms.ID(p))
	}
	names := p.Segments()
	if len(names) < 3 || names[0] != "terms" {
		return w.labelled(p)
	}
	list, id, rest := names[1], names[2], strings.Join(names[3:], "/")
	if list == "base_pay" && len(names) > 3 {
		return w.component(p, terms.ID(names[3]))
	}
	noun, ok := w.itemNoun(list, terms.ID(id))
	if !ok {
		return w.labelled(p)
	}
	if rest == "" || rest == "size" {
		return noun, nil
	}
	if frame, ok := w.phrases.partsOf[names[3]]; ok {
		return fill(frame, "o", noun), nil
	}
	return w.labelled(p)
}

// component names a part of base pay, by the employer's own name for it where there is one.
func (w *wordings) component(p terms.Pointer, id terms.ID) (string, error) {
	if pay := w.facts.Terms.BasePay; pay != nil {
		for _, c := range pay.Components {
			if noun, ok := w.phrases.components[c.Type]; ok && c.ID == id && c.Name == nil {
				return noun, nil
			}
		}
	}
	return w.labelled(p)
}

// named finds what an id of a bonus, a grant or a payment is called.
func (w *wordings) named(id terms.ID) (string, error) {
	for _, list := range []string{"variable_pay", "equity", "one_time_payments"} {
		if noun, ok := w.itemNoun(list, id); ok {
			return noun, nil
		}
	}
	return "", unwordable("no bonus, grant or payment of this record has the id " + string(id))
}

// itemNoun says what an item of a list is called in a sentence to the candidate.
func (w *wordings) itemNoun(list string, id terms.ID) (string, bool) {
	t := w.facts.Terms
	switch list {
	case "one_time_payments":
		for _, x := range t.OneTimePayments {
			if x.ID == id {
				noun, ok := w.phrases.payments[x.Type]
				return noun, ok
			}
		}
	case "variable_pay":
		for _, x := range t.VariablePay {
			if x.ID == id {
				noun, ok := w.phrases.variable[x.Type]
				return noun, ok
			}
		}
	case "equity":
		for _, x := range t.Equity {
			if x.ID == id {
				noun, ok := w.phrases.grants[x.Type]
				return noun, ok
			}
		}
	}
	return "", false
}

// labelled names a term that is there by its label; a term that is not there has no words.
func (w *wordings) labelled(p terms.Pointer) (string, error) {
	sheet := w.facts.Sheet()
	for _, l := range sheet.Leaves() {
		if l.Term == p || l.Term.Under(p) {
			return fill(w.phrases.labelled, "o", lowerFirst(sheet.Label(p))), nil
		}
	}
	return "", unwordable("there are no words for what it is a part of")
}

func lowerFirst(s string) string {
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// changes words what a condition or an option does to the terms: one sentence part for each change, with the values as
// they then are.
func (w *wordings) changes(set []terms.Patch) (string, error) {
	before := w.facts.Sheet()
	after, faults := terms.Apply(before, set)
	if len(faults) > 0 || len(set) == 0 {
		return "", unwordable("a change does not fit the terms")
	}
	parts := make([]string, len(set))
	for i, p := range set {
		if p.Op == terms.Remove {
			parts[i] = fill(w.phrases.changeGone, "o", before.Label(p.Term))
			continue
		}
		value, err := w.below(after, p.Term)
		if err != nil {
			return "", err
		}
		frame := w.phrases.changeSet
		if p.Op == terms.Add {
			frame = w.phrases.changeNew
		}
		parts[i] = fill(frame, "o", after.Label(p.Term), "v", value)
	}
	return strings.Join(parts, "; "), nil
}

// below words every value at or below a term.
func (w *wordings) below(s terms.Sheet, p terms.Pointer) (string, error) {
	var parts []string
	for _, l := range s.Leaves() {
		if l.Term != p && !l.Term.Under(p) || l.Term == p.Child("type") { // the label says the type
			continue
		}
		value, err := w.leaf(l.Value)
		if err != nil {
			return "", err
		}
		if l.Term != p {
			name := strings.NewReplacer("_", " ", "/", " ").Replace(strings.TrimPrefix(string(l.Term[len(p):]), "/"))
			value = name + ": " + value
		}
		parts = append(parts, value)
	}
	if len(parts) == 0 {
		return "", unwordable("a change says nothing")
	}
	return strings.Join(parts, ", "), nil
}

// leaf words a value without a clause's own frame around it.
func (w *wordings) leaf(value any) (string, error) {
	switch v := value.(type) {
	case terms.Size:
		return w.size(v)
	case terms.When:
		return w.when(v, "bare")
	case terms.Vesting:
		return w.vesting(v)
	case terms.Strike:
		return w.strike(v)
	}
	return terms.Words(w.locale, value), nil
}

// document names the document that an id stands for.
func (w *wordings) document(id string) (string, error) {
	for _, d := range w.facts.Terms.Documents {
		if string(d.ID) == id {
			return d.Name, nil
		}
	}
	return "", unwordable("no document of this record has the id " + id)
}

// option names the option of an alternative that an id stands for; two alternatives may share an id only for one label.
func (w *wordings) option(id string) (string, error) {
	label := ""
	for _, a := range w.facts.Terms.Alternatives {
		for _, o := range a.Options {
			switch {
			case string(o.ID) != id:
			case label != "" && label != o.Label:
				return "", unwordable("two options of this record have the id " + id)
			default:
				label = o.Label
			}
		}
	}
	if label == "" {
		return "", unwordable("no option of this record has the id " + id)
	}
	return label, nil
}
