package letter_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/money"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// whole fills every field of a value: each pointer, one item for each list, the first word of each vocabulary.
func whole(v reflect.Value, tag string) {
	switch v.Interface().(type) {
	case money.Decimal:
		v.Set(reflect.ValueOf(money.MustDecimal("3")))
	case money.Currency:
		v.SetString("USD")
	case money.Rate:
		v.Set(reflect.ValueOf(money.Rate{Amount: money.MustDecimal("185000"), Currency: "USD", Per: money.PerYear}))
	case cal.Date:
		v.Set(reflect.ValueOf(cal.MustDate("2027-06-30")))
	case cal.Length:
		v.Set(reflect.ValueOf(cal.Of(3, cal.Months)))
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 11, 10, 16, 56, 0, 0, time.UTC)))
	case place.Code:
		v.SetString("US-CA")
	case terms.When:
		day := cal.MustDate("2027-01-11")
		v.Set(reflect.ValueOf(terms.When{Type: terms.OnDate, Date: &day}))
	case terms.Size:
		amount, currency := money.MustDecimal("20000"), money.Currency("USD")
		v.Set(reflect.ValueOf(terms.Size{Type: terms.SizeAmount, Amount: &amount, Currency: &currency}))
	case terms.Vesting:
		over, every := cal.Of(48, cal.Months), cal.Of(1, cal.Months)
		v.Set(reflect.ValueOf(terms.Vesting{Type: terms.VestPeriodic, Over: &over, Every: &every}))
	case terms.Strike:
		grant := terms.EventGrant
		v.Set(reflect.ValueOf(terms.Strike{Type: terms.StrikeFairMarketValue, On: &terms.When{Type: terms.OnEvent, Event: &grant}}))
	case []terms.Patch:
		v.Set(reflect.ValueOf([]terms.Patch{{Op: terms.Set, Term: "/terms/role/title", Value: json.RawMessage(`"Associate"`)}}))
	case money.Share:
		v.SetString("15")
	case terms.Name:
		v.Set(reflect.ValueOf(terms.Name{Full: "Ana Ruiz"}))
	case terms.ID:
		v.SetString("item")
	case terms.Families:
		v.Set(reflect.ValueOf(terms.Families{"severance"}))
	case terms.Pointer:
		v.SetString("/terms/hours")
	default:
		wholeKind(v, tag)
	}
}

func wholeKind(v reflect.Value, tag string) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		whole(v.Elem(), tag)
	case reflect.Struct:
		for i := range v.NumField() {
			whole(v.Field(i), v.Type().Field(i).Tag.Get("jsonschema"))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		whole(v.Index(0), tag)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(3)
	case reflect.String:
		v.SetString(vocabulary(v, tag)[0])
	}
}

