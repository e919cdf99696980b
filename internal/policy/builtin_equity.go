package policy

import (
	"slices"

	"verbatim/internal/cal"
	"verbatim/internal/terms"
)

const equityPointer terms.Pointer = "/terms/equity"

// judgeEquity is VB-CO-EQUITY-02: grants whose size is no number of shares, that take over 48 months, or that one event
// alone or in full sets free.
func judgeEquity(r *Rule, f *facts) []judgement {
	var out []judgement
	for _, e := range f.sheet.Terms.Equity {
		at := equityPointer.Child(string(e.ID))
		var got found
		sized(&got, e, at)
		long, certain := f.overLong(e.Vesting, 0)
		for _, p := range e.Parts {
			l, c := f.overLong(p.Vesting, 0)
			long, certain = long || l, certain && c
		}
		if long {
			got.add("it vests over more than 48 months", at.Child("vesting"))
		}
		accelerated(&got, e, at)
		if len(got.texts) == 0 && !certain {
			out = append(out, r.lacking(at, "how long the vesting takes cannot be compared with 48 months", at.Child("vesting")))
			continue
		}
		out = append(out, got.judgement(r, "its size, its vesting and what sets it free are standard", at))
	}
	if len(out) == 0 {
		return notApplicable("there is nothing that it is about")
	}
	return out
}

func sized(got *found, e terms.Equity, at terms.Pointer) {
	at = at.Child("size")
	switch z := e.Size; {
	case z == nil:
		got.add("its size was not said", at)
	case z.Type == terms.SizeAmount && z.Method == nil:
		got.add("it is a sum of money, and how that becomes shares was not said", at)
	case z.Type == terms.SizePercentOfCompany, z.Type == terms.SizePercent:
		got.add("its size is a percentage", at)
	case z.Type == terms.SizeFormula:
		got.add("its size is a formula", at)
	}
}

func accelerated(got *found, e terms.Equity, at terms.Pointer) {
	for _, a := range e.Acceleration {
		at := at.Child("acceleration").Child(string(a.ID))
		if len(a.Events) == 1 && slices.Contains([]terms.ExitEvent{"change_of_control", "public_listing"}, a.Events[0]) {
			got.add("one event alone makes it vest sooner", at)
		}
		if a.Percent == nil {
			continue
		}
		if n, d, err := a.Percent.Ratio(); err == nil && n.Cmp(d) >= 0 {
			got.add("all of it can vest at once", at)
		}
	}
}

// mostVesting is how long a grant may take.
var mostVesting = cal.Of(48, cal.Months)

// overLong says whether a vesting certainly takes more than 48 months; certain is false where lengths do not compare.
// depth ends what would refer to itself.
func (f *facts) overLong(v *terms.Vesting, depth int) (long, certain bool) {
	if v == nil || depth > 10 {
		return false, true
	}
	switch v.Type {
	case terms.VestPeriodic:
		return longer(v.Over)
	case terms.VestDated:
		certain = true
		for _, t := range v.Tranches {
			l, c := f.later(t.On)
			long, certain = long || l, certain && c
		}
		return long, certain
	case terms.VestPerformance:
		if v.Until != nil {
			return f.later(terms.When{Type: terms.OnDate, Date: v.Until})
		}
	case terms.VestAllOf, terms.VestAnyOf:
		certain = true
		for _, p := range v.Parts {
			l, c := f.overLong(&p.Vesting, depth+1)
			long, certain = long || l, certain && c
		}
		return long, certain
	case terms.VestSameAs:
		return f.overLong(f.vestingAt(v.Term), depth+1)
	}
	return false, true
}

func longer(l *cal.Length) (long, certain bool) {
	if l == nil {
		return false, true
	}
	c, err := l.Cmp(mostVesting)
	return c > 0, err == nil
}

// later says whether a point lies more than 48 months after the start, or after the letter where the start is no date.
func (f *facts) later(w terms.When) (long, certain bool) {
	switch {
	case w.Type == terms.After:
		return longer(w.Length)
	case w.Type != terms.OnDate || w.Date == nil:
		return false, true
	case f.days.Start != nil:
		return f.days.Start.AddMonths(48).Before(*w.Date), true
	}
	return f.days.Letter.AddMonths(48).Before(*w.Date), true
}

func (f *facts) vestingAt(p *terms.Pointer) *terms.Vesting {
	for _, l := range f.leaves {
		if v, ok := l.Value.(terms.Vesting); ok && p != nil && l.Term == *p {
			return &v
		}
	}
	return nil
}
