package clause

import (
	"cmp"

	"verbatim/internal/terms"
)

// when words a When whole, in the form that the sentence needs.
func (w *wordings) when(v terms.When, form string) (string, error) {
	form = cmp.Or(form, "on")
	p := w.phrases
	switch v.Type {
	case terms.OnDate:
		if v.Date == nil {
			return "", errIncomplete
		}
		return w.day(v, form), nil
	case terms.After:
		span, err := w.span(v)
		return fill(p.after[form], "x", span), err
	case terms.OnEvent:
		return w.event(v, form)
	case terms.ToBeAgreed:
		x := p.agreed
		if v.By != nil {
			x += fill(p.agreedBy, "x", w.locale.Date(*v.By))
		}
		return fill(p.form[form], "x", x), nil
	case terms.CandidateFills:
		return fill(p.form[form], "x", p.fills+w.bounds(v)), nil
	}
	return "", errIncomplete
}

func (w *wordings) day(v terms.When, form string) string {
	x := w.locale.Date(*v.Date)
	if v.Time != nil && v.Zone != nil {
		x = w.locale.DateClock(*v.Date, *v.Time, *v.Zone)
	}
	frame := w.phrases.form
	if v.Qualifier != nil && *v.Qualifier != terms.Exact {
		frame = w.phrases.qualified[*v.Qualifier]
	}
	out := fill(frame[form], "x", x)
	if v.IfMissed != nil {
		out += w.phrases.missed
	}
	return out
}

func (w *wordings) span(v terms.When) (string, error) {
	noun, err := w.noun(v)
	l := v.Length
	if v.Type == terms.OnEvent {
		l = v.Offset
	}
	if err != nil || l == nil {
		return "", errIncomplete
	}
	return fill(w.phrases.span, "n", w.locale.Length(*l), "e", noun), nil
}

func (w *wordings) event(v terms.When, form string) (string, error) {
	noun, err := w.noun(v)
	if err != nil {
		return "", err
	}
	out := fill(w.phrases.form[form], "x", noun)
	if v.Offset != nil {
		span, err := w.span(v)
		if err != nil {
			return "", err
		}
		out = fill(w.phrases.after[form], "x", span)
	}
	if v.LongStop != nil {
		out += fill(w.phrases.longStop, "x", w.locale.Date(*v.LongStop))
	}
	return out, nil
}

// noun names the event of a When.
func (w *wordings) noun(v terms.When) (string, error) {
	if v.Event == nil {
		return "", errIncomplete
	}
	if *v.Event == terms.EventOther {
		if v.Name == nil {
			return "", errIncomplete
		}
		return fill(w.phrases.named, "e", *v.Name), nil
	}
	noun, ok := w.phrases.events[*v.Event]
	if !ok {
		return "", unwordable("there are no words for the event " + string(*v.Event))
	}
	if v.Name == nil {
		return noun, nil
	}
	if named, ok := w.phrases.namedEvents[*v.Event]; ok {
		return fill(named, "e", *v.Name), nil
	}
	return noun + fill(w.phrases.aside, "e", *v.Name), nil
}

func (w *wordings) bounds(v terms.When) string {
	switch {
	case v.Earliest != nil && v.Latest != nil:
		return fill(w.phrases.between, "a", w.locale.Date(*v.Earliest), "b", w.locale.Date(*v.Latest))
	case v.Earliest != nil:
		return fill(w.phrases.earliest, "x", w.locale.Date(*v.Earliest))
	case v.Latest != nil:
		return fill(w.phrases.latest, "x", w.locale.Date(*v.Latest))
	}
	return ""
}
