package expr

import (
	"errors"
	"fmt"

	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// readers are the functions that look into opaque values.
func readers() []overload {
	return []overload{
		{"amount", "amount_money", []Kind{Money}, Decimal, func(a ...any) (any, error) { return a[0].(money.Money).Amount, nil }},
		{"amount", "amount_rate", []Kind{Rate}, Decimal, func(a ...any) (any, error) { return a[0].(money.Rate).Amount, nil }},
		{"currency", "currency_money", []Kind{Money}, Text, func(a ...any) (any, error) { return string(a[0].(money.Money).Currency), nil }},
		{"currency", "currency_rate", []Kind{Rate}, Text, func(a ...any) (any, error) { return string(a[0].(money.Rate).Currency), nil }},
		{"per", "per_rate", []Kind{Rate}, Text, func(a ...any) (any, error) { return string(a[0].(money.Rate).Per), nil }},
		{"annual", "annual_rate", []Kind{Rate}, Money, func(a ...any) (any, error) { return annual(a[0].(money.Rate)) }},
		{"percent", "percent_share", []Kind{Share}, Decimal, func(a ...any) (any, error) { return portion(a[0].(money.Share), 100) }},
		{"ratio", "ratio_share", []Kind{Share}, Decimal, func(a ...any) (any, error) { return portion(a[0].(money.Share), 1) }},
		{"within", "within_place_set_date", []Kind{Place, placeSet, Date}, Boolean, func(a ...any) (any, error) {
			return a[1].(place.Set).Contains(a[0].(place.Code), a[2].(cal.Date)), nil
		}},
		{"days_until", "days_until_date_date", []Kind{Date, Date}, Integer, func(a ...any) (any, error) {
			return int64(a[0].(cal.Date).DaysUntil(a[1].(cal.Date))), nil
		}},
		{"business_days_between", "business_days_between_dates", []Kind{Date, Date, Calendar}, Integer, func(a ...any) (any, error) {
			return int64(a[2].(cal.Calendar).BusinessDaysBetween(a[0].(cal.Date), a[1].(cal.Date))), nil
		}},
		{"add", "add_date_length", []Kind{Date, Length}, Date, func(a ...any) (any, error) { return move(a[0].(cal.Date), a[1].(cal.Length), nil) }},
		{"add", "add_date_length_calendar", []Kind{Date, Length, Calendar}, Date, func(a ...any) (any, error) {
			c := a[2].(cal.Calendar)
			return move(a[0].(cal.Date), a[1].(cal.Length), &c)
		}},
	}
}

func annual(r money.Rate) (any, error) {
	d, _, ok := r.Annual()
	if !ok {
		return nil, fmt.Errorf("a rate per %s has no yearly amount of its own", r.Per)
	}
	return money.Money{Amount: d, Currency: r.Currency}, nil
}

// portion is the share of a whole, exact where 19 digits are enough: "15" of 100 is 15, of 1 is 0.15.
func portion(s money.Share, whole int64) (any, error) {
	n, d, err := s.Ratio()
	if err != nil {
		return nil, errors.New("a share that is no number")
	}
	if n, err = n.Mul(money.Int(whole)); err != nil {
		return nil, errTooLong
	}
	if n, err = n.Quo(d); err != nil {
		return nil, errDivide
	}
	return n, nil
}

// move refuses business days without a calendar: counting holidays as work would be a guess.
func move(d cal.Date, l cal.Length, c *cal.Calendar) (any, error) {
	if c == nil {
		if l.Unit == cal.BusinessDays {
			return nil, errors.New("business days need a calendar, and there is none here")
		}
		c = &cal.Calendar{}
	}
	to, err := l.From(d, *c)
	if err != nil {
		return nil, err
	}
	return to, nil
}
