package policy

import (
	"fmt"
	"math/big"

	"verbatim/internal/money"
	"verbatim/internal/terms"
)

const (
	basePayPointer terms.Pointer = "/terms/base_pay"
	stepsPointer   terms.Pointer = "/terms/base_pay/steps"
	levelPointer   terms.Pointer = "/hiring/level"
)

// judgeBand is VB-CO-BAND-01: base pay must lie in the band of level and place. An employer that keeps no bands has nothing
// to judge by; one that keeps bands and has none for this letter leaves it unknown.
func judgeBand(r *Rule, f *facts) []judgement {
	u := f.Banding
	switch {
	case !u.Kept:
		return notApplicable("the employer keeps no bands of pay")
	case f.sheet.Terms.ExplicitlyNone.Has(basePayPointer.Family()):
		return notApplicable("it was said that there is no base pay")
	case u.Band == nil:
		return []judgement{f.bandless()}
	}
	pay, missing, reason := f.payFor(u.Band.Currency, u.Band.Per)
	if reason != "" {
		j := unknown(reason, missing)
		j.about, j.allowed = []terms.Pointer{basePayPointer}, f.bandWords(*u.Band)
		return []judgement{j}
	}
	return []judgement{r.inBand(f, *u.Band, pay)}
}

// bandless says why no band is for the letter.
func (f *facts) bandless() judgement {
	q := BandQueryOf(f.Record, f.sheet, f.AsOf)
	if q.Level == "" {
		return unknown("the level of the job is not recorded, and the employer keeps bands of pay", []terms.Pointer{levelPointer})
	}
	j := unknown(fmt.Sprintf("the employer keeps no band of pay for %s in %s on %s", q.Level, q.Place, q.Day), nil)
	j.about = []terms.Pointer{basePayPointer}
	return j
}

// inBand holds pay, in the band's own period, against the band.
func (r *Rule) inBand(f *facts, b BandVersion, pay *big.Rat) judgement {
	low, mid, high := b.Minimum.Rat(), b.Midpoint.Rat(), b.Maximum.Rat()
	observed := f.rateWords(pay, b.Currency, b.Per) + ", compa-ratio " + f.figure(new(big.Rat).Quo(pay, mid), 2)
	if low.Cmp(high) < 0 {
		into := new(big.Rat).Quo(new(big.Rat).Sub(pay, low), new(big.Rat).Sub(high, low))
		observed += ", range penetration " + f.figure(into.Mul(into, big.NewRat(100, 1)), 0) + "%"
	}
	j := judgement{outcome: NotFired, reason: "base pay lies in the band", observed: observed, allowed: f.bandWords(b)}
	switch {
	case pay.Cmp(low) < 0:
		return r.outside(j, "below the band")
	case pay.Cmp(high) > 0:
		return r.outside(j, "above the band")
	}
	return j
}

// outside makes a judgement on pay fire; where says on which side it lies.
func (r *Rule) outside(j judgement, where string) judgement {
	fired := r.find(where, j.observed, basePayPointer)
	fired.item, fired.reason, fired.allowed = "", "base pay is "+where, j.allowed
	fired.message = fill(r.words.message, where, j.observed, j.allowed)
	return fired
}

// bandWords says what a band allows.
func (f *facts) bandWords(b BandVersion) string {
	words := fmt.Sprintf("%s to %s, midpoint %s: %s in %s", f.rateWords(b.Minimum.Rat(), b.Currency, b.Per),
		f.rateWords(b.Maximum.Rat(), b.Currency, b.Per), f.rateWords(b.Midpoint.Rat(), b.Currency, b.Per), b.Level, b.Place)
	for _, part := range []string{b.JobFamily, b.Entity} {
		if part != "" {
			words += ", " + part
		}
	}
	words += ", from " + b.From.String()
	if b.Source != "" {
		words += " (" + b.Source + ")"
	}
	return words
}

// rateWords writes an amount for a period, exactly where it has at most four decimals.
func (f *facts) rateWords(amount *big.Rat, c money.Currency, per money.Per) string {
	d, err := money.ParseDecimal(amount.FloatString(4))
	if err != nil {
		return amount.FloatString(4) + " " + string(c)
	}
	return f.Words.Rate(money.Rate{Amount: d.Trim(min(c.Digits(), 4)), Currency: c, Per: per})
}

