package expr_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/expr"
	"verbatim/internal/terms"
)

func compile(t testing.TB, env *expr.Env, src string, want expr.Want, given ...*expr.Program) *expr.Program {
	t.Helper()
	p, problems := env.Compile(src, want, given...)
	if problems != nil {
		t.Fatalf("%s: %v", src, problems)
	}
	return p
}

func TestPath(t *testing.T) {
	env := newEnv(t)
	guard := compile(t, env, `has(terms.base_pay.rate)`, expr.Bool)
	for src, want := range map[string]string{
		`item`:                                      "item",
		`item.size`:                                 "item size",
		`terms.role.grade`:                          "terms role grade",
		`terms.base_pay.?rate`:                      "terms base_pay rate",
		`terms.?base_pay.?rate`:                     "terms base_pay rate",
		`terms.base_pay.value().rate`:               "terms base_pay rate",
		`terms.base_pay.?rate.value()`:              "terms base_pay rate",
		`(terms.base_pay).value().?rate`:            "terms base_pay rate",
		`item.size.money`:                           "", // a method, no field
		`item.due.orValue(terms.start)`:             "",
		`item.due.optMap(d, d.type)`:                "",
		`has(item.due) ? 1 : 2`:                     "",
		`months(12)`:                                "",
		`terms.documents.first().?name`:             "",
		`money("USD", "1")`:                         "",
		`item.gross_up.or(item.repayment.?set_off)`: "",
	} {
		segments, ok := compile(t, env, src, expr.OptionalValue, guard).Path()
		if got := strings.Join(segments, " "); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v, want %q", src, got, ok, want)
		}
	}
	if segments, ok := compile(t, env, `terms.base_pay.?steps`, expr.List).Path(); !ok || len(segments) != 3 {
		t.Errorf("a list's path: %v %v", segments, ok)
	}
}

func TestConstant(t *testing.T) {
	env := newEnv(t)
	for src, want := range map[string]any{
		`true`:                                  true,
		`1 + 1 == 2`:                            true,
		`money("USD", "1") > money("USD", "2")`: false,
		`false && has(item.due)`:                false,
		`has(item.due) && false`:                false,
		`has(item.due) || true`:                 true,
		`has(item.due)`:                         nil,
		`item.type == "sign_on"`:                nil,
		`as_of > date("2026-01-01")`:            nil,
		`within(place("US-CA"), "US")`:          nil, // sets are dated: it depends on as_of
		`money("USD", "1") > money("EUR", "2")`: nil, // always an error
		`terms.documents.exists(d, true)`:       nil,
		`[1, 2].exists(x, x == 2)`:              true,
		`item.gross_up.orValue(false)`:          nil,
	} {
		v, ok := compile(t, env, src, expr.Bool).Constant()
		if ok != (want != nil) || ok && v != want {
			t.Errorf("%s: %v %v, want %v", src, v, ok, want)
		}
	}
}

func TestRootsAndResult(t *testing.T) {
	env := newEnv(t)
	for _, c := range []struct{ src, roots, result string }{
		{`terms.role.title`, "terms", "string"},
		{`item.due`, "item", "optional terms.When"},
		{`within(place.work, "US")`, "as_of place", "bool"},
		{`add(as_of, days(3))`, "as_of calendar", "date"},
		{`months(12)`, "", "length"},
		{`item.size.?amount`, "item", "optional decimal"},
	} {
		p := compile(t, env, c.src, expr.OptionalValue)
		if got := strings.Join(p.Roots(), " "); got != c.roots || p.Result().String() != c.result {
			t.Errorf("%s: roots %q, result %q", c.src, got, p.Result())
		}
	}
	each := compile(t, env, `terms.one_time_payments.filter(p, p.type == "loan")`, expr.List).Result()
	if each.String() != "list of terms.OneTimePayment" || each.Elem.Go != reflect.TypeFor[terms.OneTimePayment]() {
		t.Errorf("each: %s of %v", each, each.Elem.Go)
	}
}

