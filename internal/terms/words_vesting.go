package terms

import (
	"strings"

	"verbatim/internal/locale"
	"verbatim/internal/money"
)

// vestingWords says all of a Vesting: two that differ never read alike.
func vestingWords(w *locale.Locale, v Vesting) string {
	if !Complete(v) {
		return ""
	}
	switch v.Type {
	case VestPeriodic:
		return periodicWords(w, v)
	case VestDated:
		parts := make([]string, len(v.Tranches))
		for i, t := range v.Tranches {
			parts[i] = sizeWords(w, t.Size) + " " + whenWords(w, t.On)
		}
		return strings.Join(parts, "; ")
	case VestPerformance:
		return performanceWords(w, v)
	case VestOnEvent:
		s := "on " + humane(string(*v.Event))
		if v.Name != nil {
			s = "on " + *v.Name
		}
		if v.Within != nil {
			s += " within " + w.Length(*v.Within)
		}
		return s
	case VestAllOf, VestAnyOf:
		parts := make([]string, len(v.Parts))
		for i, p := range v.Parts {
			parts[i] = vestingWords(w, p.Vesting)
		}
		if v.Type == VestAllOf {
			return "all of: " + strings.Join(parts, "; ")
		}
		return "any of: " + strings.Join(parts, "; ")
	case VestImmediate:
		return "at once"
	case VestSameAs:
		return "the same as " + plainName(*v.Term)
	}
	return ""
}

func periodicWords(w *locale.Locale, v Vesting) string {
	s := "over " + w.Length(*v.Over) + ", every " + w.Length(*v.Every)
	if v.Cliff != nil {
		s += " after a cliff of " + w.Length(*v.Cliff)
	}
	if v.AtCliff != nil {
		s += " with " + w.Percent(*v.AtCliff)
	}
	return s
}

func performanceWords(w *locale.Locale, v Vesting) string {
	s := "by performance"
	if *v.Criteria == "to_be_set" {
		s += " by goals to be set"
	}
	if v.From != nil {
		s += " from " + w.Date(*v.From)
	}
	if v.Until != nil {
		s += " to " + w.Date(*v.Until)
	}
	for _, m := range v.Metrics {
		s += "; " + m.Text
		if m.Weight != nil {
			s += " (" + w.Percent(*m.Weight) + ")"
		}
	}
	for _, b := range []struct {
		say   string
		share *money.Share
	}{{"at least", v.Minimum}, {"at most", v.Maximum}, {"at most in a year", v.MaximumPerYear}} {
		if b.share != nil {
			s += "; " + b.say + " " + w.Percent(*b.share)
		}
	}
	if v.Document != nil {
		s += "; goals in " + humane(string(*v.Document))
	}
	return s
}

func strikeWords(w *locale.Locale, v Strike) string {
	sum := ""
	if v.Amount != nil && v.Currency != nil {
		sum = w.Money(money.Money{Amount: *v.Amount, Currency: *v.Currency})
	}
	if v.Type == StrikeFixed || v.On == nil {
		return sum
	}
	value := "fair market value " + whenWords(w, *v.On)
	switch v.Type {
	case StrikeCloseOn:
		return "closing price " + whenWords(w, *v.On)
	case StrikeGreaterOf:
		return "the greater of " + sum + " and " + value
	}
	return value
}

// patchesWords says what a condition or an option changes.
func patchesWords(w *locale.Locale, set []Patch) string {
	parts := make([]string, len(set))
	for i, p := range set {
		name := plainName(p.Term) + " (" + humane(lastName(p.Term)) + ")"
		value := WordsOfJSON(w, p.Term, p.Value)
		switch {
		case p.Op == Remove:
			parts[i] = "without " + name
		case value == "":
			parts[i] = name + " as given"
		default:
			parts[i] = name + " becomes " + value
		}
	}
	return strings.Join(parts, "; ")
}
