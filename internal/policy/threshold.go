package policy

import (
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// Threshold is a sum that a law names for a place and a time, with where it was read.
type Threshold struct {
	Place place.Code
	Span
	Sum    money.Money
	Source string // the address of where it was read
}

// thresholdFile is one row of a rule's table as written.
type thresholdFile struct {
	Place    source.Text `yaml:"place" lib:"required"`    // a place code
	From     cal.Date    `yaml:"from" lib:"required"`     // the first day
	Until    cal.Date    `yaml:"until" lib:"required"`    // the first day on which it no longer holds
	Amount   source.Text `yaml:"amount" lib:"required"`   // a decimal number in quotes
	Currency source.Text `yaml:"currency" lib:"required"` // an ISO 4217 code
	Source   source.Text `yaml:"source" lib:"required"`   // the address where the sum was read
}

// thresholds reads a rule's table. Two rows of one place must not hold on one day.
func (c *compiler) thresholds(rows []thresholdFile) []Threshold {
	var out []Threshold
	for _, f := range rows {
		code, err := place.Parse(f.Place.Value)
		if err != nil {
			c.add(f.Place, "bad_value", "%q is no place", f.Place.Value)
		}
		amount, err := money.ParseDecimal(f.Amount.Value)
		if err != nil || amount.Sign() <= 0 {
			c.add(f.Amount, "bad_value", "%q is no amount", f.Amount.Value)
		}
		currency := money.Currency(f.Currency.Value)
		if !currency.Known() {
			c.add(f.Currency, "bad_value", "%q is no currency", f.Currency.Value)
		}
		if !strings.HasPrefix(f.Source.Value, "https://") {
			c.add(f.Source, "bad_value", "source is the address where the sum was read")
		}
		row := Threshold{Place: code, Span: Span{From: f.From, Until: f.Until}, Sum: money.Money{Amount: amount, Currency: currency}, Source: f.Source.Value}
		if !row.From.Before(row.Until) {
			c.add(f.Place, "bad_value", "a row holds from a day until a later one")
		}
		for _, o := range out {
			if o.Place == row.Place && o.From.Before(row.Until) && row.From.Before(o.Until) {
				c.add(f.Place, "bad_value", "two rows of %s hold on one day", code)
			}
		}
		out = append(out, row)
	}
	return out
}

// threshold is the row for a place on a day; ok is false when there is none, which is never the same as zero.
func (r *Rule) threshold(at place.Code, on cal.Date) (t Threshold, ok bool) {
	for _, row := range r.table {
		if at.Within(row.Place) && row.Holds(on) {
			return row, true
		}
	}
	return t, false
}
