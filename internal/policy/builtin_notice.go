package policy

import (
	"fmt"

	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// noticePointer is the matrix of notice periods.
const noticePointer terms.Pointer = "/terms/termination/notice"

// judgeNotice is VB-GB-NOTICE-01: the employer's notice at each length of service against the least that section 86 of
// the Employment Rights Act 1996 asks: a week after a month of service, then a week for each complete year, up to twelve.
func judgeNotice(r *Rule, f *facts) []judgement {
	t := f.sheet.Terms.Termination
	var rows []terms.Notice
	if t != nil {
		for _, n := range t.Notice {
			if n.From == "employer" && (n.Situation == nil || *n.Situation != "probation") {
				rows = append(rows, n)
			}
		}
	}
	if len(rows) == 0 {
		return []judgement{r.lacking("", labels(f, []terms.Pointer{noticePointer})+" not recorded", noticePointer)}
	}
	for months := 1; months <= 12*12; months++ {
		least := int64(min(12, max(1, months/12)))
		for _, n := range rows {
			at := noticePointer.Child(string(n.ID))
			days, ok, err := noticeDays(n, months)
			switch {
			case err != nil:
				return []judgement{r.lacking(at, "the length of notice has no certain number of weeks", at)}
			case ok && days < least*7:
				return []judgement{r.find("", fmt.Sprintf("less than %d weeks after %s of service", least, f.Words.Length(service(months))), at)}
			}
		}
	}
	return []judgement{passed("it is never under the statutory notice", noticePointer)}
}

func service(months int) cal.Length {
	if months%12 == 0 {
		return cal.Of(int64(months/12), cal.Years)
	}
	return cal.Of(int64(months), cal.Months)
}

// noticeDays is the least number of days that a row gives after so many months of service; ok is false when the row is
// about another length of service.
func noticeDays(n terms.Notice, months int) (days int64, ok bool, err error) {
	served := cal.Of(int64(months), cal.Months)
	if n.ServiceFrom != nil {
		if c, err := served.Cmp(*n.ServiceFrom); err != nil || c < 0 {
			return 0, false, err
		}
	}
	if n.ServiceUntil != nil {
		if c, err := served.Cmp(*n.ServiceUntil); err != nil || c >= 0 {
			return 0, false, err
		}
	}
	if n.Length != nil {
		days, err = leastDays(*n.Length)
		return days, err == nil, err
	}
	if n.LengthPerYear == nil {
		return 0, false, nil
	}
	each, err := leastDays(*n.LengthPerYear)
	days = each * int64(months/12)
	if n.Maximum != nil && err == nil {
		var most int64
		if most, err = leastDays(*n.Maximum); days > most {
			days = most
		}
	}
	return days, err == nil, err
}

// leastDays is the fewest calendar days that a length can come to: a month is 28, two are 59, a year is 365, five
// business days are 7. Fractions are rounded down.
func leastDays(l cal.Length) (int64, error) {
	n := l.N
	if l.Unit == cal.Weeks {
		var err error
		if n, err = n.Mul(money.Int(7)); err != nil {
			return 0, err
		}
	}
	if l.Unit == cal.Days || l.Unit == cal.BusinessDays || l.Unit == cal.Weeks {
		whole, _ := n.Round(0).Whole()
		if money.Int(whole).Cmp(n) > 0 {
			whole--
		}
		if l.Unit == cal.BusinessDays {
			whole = whole/5*7 + whole%5
		}
		return whole, nil
	}
	least := int64(0)
	for month := range 48 { // every start within a leap cycle
		from := cal.MustDate("2023-01-01").AddMonths(month)
		to, err := l.From(from, cal.Calendar{})
		if err != nil {
			return 0, err
		}
		if d := int64(from.DaysUntil(to)); least == 0 || d < least {
			least = d
		}
	}
	return least, nil
}
