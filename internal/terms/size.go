package terms

import (
	"verbatim/internal/cal"
	"verbatim/internal/money"
)

// SizeType is which sort of Size.
type SizeType string

// The types of Size.
const (
	SizeAmount           SizeType = "amount"
	SizePercent          SizeType = "percent"
	SizeUnits            SizeType = "units"
	SizePercentOfCompany SizeType = "percent_of_company"
	SizeMultiple         SizeType = "multiple"
	SizeMonths           SizeType = "months"
	SizeFormula          SizeType = "formula"
	SizeTiers            SizeType = "tiers"
	SizeBalance          SizeType = "balance"
	SizeSameAs           SizeType = "same_as"
	SizeToBeSet          SizeType = "to_be_set"
)

// Bound says whether a percentage is exact, a ceiling or a floor.
type Bound string

// Enum lists the bounds, for the schema; absent means exact.
func (Bound) Enum() []string { return []string{"exact", "up_to", "at_least"} }

// Method is how a value in money becomes a number of shares.
type Method string

// Enum lists the methods, for the schema.
func (Method) Enum() []string {
	return []string{"close_on_grant", "average_close_30_days", "board_value", "black_scholes"}
}

// Counted says what a percentage of a company is taken of.
type Counted string

// Enum lists what can be counted, for the schema.
func (Counted) Enum() []string { return []string{"fully_diluted", "outstanding"} }

// Size is how much: of a bonus, a single payment, a grant, an allowance, severance. Compared whole.
type Size struct {
	Type SizeType `json:"type" jsonschema:"title=Type,example=amount"`
	// Amount is the money, for type amount.
	Amount *money.Decimal `json:"amount,omitempty" jsonschema:"title=Amount,example=20000"`
	// Currency is the amount's currency.
	Currency *money.Currency `json:"currency,omitempty" jsonschema:"title=Currency,example=USD"`
	// Per makes the amount a rate.
	Per *money.Per `json:"per,omitempty" jsonschema:"title=Period,example=month"`
	// Method turns money into shares, for equity.
	Method *Method `json:"method,omitempty" jsonschema:"title=Valuation method,example=close_on_grant"`
	// Rounding says how a number of shares is rounded.
	Rounding *string `json:"rounding,omitempty" jsonschema:"title=Rounding,example=down,enum=up,enum=down,enum=nearest"`
	// Percent is in percent: "15" is 15 percent.
	Percent *money.Share `json:"percent,omitempty" jsonschema:"title=Percent,example=15"`
	// Of is the term that the size is a part or multiple of.
	Of *Pointer `json:"of,omitempty" jsonschema:"title=Of,example=/terms/base_pay"`
	// OfWhat is what the size is a part or multiple of, where that is no term.
	OfWhat *string `json:"of_what,omitempty" jsonschema:"title=Of what,example=net sales of the quarter,minLength=1,maxLength=200"`
	// Bound says whether the figure is exact, at most or at least; absent means exact.
	Bound *Bound `json:"bound,omitempty" jsonschema:"title=Bound,example=up_to"`
	// Units is a number of shares or units.
	Units *money.Decimal `json:"units,omitempty" jsonschema:"title=Units,example=150000"`
	// Instrument is what the units are, where it differs from the item's type.
	Instrument *string `json:"instrument,omitempty" jsonschema:"title=Instrument,example=ordinary shares,minLength=1,maxLength=200"`
	// Counted says what the percentage of a company is taken of.
	Counted *Counted `json:"counted,omitempty" jsonschema:"title=Counted,example=fully_diluted"`
	// AsOf is the day of the count.
	AsOf *cal.Date `json:"as_of,omitempty" jsonschema:"title=As of,example=2026-11-01"`
	// Times is the multiple.
	Times *money.Decimal `json:"times,omitempty" jsonschema:"title=Times,example=1.5"`
	// Months is the number of months of Of.
	Months *int `json:"months,omitempty" jsonschema:"title=Months,example=12,minimum=1,maximum=600"`
	// Text words a formula for print.
	Text *string `json:"text,omitempty" jsonschema:"title=Text,example=base salary divided by the strike price,minLength=1,maxLength=2000"`
	// Formula is an expression over Inputs, for checking.
	Formula *string `json:"formula,omitempty" jsonschema:"title=Formula,example=base / strike,minLength=1,maxLength=500"`
	// Inputs are what the formula reads.
	Inputs []FormulaInput `json:"inputs,omitempty" jsonschema:"title=Inputs,maxItems=40"`
	// Tiers are steps: from is inclusive, to exclusive, the last to absent.
	Tiers []Tier `json:"tiers,omitempty" jsonschema:"title=Tiers,maxItems=40"`
	// AppliesTo says what each tier's rate is taken of: slice is the part within the tier, whole is all of it once the tier is
	// reached. Absent means that nobody said.
	AppliesTo *string `json:"applies_to,omitempty" jsonschema:"title=Rate applies to,example=slice,enum=slice,enum=whole"`
	// Term is the term whose size is the same.
	Term *Pointer `json:"term,omitempty" jsonschema:"title=Term,example=/terms/equity/new_hire_options/size"`
	// By says who sets the size, for type to_be_set.
	By *string `json:"by,omitempty" jsonschema:"title=By,example=the board,minLength=1,maxLength=200"`
	// When says when the size is set.
	When *When `json:"when,omitempty" jsonschema:"title=When"`
	// Cap is the most it can be.
	Cap *money.Money `json:"cap,omitempty" jsonschema:"title=Cap"`
}

