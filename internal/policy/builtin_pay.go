package policy

import (
	"math/big"

	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// statedPointer is the list of figures that were said beside the rate of pay.
const (
	statedPointer terms.Pointer = "/terms/base_pay/stated"
	ratePointer   terms.Pointer = "/terms/base_pay/rate"

	fullTimePointer terms.Pointer = "/terms/base_pay/full_time"
	fractionPointer terms.Pointer = "/terms/engagement/fraction"
	hoursPointer    terms.Pointer = "/terms/hours/per_week"
	daysPointer     terms.Pointer = "/terms/hours/days"
)

// judgePay is VB-AR-PAY-01: each stated figure times its number a year must make the yearly pay, within half of the
// smallest unit in which it is written times that number (record.md rule 3), and the pay for full-time work times the
// fraction must make the rate.
func judgePay(r *Rule, f *facts) []judgement {
	pay := f.sheet.Terms.BasePay
	if pay == nil || len(pay.Stated) == 0 && pay.FullTime == nil {
		return notApplicable("no figure was stated beside the rate")
	}
	var out []judgement
	if pay.FullTime != nil {
		out = append(out, r.judgeFullTime(f, *pay))
	}
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

// judgeFullTime holds the rate against the pay for full-time work times the fraction. Pay for an hour or a day does not
// shrink with the hours of a week: there the two must be the same. A fraction of one decimal such as 0.8 is taken as
// exact; a longer one such as 0.67 may have been rounded, by half of its last digit.
func (r *Rule) judgeFullTime(f *facts, pay terms.BasePay) judgement {
	var share *money.Decimal
	if e := f.sheet.Terms.Engagement; e != nil {
		share = e.Fraction
	}
	at, full := fullTimePointer, *pay.FullTime
	switch {
	case pay.Rate == nil || pay.Rate.Currency != full.Currency || pay.Rate.Per != full.Per:
		return r.lacking(at, "the rate of pay is not recorded in the same currency and period", ratePointer)
	case full.Per == "hour" || full.Per == "day":
		one := money.Int(1)
		share = &one
	case share == nil:
		return r.lacking(at, labels(f, []terms.Pointer{fractionPointer})+" not recorded", fractionPointer)
	}
	slack := finest(pay.Rate.Amount, money.Int(2)) // of the rate and of the full pay: half a last digit each
	if share.Scale() > 1 {
		slack.Add(slack, finest(*share, full.Amount))
	}
	made := new(big.Rat).Mul(full.Amount.Rat(), share.Rat())
	if diff := new(big.Rat).Sub(made, pay.Rate.Amount.Rat()); diff.Abs(diff).Cmp(slack) <= 0 {
		return passed("the fraction of it makes the rate within rounding", at)
	}
	return r.find(f.Words.Rate(full)+" for full-time work", f.Words.Decimal(*share)+" of it makes "+f.words(made, full.Currency), at, ratePointer, fractionPointer)
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
