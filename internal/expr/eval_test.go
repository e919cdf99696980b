package expr_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/expr"
	"verbatim/internal/fault"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

func ptr[T any](v T) *T { return &v }

func usd(s string) money.Money { return money.Money{Amount: money.MustDecimal(s), Currency: "USD"} }

// sheet is an offer with a salary, two single payments and little else.
func sheet() terms.Terms {
	return terms.Terms{
		Role:  terms.Role{Title: "Engineer"},
		Place: terms.Place{Jurisdiction: "US-CA"},
		Start: terms.When{Type: terms.OnDate, Date: ptr(cal.MustDate("2027-01-11"))},
		BasePay: &terms.BasePay{
			Rate:     &money.Rate{Amount: money.MustDecimal("185000"), Currency: "USD", Per: money.PerYear},
			Includes: []string{"overtime"},
		},
		OneTimePayments: []terms.OneTimePayment{
			{ID: "sign_on", Type: "sign_on", Size: amountSize("20000", "USD"), GrossUp: ptr(false), Repayment: &terms.Repayment{
				Triggers: []terms.RepaymentTrigger{"resignation"}, Within: cal.Of(12, cal.Months), ReviewPeriod: ptr(cal.Of(5, cal.BusinessDays)),
			}},
			{ID: "moving", Type: "relocation", Size: amountSize("5000.50", "EUR"), Due: &terms.When{Type: terms.OnDate, Date: ptr(cal.MustDate("2027-02-01"))}},
		},
	}
}

func amountSize(amount, currency string) terms.Size {
	return terms.Size{Type: terms.SizeAmount, Amount: ptr(money.MustDecimal(amount)), Currency: ptr(money.Currency(currency))}
}

