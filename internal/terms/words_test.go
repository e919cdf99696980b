package terms_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// fill puts something into a value: each pointer, one item for each list, the first word of each vocabulary.
func fill(v reflect.Value, tag string) {
	switch v.Interface().(type) {
	case money.Decimal:
		v.Set(reflect.ValueOf(money.MustDecimal("7")))
	case money.Currency:
		v.SetString("USD")
	case money.Share:
		v.SetString("15")
	case cal.Date:
		v.Set(reflect.ValueOf(cal.MustDate("2027-06-30")))
	case cal.Length:
		v.Set(reflect.ValueOf(cal.Of(3, cal.Months)))
	case terms.ID:
		v.SetString("some_paper")
	case place.Code:
		v.SetString("US-CA")
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 11, 10, 16, 56, 0, 0, time.UTC)))
	case terms.Families: // what was said to be none is not there
	case []terms.Patch:
		v.Set(reflect.ValueOf([]terms.Patch{{Op: terms.Set, Term: "/terms/role/title", Value: json.RawMessage(`"Associate"`)}}))
	case terms.Pointer:
		v.SetString("/terms/base_pay/rate")
	case terms.When:
		day := cal.MustDate("2027-01-11")
		v.Set(reflect.ValueOf(terms.When{Type: terms.OnDate, Date: &day}))
	case terms.Size:
		n := money.MustDecimal("150")
		v.Set(reflect.ValueOf(terms.Size{Type: terms.SizeUnits, Units: &n}))
	case terms.Vesting:
		v.Set(reflect.ValueOf(terms.Vesting{Type: terms.VestImmediate}))
	default:
		fillKind(v, tag)
	}
}

func fillKind(v reflect.Value, tag string) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), tag)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), v.Type().Field(i).Tag.Get("jsonschema"))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), tag)
	case reflect.Int:
		v.SetInt(9)
	case reflect.String:
		words := []string{"some words"}
		if e, ok := v.Interface().(interface{ Enum() []string }); ok {
			words = e.Enum()
		}
		if _, list, ok := strings.Cut(tag, "enum="); ok {
			words = strings.Split(list, ",enum=")
		}
		v.SetString(words[len(words)-1])
	}
}

// TestWordsOfUnionsSayAll: each field that a type of a union may have changes the words, so that two values that differ
// never read alike in a row of differences.
func TestWordsOfUnionsSayAll(t *testing.T) {
	unspoken := []string{ // what only machines read, or what stands in other words already
		"size/formula/formula", "size/formula/inputs", "when/date/zone", "when/event/name", "when/after/name",
	}
	for name, union := range map[string]terms.Union{"when": terms.When{}, "size": terms.Size{}, "vesting": terms.Vesting{}, "strike": terms.Strike{}} {
		for _, variant := range union.Variants() {
			required := value(union, variant.Type, variant.Required)
			seen := terms.Words(english(t), required)
			if seen == "" {
				t.Errorf("%s of type %s has no words", name, variant.Type)
			}
			for _, field := range variant.Optional {
				with := terms.Words(english(t), value(union, variant.Type, append(slices.Clone(variant.Required), field)))
				if at := name + "/" + variant.Type + "/" + field; with == seen && !slices.Contains(unspoken, at) {
					t.Errorf("%s is not in the words %q", at, with)
				}
			}
		}
	}
}

// value makes a union's value of a type with some fields.
func value(union terms.Union, kind string, fields []string) any {
	v := reflect.New(reflect.TypeOf(union)).Elem()
	v.FieldByName("Type").SetString(kind)
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if slices.Contains(fields, name) {
			fill(v.Field(i), v.Type().Field(i).Tag.Get("jsonschema"))
		}
	}
	return v.Interface()
}

