package policy

import (
	"slices"

	"verbatim/internal/cal"
	"verbatim/internal/terms"
)

// tiers must follow each other: where one ends the next begins, and the last is open.
func (s *sums) tiers(at terms.Pointer, list []terms.Tier) {
	if len(list) == 0 {
		return
	}
	rows := slices.Clone(list)
	slices.SortStableFunc(rows, func(a, b terms.Tier) int { return a.From.Cmp(b.From) })
	for i, row := range rows {
		last := i == len(rows)-1
		switch {
		case last && row.To != nil:
			s.wrong(at, "no tier holds from "+s.f.Words.Decimal(*row.To)+" up")
		case last:
			s.fine(at)
		case row.To == nil || row.To.Cmp(rows[i+1].From) > 0:
			s.wrong(at, "two tiers hold from "+s.f.Words.Decimal(rows[i+1].From)+" up")
		case row.To.Cmp(rows[i+1].From) < 0:
			s.wrong(at, "no tier holds from "+s.f.Words.Decimal(*row.To)+" to "+s.f.Words.Decimal(rows[i+1].From))
		}
	}
}

// notice judges the rows of each side and situation by themselves. That nothing holds before the first row, such as in the
// first month, is no gap; nor is what follows after the last row of a probation.
func (s *sums) notice(list []terms.Notice) {
	type group struct{ from, situation string }
	groups := map[group][]terms.Notice{}
	var order []group
	for _, n := range list {
		if n.Length == nil && n.LengthPerYear == nil {
			continue
		}
		g := group{from: n.From, situation: "any"}
		if n.Situation != nil {
			g.situation = *n.Situation
		}
		if _, seen := groups[g]; !seen {
			order = append(order, g)
		}
		groups[g] = append(groups[g], n)
	}
	for _, g := range order {
		s.service(groups[g], g.situation == "probation")
	}
}

func (s *sums) service(rows []terms.Notice, mayEnd bool) {
	var failed error
	from := func(n terms.Notice) cal.Length {
		if n.ServiceFrom == nil {
			return cal.Of(0, cal.Months)
		}
		return *n.ServiceFrom
	}
	compare := func(a, b cal.Length) int {
		if a.N.IsZero() || b.N.IsZero() {
			return a.N.Cmp(b.N)
		}
		c, err := a.Cmp(b)
		if err != nil {
			failed = err
		}
		return c
	}
	slices.SortStableFunc(rows, func(a, b terms.Notice) int { return compare(from(a), from(b)) })
	at := noticePointer.Child(string(rows[0].ID))
	problem := ""
	for i, n := range rows {
		last := i == len(rows)-1
		switch {
		case last && n.ServiceUntil != nil && !mayEnd:
			problem = "no row holds after " + s.f.Words.Length(*n.ServiceUntil) + " of service"
		case last:
		case n.ServiceUntil == nil || compare(*n.ServiceUntil, from(rows[i+1])) > 0:
			problem = "two rows hold after " + s.f.Words.Length(from(rows[i+1])) + " of service"
		case compare(*n.ServiceUntil, from(rows[i+1])) < 0:
			problem = "no row holds between " + s.f.Words.Length(*n.ServiceUntil) + " and " + s.f.Words.Length(from(rows[i+1])) + " of service"
		}
		if problem != "" {
			at = noticePointer.Child(string(n.ID))
			break
		}
	}
	switch {
	case failed != nil:
		s.open(at, "the lengths of service of the rows have no certain order")
	case problem != "":
		s.wrong(at, problem)
	default:
		s.fine(at)
	}
}
