package clause

import (
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// size words a Size whole.
func (w *wordings) size(v terms.Size) (string, error) {
	switch v.Type {
	case terms.SizeAmount:
		return w.amountOf(v)
	case terms.SizePercent:
		return w.percentOf(v)
	case terms.SizeUnits:
		return w.unitsOf(v)
	case terms.SizePercentOfCompany:
		return w.companyShare(v)
	case terms.SizeMultiple:
		return w.multipleOf(v)
	case terms.SizeMonths:
		return w.monthsOf(v)
	case terms.SizeFormula:
		if v.Text == nil {
			return "", errIncomplete
		}
		return *v.Text, nil
	case terms.SizeTiers:
		return w.tiers(v)
	case terms.SizeBalance:
		return w.phrases.balance, nil
	case terms.SizeSameAs:
		return w.sameAs(v)
	case terms.SizeToBeSet:
		return w.toBeSet(v)
	}
	return "", errIncomplete
}

func (w *wordings) amountOf(v terms.Size) (string, error) {
	if v.Amount == nil || v.Currency == nil {
		return "", errIncomplete
	}
	m := money.Money{Amount: *v.Amount, Currency: *v.Currency}
	out := w.locale.Money(m)
	if v.Per != nil {
		out = w.locale.Rate(money.Rate{Amount: m.Amount, Currency: m.Currency, Per: *v.Per})
	}
	out = w.bounded(v.Bound, out)
	if v.Method != nil {
		how, ok := w.phrases.method[*v.Method]
		if !ok {
			return "", unwordable("there are no words for the method " + string(*v.Method))
		}
		out += " (" + how
		if v.Rounding != nil {
			out += ", " + w.phrases.rounding[*v.Rounding]
		}
		return out + ")", nil
	}
	if v.Rounding != nil {
		out += " (" + w.phrases.rounding[*v.Rounding] + ")"
	}
	return out, nil
}

func (w *wordings) percentOf(v terms.Size) (string, error) {
	if v.Percent == nil {
		return "", errIncomplete
	}
	return w.partOf(w.phrases.part, w.bounded(v.Bound, w.locale.Percent(*v.Percent)), v.Of, v.OfWhat)
}

// partOf names what an amount is a part or multiple of: a term, something in words, or nothing.
func (w *wordings) partOf(frame, v string, of *terms.Pointer, what *string) (string, error) {
	switch {
	case of == nil && what == nil:
		return v, nil
	case of == nil:
		return fill(frame, "v", v, "o", *what), nil
	}
	name, err := w.reference(*of)
	if what != nil {
		name += " (" + *what + ")"
	}
	return fill(frame, "v", v, "o", name), err
}

func (w *wordings) bounded(b *terms.Bound, v string) string {
	bound := terms.Bound("exact")
	if b != nil {
		bound = *b
	}
	return fill(w.phrases.bound[bound], "v", v)
}

func (w *wordings) unitsOf(v terms.Size) (string, error) {
	if v.Units == nil {
		return "", errIncomplete
	}
	what := w.phrases.shares
	if v.Instrument != nil {
		what = *v.Instrument
	}
	return fill(w.phrases.units, "v", w.locale.Decimal(*v.Units), "o", what), nil
}

func (w *wordings) companyShare(v terms.Size) (string, error) {
	if v.Percent == nil || v.Counted == nil {
		return "", errIncomplete
	}
	out := fill(w.phrases.company[*v.Counted], "v", w.locale.Percent(*v.Percent))
	if v.AsOf != nil {
		out += fill(w.phrases.countedOn, "x", w.locale.Date(*v.AsOf))
	}
	return out, nil
}

func (w *wordings) multipleOf(v terms.Size) (string, error) {
	if v.Times == nil {
		return "", errIncomplete
	}
	if v.Of == nil && v.OfWhat == nil {
		return fill(w.phrases.timesAlone, "v", w.locale.Decimal(*v.Times)), nil
	}
	return w.partOf(w.phrases.times, w.locale.Decimal(*v.Times), v.Of, v.OfWhat)
}

func (w *wordings) monthsOf(v terms.Size) (string, error) {
	if v.Months == nil {
		return "", errIncomplete
	}
	return w.partOf(w.phrases.part, w.bounded(v.Bound, w.locale.Length(cal.Of(int64(*v.Months), cal.Months))), v.Of, v.OfWhat)
}

func (w *wordings) sameAs(v terms.Size) (string, error) {
	if v.Term == nil {
		return "", errIncomplete
	}
	of, err := w.reference(*v.Term)
	return fill(w.phrases.same, "o", of), err
}

func (w *wordings) toBeSet(v terms.Size) (string, error) {
	out := w.phrases.toBeSet
	if v.By != nil {
		out += fill(w.phrases.setBy, "o", *v.By)
	}
	if v.When != nil {
		when, err := w.when(*v.When, "on")
		if err != nil {
			return "", err
		}
		out += fill(w.phrases.setWhen, "x", when)
	}
	if v.Cap != nil {
		out += fill(w.phrases.capped, "v", w.locale.Money(*v.Cap))
	}
	return out, nil
}

// tiers says each step, and what its rate is taken of where the record says so.
func (w *wordings) tiers(v terms.Size) (string, error) {
	parts := make([]string, len(v.Tiers))
	for i, t := range v.Tiers {
		part, err := w.tier(t)
		if err != nil {
			return "", err
		}
		parts[i] = part
	}
	out := strings.Join(parts, "; ")
	if v.AppliesTo != nil {
		out += w.phrases.tierOf[*v.AppliesTo]
	}
	return out, nil
}

func (w *wordings) tier(t terms.Tier) (string, error) {
	number := func(d money.Decimal) string {
		if t.Currency != nil {
			return w.locale.Money(money.Money{Amount: d, Currency: *t.Currency})
		}
		return w.locale.Decimal(d)
	}
	v := ""
	switch {
	case t.Percent != nil:
		v = w.locale.Percent(*t.Percent)
	case t.Amount != nil:
		v = number(*t.Amount)
	default:
		return "", errIncomplete
	}
	v, err := w.partOf(w.phrases.part, v, t.Of, t.OfWhat)
	if err != nil {
		return "", err
	}
	if t.To == nil {
		return fill(w.phrases.lastTier, "v", v, "a", number(t.From)), nil
	}
	return fill(w.phrases.tier, "v", v, "a", number(t.From), "b", number(*t.To)), nil
}

// yearly is what a part of base pay comes to in a year, to the currency's smallest unit; words where that cannot be told.
func (w *wordings) yearly(part terms.Component) string {
	c, lacks := terms.Compose(w.facts.Terms)
	for i, p := range c.Parts {
		amount, ok := c.Yearly(i)
		if lacks != "" || p.ID != part.ID || !ok {
			continue
		}
		if d, err := money.ParseDecimal(amount.FloatString(c.Currency.Digits())); err == nil {
			return w.locale.Money(money.Money{Amount: d, Currency: c.Currency})
		}
	}
	return w.phrases.untold
}