// figure writes a number with so many decimals.
func (f *facts) figure(r *big.Rat, decimals int) string {
	d, err := money.ParseDecimal(r.FloatString(decimals))
	if err != nil {
		return r.FloatString(decimals)
	}
	return f.Words.Decimal(d)
}

// payFor is base pay in a currency and for a period. reason says why it cannot be told, and missing which terms are not
// recorded.
func (f *facts) payFor(c money.Currency, per money.Per) (pay *big.Rat, missing []terms.Pointer, reason string) {
	rate, lacks := f.rateOnStart()
	if lacks != "" {
		return nil, []terms.Pointer{lacks}, "the rate of pay on the first day is not recorded"
	}
	if rate.Currency != c {
		return nil, nil, fmt.Sprintf("base pay is in %s and what it is held against in %s", rate.Currency, c)
	}
	if rate.Per == per {
		return rate.Amount.Rat(), nil, ""
	}
	n, lacks := terms.PerYear(f.sheet.Terms, terms.StatedPer(rate.Per))
	if lacks == "" {
		var m money.Decimal
		if m, lacks = terms.PerYear(f.sheet.Terms, terms.StatedPer(per)); lacks == "" && m.Sign() > 0 {
			yearly := new(big.Rat).Mul(rate.Amount.Rat(), n.Rat())
			return yearly.Quo(yearly, m.Rat()), nil, ""
		}
	}
	if lacks == "" || lacks == ratePointer {
		return nil, nil, fmt.Sprintf("pay by the %s cannot be turned into pay by the %s", rate.Per, per)
	}
	return nil, []terms.Pointer{lacks}, labels(f, []terms.Pointer{lacks}) + " not recorded"
}

// rateOnStart is the rate of base pay, or the one of the step that is in force on the first day.
func (f *facts) rateOnStart() (rate money.Rate, lacks terms.Pointer) {
	pay := f.sheet.Terms.BasePay
	if pay == nil {
		return rate, ratePointer
	}
	if pay.Rate != nil {
		return *pay.Rate, ""
	}
	if f.days.Start == nil {
		return rate, stepsPointer
	}
	for _, s := range pay.Steps {
		from, begins := f.days.of(s.From, f.Calendar)
		until, ends := f.days.of(s.Until, f.Calendar)
		if (s.From != nil && !begins) || (s.Until != nil && !ends) {
			return rate, stepsPointer
		}
		if (s.From == nil || !f.days.Start.Before(from)) && (s.Until == nil || f.days.Start.Before(until)) {
			return s.Rate, ""
		}
	}
	return rate, stepsPointer
}

// judgeRange is VB-US-RANGE-01: base pay must lie in the range of the posting; in Connecticut a range must have been given.
func judgeRange(r *Rule, f *facts) []judgement {
	h := f.Record.Hiring
	if h == nil || h.PostedRange == nil {
		if f.at(r.At).Within("US-CT") {
			j := r.outside(judgement{observed: "none was recorded", allowed: r.words.allowed}, "without a range that was given")
			return []judgement{j}
		}
		return notApplicable("no range of a posting is recorded")
	}
	p := h.PostedRange
	pay, missing, reason := f.payFor(p.Currency, p.Per)
	if reason != "" {
		j := unknown(reason, missing)
		j.about = []terms.Pointer{basePayPointer}
		return []judgement{j}
	}
	low, high := p.Minimum.Rat(), p.Maximum.Rat()
	j := judgement{
		outcome: NotFired, reason: "base pay lies in the range", observed: f.rateWords(pay, p.Currency, p.Per),
		allowed: f.rateWords(low, p.Currency, p.Per) + " to " + f.rateWords(high, p.Currency, p.Per),
	}
	switch {
	case pay.Cmp(low) < 0:
		j = r.outside(j, "below the posted range")
	case pay.Cmp(high) > 0:
		j = r.outside(j, "above the posted range")
	}
	return []judgement{j}
}

