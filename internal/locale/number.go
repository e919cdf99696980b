package locale

import (
	"strings"

	"verbatim/internal/money"
)

// Decimal writes a number with the digits it has, without zeros at the end: "37.5", "1,250".
func (l *Locale) Decimal(d money.Decimal) string { return l.number(d.Trim(0).String(), false, false) }

// Int writes a whole number.
func (l *Locale) Int(n int) string { return l.Decimal(money.Int(int64(n))) }

// number groups the digits of a decimal string.
func (l *Locale) number(s string, sum, lakh bool) string {
	group, point := l.form.separators(sum)
	sign := ""
	if t, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = "\u2212", t
	}
	whole, frac, has := strings.Cut(s, ".")
	if !l.form.single || len(whole) > 4 {
		whole = grouped(whole, group, lakh)
	}
	if has {
		return sign + whole + point + frac
	}
	return sign + whole
}

// grouped puts a separator after each three digits from the right; by lakh, after three and then after each two.
func grouped(digits, separator string, lakh bool) string {
	step, parts := 3, []string{}
	for len(digits) > step {
		parts = append([]string{digits[len(digits)-step:]}, parts...)
		digits = digits[:len(digits)-step]
		if lakh {
			step = 2
		}
	}
	return strings.Join(append([]string{digits}, parts...), separator)
}

// Amount writes an amount without its currency: whole sums without minor units, others with all of them and with every
// further digit that was given: 185,000; 12.50; 31.755. Rupees are grouped by lakh in India, other money is not.
func (l *Locale) Amount(m money.Money) string {
	trimmed := m.Amount.Trim(0)
	if trimmed.Scale() > 0 && trimmed.Scale() < m.Currency.Digits() {
		trimmed = trimmed.Round(m.Currency.Digits())
	}
	return l.number(trimmed.String(), true, l.form.home == "INR" && m.Currency == "INR")
}

// Money writes an amount with its currency: by sign where the currency is at home ("$185,000", "£12.50", "120.000 €"),
// by ISO code elsewhere ("USD 20,000"), so that no dollar is mistaken for another.
func (l *Locale) Money(m money.Money) string {
	minus, amount := "", l.Amount(m)
	if t, ok := strings.CutPrefix(amount, "\u2212"); ok {
		minus, amount = "\u2212", t
	}
	switch {
	case m.Currency != l.form.home:
		return minus + string(m.Currency) + nbsp + amount
	case l.form.trailing:
		return minus + amount + nbsp + l.form.sign
	case l.form.spaced:
		return minus + l.form.sign + nbsp + amount
	}
	return minus + l.form.sign + amount
}

// Rate writes an amount and its period: "$185,000 per year".
func (l *Locale) Rate(r money.Rate) string { return l.Money(r.Money()) + " " + l.Per(r.Per) }

// Per writes a period alone: "per year". Besides the periods of money it knows half_month, which stated instalments
// have. A word that it does not know is written as it is, never left out.
func (l *Locale) Per(p money.Per) string {
	if w, ok := l.words.per[p]; ok {
		return w
	}
	return "/ " + strings.ReplaceAll(string(p), "_", " ")
}

// Percent writes a share: "15%", or a fraction as it stands: "1/3".
func (l *Locale) Percent(s money.Share) string {
	d, err := money.ParseDecimal(string(s))
	if err != nil {
		return string(s)
	}
	return l.Decimal(d) + l.form.percent
}
