// Package locale words plain values in one language: money, rates, dates, lengths, numbers, lists. It owns the tables of
// each language and its spacing: U+00A0 stands between a number and its unit and inside a date, so that a line never
// breaks there. It knows no terms and no clauses. Source of the tables: Unicode CLDR 47, and the style guides that
// business letters follow; checked 2026-11.
package locale

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"verbatim/internal/money"
)

// Locale words values in one language. It is immutable and shared.
type Locale struct {
	tag   string
	words *words
	form  form
}

// form is how numbers, money and dates look in one language and country.
type form struct {
	group    string         // between groups of three digits
	point    string         // before the fraction
	lakh     bool           // groups of two above the first three, for rupees
	home     money.Currency // the currency that has its sign here; all others stand by code
	sign     string         // of home
	trailing bool           // the home sign stands after the amount, with a space
	spaced   bool           // a space between a leading sign and the amount
	date     string         // with {d}, {m} (name) and {y}
	clock12  bool           // 5:00 p.m. and not 17:00
	oxford   bool           // a comma before the last "and"
}

const nbsp = "\u00a0"

var forms = map[string]form{
	"en-US": {group: ",", point: ".", home: "USD", sign: "$", date: "{m}" + nbsp + "{d}, {y}", clock12: true, oxford: true},
	"en-GB": {group: ",", point: ".", home: "GBP", sign: "£", date: "{d}" + nbsp + "{m} {y}"},
	"en-IE": {group: ",", point: ".", home: "EUR", sign: "€", date: "{d}" + nbsp + "{m} {y}"},
	"en-CA": {group: ",", point: ".", home: "CAD", sign: "$", date: "{m}" + nbsp + "{d}, {y}", clock12: true, oxford: true},
	"en-AU": {group: ",", point: ".", home: "AUD", sign: "$", date: "{d}" + nbsp + "{m} {y}", clock12: true},
	"en-IN": {group: ",", point: ".", lakh: true, home: "INR", sign: "₹", date: "{d}" + nbsp + "{m} {y}"},
	"en-CH": {group: "’", point: ".", home: "CHF", sign: "CHF", spaced: true, date: "{d}" + nbsp + "{m} {y}"},
	"de-DE": {group: ".", point: ",", home: "EUR", sign: "€", trailing: true, date: "{d}." + nbsp + "{m} {y}"},
	"de-AT": {group: ".", point: ",", home: "EUR", sign: "€", trailing: true, date: "{d}." + nbsp + "{m} {y}"},
	"de-CH": {group: "’", point: ".", home: "CHF", sign: "CHF", spaced: true, date: "{d}." + nbsp + "{m} {y}"},
	"fr-FR": {group: nbsp, point: ",", home: "EUR", sign: "€", trailing: true, date: "{d}" + nbsp + "{m} {y}"},
	"fr-CH": {group: "’", point: ".", home: "CHF", sign: "CHF", spaced: true, date: "{d}" + nbsp + "{m} {y}"},
	"nl-NL": {group: ".", point: ",", home: "EUR", sign: "€", spaced: true, date: "{d}" + nbsp + "{m} {y}"},
	"es-ES": {group: ".", point: ",", home: "EUR", sign: "€", trailing: true, date: "{d}" + nbsp + "de" + nbsp + "{m} de {y}"},
	"es-US": {group: ",", point: ".", home: "USD", sign: "$", date: "{d}" + nbsp + "de" + nbsp + "{m} de {y}", clock12: true},
}

// Tags lists the languages that can be worded.
func Tags() []string {
	out := make([]string, 0, len(forms))
	for t := range forms {
		out = append(out, t)
	}
	slices.Sort(out)
	return out
}

var (
	matchTags = func() (tags []language.Tag) {
		// The first is what a language alone means: en is en-US, de is de-DE.
		for _, t := range append([]string{"en-US", "en-GB", "de-DE", "fr-FR", "nl-NL", "es-ES"}, Tags()...) {
			tags = append(tags, language.MustParse(t))
		}
		return tags
	}()
	matcher = language.NewMatcher(matchTags)
)

