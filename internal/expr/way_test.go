package expr

import (
	"reflect"
	"testing"

	"verbatim/internal/terms"
)

// TestWay: an expression that only reads fields gives without CEL what it gives with it.
func TestWay(t *testing.T) {
	env, err := NewEnv(Vars{"terms": reflect.TypeFor[terms.Terms](), "item": reflect.TypeFor[terms.OneTimePayment](), "paper": reflect.TypeFor[*terms.Document]()})
	if err != nil {
		t.Fatal(err)
	}
	yes, delivery := true, "generated"
	full := terms.OneTimePayment{ID: "a", Type: "sign_on", GrossUp: &yes, Repayment: &terms.Repayment{SetOff: &yes, Triggers: []terms.RepaymentTrigger{"death"}}}
	sheets := map[string]map[string]any{
		"empty": {"terms": terms.Terms{}, "item": terms.OneTimePayment{}, "paper": (*terms.Document)(nil)},
		"full": {
			"terms": terms.Terms{Role: terms.Role{Title: "Nurse"}, OneTimePayments: []terms.OneTimePayment{full}, Relocation: &terms.Relocation{}},
			"item":  full, "paper": &terms.Document{ID: "x", Delivery: &delivery},
		},
	}
	for src, want := range map[string]Want{
		`terms.role.title`: Value, `terms.role`: Value, `terms.one_time_payments`: List, `terms.?relocation.?by`: OptionalValue,
		`item.gross_up`: OptionalValue, `item.?repayment.?set_off`: OptionalValue, `item.?repayment.?triggers`: List, `item.due`: OptionalValue,
		`paper.?delivery`: OptionalValue, `item.size.type`: Value, `item.size`: Value,
	} {
		p, problems := env.Compile(src, want)
		if problems != nil {
			t.Fatalf("%s: %v", src, problems)
		}
		if p.way == nil {
			t.Errorf("%s has no way", src)
		}
		for name, vars := range sheets {
			s, err := Bind(vars)
			if err != nil {
				t.Fatal(err)
			}
			got, err := p.Eval(s)
			plain := *p
			plain.way = nil
			byCEL, err2 := plain.Eval(s)
			if err != nil || err2 != nil || !reflect.DeepEqual(got, byCEL) {
				t.Errorf("%s of the %s terms: %#v %v, by CEL %#v %v", src, name, got, err, byCEL, err2)
			}
		}
	}
	for _, src := range []string{`has(item.gross_up)`, `item.size.money`, `terms.role.title + "x"`} {
		if p, problems := env.Compile(src, OptionalValue); problems == nil && p.way != nil {
			t.Errorf("%s has a way", src)
		}
	}
}
