package expr

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// literalOnly are the functions whose string arguments must be literals: they are read at compile time.
var literalOnly = map[string]bool{"decimal": true, "money": true, "rate": true, "share": true, "date": true, "place": true, fnSet: true}

func constructors() []overload {
	text := func(n int) []Kind { return slices.Repeat([]Kind{Text}, n) }
	out := []overload{
		{"decimal", "decimal_string", text(1), Decimal, func(a ...any) (any, error) { return readDecimal(a[0]) }},
		{"decimal", "decimal_int", []Kind{Integer}, Decimal, func(a ...any) (any, error) { return money.Int(a[0].(int64)), nil }},
		{"money", "money_string_string", text(2), Money, func(a ...any) (any, error) { return readMoney(a[0], a[1]) }},
		{"rate", "rate_string_string_string", text(3), Rate, func(a ...any) (any, error) { return readRate(a[0], a[1], a[2]) }},
		{"share", "share_string", text(1), Share, func(a ...any) (any, error) { return readShare(a[0]) }},
		{"date", "date_string", text(1), Date, func(a ...any) (any, error) { return readDate(a[0]) }},
		{"place", "place_string", text(1), Place, func(a ...any) (any, error) { return readPlace(a[0]) }},
		{fnSet, fnSet, text(1), placeSet, func(a ...any) (any, error) { return place.ParseSet(a[0].(string)) }},
	}
	for _, u := range cal.Units() {
		call := func(a ...any) (any, error) { return readLength(a[0].(int64), u) }
		out = append(out, overload{string(u), string(u) + "_int", []Kind{Integer}, Length, call})
	}
	return out
}

func readDecimal(s any) (money.Decimal, error) {
	d, err := money.ParseDecimal(s.(string))
	if err != nil {
		return d, fmt.Errorf("%q is not %w", s, err)
	}
	return d, nil
}

func readMoney(currency, amount any) (money.Money, error) {
	c := money.Currency(currency.(string))
	if !c.Known() {
		return money.Money{}, fmt.Errorf("%q is not a known currency: the first argument is its ISO 4217 code such as \"USD\"", c)
	}
	d, err := readDecimal(amount)
	return money.Money{Amount: d, Currency: c}, err
}

func readRate(currency, amount, per any) (money.Rate, error) {
	m, err := readMoney(currency, amount)
	if err != nil {
		return money.Rate{}, err
	}
	p := money.Per(per.(string))
	if !slices.Contains(p.Enum(), string(p)) {
		return money.Rate{}, fmt.Errorf("%q is not a period of pay: one of %v", p, p.Enum())
	}
	return money.Rate{Amount: m.Amount, Currency: m.Currency, Per: p}, nil
}

var shareForm = regexp.MustCompile(money.SharePattern)

func readShare(s any) (money.Share, error) {
	if !shareForm.MatchString(s.(string)) {
		return "", fmt.Errorf("%q is not a share: percent such as \"15\", or a fraction such as \"1/3\"", s)
	}
	return money.Share(s.(string)), nil
}

func readDate(s any) (cal.Date, error) {
	d, err := cal.ParseDate(s.(string))
	if err != nil {
		return d, fmt.Errorf("%q is not %w", s, err)
	}
	return d, nil
}

func readPlace(s any) (place.Code, error) {
	c, err := place.Parse(s.(string))
	if err != nil {
		return c, fmt.Errorf("%q is not %w", s, err)
	}
	return c, nil
}

func readLength(n int64, u cal.Unit) (cal.Length, error) {
	if n < 0 || n > 100_000 {
		return cal.Length{}, errors.New("a length is a number of " + string(u) + " from 0 to 100,000")
	}
	return cal.Of(n, u), nil
}

// readLiteral tries a constructor on its literals, at compile time.
func readLiteral(fn string, args []any) error {
	for _, o := range constructors() {
		if o.fn == fn && len(o.args) == len(args) && o.args[0] == Text {
			_, err := o.call(args...)
			return err
		}
	}
	return nil // a wrong number of arguments is the type checker's to say
}