func TestWords(t *testing.T) {
	rows := []struct{ term, value, want string }{
		{"/terms/variable_pay/a/target", `{"type":"percent","percent":"8","of_what":"net sales"}`, "8% of net sales"},
		{"/terms/variable_pay/a/rate", `{"type":"tiers","applies_to":"slice","tiers":[{"id":"a","from":"0","percent":"8","of_what":"sales"}]}`, "8% of sales from 0 (each on the part within its tier)"},
		{"/terms/variable_pay/a/rate", `{"type":"tiers","applies_to":"whole","tiers":[{"id":"a","from":"0","percent":"8","of_what":"sales"}]}`, "8% of sales from 0 (each on the whole)"},
		{"/terms/variable_pay/a/rate", `{"type":"tiers","tiers":[{"id":"a","from":"0","to":"250000","percent":"8","of_what":"sales"},{"id":"b","from":"250000","percent":"12","of_what":"sales"}]}`, "8% of sales from 0 to 250,000; 12% of sales from 250,000"},
		{"/terms/equity/a/size", `{"type":"amount","amount":"80000","currency":"USD","method":"close_on_grant"}`, "$80,000, by close on grant"},
		{"/terms/equity/a/vesting", `{"type":"periodic","over":{"months":48},"cliff":{"months":12},"every":{"months":3}}`, "over 48 months, every 3 months after a cliff of 12 months"},
		{"/terms/equity/a/vesting", `{"type":"all_of","parts":[{"id":"t","vesting":{"type":"immediate"}},{"id":"e","vesting":{"type":"event","event":"liquidity"}}]}`, "all of: at once; on liquidity"},
		{"/terms/equity/a/strike", `{"type":"greater_of","amount":"1.25","currency":"USD","on":{"type":"event","event":"grant"}}`, "the greater of $1.25 and fair market value on grant"},
		{"/terms/benefits/a/premium_employer", `"80"`, "80%"},
		{"/terms/hours/days", `["mon","tue"]`, "mon and tue"},
		{"/terms/alternatives/a/options/b/set", `[{"op":"set","term":"/terms/role/title","value":"Associate"},{"op":"remove","term":"/terms/equity/a"}]`, "job title (title) becomes Associate; without equity (a)"},
	}
	for _, r := range rows {
		got := strings.ReplaceAll(terms.WordsOfJSON(english(t), terms.Pointer(r.term), json.RawMessage(r.value)), "\u00a0", " ")
		if got != r.want {
			t.Errorf("%s: %q, want %q", r.term, got, r.want)
		}
	}
}

func TestLabels(t *testing.T) {
	s := sheet(t, `{"candidate":{"name":{"full":"A"}},"employer":{"entity":"acme-us"},"terms":{
		"role":{"title":"X"},"place":{"jurisdiction":"US"},"start":{"type":"to_be_agreed"},
		"variable_pay":[{"id":"annual_bonus","type":"annual_bonus","guaranteed":{"size":{"type":"percent","percent":"100","of":"/terms/base_pay"}}}],
		"equity":[{"id":"first","type":"rsu","promise":"will_grant"},{"id":"second","type":"rsu","promise":"will_grant"},{"id":"named","type":"psu","name":"LTI 2027","promise":"will_grant"}],
		"benefits":[{"id":"health","type":"health"}],"definitions":[{"id":"good_reason","source":"letter"}],
		"time_off":{"vacation":{"type":"unlimited"},"other_paid":[{"id":"s","type":"sabbatical"}]},
		"base_pay":{"components":[{"id":"h","type":"holiday_allowance","size":{"type":"balance"}}]},
		"conditions":[{"id":"c","label":"If the degree is not finished","when":{"type":"event","event":"grant"},"set":[]}]}}`)
	for p, want := range map[terms.Pointer]string{
		"/terms/variable_pay/annual_bonus":                 "Annual bonus",
		"/terms/variable_pay/annual_bonus/target":          "Annual bonus, target",
		"/terms/variable_pay/annual_bonus/guaranteed/size": "Annual bonus, guaranteed",
		"/terms/equity/first/vesting":                      "Restricted stock units, first, vesting",
		"/terms/equity/named/size":                         "Equity: LTI 2027",
		"/terms/benefits/health":                           "Benefit: health",
		"/terms/definitions/good_reason/cure":              "Definition: good reason, cure",
		"/terms/time_off/vacation/per_year":                "Vacation, per year",
		"/terms/time_off/other_paid/s":                     "Sabbatical",
		"/terms/base_pay/components/h/size":                "Holiday allowance",
		"/terms/conditions/c/set":                          "Change of terms: If the degree is not finished, set",
		"/terms/one_time_payments/sign_on":                 "Sign-on bonus",
		"/terms/explicitly_none/variable_pay":              "Variable pay",
	} {
		if got := s.Label(p); got != want {
			t.Errorf("%s: %q, want %q", p, got, want)
		}
	}
}
