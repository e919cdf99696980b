package policy

import (
	"verbatim/internal/terms"
)

const (
	covenantPointer terms.Pointer = "/terms/covenants"
	statusPointer   terms.Pointer = "/terms/engagement/overtime_status"
)

// judgeCompete is VB-US-NONCOMP-02: a non-compete after the employment, held against what the place of work asks for: a
// yearly pay from its dated table, in Massachusetts no overtime by law, in Nevada more than pay by the hour.
func judgeCompete(r *Rule, f *facts) []judgement {
	var out []judgement
	for _, c := range f.sheet.Terms.Covenants {
		if c.Type != "non_compete" || (c.Applies != nil && *c.Applies == "during") {
			continue
		}
		out = append(out, r.judgeCompete(f, covenantPointer.Child(string(c.ID))))
	}
	if len(out) == 0 {
		return notApplicable("there is nothing that it is about")
	}
	return out
}

func (r *Rule) judgeCompete(f *facts, at terms.Pointer) judgement {
	switch t := f.sheet.Terms; {
	case f.places.Work.Within("US-MA"):
		if t.Engagement == nil || t.Engagement.OvertimeStatus == nil {
			return r.lacking(at, labels(f, []terms.Pointer{statusPointer})+" not recorded", statusPointer)
		}
		if *t.Engagement.OvertimeStatus == "nonexempt" {
			return r.find("", "the person has a right to overtime pay", at, statusPointer)
		}
		return passed("the person has no right to overtime pay", at)
	case f.places.Work.Within("US-NV"):
		if t.BasePay == nil || t.BasePay.Rate == nil {
			return r.lacking(at, labels(f, []terms.Pointer{ratePointer})+" not recorded", ratePointer)
		}
		if t.BasePay.Rate.Per == "hour" {
			return r.find("", "the person is paid by the hour", at, ratePointer)
		}
		return passed("the person is not paid by the hour", at)
	}
	row, ok := r.threshold(f.places.Work, f.AsOf)
	if !ok {
		return r.lacking(at, "the least pay that "+string(f.places.Work)+" asks for on "+f.AsOf.String()+" is in no table", at)
	}
	yearly, lacks := terms.YearlyPay(f.sheet.Terms)
	switch {
	case lacks != "":
		return r.lacking(at, labels(f, []terms.Pointer{lacks})+" not recorded", lacks)
	case yearly.Currency != row.Sum.Currency:
		return r.lacking(at, "the pay is in another currency than the least that the law asks for", ratePointer)
	case yearly.Amount.Cmp(row.Sum.Amount) < 0:
		return r.find("", f.Words.Money(yearly)+" a year is under "+f.Words.Money(row.Sum), at, ratePointer)
	}
	return passed("the yearly pay reaches the least that the law asks for", at)
}
