package clause

import "testing"

func TestFixedWordsAreSetAsInPrint(t *testing.T) {
	for _, c := range []struct{ before, in, want string }{
		{"", "a doctor's note", "a doctor’s note"},
		{"", "the employees' handbook", "the employees’ handbook"},
		{"", "l'offre d'emploi", "l’offre d’emploi"},
		{"", "5' 'so'", "5' ‘so’"},
		{"", "’", "’"},
		{"", `"Cause" means`, "“Cause” means"},
		{"(the ", `"Plan")`, "“Plan”)"},
		{`the "**Plan**`, `" of 2026`, "” of 2026"},
		{"see ", `("the 'Plan'")`, "(“the ‘Plan’”)"},
		{"", "within 5 business days or 3 weeks", "within 5\u00a0business days or 3\u00a0weeks"},
		{"", "Labor Code section 246", "Labor Code section\u00a0246"},
		{"", "for 2-3 days, 2026-11-24, 44-20-7946", "for 2–3\u00a0days, 2026-11-24, 44-20-7946"},
		{"", "form I-9", "form I-9"},
	} {
		if got := typeset(c.in, c.before); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}