// For finds the locale of a BCP 47 tag: the tag itself, or the nearest one of the same language (en-NZ is worded as
// en-GB). It fails for a language that has no table.
func For(tag string) (*Locale, error) {
	parsed, err := language.Parse(tag)
	if err != nil {
		return nil, fmt.Errorf("%q is not a language tag such as en-US", tag)
	}
	_, i, confidence := matcher.Match(parsed)
	want, _ := parsed.Base()
	have, _ := matchTags[i].Base()
	if confidence == language.No || want != have {
		return nil, fmt.Errorf("no letters can be worded in %s: there are %s", tag, strings.Join(Tags(), ", "))
	}
	key := matchTags[i].String()
	return &Locale{tag: tag, words: wordsOf[have.String()], form: forms[key]}, nil
}

// Tag is the tag that was asked for.
func (l *Locale) Tag() string { return l.tag }

// Language is the language alone, such as "en".
func (l *Locale) Language() string { return l.words.language }

// Decimal writes a number with the digits it has, without zeros at the end: "37.5", "1,250".
func (l *Locale) Decimal(d money.Decimal) string { return l.number(d.Trim(0).String(), false) }

// Int writes a whole number.
func (l *Locale) Int(n int) string { return l.Decimal(money.Int(int64(n))) }

func (l *Locale) number(s string, rupees bool) string {
	sign := ""
	if t, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = "−", t
	}
	whole, frac, has := strings.Cut(s, ".")
	out := sign + l.grouped(whole, rupees)
	if has {
		out += l.form.point + frac
	}
	return out
}

func (l *Locale) grouped(digits string, rupees bool) string {
	step, parts := 3, []string{}
	for len(digits) > step {
		parts = append([]string{digits[len(digits)-step:]}, parts...)
		digits = digits[:len(digits)-step]
		if rupees {
			step = 2
		}
	}
	return strings.Join(append([]string{digits}, parts...), l.form.group)
}

// Amount writes an amount without its currency: whole sums without minor units, others with all of them and with every
// further digit that was given.
func (l *Locale) Amount(m money.Money) string {
	trimmed := m.Amount.Trim(0)
	if trimmed.Scale() > 0 {
		trimmed = m.Amount.Trim(m.Currency.Digits())
		if trimmed.Scale() < m.Currency.Digits() {
			trimmed = trimmed.Round(m.Currency.Digits())
		}
	}
	return l.number(trimmed.String(), l.form.lakh && m.Currency == "INR")
}

// Money writes an amount with its currency: by sign where the currency is at home ("$185,000", "£12.50", "120.000 €"),
// by ISO code elsewhere ("USD 20,000"), so that no dollar is mistaken for another.
func (l *Locale) Money(m money.Money) string {
	amount := l.Amount(m)
	if m.Currency != l.form.home {
		return string(m.Currency) + nbsp + amount
	}
	switch {
	case l.form.trailing:
		return amount + nbsp + l.form.sign
	case l.form.spaced:
		return l.form.sign + nbsp + amount
	}
	return l.form.sign + amount
}

// Rate writes an amount and its period: "$185,000 per year".
func (l *Locale) Rate(r money.Rate) string { return l.Money(r.Money()) + " " + l.words.per[r.Per] }

// Per writes a period alone: "per year".
func (l *Locale) Per(p money.Per) string { return l.words.per[p] }

// Percent writes a share: "15%", or a fraction as it stands.
func (l *Locale) Percent(s money.Share) string {
	if strings.Contains(string(s), "/") {
		return string(s)
	}
	d, err := money.ParseDecimal(string(s))
	if err != nil {
		return string(s)
	}
	return l.Decimal(d) + l.words.percent
}

// List joins items: "a, b and c", with the comma before "and" where the language has it.
func (l *Locale) List(items []string) string { return l.join(items, l.words.and) }

// Choice joins alternatives: "a, b or c".
func (l *Locale) Choice(items []string) string { return l.join(items, l.words.or) }

func (l *Locale) join(items []string, last string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return items[0] + " " + last + " " + items[1]
	}
	comma := ""
	if l.form.oxford {
		comma = ","
	}
	return strings.Join(items[:len(items)-1], ", ") + comma + " " + last + " " + items[len(items)-1]
}