func newScope(t testing.TB) *expr.Scope {
	t.Helper()
	s := sheet()
	scope, err := expr.Bind(map[string]any{
		"terms": &s, "item": s.OneTimePayments[0], "place": places{Work: "US-CA"}, "odd": odd{}, "other": (*terms.Terms)(nil),
		"as_of":    cal.MustDate("2026-11-20"),
		"calendar": cal.Calendar{Holidays: map[cal.Date]string{cal.MustDate("2026-11-26"): "Thanksgiving"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return scope
}

// given compiles and gives the value, compared as it prints.
var given = []struct {
	src    string
	want   expr.Want
	result any
}{
	// Reading what may be absent.
	{`terms.role.title`, expr.Value, "Engineer"},
	{`terms.role.grade`, expr.OptionalValue, nil},
	{`terms.role.grade.orValue("none")`, expr.Value, "none"},
	{`terms.base_pay.?rate`, expr.OptionalValue, money.Rate{Amount: money.MustDecimal("185000"), Currency: "USD", Per: "year"}},
	{`terms.?base_pay.?rate.hasValue()`, expr.Bool, true},
	{`terms.base_pay.?paid`, expr.OptionalValue, nil},
	{`terms.base_pay.?includes.orValue([]).exists(x, x == "overtime")`, expr.Bool, true},
	{`terms.engagement.?probation.?length`, expr.OptionalValue, nil},
	{`other.?role.?title`, expr.OptionalValue, nil},
	{`other.?base_pay.?rate`, expr.OptionalValue, nil},
	{`terms.base_pay.?includes`, expr.List, []any{"overtime"}},
	{`terms.termination.?notice`, expr.List, []any{}},
	{`has(terms.base_pay)`, expr.Bool, true},
	{`has(terms.base_pay.rate)`, expr.Bool, true},
	{`has(terms.engagement.probation.length)`, expr.Bool, false},
	{`has(item.repayment.within)`, expr.Bool, true},
	{`has(other.role.title)`, expr.Bool, false},
	// Guards.
	{`has(item.due) && item.due.value().type == "date"`, expr.Bool, false},
	{`!has(item.due) || item.due.value().type == "date"`, expr.Bool, true},
	{`has(item.repayment) ? item.repayment.value().within : months(0)`, expr.Value, cal.Of(12, cal.Months)},
	{`!has(item.repayment) ? months(0) : item.repayment.value().within`, expr.Value, cal.Of(12, cal.Months)},
	{`has(terms.base_pay.rate) && annual(terms.base_pay.value().rate.value()) > money("USD", "180000")`, expr.Bool, true},
	{`has(terms.base_pay.rate) && terms.base_pay.?rate.value() > rate("USD", "180000", "year")`, expr.Bool, true},
	{`terms.base_pay.?rate.hasValue() && annual(terms.base_pay.value().rate.value()) == money("USD", "185000.00")`, expr.Bool, true},
	{`has(item.repayment) && item.repayment.?within.value() <= months(24)`, expr.Bool, true},
	{`(has(item.due) || has(item.repayment)) && has(item.repayment) && item.repayment.value().within == years(1)`, expr.Bool, true},
	{`item.gross_up.orValue(false) && item.gross_up.value()`, expr.Bool, false},
	{`terms.one_time_payments.all(p, !has(p.due) || p.due.value().type == "date")`, expr.Bool, true},
	{`terms.one_time_payments.exists(p, has(p.due) && p.due.value().?date.orValue(as_of) > as_of)`, expr.Bool, true},
	{`terms.one_time_payments.map(p, has(p.due), p.due.value().type)`, expr.List, []any{"date"}},
	{`terms.documents.first().hasValue() && terms.documents.first().value().name == "x"`, expr.Bool, false},
	{`item.size.amount.optMap(a, a > decimal("3")).orValue(false)`, expr.Bool, true},
	{`item.repayment.optFlatMap(r, r.review_period)`, expr.OptionalValue, cal.Of(5, cal.BusinessDays)},
	{
		`item.repayment.optMap(r, r.within <= months(12) && has(r.review_period) && r.review_period.value() >= business_days(5)).orValue(false)`,
		expr.Bool, true,
	},
	{`has(item.repayment.review_period) && item.repayment.optMap(r, r.review_period.value()).hasValue()`, expr.Bool, true},
	{`item.due.or(terms.one_time_payments.last().?due)`, expr.OptionalValue, *sheet().OneTimePayments[1].Due},
	// Lists.
	{`terms.one_time_payments.filter(p, p.type == "sign_on").size()`, expr.Value, 1},
	{`terms.one_time_payments.map(p, p.id)`, expr.List, []any{"sign_on", "moving"}},
	{`terms.one_time_payments.exists_one(p, p.type == "relocation")`, expr.Bool, true},
	{`item.repayment.?triggers.orValue([]).all(t, t in ["resignation", "cause"])`, expr.Bool, true},
	{`size(terms.documents) == 0`, expr.Bool, true},
	{`"sign_on" in terms.one_time_payments.map(p, p.id)`, expr.Bool, true},
	{`item`, expr.Value, sheet().OneTimePayments[0]},
	// Values.
	{`item.size.money`, expr.OptionalValue, usd("20000")},
	{`item.size.?money.optMap(m, m > money("USD", "15000")).orValue(false)`, expr.Bool, true},
	{`decimal("1.10") == decimal("1.1") && decimal("1.10") >= decimal("1.1")`, expr.Bool, true},
	{`decimal("0.1") + decimal("0.2") == decimal("0.3")`, expr.Bool, true},
	{`money("USD", "100") * ratio(share("15")) + money("USD", "1") - money("USD", "0.5")`, expr.Value, usd("15.50")},
	{`money("USD", "185000") / decimal("4") * decimal(2)`, expr.Value, usd("92500")},
	{`-decimal("2") * decimal("3") / decimal("4")`, expr.Value, money.MustDecimal("-1.5")},
	{`amount(money("USD", "20")) == decimal(size(terms.one_time_payments)) * decimal("10")`, expr.Bool, true},
	{`currency(rate("GBP", "12.50", "hour"))`, expr.Value, "GBP"},
	{`per(rate("GBP", "12.50", "hour"))`, expr.Value, "hour"},
	{`percent(share("15"))`, expr.Value, money.MustDecimal("15")},
	{`share("1/3") > share("33") && share("50") == share("1/2")`, expr.Bool, true},
	{`within(place.work, "US, !US-MT") && !within(place.work, "EU")`, expr.Bool, true},
	{`within(place("GB"), "EU", date("2019-01-01"))`, expr.Bool, true},
	{`place.work == place("US-CA") && place.residence.orValue(place("DE")) != place("US")`, expr.Bool, true},
	{`days_until(as_of, date("2026-12-01"))`, expr.Value, 11},
	{`business_days_between(as_of, date("2026-11-30"))`, expr.Value, 5},
	{`add(as_of, business_days(5))`, expr.Value, cal.MustDate("2026-11-30")},
	{`add(as_of, months(3)) < date("2027-02-21")`, expr.Bool, true},
	{`weeks(2) == days(14) && months(12) == years(1) && months(11) < years(1)`, expr.Bool, true},
	{`1 + 2 * 3 - -4`, expr.Value, 11},
	{`terms.role.title.startsWith("Eng") && terms.role.title.endsWith("er") && terms.role.title.contains("gin")`, expr.Bool, true},
	{`terms.start`, expr.Value, sheet().Start},
}

func TestGiven(t *testing.T) {
	env, scope := newEnv(t), newScope(t)
	for _, c := range given {
		p, problems := env.Compile(c.src, c.want)
		if problems != nil {
			t.Errorf("%s: %v", c.src, problems)
			continue
		}
		got, err := p.Eval(scope)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if !same(got, c.result) {
			t.Errorf("%s\n got %#v\nwant %#v", c.src, got, c.result)
		}
		if r := p.Result(); got != nil && r.Kind != expr.ListOf && reflect.TypeOf(got) != r.Go {
			t.Errorf("%s: Result says %s, Eval gives %T", c.src, r.Go, got)
		}
	}
}

func same(a, b any) bool {
	if x, ok := a.(money.Decimal); ok {
		y, ok := b.(money.Decimal)
		return ok && x.Equal(y)
	}
	if x, ok := a.(money.Money); ok {
		y, ok := b.(money.Money)
		return ok && x.Equal(y)
	}
	return reflect.DeepEqual(a, b)
}

// An evaluation that has no value is an error, never false.
func TestErrors(t *testing.T) {
	env, scope := newEnv(t), newScope(t)
	for _, c := range []struct {
		src, fragment string
		code          fault.Code
	}{
		{`money("USD", "1") < money("EUR", "1")`, "USD cannot be compared with EUR", fault.CodeExpression},
		{`money("USD", "1") == money("EUR", "1")`, "USD cannot be compared with EUR", fault.CodeExpression},
		{`money("USD", "1") != money("EUR", "1")`, "USD cannot be compared with EUR", fault.CodeExpression},
		{`money("USD", "1") + money("EUR", "1") == money("USD", "1")`, "cannot be added", fault.CodeExpression},
		{`rate("USD", "1", "hour") < rate("USD", "1", "year")`, "per hour cannot be compared", fault.CodeExpression},
		{`annual(rate("USD", "1", "hour")) < money("USD", "1")`, "no yearly amount", fault.CodeExpression},
		{`days(30) < months(1)`, "no certain order", fault.CodeExpression},
		{`business_days(5) == weeks(1)`, "no certain order", fault.CodeExpression},
		{`decimal("1") / decimal("0") > decimal("1")`, "division by zero", fault.CodeExpression},
		{`decimal("9000000000") * decimal("9000000000") * decimal("9") > decimal("1")`, "19 digits", fault.CodeExpression},
		{`months(-1) < months(1)`, "from 0", fault.CodeExpression},
		{`terms.one_time_payments.exists(p, p.size.?money.optMap(m, m > money("GBP", "1")).orValue(false))`, "cannot be compared", fault.CodeExpression},
		{`[1, 2, 3].all(x, business_days_between(date("1900-01-01"), date("2099-01-01")) > x)`, "too many steps", fault.CodeCost},
		{loop(6), "too many steps", fault.CodeCost},
	} {
		p, problems := env.Compile(c.src, expr.Bool)
		if problems != nil {
			t.Errorf("%s: %v", c.src, problems)
			continue
		}
		_, err := p.True(scope)
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != c.code || !strings.Contains(f.Message, c.fragment) {
			t.Errorf("%s: %v", c.src, err)
		}
	}
}

// loop nests exists over ten items, so deep that it takes ten to that power of steps.
func loop(depth int) string {
	src := "true"
	for i := range depth {
		name := string(rune('a' + i))
		src = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].all(" + name + ", " + src + ")"
	}
	return src
}
