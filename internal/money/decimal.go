// Package money owns exact numbers: decimals, currencies, amounts and rates of pay. JSON carries every number as a
// decimal string; nothing here ever becomes a float. It knows no locale: wording an amount is package locale's.
package money

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"github.com/govalues/decimal"
)

// Decimal is an exact decimal number of at most 19 digits, as written: "20000.00" keeps its two zeros. The zero value is
// 0. It is compared by Equal or Cmp, never by ==.
type Decimal struct{ d decimal.Decimal }

// ErrDecimal says what a decimal string may be.
var ErrDecimal = errors.New(`a decimal string such as "185000" or "31.75": digits and at most one point, no sign but a leading minus, no exponent, no separators, at most 19 digits`)

// DecimalPattern is the form of a decimal string, for schemas.
const DecimalPattern = `^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?$`

var decimalForm = regexp.MustCompile(DecimalPattern)

// ParseDecimal reads a decimal string. It fails with ErrDecimal.
func ParseDecimal(s string) (Decimal, error) {
	if !decimalForm.MatchString(s) {
		return Decimal{}, ErrDecimal
	}
	d, err := decimal.Parse(s)
	if _, fraction, _ := strings.Cut(s, "."); err != nil || d.Scale() != len(fraction) { // decimal.Parse rounds what has too many digits
		return Decimal{}, ErrDecimal
	}
	return Decimal{d}, nil
}

// MustDecimal is ParseDecimal for constants; it panics.
func MustDecimal(s string) Decimal {
	d, err := ParseDecimal(s)
	if err != nil {
		panic(fmt.Sprintf("money: %q is not %v", s, err))
	}
	return d
}

// Int is n as a Decimal.
func Int(n int64) Decimal { return Decimal{decimal.MustNew(n, 0)} }

func (d Decimal) String() string { return d.d.String() }

// Cmp is -1, 0, 1 for less, equal, more.
func (d Decimal) Cmp(e Decimal) int { return d.d.Cmp(e.d) }

// Equal compares by value: 20000 equals 20000.00.
func (d Decimal) Equal(e Decimal) bool { return d.d.Cmp(e.d) == 0 }

// IsZero says whether d is 0.
func (d Decimal) IsZero() bool { return d.d.IsZero() }

// Sign is -1, 0, 1.
func (d Decimal) Sign() int { return d.d.Sign() }

// Scale is the number of digits after the point, as written.
func (d Decimal) Scale() int { return d.d.Scale() }

// Add, Sub, Mul, Quo and Round are exact or fail: govalues reports overflow instead of losing digits.
func (d Decimal) Add(e Decimal) (Decimal, error) { return wrap(d.d.Add(e.d)) }

// Sub is d - e.
func (d Decimal) Sub(e Decimal) (Decimal, error) { return wrap(d.d.Sub(e.d)) }

// Mul is d x e, rounded half to even only beyond 19 digits.
func (d Decimal) Mul(e Decimal) (Decimal, error) { return wrap(d.d.Mul(e.d)) }

// Quo is d / e to 19 digits; dividing by zero is an error.
func (d Decimal) Quo(e Decimal) (Decimal, error) { return wrap(d.d.Quo(e.d)) }

// Abs is the value without its sign.
func (d Decimal) Abs() Decimal { return Decimal{d.d.Abs()} }

// Neg is -d.
func (d Decimal) Neg() Decimal { return Decimal{d.d.Neg()} }

// Round rounds half to even to scale digits after the point and pads with zeros, so that 5 at scale 2 reads 5.00.
func (d Decimal) Round(scale int) Decimal { return Decimal{d.d.Round(scale).Pad(scale)} }

// Trim drops zeros at the end that say nothing, keeping at least scale digits.
func (d Decimal) Trim(scale int) Decimal { return Decimal{d.d.Trim(scale)} }

// Whole gives d as an integer, and whether d is one.
func (d Decimal) Whole() (int64, bool) {
	t := d.d.Trim(0)
	if t.Scale() != 0 {
		return 0, false
	}
	w, _, ok := t.Int64(0)
	return w, ok
}

func wrap(d decimal.Decimal, err error) (Decimal, error) {
	if err != nil {
		return Decimal{}, fmt.Errorf("decimal: %w", err)
	}
	return Decimal{d}, nil
}

// MarshalJSON writes a decimal string with the digits as given.
func (d Decimal) MarshalJSON() ([]byte, error) { return json.Marshal(d.d.String()) }

// UnmarshalJSON reads a decimal string; a bare number is refused, since JSON numbers are floats to most readers.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	if len(b) == 0 || b[0] != '"' {
		return ErrDecimal
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return ErrDecimal
	}
	p, err := ParseDecimal(s)
	if err != nil {
		return err
	}
	*d = p
	return nil
}

// Share is a part of a whole: a Decimal in percent ("15") or a fraction of one ("1/3"). It is kept as written.
type Share string

// SharePattern is the form of a Share, for schemas.
const SharePattern = `^((0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?|[1-9][0-9]{0,5}/[1-9][0-9]{0,5})$`

// Ratio gives numerator and denominator: "1/3" is 1, 3; "15" is 15, 100.
func (s Share) Ratio() (num, den Decimal, err error) {
	if n, d, ok := strings.Cut(string(s), "/"); ok {
		if num, err = ParseDecimal(n); err != nil {
			return num, den, err
		}
		den, err = ParseDecimal(d)
		return num, den, err
	}
	num, err = ParseDecimal(string(s))
	return num, Int(100), err
}

// Rat is the decimal as a fraction, which sums and products cannot round.
func (d Decimal) Rat() *big.Rat {
	r, ok := new(big.Rat).SetString(d.String())
	if !ok {
		return new(big.Rat)
	}
	return r
}

// Rat is the share as a fraction of one; ok is false when it is none.
func (s Share) Rat() (r *big.Rat, ok bool) {
	num, den, err := s.Ratio()
	if err != nil || den.IsZero() {
		return nil, false
	}
	return new(big.Rat).Quo(num.Rat(), den.Rat()), true
}
