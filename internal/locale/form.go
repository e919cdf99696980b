package locale

import (
	"cmp"

	"verbatim/internal/money"
)

// form is how numbers, money and dates look in one language and country.
type form struct {
	group    string         // between groups of digits in sums of money
	point    string         // before the fraction in sums of money
	plain    [2]string      // group and point of other numbers, where they differ
	single   bool           // four digits are one group: 4200 €, but 42.000 €
	home     money.Currency // the currency that has its sign here; all others stand by code
	sign     string         // of home
	trailing bool           // the home sign stands after the amount, with a space
	spaced   bool           // a space between a leading sign and the amount
	percent  string         // after the number, with its space where the language has one
	date     string         // with {d}, {m} (name) and {y}
	halves   [2]string      // of the day: a.m. and p.m.; empty where the clock has 24 hours
	oxford   bool           // a comma before the last "and"
	january  string         // where a country says it otherwise
}

// separators are group and point, of money or of any other number.
func (f form) separators(sum bool) (group, point string) {
	if sum {
		return f.group, f.point
	}
	return cmp.Or(f.plain[0], f.group), cmp.Or(f.plain[1], f.point)
}

// The no-break space stands where CLDR has U+202F too (French groups): fewer fonts draw the narrow one.
const nbsp = "\u00a0"

var (
	noon   = [2]string{"a.m.", "p.m."}
	noonUK = [2]string{"am", "pm"}
)

// forms follow CLDR 48, tested against it, except: the typographic apostrophe in Swiss numbers (CLDR: '), rupees alone
// are grouped by lakh and stand by their code (few fonts draw the sign of 2010), a.m. with points and in lower case for the US (The Chicago Manual of Style 10.41; CLDR: AM).
var forms = map[string]form{
	"en-US": {group: ",", point: ".", home: "USD", sign: "$", percent: "%", date: "{m}" + nbsp + "{d}, {y}", halves: noon, oxford: true},
	"en-GB": {group: ",", point: ".", home: "GBP", sign: "£", percent: "%", date: "{d}" + nbsp + "{m} {y}"},
	"en-IE": {group: ",", point: ".", home: "EUR", sign: "€", percent: "%", date: "{d}" + nbsp + "{m} {y}"},
	"en-CA": {group: ",", point: ".", home: "CAD", sign: "$", percent: "%", date: "{m}" + nbsp + "{d}, {y}", halves: noon},
	"en-AU": {group: ",", point: ".", home: "AUD", sign: "$", percent: "%", date: "{d}" + nbsp + "{m} {y}", halves: noonUK},
	"en-IN": {group: ",", point: ".", home: "INR", sign: "INR", spaced: true, percent: "%", date: "{d}" + nbsp + "{m} {y}", halves: noonUK},
	"en-CH": {group: "’", point: ".", home: "CHF", sign: "CHF", spaced: true, percent: "%", date: "{d}" + nbsp + "{m} {y}"},
	"de-DE": {group: ".", point: ",", home: "EUR", sign: "€", trailing: true, percent: nbsp + "%", date: "{d}." + nbsp + "{m} {y}"},
	"de-AT": {
		group: ".", point: ",", plain: [2]string{nbsp, ","}, home: "EUR", sign: "€", spaced: true, percent: nbsp + "%",
		date: "{d}." + nbsp + "{m} {y}", january: "Jänner",
	},
	"de-CH": {group: "’", point: ".", home: "CHF", sign: "CHF", spaced: true, percent: "%", date: "{d}." + nbsp + "{m} {y}"},
	"fr-FR": {group: nbsp, point: ",", home: "EUR", sign: "€", trailing: true, percent: nbsp + "%", date: "{d}" + nbsp + "{m} {y}"},
	"fr-CH": {
		group: nbsp, point: ".", plain: [2]string{nbsp, ","}, home: "CHF", sign: "CHF", trailing: true, percent: "%",
		date: "{d}" + nbsp + "{m} {y}",
	},
	"nl-NL": {group: ".", point: ",", home: "EUR", sign: "€", spaced: true, percent: "%", date: "{d}" + nbsp + "{m} {y}"},
	"es-ES": {
		group: ".", point: ",", single: true, home: "EUR", sign: "€", trailing: true, percent: nbsp + "%",
		date: "{d}" + nbsp + "de" + nbsp + "{m} de {y}",
	},
	"es-US": {group: ",", point: ".", home: "USD", sign: "$", percent: "%", date: "{d}" + nbsp + "de" + nbsp + "{m} de {y}", halves: noon},
}