// Variants lists which fields belong to which type.
func (Size) Variants() []Variant {
	return []Variant{
		{Type: string(SizeAmount), Required: []string{"amount", "currency"}, Optional: []string{"per", "bound", "method", "rounding"}},
		{Type: string(SizePercent), Required: []string{"percent"}, Optional: []string{"of", "of_what", "bound"}},
		{Type: string(SizeUnits), Required: []string{"units"}, Optional: []string{"instrument"}},
		{Type: string(SizePercentOfCompany), Required: []string{"percent", "counted"}, Optional: []string{"as_of"}},
		{Type: string(SizeMultiple), Required: []string{"times"}, Optional: []string{"of", "of_what"}},
		{Type: string(SizeMonths), Required: []string{"months"}, Optional: []string{"of", "of_what", "bound"}},
		{Type: string(SizeFormula), Required: []string{"text"}, Optional: []string{"formula", "inputs"}},
		{Type: string(SizeTiers), Required: []string{"tiers"}, Optional: []string{"applies_to"}},
		{Type: string(SizeBalance)},
		{Type: string(SizeSameAs), Required: []string{"term"}},
		{Type: string(SizeToBeSet), Optional: []string{"by", "when", "cap"}},
	}
}

// Money is the amount of a Size of type amount that is no rate; ok is false for every other Size.
func (s Size) Money() (m money.Money, ok bool) {
	if s.Type != SizeAmount || s.Amount == nil || s.Currency == nil || s.Per != nil {
		return money.Money{}, false
	}
	return money.Money{Amount: *s.Amount, Currency: *s.Currency}, true
}

// FormulaInput is one input of a formula: a term of this record, or a fact that comes from elsewhere.
type FormulaInput struct {
	ID ID `json:"id" jsonschema:"title=Id,example=base"`
	// Term is the term of this record that the input is.
	Term *Pointer `json:"term,omitempty" jsonschema:"title=Term,example=/terms/base_pay/rate"`
	// Source says where the input comes from, when it is no term.
	Source *string `json:"source,omitempty" jsonschema:"title=Source,example=closing price on the grant date,minLength=1,maxLength=200"`
}

// Tier is one step of a Size in tiers.
type Tier struct {
	ID ID `json:"id" jsonschema:"title=Id,example=first"`
	// From is where the step begins; inclusive.
	From money.Decimal `json:"from" jsonschema:"title=From,example=0"`
	// To is where it ends; exclusive, absent for the last.
	To *money.Decimal `json:"to,omitempty" jsonschema:"title=To,example=1000000"`
	// Percent is the part of Of that the step gives.
	Percent *money.Share `json:"percent,omitempty" jsonschema:"title=Percent,example=5"`
	// Amount is the sum that the step gives.
	Amount *money.Decimal `json:"amount,omitempty" jsonschema:"title=Amount,example=10000"`
	// Currency is the currency of Amount.
	Currency *money.Currency `json:"currency,omitempty" jsonschema:"title=Currency,example=USD"`
	// Of is the term that Percent is a part of.
	Of *Pointer `json:"of,omitempty" jsonschema:"title=Of,example=/terms/base_pay"`
	// OfWhat is what Percent is a part of, where that is no term.
	OfWhat *string `json:"of_what,omitempty" jsonschema:"title=Of what,example=net proceeds above 9\\,000\\,000,minLength=1,maxLength=200"`
}
