package clause_test

import (
	"strings"
	"testing"
)

// TestWhatPointersAreCalled words what sizes, vestings and changes point at.
func TestWhatPointersAreCalled(t *testing.T) {
	const record = `{"base_pay":{"rate":{"amount":"90000","currency":"USD","per":"year"}},"hours":{"per_week":"40"},
		"variable_pay":[{"id":"bonus","type":"annual_bonus","target":{"type":"percent","percent":"10","of":"/terms/base_pay"}}],
		"equity":[{"id":"grant","type":"rsu","promise":"will_grant","acceleration":[{"id":"double","events":["death"]}]}],
		"severance":[{"id":"s","triggers":["redundancy"],"equity":["$"]}]}`
	v := version(t, "each: terms.severance\nslots: { x: { from: item.equity, as: list, wording: '{{ y }}', slots: { y: { from: item, as: term, conveys: [] } } } }\n", "[[x:{{ x }}]]")
	for pointer, want := range map[string]string{
		"/terms/base_pay":                           "your base pay",
		"/terms/variable_pay/bonus":                 "your annual bonus",
		"/terms/variable_pay/bonus/target":          "the target of your annual bonus",
		"/terms/equity/grant/acceleration/double":   "the faster vesting of your restricted stock units",
		"/terms/equity/grant":                       "your restricted stock units",
		"/terms/hours/per_week":                     "working hours, per week, as this letter gives it",
		"/terms/variable_pay/nobody":                "",
		"/terms/equity/nobody/acceleration/nothing": "",
	} {
		got := lay(t, v, facts(t, strings.Replace(record, "$", pointer, 1)))
		if got.text() != want || (want == "") != (len(got.faults) > 0) {
			t.Errorf("%s: got %q %v, want %q", pointer, got.text(), got.faults, want)
		}
	}
}

func TestChangesAreWordedAsTheyThenStand(t *testing.T) {
	v := version(t, "each: terms.conditions\nslots: { x: { from: item.set, as: changes } }\n", "[[x:{{ x }}]]")
	for set, want := range map[string]string{
		`{"op":"set","term":"/terms/base_pay/rate","value":{"amount":"80000","currency":"USD","per":"year"}}`: "Base pay: $80,000 per year",
		`{"op":"remove","term":"/terms/hours"}`: "Working hours no longer applies",
		`{"op":"add","term":"/terms/one_time_payments/x","value":{"id":"x","type":"sign_on","size":{"type":"amount","amount":"500","currency":"USD"}}}`: "in addition, Sign-on bonus: size: $500",
		`{"op":"set","term":"/terms/hours/nothing","value":"5"}`: "",
	} {
		got := lay(t, v, facts(t, `{"base_pay":{"rate":{"amount":"90000","currency":"USD","per":"year"}},"hours":{"per_week":"40"},
			"conditions":[{"id":"c","label":"If","when":{"type":"event","event":"start"},"set":[`+set+`]}]}`))
		if got.text() != want || (want == "") != (len(got.faults) > 0) {
			t.Errorf("%s: got %q %v, want %q", set, got.text(), got.faults, want)
		}
	}
}

func TestPlacesByName(t *testing.T) {
	v := version(t, "slots: { x: { from: 'terms.law.?governing', as: place, words: { GB-SCT: the land of Scots } } }\n", "[[x:{{ x }}]]")
	for code, want := range map[string]string{"US-NY": "the State of New York", "GB-SCT": "the land of Scots", "GB-ENG": "England and Wales", "AQ": ""} {
		got := lay(t, v, facts(t, `{"law":{"governing":"`+code+`"}}`))
		if got.text() != want || (want == "") != (len(got.faults) > 0) {
			t.Errorf("%s: got %q %v, want %q", code, got.text(), got.faults, want)
		}
	}
}

// TestOneFullStop: a value that ends in a full stop ends the sentence.
func TestOneFullStop(t *testing.T) {
	v := version(t, "slots: { x: { from: 'terms.hours.?ends', as: text, form: clock } }\n", "[[x:It ends at {{ x }}. Then you may go.]]")
	if got, want := lay(t, v, facts(t, `{"hours":{"ends":"15:30"}}`)).text(), "It ends at 3:30 p.m. Then you may go."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
