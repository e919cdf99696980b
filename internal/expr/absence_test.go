package expr_test

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"verbatim/internal/cal"
	"verbatim/internal/expr"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// What compiles never meets something absent: every accepted expression of the tables has a value, or an error of its
// own functions, whatever is missing from the record.
func TestWhateverIsAbsent(t *testing.T) {
	env := newEnv(t)
	var programs []*expr.Program
	for _, c := range given {
		programs = append(programs, compile(t, env, c.src, c.want))
	}
	rapid.Check(t, func(rt *rapid.T) {
		record := sheet()
		drop(rt, reflect.ValueOf(&record).Elem())
		var other *terms.Terms
		if rapid.Bool().Draw(rt, "other") {
			other = &record
		}
		scope, err := expr.Bind(map[string]any{
			"terms": record, "item": record.OneTimePayments[0], "place": places{Work: "US-CA"}, "odd": odd{}, "other": other,
			"as_of": cal.MustDate("2026-11-20"), "calendar": cal.Calendar{},
		})
		if err != nil {
			rt.Fatal(err)
		}
		for i, p := range programs {
			v, err := p.Eval(scope)
			var refusal *fault.Error
			switch {
			case errors.As(err, &refusal) && strings.Contains(refusal.Message, "compared"): // USD and EUR in one list
			case err != nil:
				rt.Fatalf("%s: %v (%v)", p.Source(), err, errors.Unwrap(err))
			case v == nil && given[i].want != expr.OptionalValue:
				rt.Fatalf("%s is absent where a value is promised", p.Source())
			}
		}
	})
}

// drop sets some of the pointers below v to nil.
func drop(rt *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		if rapid.Bool().Draw(rt, "drop "+v.Type().String()) {
			v.SetZero()
			return
		}
		fresh := reflect.New(v.Type().Elem())
		fresh.Elem().Set(v.Elem())
		drop(rt, fresh.Elem())
		v.Set(fresh)
	case reflect.Slice:
		for i := range v.Len() {
			drop(rt, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				drop(rt, v.Field(i))
			}
		}
	}
}

// Environments, programs and scopes are shared by everybody.
func TestConcurrentUse(t *testing.T) {
	env, scope := newEnv(t), newScope(t)
	shared := compile(t, env, rule, expr.Bool)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 20 {
				own, problems := env.Compile(rule, expr.Bool)
				if problems != nil {
					t.Error(problems)
					return
				}
				for _, p := range []*expr.Program{own, shared} {
					if got, err := p.True(scope); err != nil || !got {
						t.Errorf("%v %v", got, err)
					}
				}
				shared.Constant()
			}
		})
	}
	wait.Wait()
}
