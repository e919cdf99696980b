package policy

import (
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// statedPointer is the list of figures that were said beside the rate of pay.
const (
	statedPointer terms.Pointer = "/terms/base_pay/stated"
	ratePointer   terms.Pointer = "/terms/base_pay/rate"
	hoursPointer  terms.Pointer = "/terms/hours/per_week"
	daysPointer   terms.Pointer = "/terms/hours/days"
)

// judgePay is VB-AR-PAY-01: each stated figure times its number a year must make the yearly pay, within half of the
// smallest unit in which it is written times that number (record.md rule 3).
func judgePay(r *Rule, f *facts) []judgement {
	pay := f.sheet.Terms.BasePay
	if pay == nil || len(pay.Stated) == 0 {
		return notApplicable("no figure was stated beside the rate")
	}
	var out []judgement
	for _, s := range pay.Stated {
		out = append(out, r.judgeStated(f, *pay, s))
	}
	return out
}

func (r *Rule) judgeStated(f *facts, pay terms.BasePay, s terms.StatedPay) judgement {
	at := statedPointer.Child(string(s.ID))
	if pay.Rate == nil {
		return r.lacking(at, "the rate of pay is not recorded", ratePointer)
	}
	if s.Currency != pay.Rate.Currency {
		return r.lacking(at, "the stated figure and the rate are in two currencies", at)
	}
	n, lacks := terms.PerYear(f.sheet.Terms, s.Per)
	m, rateLacks := terms.PerYear(f.sheet.Terms, terms.StatedPer(pay.Rate.Per))
	if pay.Rate.Per == money.Per(s.Per) {
		n, m, lacks, rateLacks = money.Int(1), money.Int(1), "", ""
	} else if i := instalments(pay, s.Per); i != nil {
		n, lacks = money.Int(int64(*i)), ""
	}
	if lacks == "" {
		lacks = rateLacks
	}
	if lacks != "" {
		return r.lacking(at, labels(f, []terms.Pointer{lacks})+" not recorded", lacks)
	}
	yearly, slack, err := times(s.Amount, n)
	agreed, agreedSlack, err2 := times(pay.Rate.Amount, m)
	if err != nil || err2 != nil {
		return r.lacking(at, "the figures are too long to be multiplied", at)
	}
	if agreedSlack.Cmp(slack) > 0 {
		slack = agreedSlack
	}
	diff, err := yearly.Sub(agreed)
	switch {
	case err != nil:
		return r.lacking(at, "the figures are too long to be compared", at)
	case diff.Abs().Cmp(slack) <= 0:
		return passed("it makes the yearly pay within rounding", at)
	}
	made := money.Money{Amount: yearly, Currency: s.Currency}
	return r.find(f.Words.Money(money.Money{Amount: s.Amount, Currency: s.Currency}), f.Words.Decimal(n)+" times makes "+f.Words.Money(made), at, ratePointer)
}

func (r *Rule) lacking(at terms.Pointer, reason string, missing terms.Pointer) judgement {
	j := unknown(reason, []terms.Pointer{missing})
	j.item = at
	return j
}

// instalments is how many payments the record says a year has, when the stated period is that of the payments: 13 of a
// month in Switzerland, 26 of a fortnight.
func instalments(pay terms.BasePay, per terms.StatedPer) *int {
	cycle := map[terms.StatedPer]terms.PayCycle{
		"month": "monthly", "half_month": "semimonthly", "four_weeks": "four_weekly", "fortnight": "fortnightly", "week": "weekly",
	}[per]
	if cycle == "" || (pay.Paid != nil && *pay.Paid != cycle) {
		return nil
	}
	return pay.Instalments
}

// times is a x n, and how far writing a to its last digit may have moved the product: nothing when n is 1.
func times(a, n money.Decimal) (product, slack money.Decimal, err error) {
	if product, err = a.Mul(n); err != nil || n.Equal(money.Int(1)) {
		return product, money.Decimal{}, err
	}
	half := "0."
	for range a.Scale() {
		half += "0"
	}
	slack, err = money.MustDecimal(half + "5").Mul(n)
	return product, slack, err
}