// vocabulary lists the words that a string field may hold; free text has one of its own.
func vocabulary(v reflect.Value, tag string) []string {
	if e, ok := v.Interface().(interface{ Enum() []string }); ok {
		return e.Enum()
	}
	var words []string
	if v.Type() == reflect.TypeFor[terms.VacationType]() {
		for _, variant := range (terms.Vacation{}).Variants() {
			words = append(words, variant.Type)
		}
	}
	for _, part := range strings.Split(tag, ",") {
		if w, ok := strings.CutPrefix(part, "enum="); ok {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return []string{"Some words"}
	}
	return words
}

// wholeRecord is a record that says everything a record can say.
func wholeRecord(entity, language string, p place.Code) handoff.Record {
	r := handoff.Record{Schema: handoff.Schema, Letter: handoff.Letter{Kind: "standard", Languages: []string{language}}}
	r.Candidate.Name = terms.Name{Full: "Ana Ruiz"}
	r.Employer.Entity = entity
	r.Parties = []handoff.Party{{ID: "item", Role: "payer", Name: "Acme Holdings plc"}}
	whole(reflect.ValueOf(&r.Terms).Elem(), "")
	r.Terms.Place.Jurisdiction = p
	r.Terms.NotDiscussed = nil
	r.Terms.Offer.Signature.Signatories[0].ID = "people"
	return r
}

// elsewhere are terms that only one country's letters print.
func elsewhere(p place.Code) []terms.Pointer {
	switch p.Country() {
	case "US":
		return []terms.Pointer{"/terms/hours/opt_out_48h"}
	case "GB":
		return []terms.Pointer{"/terms/termination/at_will", "/terms/termination/changed_by"}
	}
	return []terms.Pointer{"/terms/hours/opt_out_48h", "/terms/termination/at_will", "/terms/termination/changed_by"}
}

// written is a letter template by who writes it and where.
type written struct {
	entity, language string
	place            place.Code
}

// letters print by other clauses than each other; countries are the templates of the other places.
var (
	letters   = []written{{"acme-us", "en-US", "US-CA"}, {"acme-uk", "en-GB", "GB-ENG"}}
	countries = []written{
		{"acme-us", "en-US", "US-TX"},
		{"acme-us", "en-US", "US-NY"},
		{"acme-de", "en-GB", "DE-BE"},
		{"acme-nl", "en-GB", "NL"},
		{"acme-ch", "en-CH", "CH-ZH"},
		{"acme-in", "en-IN", "IN-KA"},
		{"acme-uk", "en-AU", "AU-NSW"},
		{"acme-uk", "en-IE", "IE"},
	}
)

func TestEveryTermCanBePrinted(t *testing.T) {
	lib := embedded(t)
	for _, l := range slices.Concat(letters, countries) {
		t.Run(string(l.place), func(t *testing.T) {
			in := input(t, lib, wholeRecord(l.entity, l.language, l.place))
			a := assemble(t, in)
			missing := slices.DeleteFunc(unwritten(in, a), func(p terms.Pointer) bool { return slices.Contains(elsewhere(l.place), p) })
			if len(missing) > 0 {
				t.Errorf("no clause prints %v", missing)
			}
		})
	}
}

// turn sets every word and every yes or no of a record to the n-th that its vocabulary or type allows, and gives the
// longest vocabulary that it met.
func turn(v reflect.Value, tag string, n int) (longest int) {
	switch {
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return turn(v.Elem(), tag, n)
	case v.Type() == reflect.TypeFor[terms.Families](), v.Type() == reflect.TypeFor[[]terms.Patch]():
		return 0
	case v.Kind() == reflect.Slice && v.Len() > 0:
		return turn(v.Index(0), tag, n)
	case v.Type() == reflect.TypeFor[terms.ID](), v.Type() == reflect.TypeFor[place.Code](), v.Type() == reflect.TypeFor[terms.Pointer](), v.Type() == reflect.TypeFor[money.Currency]():
		return 0
	case v.Kind() == reflect.String:
		words := vocabulary(v, tag)
		if len(words) > 1 {
			v.SetString(words[n%len(words)])
		}
		return len(words)
	case v.Kind() == reflect.Bool:
		v.SetBool(n%2 == 0)
		return 2
	case v.Kind() == reflect.Struct && !terms.IsWhole(v.Type()):
		for i := range v.NumField() {
			longest = max(longest, turn(v.Field(i), v.Type().Field(i).Tag.Get("jsonschema"), n))
		}
	}
	return longest
}

// TestEveryWordCanBePrinted sets each word of each vocabulary in turn: no clause may lack words for one.
func TestEveryWordCanBePrinted(t *testing.T) {
	lib := embedded(t)
	for _, l := range letters {
		for n, longest := 0, 1; n < longest; n++ {
			r := wholeRecord(l.entity, l.language, l.place)
			longest = turn(reflect.ValueOf(&r.Terms).Elem(), "", n)
			in := input(t, lib, r)
			a, err := letter.Assemble(in)
			if err != nil {
				t.Errorf("%s: turn %d: %v", l.place, n, err)
				continue
			}
			for _, p := range unwritten(in, a) {
				if !slices.Contains(elsewhere(l.place), p) {
					t.Errorf("%s: in turn %d nothing prints %s", l.place, n, p)
				}
			}
		}
	}
}

func BenchmarkAssemble(b *testing.B) {
	lib := embedded(b)
	in := input(b, lib, examples(b)["us-two-payments"])
	for b.Loop() {
		if _, err := letter.Assemble(in); err != nil {
			b.Fatal(err)
		}
	}
}
