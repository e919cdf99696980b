package expr_test

import (
	"testing"

	"verbatim/internal/expr"
)

const rule = `has(item.repayment) && within(place.work, "US-CA") && item.size.?money.optMap(m, m > money("USD", "5000")).orValue(false)`

func BenchmarkNewEnv(b *testing.B) {
	for range b.N {
		newEnv(b)
	}
}

func BenchmarkCompile(b *testing.B) {
	env := newEnv(b)
	for b.Loop() {
		compile(b, env, rule, expr.Bool)
	}
}

func BenchmarkEval(b *testing.B) {
	env, scope := newEnv(b), newScope(b)
	for _, src := range []string{`terms.role.title`, `item.type == "sign_on"`, rule} {
		p := compile(b, env, src, expr.OptionalValue)
		b.Run(src[:10], func(b *testing.B) {
			for b.Loop() {
				if _, err := p.Eval(scope); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
