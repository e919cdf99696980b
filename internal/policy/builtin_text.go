package policy

import (
	"regexp"
	"strings"

	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// specialPointer is the list of promises that no family holds.
const specialPointer terms.Pointer = "/terms/special_terms"

// judgeSpecial is VB-CO-SPECIAL-01: every special term, and every free text that holds a number, a percentage or a
// currency, since such a promise stands where no rule can read it.
func judgeSpecial(r *Rule, f *facts) []judgement {
	var out []judgement
	for _, s := range f.sheet.Terms.SpecialTerms {
		out = append(out, r.find("the special term “"+s.Label+"”", s.Text, specialPointer.Child(string(s.ID))))
	}
	for _, l := range f.leaves {
		for _, text := range freeText(l) {
			if quantified(text) {
				out = append(out, r.find("the free text of "+f.sheet.Label(l.Term), text, l.Term))
			}
		}
	}
	if len(out) == 0 {
		return []judgement{{outcome: NotFired, reason: "there is no special term, and no free text with a number"}}
	}
	return out
}

// freeTexts are the fields in which people write sentences. Titles, names of people, places and documents, and the day on
// which pay is paid are no promises of a number.
var freeTexts = []*regexp.Regexp{
	regexp.MustCompile(`^/terms/role/duties/text$`),
	regexp.MustCompile(`^/terms/engagement/fixed_term/reason$`),
	regexp.MustCompile(`^/terms/place/(travel|abroad|mobility/within)$`),
	regexp.MustCompile(`^/terms/one_time_payments/[^/]+/proof$`),
}

// freeText gives the sentences that a value holds: a field of free text, or the texts inside a size or a point in time.
func freeText(l terms.Leaf) []string {
	var out []string
	add := func(s *string) {
		if s != nil {
			out = append(out, *s)
		}
	}
	switch v := l.Value.(type) {
	case string:
		for _, form := range freeTexts {
			if form.MatchString(string(l.Term)) {
				out = append(out, v)
			}
		}
	case terms.Size:
		add(v.Text)
		add(v.By)
		if v.When != nil {
			add(v.When.Name)
		}
	case terms.When:
		add(v.Name)
	}
	return out
}

var (
	numberForm = regexp.MustCompile(`(?i)\p{Nd}|%|\bper ?cent\b|\bpercent(age)?\b|\p{Sc}|\b(dollars?|euros?|pounds?|francs?|rupees?)\b`)
	codeForm   = regexp.MustCompile(`\b[A-Z]{3}\b`)
)

// quantified says whether a text holds a digit, a percentage or a currency.
func quantified(text string) bool {
	if numberForm.MatchString(text) {
		return true
	}
	for _, code := range codeForm.FindAllString(text, -1) {
		if money.Currency(code).Known() && !strings.EqualFold(code, "ALL") {
			return true
		}
	}
	return false
}