// targets holds the target of each variable pay against the bonus limit of the band; none without a limit.
func (f *facts) targets() []Target {
	out := []Target{}
	u := f.Banding
	if u.Band == nil || u.Band.BonusLimit == nil {
		return out
	}
	for _, v := range f.sheet.Terms.VariablePay {
		if v.Target == nil {
			continue
		}
		t := Target{Item: v.ID}
		if share, ok := f.shareOfPay(*v.Target, v.Period); ok {
			over := share.Cmp(u.Band.BonusLimit.Rat()) > 0
			t.Over = &over
		}
		out = append(out, t)
	}
	return out
}

// payments is how often an amount of variable pay comes in a year: by its own period, else by that of the pay, else once.
// ok is false where hours or shifts decide.
func payments(per *money.Per, period *string) (n *big.Rat, ok bool) {
	times, ok := int64(1), true
	switch {
	case per != nil:
		times, ok = per.PeriodsPerYear()
	case period != nil:
		times = max(1, map[string]int64{"month": 12, "quarter": 4, "half_year": 2}[*period])
	}
	return big.NewRat(times, 1), ok
}

// shareOfPay is a size in percent of a year's base pay; ok is false where that cannot be told.
func (f *facts) shareOfPay(z terms.Size, period *string) (share *big.Rat, ok bool) {
	switch {
	case z.Type == terms.SizePercent && z.Percent != nil && (z.Of == nil && z.OfWhat == nil || z.Of != nil && z.Of.Under(basePayPointer)):
		part, ok := z.Percent.Rat()
		if !ok {
			return nil, false
		}
		return part.Mul(part, big.NewRat(100, 1)), true
	case z.Type == terms.SizeAmount && z.Amount != nil && z.Currency != nil:
		yearly, _, reason := f.payFor(*z.Currency, money.PerYear)
		n, fixed := payments(z.Per, period)
		if reason != "" || !fixed || yearly.Sign() <= 0 {
			return nil, false
		}
		sum := new(big.Rat).Mul(z.Amount.Rat(), n)
		return sum.Mul(sum.Quo(sum, yearly), big.NewRat(100, 1)), true
	}
	return nil, false
}

// StandingOf says where base pay stands in the band of an Input, before any rule is judged.
func StandingOf(in Input) Standing {
	f, err := newFacts(in)
	if err != nil {
		return Standing{}
	}
	return f.standing()
}

// InBand is where pay stands in a band, in numbers with two decimals.
type InBand struct {
	Position    string `json:"position"`    // as of a Standing
	Compa       string `json:"compa_ratio"` // pay / midpoint: 1.00 is the midpoint
	Penetration string `json:"penetration"` // (pay - minimum) / (maximum - minimum): 0.00 is the minimum, 1.00 the maximum
}

// InBandOf says where base pay stands in the band of an Input in numbers; ok is false where there is no band, or pay cannot be
// held against it. The penetration of a band of one amount is empty.
func InBandOf(in Input) (out InBand, ok bool) {
	f, err := newFacts(in)
	if err != nil {
		return InBand{}, false
	}
	out.Position = f.standing().Position
	if out.Position == "" {
		return InBand{}, false
	}
	b := f.Banding.Band
	pay, _, _ := f.payFor(b.Currency, b.Per) // standing has a position, so this has no reason not to
	out.Compa = new(big.Rat).Quo(pay, b.Midpoint.Rat()).FloatString(2)
	if spread := new(big.Rat).Sub(b.Maximum.Rat(), b.Minimum.Rat()); spread.Sign() > 0 {
		above := new(big.Rat).Sub(pay, b.Minimum.Rat())
		out.Penetration = above.Quo(above, spread).FloatString(2)
	}
	return out, true
}

// standing is where base pay stands in the letter's band.
func (f *facts) standing() Standing {
	b := f.Banding.Band
	if b == nil {
		return Standing{}
	}
	pay, _, reason := f.payFor(b.Currency, b.Per)
	if reason != "" {
		return Standing{}
	}
	s := Standing{Position: "high", From: b.From}
	switch {
	case pay.Cmp(b.Minimum.Rat()) < 0:
		s.Position = "below"
	case pay.Cmp(b.Maximum.Rat()) > 0:
		s.Position = "above"
	case pay.Cmp(b.Midpoint.Rat()) < 0:
		s.Position = "low"
	}
	return s
}