// What a clause's condition guards, its slots may read.
func TestGivenPrograms(t *testing.T) {
	env := newEnv(t)
	when := compile(t, env, `has(terms.base_pay.rate) && terms.role.title != ""`, expr.Bool)
	where := compile(t, env, `item.type == "sign_on" && item.repayment.?proration.hasValue()`, expr.Bool)
	slot := `item.repayment.value().proration.value()`
	if _, problems := env.Compile(slot, expr.Value, when); problems == nil {
		t.Error("the wrong guard was taken")
	}
	compile(t, env, slot, expr.Value, when, where)
	compile(t, env, `annual(terms.base_pay.value().rate.value())`, expr.Value, when, where)
	either := compile(t, env, `has(terms.base_pay.rate) || has(item.repayment)`, expr.Bool)
	if _, problems := env.Compile(`terms.base_pay.value().rate`, expr.OptionalValue, either); problems == nil {
		t.Error("one of two guards was taken for both")
	}
	orValue := compile(t, env, `item.gross_up.orValue(false)`, expr.Bool)
	compile(t, env, `item.gross_up.value()`, expr.Bool, nil, orValue)
}

func TestScope(t *testing.T) {
	env := newEnv(t)
	p := compile(t, env, `terms.role.title`, expr.Value)
	for name, vars := range map[string]map[string]any{
		"not bound":  {"as_of": cal.MustDate("2026-01-01")},
		"other type": {"terms": cal.MustDate("2026-01-01")},
		"absent":     {"terms": (*terms.Terms)(nil)},
	} {
		s, err := expr.Bind(vars)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Eval(s); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := expr.Bind(map[string]any{"x": nil}); err == nil {
		t.Error("nil was bound")
	}
	if _, err := expr.Bind(map[string]any{"x": 1.5}); err == nil {
		t.Error("a float was bound")
	}
	first, err := expr.Bind(map[string]any{"terms": terms.Terms{Role: terms.Role{Title: "A"}}})
	if err != nil {
		t.Fatal(err)
	}
	second, err := first.With("terms", &terms.Terms{Role: terms.Role{Title: "B"}})
	if err != nil {
		t.Fatal(err)
	}
	for want, s := range map[string]*expr.Scope{"A": first, "B": second} {
		if got, err := p.Eval(s); err != nil || got != want {
			t.Errorf("got %v %v, want %s", got, err, want)
		}
	}
}

func TestNewEnvRefuses(t *testing.T) {
	for name, vars := range map[string]expr.Vars{
		"float":     {"x": reflect.TypeFor[float64]()},
		"map":       {"x": reflect.TypeFor[map[string]int]()},
		"bytes":     {"x": reflect.TypeFor[[]byte]()},
		"nil":       {"x": nil},
		"bad name":  {"X-y": reflect.TypeFor[int]()},
		"pointers":  {"x": reflect.TypeFor[**int]()},
		"interface": {"x": reflect.TypeFor[any]()},
	} {
		if _, err := expr.NewEnv(vars); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// Places in a source are where the author looks: lines and columns from 1.
func TestProblemPlaces(t *testing.T) {
	env := newEnv(t)
	_, problems := env.Compile("has(item.due) &&\n  item.tpe == 'sign_on' &&\n  1.5 > 2", expr.Bool)
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	want := []string{
		"2:7: terms.OneTimePayment has no field tpe; did you mean type? [unknown_field]",
		`3:3: a number with a point is a binary fraction here, and money has none; write decimal("1.5") [not_supported]`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if err := expr.Refuse(problems); err == nil || !strings.Contains(err.Error(), "tpe") {
		t.Errorf("Refuse: %v", err)
	}
	if expr.Refuse(nil) != nil {
		t.Error("Refuse of no problem is an error")
	}
}

// Sources that would take for ever if conditions were asked again for each use, or names spelled out.
func TestNoBlowUp(t *testing.T) {
	env, scope := newEnv(t), newScope(t)
	conditions, doubled := "true", "optional.of(decimal(\"1\"))"
	for i := range 45 {
		conditions = "(" + conditions + " ? has(item.due) : true)"
		if i < 40 {
			doubled += ".optMap(a, a + a)"
		}
	}
	nested := "optional.of(1)"
	for i := range 25 {
		name := string(rune('a' + i))
		nested = "optional.of(1).optFlatMap(" + name + ", optional.of(" + name + " + " + name + ").or(" + nested + "))"
	}
	for src, want := range map[string]expr.Want{conditions: expr.Bool, doubled: expr.OptionalValue, nested: expr.OptionalValue} {
		if _, err := compile(t, env, src, want).Eval(scope); err != nil {
			t.Errorf("%s: %v", src, err)
		}
	}
}
