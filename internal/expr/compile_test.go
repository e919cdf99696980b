package expr_test

import (
	"reflect"
	"strings"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/expr"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// places stands in for the record that rules see as place.
type places struct {
	Work      place.Code  `json:"work"`
	Residence *place.Code `json:"residence,omitempty"`
}

// odd holds what the language lacks.
type odd struct {
	Raw    []byte         `json:"raw"`
	Any    any            `json:"any"`
	Map    map[string]int `json:"map"`
	Float  float64        `json:"float"`
	Hidden string         `json:"-"`
	Bare   string
}

func newEnv(t testing.TB) *expr.Env {
	t.Helper()
	env, err := expr.NewEnv(expr.Vars{
		"terms":    reflect.TypeFor[terms.Terms](),
		"item":     reflect.TypeFor[terms.OneTimePayment](),
		"place":    reflect.TypeFor[places](),
		"odd":      reflect.TypeFor[odd](),
		"other":    reflect.TypeFor[*terms.Terms](),
		"as_of":    reflect.TypeFor[cal.Date](),
		"calendar": reflect.TypeFor[cal.Calendar](),
	})
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// refused must not compile as the want; the first problem's text must hold the fragment.
var refused = []struct {
	src      string
	want     expr.Want
	fragment string
}{
	// A plain dot below something that may be absent.
	{`terms.base_pay.rate`, expr.Value, "terms.base_pay may be absent; write terms.base_pay.?rate"},
	{`terms.base_pay.rate`, expr.OptionalValue, "terms.base_pay may be absent"},
	{`terms.base_pay.rate.value() > rate("USD", "1", "year")`, expr.Bool, "terms.base_pay may be absent"},
	{`terms.engagement.probation.length`, expr.OptionalValue, "terms.engagement may be absent"},
	{`terms.base_pay.?rate.amount`, expr.Value, "a rate has no fields; use amount"},
	{`item.repayment.triggers.exists(t, t == "cause")`, expr.Bool, "item.repayment may be absent"},
	{`other.role.title == "x"`, expr.Bool, "other may be absent"},
	{`item.due.date > as_of`, expr.Bool, "item.due may be absent"},
	{`has(terms.base_pay) && terms.base_pay.rate.hasValue()`, expr.Bool, "terms.base_pay may be absent"},
	{`terms.base_pay.?steps.orValue([]).exists(s, s.from.date > as_of)`, expr.Bool, "s.from may be absent"},
	// A result that may be absent, or is not what is wanted.
	{`terms.role.grade`, expr.Value, "the result may be absent"},
	{`terms.base_pay`, expr.Value, "the result may be absent"},
	{`item.gross_up`, expr.Bool, "item.gross_up.orValue(false)"},
	{`terms.role.title`, expr.Bool, "a condition is true or false, this is a string"},
	{`terms.one_time_payments`, expr.Value, "one value is wanted"},
	{`terms.role.title`, expr.List, "a list is wanted, this is a string"},
	{`[]`, expr.Value, "one value is wanted"},
	{`optional.none()`, expr.OptionalValue, "no certain type"},
	{`calendar`, expr.Value, "one value is wanted, this is a calendar"},
	// An optional where a value is wanted.
	{`terms.role.grade == "E2"`, expr.Bool, "terms.role.grade may be absent"},
	{`terms.role.grade != terms.role.grade`, expr.Bool, "terms.role.grade may be absent"},
	{`item.gross_up && true`, expr.Bool, "item.gross_up may be absent; say what holds then: item.gross_up.orValue(false)"},
	{`item.gross_up ? 1 : 2`, expr.Value, "item.gross_up may be absent"},
	{`!item.gross_up`, expr.Bool, "item.gross_up may be absent"},
	{`item.size.money > money("USD", "1")`, expr.Bool, "item.size.money may be absent"},
	{`size(terms.role.grade) > 1`, expr.Bool, "terms.role.grade may be absent"},
	{`terms.role.grade.contains("E")`, expr.Bool, "terms.role.grade may be absent"},
	{`terms.role.grade in ["E1", "E2"]`, expr.Bool, "terms.role.grade may be absent"},
	{`terms.base_pay.?steps.exists(s, true)`, expr.Bool, "terms.base_pay.?steps may be absent; say what holds then: terms.base_pay.?steps.orValue([])"},
	{`annual(terms.base_pay.?rate) > money("USD", "1")`, expr.Bool, "terms.base_pay.?rate may be absent"},
	{`terms.one_time_payments.map(p, p.due)`, expr.List, "may be absent"},
	{`[item.due]`, expr.List, "may be absent"},
	{`item.due.optMap(d, d.date)`, expr.OptionalValue, "an optional inside an optional; use optFlatMap"},
	{`optional.of(item.due)`, expr.OptionalValue, "an optional inside an optional"},
	// value() without a guard before it on the same path.
	{`terms.base_pay.value().includes`, expr.List, "no guard before it"},
	{`item.size.amount.value() > decimal("3")`, expr.Bool, "no guard before it"},
	{`item.size.amount.value() > decimal("3") && has(item.size.amount)`, expr.Bool, "no guard before it"},
	{`has(item.size.amount) || item.size.amount.value() > decimal("3")`, expr.Bool, "no guard before it"},
	{`!has(item.size.amount) && item.size.amount.value() > decimal("3")`, expr.Bool, "no guard before it"},
	{`has(item.size.units) && item.size.amount.value() > decimal("3")`, expr.Bool, "no guard before it"},
	{`has(item.size.amount) ? true : item.size.amount.value() > decimal("3")`, expr.Bool, "no guard before it"},
	{`(has(item.size.amount) || true) && item.size.amount.value() > decimal("3")`, expr.Bool, "no guard before it"},
	{`terms.base_pay.?rate.value()`, expr.Value, "terms.base_pay.?rate.hasValue() && "},
	{`terms.one_time_payments.filter(p, has(p.due)).exists(p, p.due.value().type == "date")`, expr.Bool, "no guard before it"},
	{`terms.one_time_payments.exists(p, has(p.due)) && terms.one_time_payments.exists(p, p.due.value().type == "date")`, expr.Bool, "no guard"},
	{`terms.documents.first().value().name`, expr.Value, "no guard before it"},
	{`item.due.orValue(item.due.value()).type`, expr.Value, "no guard before it"},
	// Presence asked of what is never absent.
	{`has(terms.role.title)`, expr.Bool, "terms.role.title is never absent"},
	{`has(terms.one_time_payments)`, expr.Bool, "a list is never absent"},
	{`terms.?role.?grade.hasValue()`, expr.Bool, "role of terms.Terms is always there; write terms.role"},
	{`terms.role.title.orValue("x")`, expr.Value, "terms.role.title is never absent"},
	{`item.size.value().type`, expr.Value, "item.size is never absent"},
	{`has(terms)`, expr.Bool, "has"},
	// Indexes, maps, records, null, doubles, conversions: not part of the language.
	{`terms.one_time_payments[0].id`, expr.Value, "an index may point at nothing"},
	{`terms.documents[?0].hasValue()`, expr.Bool, "an index may point at nothing"},
	{`item.size.amount.orValue(decimal("0")) > 1.5`, expr.Bool, `write decimal("1.5")`},
	{`1.0 < 2.0`, expr.Bool, "binary fraction"},
	{`terms.role.title == null`, expr.Bool, "there is no null"},
	{`{"a": 1}.size() == 1`, expr.Bool, "maps and records"},
	{`terms.Role{title: "x"}.title`, expr.Value, "maps and records"},
	{`dyn(item).size`, expr.Value, "unknown function dyn"},
	{`double(1)`, expr.Value, "unknown function double"},
	{`int("1")`, expr.Value, "unknown function int"},
	{`type(item)`, expr.Value, "unknown function type"},
	{`timestamp("2026-01-01T00:00:00Z")`, expr.Value, "unknown function timestamp"},
	{`terms.role.title.matches("a.*")`, expr.Bool, "unknown function matches"},
	{`b"x" == b"x"`, expr.Bool, "literals are"},
	{`1u == 1u`, expr.Bool, "literals are"},
	{`7 % 2`, expr.Value, "the operator % is not part of the language"},
	{`7 / 2`, expr.Value, "/ does not fit int and int"},
	{`optional.ofNonZeroValue(terms.role.title).hasValue()`, expr.Bool, "not part of the language"},
	{`string`, expr.Value, "unknown name string"},
	{`[1, "a"]`, expr.List, "no certain type"},
	// Comparisons that have no meaning.
	{`item.size.amount.orValue(decimal("0")) > 3`, expr.Bool, `write the whole number as decimal("3")`},
	{`has(item.size.money) && item.size.money.value() > decimal("3")`, expr.Bool, "> does not fit money and decimal"},
	{`terms.role.title < "b"`, expr.Bool, "< does not fit string and string"},
	{`item.size == item.size`, expr.Bool, "records have no order and no equality here"},
	{`terms.documents == terms.documents`, expr.Bool, "=="},
	{`terms.place.jurisdiction == "US-CA"`, expr.Bool, `write a place as place("US-CA")`},
	{`as_of > "2026-01-01"`, expr.Bool, `write a day as date(`},
	{`as_of + days(3)`, expr.Value, "+ does not fit date and length"},
	{`terms.role.title + "x"`, expr.Value, "+ does not fit string and string"},
	{`item in terms.one_time_payments`, expr.Bool, "in does not fit"},
	{`item.type == 3`, expr.Bool, "== does not fit string and int"},
	{`terms.documents + terms.documents`, expr.List, "+ does not join lists"},
	{`[[1], [2]]`, expr.List, "a list of lists"},
	{`terms.one_time_payments.map(p, p.instalments)`, expr.List, "a list of lists"},
	// Literals are read at compile time.
	{`date("2026-02-30") < as_of`, expr.Bool, "is not a calendar date"},
	{`date(terms.role.title) < as_of`, expr.Bool, "date takes literal text"},
	{`decimal("1,000") > decimal("1")`, expr.Bool, "is not a decimal string"},
	{`decimal(terms.role.title) > decimal("1")`, expr.Bool, "decimal takes literal text"},
	{`money("usd", "1") == money("USD", "1")`, expr.Bool, "not a known currency"},
	{`money("1", "USD") == money("USD", "1")`, expr.Bool, "not a known currency"},
	{`rate("USD", "1", "yearly") == rate("USD", "1", "year")`, expr.Bool, "not a period of pay"},
	{`place("California") == place.work`, expr.Bool, "is not an ISO 3166 place code"},
	{`within(place.work, "US, California")`, expr.Bool, "neither a place code"},
	{`within(place.work, terms.role.title)`, expr.Bool, "takes literal text"},
	{`share("15%") == share("15")`, expr.Bool, "is not a share"},
	// Names.
	{`term.role.title`, expr.Value, "unknown name term; did you mean terms?"},
	{`terms.role.tittle`, expr.Value, "terms.Role has no field tittle; did you mean title?"},
	{`terms.role.amount`, expr.Value, "terms.Role has no field amount"},
	{`terms.?base_pay.?rte`, expr.Value, "terms.BasePay has no field rte; did you mean rate?"},
	{`terms.one_time_payments.exists(p, p.repayent == "loan")`, expr.Bool, "unknown field repayent; did you mean repayment?"},
	{`terms.one_time_payments.exists(p, p.title == "loan")`, expr.Bool, "terms.OneTimePayment has no field title"},
	{`mony("USD", "1")`, expr.Value, "unknown function mony; did you mean money?"},
	{`terms.role.title.startWith("a")`, expr.Bool, "did you mean startsWith?"},
	{`terms.one_time_payments.exists(terms, true)`, expr.Bool, "terms is a variable already"},
	{`terms.one_time_payments.exists(p)`, expr.Bool, "exists is written list.exists(x, condition)"},
	{`money("USD")`, expr.Value, "money takes 2 arguments"},
	{`odd.map.size() > 0`, expr.Bool, "map cannot be read here"},
	{`odd.float`, expr.Value, "float cannot be read here"},
	{`odd.raw`, expr.Value, "raw cannot be read here"},
	{`odd.Hidden`, expr.Value, "has no field Hidden"},
	{`odd.Bare`, expr.Value, "has no field Bare"},
	// No expression at all.
	{``, expr.Bool, "syntax"},
	{`terms.`, expr.Value, "syntax"},
	{`has(1)`, expr.Bool, "has"},
	{"true && \xff", expr.Bool, "UTF-8"},
	{strings.Repeat("(", 300) + "1" + strings.Repeat(")", 300), expr.Value, ""},
	{"true" + strings.Repeat(" && true", 300), expr.Bool, "at most 2000 characters"},
}

func TestRefused(t *testing.T) {
	env := newEnv(t)
	for _, c := range refused {
		p, problems := env.Compile(c.src, c.want)
		if p != nil || len(problems) == 0 {
			t.Errorf("%s: compiled", c.src)
			continue
		}
		if got := problems[0].String(); !strings.Contains(got, c.fragment) {
			t.Errorf("%s\n got %q\nwant %q", c.src, got, c.fragment)
		}
	}
}
