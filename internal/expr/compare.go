package expr

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// order compares two values of one kind: -1, 0, 1, or an error where they have no order.
type order func(a, b any) (int, error)

var orders = map[Kind]order{
	Integer: func(a, b any) (int, error) { return cmp.Compare(a.(int64), b.(int64)), nil },
	Decimal: func(a, b any) (int, error) { return a.(money.Decimal).Cmp(b.(money.Decimal)), nil },
	Money:   func(a, b any) (int, error) { return a.(money.Money).Cmp(b.(money.Money)) },
	Rate:    func(a, b any) (int, error) { return compareRates(a.(money.Rate), b.(money.Rate)) },
	Share:   func(a, b any) (int, error) { return compareShares(a.(money.Share), b.(money.Share)) },
	Date:    func(a, b any) (int, error) { return a.(cal.Date).Cmp(b.(cal.Date)), nil },
	Length:  func(a, b any) (int, error) { return a.(cal.Length).Cmp(b.(cal.Length)) },
	Instant: func(a, b any) (int, error) { return a.(time.Time).Compare(b.(time.Time)), nil },
}

// equality holds == by kind; kinds with an order are equal when it says 0, so an error of order is one of equality.
var equality = func() map[Kind]func(a, b any) (bool, error) {
	m := map[Kind]func(a, b any) (bool, error){
		Boolean: func(a, b any) (bool, error) { return a.(bool) == b.(bool), nil },
		Text:    func(a, b any) (bool, error) { return a.(string) == b.(string), nil },
		Place:   func(a, b any) (bool, error) { return a.(place.Code) == b.(place.Code), nil },
	}
	for k, o := range orders {
		m[k] = func(a, b any) (bool, error) {
			n, err := o(a, b)
			return n == 0, err
		}
	}
	return m
}()

// compareRates orders rates of one period. Two periods are an error: how many hours make a year is not ours to guess.
func compareRates(a, b money.Rate) (int, error) {
	if a.Per != b.Per {
		return 0, fmt.Errorf("a rate per %s cannot be compared with one per %s: compare annual() of both", a.Per, b.Per)
	}
	return a.Money().Cmp(b.Money())
}

// compareShares is exact: a/b against c/d as ad against cb.
func compareShares(a, b money.Share) (int, error) {
	an, ad, errA := a.Ratio()
	bn, bd, errB := b.Ratio()
	if err := errors.Join(errA, errB); err != nil {
		return 0, errors.New("a share that is no number")
	}
	left, errA := an.Mul(bd)
	right, errB := bn.Mul(ad)
	if err := errors.Join(errA, errB); err != nil {
		return 0, errTooLong
	}
	return left.Cmp(right), nil
}

func comparisons() []overload {
	signs := map[string]func(int) bool{
		"_<_": func(n int) bool { return n < 0 }, "_<=_": func(n int) bool { return n <= 0 },
		"_>_": func(n int) bool { return n > 0 }, "_>=_": func(n int) bool { return n >= 0 },
	}
	var out []overload
	for fn, holds := range signs {
		for k, o := range orders {
			call := func(args ...any) (any, error) {
				n, err := o(args[0], args[1])
				return holds(n), err
			}
			out = append(out, overload{fn, fn + string(k), []Kind{k, k}, Boolean, call})
		}
	}
	for k, eq := range equality {
		same := func(args ...any) (any, error) { return eq(args[0], args[1]) }
		differ := func(args ...any) (any, error) {
			equal, err := eq(args[0], args[1])
			return !equal, err
		}
		out = append(out, overload{fnEqual, fnEqual + string(k), []Kind{k, k}, Boolean, same},
			overload{fnNotEqual, fnNotEqual + string(k), []Kind{k, k}, Boolean, differ})
	}
	return out
}

// contains says whether a list holds x.
func contains(equal func(a, b any) (bool, error), x any, list ref.Val) ref.Val {
	l, ok := list.(traits.Lister)
	if !ok {
		return types.NewErr("not a list")
	}
	n, _ := l.Size().(types.Int)
	for i := types.Int(0); i < n; i++ {
		same, err := equal(x, unwrap(l.Get(i)))
		if err != nil {
			return types.WrapErr(noValue{err})
		}
		if same {
			return types.True
		}
	}
	return types.False
}
