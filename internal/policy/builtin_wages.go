package policy

import (
	"math/big"

	"verbatim/internal/terms"
)

const componentsPointer terms.Pointer = "/terms/base_pay/components"

// judgeWages is VB-IN-WAGES-01: the parts of pay that are marked as wages must make half of all pay.
func judgeWages(r *Rule, f *facts) []judgement {
	pay := f.sheet.Terms.BasePay
	if pay == nil || len(pay.Components) == 0 {
		return []judgement{r.lacking("", labels(f, []terms.Pointer{componentsPointer})+" not recorded", componentsPointer)}
	}
	c, lacks := terms.Compose(f.sheet.Terms)
	if lacks != "" {
		return []judgement{r.lacking("", labels(f, []terms.Pointer{lacks})+" not recorded", lacks)}
	}
	wages, marked, open := new(big.Rat), false, false
	for i, p := range pay.Components {
		if p.Wages == nil || !*p.Wages {
			continue
		}
		marked = true
		if amount, ok := c.Yearly(i); ok {
			wages.Add(wages, amount)
		} else {
			open = true
		}
	}
	half := new(big.Rat).Quo(c.Total, big.NewRat(2, 1))
	switch {
	case marked && wages.Cmp(half) >= 0:
		return []judgement{passed("wages make half of all pay", "")}
	case !marked:
		return []judgement{r.lacking("", "which parts count as wages is not recorded", componentsPointer)}
	case open:
		return []judgement{r.lacking("", "how much a part of wages comes to cannot be told", componentsPointer)}
	}
	return []judgement{r.find("", f.words(wages, c.Currency)+" of "+f.words(c.Total, c.Currency), componentsPointer, ratePointer)}
}
