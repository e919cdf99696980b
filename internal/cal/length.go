package cal

import (
	"encoding/json"
	"errors"
	"strconv"

	"verbatim/internal/money"
)

// Unit is what a Length counts.
type Unit string

// The units, in the order in which the schema lists them.
const (
	Days         Unit = "days"
	BusinessDays Unit = "business_days"
	Weeks        Unit = "weeks"
	Months       Unit = "months"
	Years        Unit = "years"
)

// Units lists every unit.
func Units() []Unit { return []Unit{Days, BusinessDays, Weeks, Months, Years} }

// Length is a span in one unit: {"months": 12}. Whole numbers are JSON integers, fractions decimal strings
// ({"weeks": "5.6"}). Days are calendar days. The zero value is no length.
type Length struct {
	N    money.Decimal
	Unit Unit
}

// ErrLength says what a length may be.
var ErrLength = errors.New(`a length in exactly one unit such as {"months": 12}: days, business_days, weeks, months or years; fractions as a string such as {"weeks": "5.6"}`)

// Of makes a whole Length.
func Of(n int64, u Unit) Length { return Length{money.Int(n), u} }

// Equal compares unit and number as written: {"months": 12} is not Equal to {"years": 1}.
func (l Length) Equal(o Length) bool { return l.Unit == o.Unit && l.N.Equal(o.N) }

// Cmp orders two lengths where that is certain: of one unit, or of days and weeks, or of months and years. Anything else
// (30 days against 1 month) is an error.
func (l Length) Cmp(o Length) (int, error) {
	ln, lu := l.base()
	on, ou := o.base()
	if lu != ou {
		return 0, errors.New("lengths in " + string(l.Unit) + " and in " + string(o.Unit) + " have no certain order")
	}
	return ln.Cmp(on), nil
}

func (l Length) base() (money.Decimal, Unit) {
	switch l.Unit {
	case Weeks:
		return times(l.N, 7), Days
	case Years:
		return times(l.N, 12), Months
	}
	return l.N, l.Unit
}

func times(d money.Decimal, n int64) money.Decimal {
	p, err := d.Mul(money.Int(n))
	if err != nil {
		return d
	}
	return p
}

// From moves a date by l. Fractions cannot move a date and fail, as does a length too long for a calendar.
func (l Length) From(d Date, c Calendar) (Date, error) {
	n, whole := l.N.Whole()
	if !whole || n < 0 || n > 100_000 {
		return Date{}, errors.New("a date moves by a whole number of " + string(l.Unit) + " only")
	}
	switch l.Unit {
	case Days:
		return d.AddDays(int(n)), nil
	case BusinessDays:
		return c.AddBusinessDays(d, int(n)), nil
	case Weeks:
		return d.AddDays(7 * int(n)), nil
	case Months:
		return d.AddMonths(int(n)), nil
	case Years:
		return d.AddMonths(12 * int(n)), nil
	}
	return Date{}, ErrLength
}

// MarshalJSON writes {"months":12}.
func (l Length) MarshalJSON() ([]byte, error) {
	if n, whole := l.N.Whole(); whole {
		return []byte(`{"` + string(l.Unit) + `":` + strconv.FormatInt(n, 10) + `}`), nil
	}
	return []byte(`{"` + string(l.Unit) + `":"` + l.N.String() + `"}`), nil
}

// UnmarshalJSON reads exactly one unit; it fails with ErrLength.
func (l *Length) UnmarshalJSON(b []byte) error {
	var m map[Unit]json.RawMessage
	if err := json.Unmarshal(b, &m); err != nil || len(m) != 1 {
		return ErrLength
	}
	for u, raw := range m {
		n, err := number(raw)
		if err != nil || n.Sign() < 0 || !u.known() {
			return ErrLength
		}
		*l = Length{n, u}
	}
	return nil
}

func number(raw json.RawMessage) (money.Decimal, error) {
	if len(raw) > 0 && raw[0] == '"' {
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return money.Decimal{}, err
		}
		return money.ParseDecimal(s)
	}
	n, err := strconv.ParseInt(string(raw), 10, 32)
	return money.Int(n), err
}

func (u Unit) known() bool {
	for _, k := range Units() {
		if u == k {
			return true
		}
	}
	return false
}
