package policy

import (
	"math/big"

	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// sums collects what VB-AR-SUM-01 comes to: one judgement for each total that parts must make.
type sums struct {
	r   *Rule
	f   *facts
	out []judgement
}

// judgeSums is VB-AR-SUM-01: parts make their whole, and rows and tiers neither gap nor overlap.
func judgeSums(r *Rule, f *facts) []judgement {
	s := &sums{r: r, f: f}
	t := f.sheet.Terms
	if t.BasePay != nil && len(t.BasePay.Components) > 0 {
		s.components(t)
	}
	for _, v := range t.VariablePay {
		s.metrics(terms.Pointer("/terms/variable_pay").Child(string(v.ID)).Child("metrics"), v.Metrics)
	}
	for _, p := range t.OneTimePayments {
		at := terms.Pointer("/terms/one_time_payments").Child(string(p.ID)).Child("instalments")
		sizes := make([]terms.Size, len(p.Instalments))
		for i, x := range p.Instalments {
			sizes[i] = x.Size
		}
		s.sizes(at, sizes, &p.Size)
	}
	for _, e := range t.Equity {
		at := equityPointer.Child(string(e.ID))
		weights := make([]*money.Share, len(e.Parts))
		for i := range e.Parts {
			weights[i] = &e.Parts[i].Weight
		}
		s.shares(at.Child("parts"), weights)
		if e.Vesting != nil {
			s.vesting(at.Child("vesting"), *e.Vesting, e.Size)
		}
	}
	for _, l := range f.leaves {
		switch v := l.Value.(type) {
		case terms.Size:
			s.tiers(l.Term, v.Tiers)
		case terms.Vesting:
			if l.Term.Family() != "equity" || l.Term.Parent().Parent() != equityPointer {
				s.vesting(l.Term, v, nil)
			}
		}
	}
	if t.Termination != nil {
		s.notice(t.Termination.Notice)
	}
	if len(s.out) == 0 {
		return notApplicable("there is nothing that must sum")
	}
	return s.out
}

func (s *sums) wrong(at terms.Pointer, text string) {
	s.out = append(s.out, s.r.find(s.f.sheet.Label(at), text, at))
}

func (s *sums) fine(at terms.Pointer) { s.out = append(s.out, passed("the parts make the whole", at)) }

func (s *sums) open(at terms.Pointer, reason string) {
	s.out = append(s.out, s.r.lacking(at, reason, at))
}

// components are held against the rate: those that may be less than they say count from nothing up. A list that is not
// meant to be complete, such as one allowance of a salary, may leave a rest.
func (s *sums) components(t terms.Terms) {
	c, lacks := terms.Compose(t)
	if lacks != "" {
		s.open(componentsPointer, labels(s.f, []terms.Pointer{lacks})+" not recorded")
		return
	}
	least, most := new(big.Rat), new(big.Rat)
	n, _ := terms.PerYear(t, terms.StatedPer(t.BasePay.Rate.Per))
	slack := finest(t.BasePay.Rate.Amount, n)
	measure := t.BasePay.Measure
	complete := measure != nil && (*measure == "cost_to_company" || *measure == "package")
	unknown := false
	for i, p := range c.Parts {
		if p.OnTop != nil && *p.OnTop {
			continue
		}
		complete = complete || p.Type == "basic"
		if p.Size.Type == terms.SizeBalance {
			unknown = true // it makes up for whatever the others leave
			continue
		}
		amount, ok := c.Yearly(i)
		if !ok {
			s.open(componentsPointer.Child(string(p.ID)), "how much this part comes to cannot be told")
			return
		}
		if p.Size.Amount != nil {
			times, _ := c.Times(p)
			slack.Add(slack, finest(*p.Size.Amount, times))
		}
		most.Add(most, amount)
		if p.Size.Bound == nil || *p.Size.Bound != "up_to" {
			least.Add(least, amount)
		}
	}
	over, under := new(big.Rat).Sub(least, c.Total), new(big.Rat).Sub(c.Total, most)
	switch {
	case over.Cmp(slack) > 0:
		s.wrong(componentsPointer, "the parts make "+s.f.words(least, c.Currency)+", not "+s.f.words(c.Total, c.Currency))
	case under.Cmp(slack) > 0 && complete && !unknown:
		s.wrong(componentsPointer, "the parts make "+s.f.words(most, c.Currency)+", not "+s.f.words(c.Total, c.Currency))
	default:
		s.fine(componentsPointer)
	}
}

func (s *sums) metrics(at terms.Pointer, list []terms.Metric) {
	weights, some := make([]*money.Share, len(list)), false
	for i, m := range list {
		weights[i] = m.Weight
		some = some || m.Weight != nil
	}
	if some {
		s.shares(at, weights)
	}
}

// shares must make one. Percentages with decimals may be off by half of their last digit each.
func (s *sums) shares(at terms.Pointer, list []*money.Share) {
	if len(list) == 0 {
		return
	}
	sum, slack := new(big.Rat), new(big.Rat)
	for _, w := range list {
		if w == nil {
			s.open(at, "some parts have a weight and some have none")
			return
		}
		part, ok := w.Rat()
		if !ok {
			s.open(at, "a weight cannot be read")
			return
		}
		sum.Add(sum, part)
		if d, err := money.ParseDecimal(string(*w)); err == nil && d.Scale() > 0 {
			slack.Add(slack, new(big.Rat).Quo(finest(d, money.Int(100)), big.NewRat(10_000, 1)))
		}
	}
	s.compare(at, sum, big.NewRat(1, 1), slack, false, func(r *big.Rat) string {
		return new(big.Rat).Mul(r, big.NewRat(100, 1)).FloatString(2) + " %"
	})
}

func (s *sums) compare(at terms.Pointer, sum, whole, slack *big.Rat, rest bool, words func(*big.Rat) string) {
	diff := new(big.Rat).Sub(sum, whole)
	switch {
	case rest && diff.Sign() < 0, !rest && diff.Abs(diff).Cmp(slack) <= 0:
		s.fine(at)
	case rest:
		s.wrong(at, "the parts make "+words(sum)+" of "+words(whole)+", which leaves nothing for the balance")
	default:
		s.wrong(at, "the parts make "+words(sum)+", not "+words(whole))
	}
}

// vesting holds the parts of a dated vesting against the grant, and the weights of goals.
func (s *sums) vesting(at terms.Pointer, v terms.Vesting, grant *terms.Size) {
	s.metrics(at, v.Metrics)
	sizes := make([]terms.Size, len(v.Tranches))
	for i, t := range v.Tranches {
		sizes[i] = t.Size
	}
	s.sizes(at, sizes, grant)
	for _, p := range v.Parts {
		s.vesting(at, p.Vesting, grant)
	}
}

// sizes are parts of one whole: percentages make all of it; sums and units make what the whole says.
func (s *sums) sizes(at terms.Pointer, parts []terms.Size, whole *terms.Size) {
	var kind terms.SizeType
	rest := false
	for _, p := range parts {
		switch {
		case p.Type == terms.SizeBalance:
			rest = true
		case kind != "" && p.Type != kind:
			s.open(at, "parts of several sorts do not add up")
			return
		default:
			kind = p.Type
		}
	}
	switch {
	case len(parts) == 0 || kind == "":
		return
	case kind == terms.SizePercent && !rest:
		list := make([]*money.Share, len(parts))
		for i := range parts {
			list[i] = parts[i].Percent
		}
		s.shares(at, list)
		return
	case kind == terms.SizePercent:
		whole = &terms.Size{Type: kind}
	}
	s.addUp(at, parts, whole, kind, rest)
}

func (s *sums) addUp(at terms.Pointer, parts []terms.Size, whole *terms.Size, kind terms.SizeType, rest bool) {
	sum := new(big.Rat)
	if whole == nil || whole.Type != kind {
		s.open(at, "what the parts must make is of another sort")
		return
	}
	total, unit, known := figure(*whole)
	for _, p := range parts {
		if p.Type == terms.SizeBalance {
			continue
		}
		n, u, ok := figure(p)
		if !ok || !known || u != unit {
			s.open(at, "the parts and their whole do not add up")
			return
		}
		sum.Add(sum, n)
	}
	s.compare(at, sum, total, new(big.Rat), rest, func(r *big.Rat) string {
		if kind == terms.SizeAmount {
			return s.f.words(r, money.Currency(unit))
		}
		return r.RatString()
	})
}

// figure is the number of a size and what it counts; a percentage without a number stands for all.
func figure(z terms.Size) (n *big.Rat, unit string, ok bool) {
	switch {
	case z.Type == terms.SizeAmount && z.Amount != nil && z.Currency != nil && z.Per == nil:
		return z.Amount.Rat(), string(*z.Currency), true
	case z.Type == terms.SizeUnits && z.Units != nil:
		return z.Units.Rat(), "units", true
	case z.Type == terms.SizePercent && z.Percent == nil:
		return big.NewRat(1, 1), "whole", true
	case z.Type == terms.SizePercent:
		n, ok = z.Percent.Rat()
		return n, "whole", ok
	}
	return nil, "", false
}
