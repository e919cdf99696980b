package terms

import (
	"fmt"
	"strings"

	"verbatim/internal/locale"
	"verbatim/internal/money"
)

// sizeWords says all of a Size: two that differ never read alike.
func sizeWords(w *locale.Locale, v Size) string {
	if !Complete(v) {
		return ""
	}
	switch v.Type {
	case SizeAmount:
		return amountWords(w, v)
	case SizePercent:
		return bounded(v.Bound, w.Percent(*v.Percent)) + ofWords(v.Of, v.OfWhat)
	case SizePercentOfCompany:
		s := w.Percent(*v.Percent) + " of the company, " + humane(string(*v.Counted))
		if v.AsOf != nil {
			s += " as of " + w.Date(*v.AsOf)
		}
		return s
	case SizeUnits:
		if v.Instrument != nil {
			return w.Decimal(*v.Units) + " " + *v.Instrument
		}
		return w.Decimal(*v.Units) + " units"
	case SizeMultiple:
		return w.Decimal(*v.Times) + " times" + strings.TrimPrefix(ofWords(v.Of, v.OfWhat), " of")
	case SizeMonths:
		return bounded(v.Bound, fmt.Sprintf("%d months", *v.Months)) + ofWords(v.Of, v.OfWhat)
	case SizeFormula:
		return *v.Text
	case SizeTiers:
		return tierWords(w, v)
	case SizeBalance:
		return "what is left of the total"
	case SizeSameAs:
		return "the same as " + plainName(*v.Term)
	case SizeToBeSet:
		return toBeSetWords(w, v)
	}
	return ""
}

func amountWords(w *locale.Locale, v Size) string {
	s := w.Money(money.Money{Amount: *v.Amount, Currency: *v.Currency})
	if v.Per != nil {
		s = w.Rate(money.Rate{Amount: *v.Amount, Currency: *v.Currency, Per: *v.Per})
	}
	s = bounded(v.Bound, s)
	if v.Method != nil {
		s += ", by " + humane(string(*v.Method))
	}
	if v.Rounding != nil {
		s += ", rounded " + *v.Rounding
	}
	return s
}

func toBeSetWords(w *locale.Locale, v Size) string {
	s := "to be set later"
	if v.By != nil {
		s += " by " + *v.By
	}
	if v.When != nil {
		s += ", " + whenWords(w, *v.When)
	}
	if v.Cap != nil {
		s += ", at most " + w.Money(*v.Cap)
	}
	return s
}

func tierWords(w *locale.Locale, v Size) string {
	parts := make([]string, len(v.Tiers))
	for i, t := range v.Tiers {
		switch {
		case t.Percent != nil:
			parts[i] = w.Percent(*t.Percent) + ofWords(t.Of, t.OfWhat)
		case t.Amount != nil && t.Currency != nil:
			parts[i] = w.Money(money.Money{Amount: *t.Amount, Currency: *t.Currency})
		}
		parts[i] += " from " + w.Decimal(t.From)
		if t.To != nil {
			parts[i] += " to " + w.Decimal(*t.To)
		}
	}
	s := strings.Join(parts, "; ")
	if v.AppliesTo != nil {
		s += " (each on " + map[string]string{"slice": "the part within its tier", "whole": "the whole"}[*v.AppliesTo] + ")"
	}
	return s
}

func bounded(b *Bound, s string) string {
	if b == nil || *b == "exact" {
		return s
	}
	return humane(string(*b)) + " " + s
}

func ofWords(of *Pointer, what *string) string {
	switch {
	case of != nil:
		return " of " + plainName(*of)
	case what != nil:
		return " of " + *what
	}
	return ""
}

// plainName names the term that a size refers to, without looking at a Sheet.
func plainName(p Pointer) string {
	if e, ok := Lookup(p); ok {
		return strings.ToLower(e.Label)
	}
	return humane(lastName(p))
}
