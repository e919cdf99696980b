package expr

import (
	"errors"
	"fmt"
	"math"

	"verbatim/internal/money"
)

var (
	errTooLong = errors.New("a number of more than 19 digits")
	errDivide  = errors.New("a division by zero, or with more than 19 digits")
)

// arithmetic is exact: a result that needs more than 19 digits is an error. Only / rounds, to 19 digits.
func arithmetic() []overload {
	dec := func(op func(a, b money.Decimal) (money.Decimal, error), err error) func(...any) (any, error) {
		return func(args ...any) (any, error) { return exact(args[0], args[1], op, err) }
	}
	times := func(args ...any) (any, error) { return scale(args[0], args[1], money.Decimal.Mul, errTooLong) }
	return []overload{
		{"_+_", "add_decimal", []Kind{Decimal, Decimal}, Decimal, dec(money.Decimal.Add, errTooLong)},
		{"_-_", "sub_decimal", []Kind{Decimal, Decimal}, Decimal, dec(money.Decimal.Sub, errTooLong)},
		{"_*_", "mul_decimal", []Kind{Decimal, Decimal}, Decimal, dec(money.Decimal.Mul, errTooLong)},
		{"_/_", "div_decimal", []Kind{Decimal, Decimal}, Decimal, dec(money.Decimal.Quo, errDivide)},
		{"-_", "neg_decimal", []Kind{Decimal}, Decimal, func(a ...any) (any, error) { return a[0].(money.Decimal).Neg(), nil }},
		{"_+_", "add_money", []Kind{Money, Money}, Money, func(a ...any) (any, error) { return combine(a[0], a[1], money.Decimal.Add) }},
		{"_-_", "sub_money", []Kind{Money, Money}, Money, func(a ...any) (any, error) { return combine(a[0], a[1], money.Decimal.Sub) }},
		{"_*_", "mul_money_decimal", []Kind{Money, Decimal}, Money, times},
		{"_*_", "mul_decimal_money", []Kind{Decimal, Money}, Money, func(a ...any) (any, error) { return times(a[1], a[0]) }},
		{
			"_/_", "div_money_decimal",
			[]Kind{Money, Decimal},
			Money,
			func(a ...any) (any, error) { return scale(a[0], a[1], money.Decimal.Quo, errDivide) },
		},
		{"_+_", "add_int", []Kind{Integer, Integer}, Integer, integers(func(a, b int64) int64 { return a + b })},
		{"_-_", "sub_int", []Kind{Integer, Integer}, Integer, integers(func(a, b int64) int64 { return a - b })},
		{"_*_", "mul_int", []Kind{Integer, Integer}, Integer, integers(func(a, b int64) int64 { return a * b })},
		{"-_", "neg_int", []Kind{Integer}, Integer, func(a ...any) (any, error) {
			return integers(func(x, y int64) int64 { return x - y })(int64(0), a[0])
		}},
	}
}

func exact(a, b any, op func(a, b money.Decimal) (money.Decimal, error), fails error) (any, error) {
	d, err := op(a.(money.Decimal), b.(money.Decimal))
	if err != nil {
		return nil, fails
	}
	return d, nil
}

func combine(a, b any, op func(a, b money.Decimal) (money.Decimal, error)) (any, error) {
	x, y := a.(money.Money), b.(money.Money)
	if x.Currency != y.Currency {
		return nil, fmt.Errorf("%s and %s cannot be added: no rate of exchange is given", x.Currency, y.Currency)
	}
	d, err := op(x.Amount, y.Amount)
	if err != nil {
		return nil, errTooLong
	}
	return money.Money{Amount: d, Currency: x.Currency}, nil
}

func scale(m, by any, op func(a, b money.Decimal) (money.Decimal, error), fails error) (any, error) {
	x := m.(money.Money)
	d, err := op(x.Amount, by.(money.Decimal))
	if err != nil {
		return nil, fails
	}
	return money.Money{Amount: d, Currency: x.Currency}, nil
}

// integers bounds whole numbers to 32 bits each way, so that no product of two overflows; JSON integers are smaller.
func integers(op func(a, b int64) int64) func(...any) (any, error) {
	small := func(n int64) bool { return n >= math.MinInt32 && n <= math.MaxInt32 }
	return func(args ...any) (any, error) {
		a, b := args[0].(int64), args[1].(int64)
		if !small(a) || !small(b) {
			return nil, errors.New("a whole number beyond 32 bits")
		}
		return op(a, b), nil
	}
}
