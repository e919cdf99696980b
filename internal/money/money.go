package money

import "fmt"

// Money is an amount of one currency. Amount may have more digits than the currency's minor unit (a rate per hour of
// 31.755 is real).
type Money struct {
	Amount   Decimal  `json:"amount" jsonschema:"title=Amount,example=20000.00"`
	Currency Currency `json:"currency" jsonschema:"title=Currency,example=USD"`
}

// Equal compares amount by value and currency by code.
func (m Money) Equal(o Money) bool { return m.Currency == o.Currency && m.Amount.Equal(o.Amount) }

// Cmp compares two amounts of one currency; two currencies are an error, never an order.
func (m Money) Cmp(o Money) (int, error) {
	if m.Currency != o.Currency {
		return 0, fmt.Errorf("%s cannot be compared with %s: no rate of exchange is given", m.Currency, o.Currency)
	}
	return m.Amount.Cmp(o.Amount), nil
}

func (m Money) String() string { return string(m.Currency) + " " + m.Amount.String() }

// Per is the period a rate is for.
type Per string

// The periods of record.md section 2.
const (
	PerYear         Per = "year"
	PerAcademicYear Per = "academic_year"
	PerMonth        Per = "month"
	PerFourWeeks    Per = "four_weeks"
	PerFortnight    Per = "fortnight"
	PerWeek         Per = "week"
	PerDay          Per = "day"
	PerHour         Per = "hour"
	PerShift        Per = "shift"
	PerNight        Per = "night"
)

// Enum lists the allowed words, for the schema.
func (Per) Enum() []string {
	return []string{"year", "academic_year", "month", "four_weeks", "fortnight", "week", "day", "hour", "shift", "night"}
}

// Rate is Money for each period.
type Rate struct {
	Amount   Decimal  `json:"amount" jsonschema:"title=Amount,example=185000"`
	Currency Currency `json:"currency" jsonschema:"title=Currency,example=USD"`
	Per      Per      `json:"per" jsonschema:"title=Period,example=year"`
}

// Money is the amount for one period.
func (r Rate) Money() Money { return Money{r.Amount, r.Currency} }

// Equal compares amount by value, currency and period as written: 10,000 a month is not Equal to 120,000 a year.
func (r Rate) Equal(o Rate) bool { return r.Per == o.Per && r.Money().Equal(o.Money()) }

func (r Rate) String() string { return r.Money().String() + " per " + string(r.Per) }

// PeriodsPerYear is how often a period fits into a year where that is a whole number by convention: 12 months, 13
// four-week periods, 26 fortnights, 52 weeks, 1 year. ok is false for periods that hours or shifts decide.
func (p Per) PeriodsPerYear() (n int64, ok bool) {
	switch p {
	case PerYear, PerAcademicYear:
		return 1, true
	case PerMonth:
		return 12, true
	case PerFourWeeks:
		return 13, true
	case PerFortnight:
		return 26, true
	case PerWeek:
		return 52, true
	}
	return 0, false
}

// Annual gives the amount for a year and how far printing the rate to its currency's minor unit may have moved it: half
// of that unit times the periods. ok is false for periods that have no fixed number a year.
func (r Rate) Annual() (amount, tolerance Decimal, ok bool) {
	n, ok := r.Per.PeriodsPerYear()
	if !ok {
		return Decimal{}, Decimal{}, false
	}
	amount, err := r.Amount.Mul(Int(n))
	if err != nil {
		return Decimal{}, Decimal{}, false
	}
	if n == 1 {
		return amount, Decimal{}, true
	}
	tolerance, err = HalfUnit(r.Currency).Mul(Int(n))
	return amount, tolerance, err == nil
}

// EqualByRounding says whether two rates are the same yearly pay within half of the smallest printed unit of an
// instalment times the number of instalments (record.md rule 3). Two currencies never are.
func (r Rate) EqualByRounding(o Rate) bool {
	if r.Currency != o.Currency {
		return false
	}
	a, ta, oka := r.Annual()
	b, tb, okb := o.Annual()
	if !oka || !okb {
		return false
	}
	diff, err := a.Sub(b)
	if err != nil {
		return false
	}
	allowed := ta
	if tb.Cmp(ta) > 0 {
		allowed = tb
	}
	return diff.Abs().Cmp(allowed) <= 0
}
