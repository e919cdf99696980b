package funnel

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"
)

// The limits of the review of pay. What is shown must not single anybody out, also by taking one number from another.
const (
	// EquityGroup is the fewest offers of a line; fewer stand among the others of their quarter, or are not shown.
	EquityGroup = 8
	// EquityRounding is what every count is rounded to a multiple of.
	EquityRounding = 5
	equityQuarters = 8
)

// Equity says how base pay stands in its bands, by quarters that are over, the newest first. Amounts are no facts, so that
// only the place within the band is known: below its minimum, up to its midpoint, up to its maximum, above it.
type Equity struct {
	AsOf     time.Time       `json:"as_of"`
	Formula  string          `json:"formula"`
	Quarters []EquityQuarter `json:"quarters"`
}

// EquityQuarter is one quarter. A part is null when fewer than 8 offers are in it.
type EquityQuarter struct {
	Quarter string `json:"quarter"` // as 2026-Q3, by days in UTC
	// Offered are the letters that were first issued in the quarter, by the pay in them.
	Offered *PayTable `json:"offered" jsonschema:"nullable"`
	// Accepted are the letters that were accepted in it, by the pay in them.
	Accepted *PayTable `json:"accepted" jsonschema:"nullable"`
}

// PayTable is how pay stands in its bands, over all and by group.
type PayTable struct {
	All    PayLine   `json:"all"`
	Groups []PayLine `json:"groups"`
}

// PayLine is one line; each count is rounded to a multiple of 5, so that the four need not add up to the offers.
type PayLine struct {
	By  Dimension `json:"by,omitempty"`
	Key string    `json:"key,omitempty"` // empty for offers that never stated it, and for the others
	// Others says that the line is what is left of the dimension: groups that are too small, put together.
	Others bool `json:"others,omitempty"`
	Offers int  `json:"offers"`
	Below  int  `json:"below_band"`
	Low    int  `json:"lower_half"`
	High   int  `json:"upper_half"`
	Above  int  `json:"above_band"`
}

const equityFormula = "Letters with a band, by where base pay stands in it: below the minimum, from there to under the midpoint, from the midpoint to the maximum, above. " +
	"An offer belongs to the quarter in which its first letter was issued, an acceptance to that in which it was recorded; only quarters that are over are shown. " +
	"A group of under 8 stands among the others; where those would be under 8, the next smallest group joins them; a breakdown of fewer than two lines is left out. " +
	"Counts are rounded to 5. Offers are counted, not people: nothing in the facts says who a candidate is. Tests, amendments and imported history do not count."

// breakdown sorts cases into groups.
type breakdown struct {
	by Dimension
	of func(*Case) string
}

// equityDimensions are what the review is broken down by. Managers and recruiters are people, and no groups.
var equityDimensions = []Dimension{ByLevel, ByDepartment, ByPlace}

// MeasureEquity reviews pay over the last eight quarters before now. It takes no filter and no period: whoever could choose
// them could take two answers from each other.
func MeasureEquity(cases []*Case, entities []string, now time.Time) Equity {
	var by []breakdown
	for _, d := range equityDimensions {
		by = append(by, breakdown{d, d.Of})
	}
	return measureEquity(cases, entities, now, by)
}

func measureEquity(cases []*Case, entities []string, now time.Time, by []breakdown) Equity {
	q := Query{Entities: entities}
	out := Equity{AsOf: now.UTC(), Formula: equityFormula, Quarters: []EquityQuarter{}}
	offered, accepted := map[string][]stood{}, map[string][]stood{}
	for _, c := range cases {
		if !q.picks(c) {
			continue
		}
		if c.Written.Known() && c.Offered != "" {
			of := quarterOf(c.Written.Recorded)
			offered[of] = append(offered[of], stood{c, c.Offered})
		}
		if c.Outcome == Accepted && c.Issued != "" {
			of := quarterOf(c.Answered.Recorded)
			accepted[of] = append(accepted[of], stood{c, c.Issued})
		}
	}
	end := quarterStart(now)
	for range equityQuarters {
		end = end.AddDate(0, -3, 0)
		of := quarterOf(end)
		out.Quarters = append(out.Quarters, EquityQuarter{Quarter: of, Offered: payTable(offered[of], by), Accepted: payTable(accepted[of], by)})
	}
	return out
}

// stood is one offer with the position of its pay in a letter.
type stood struct {
	*Case
	position string
}

func quarterStart(t time.Time) time.Time {
	t = t.UTC()
	return time.Date(t.Year(), (t.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
}

func quarterOf(t time.Time) string {
	start := quarterStart(t)
	return fmt.Sprintf("%d-Q%d", start.Year(), (start.Month()-1)/3+1)
}

// payTable makes the table of some offers; nil when they are too few.
func payTable(of []stood, by []breakdown) *PayTable {
	if len(of) < EquityGroup {
		return nil
	}
	t := &PayTable{All: payLine(of), Groups: []PayLine{}}
	for _, b := range by {
		t.Groups = append(t.Groups, payGroups(b, of)...)
	}
	return t
}

// payGroups gives the lines of one dimension: the groups that are large enough, and all others as one. Neither a line nor
// what is left when the shown ones are taken from the whole is under 8 offers; with fewer than two lines there is none.
func payGroups(d breakdown, of []stood) []PayLine {
	by := map[string][]stood{}
	for _, x := range of {
		key := d.of(x.Case)
		by[key] = append(by[key], x)
	}
	keys := slices.SortedFunc(maps.Keys(by), func(a, b string) int { return cmp.Or(cmp.Compare(len(by[a]), len(by[b])), cmp.Compare(a, b)) })
	var others []stood
	for len(keys) > 0 && (len(by[keys[0]]) < EquityGroup || len(others) > 0 && len(others) < EquityGroup) {
		others = append(others, by[keys[0]]...)
		keys = keys[1:]
	}
	var out []PayLine
	slices.Sort(keys)
	for _, key := range keys {
		l := payLine(by[key])
		l.By, l.Key = d.by, key
		out = append(out, l)
	}
	if len(others) > 0 {
		l := payLine(others)
		l.By, l.Others = d.by, true
		out = append(out, l)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

func payLine(of []stood) PayLine {
	n := map[string]int{}
	for _, x := range of {
		n[x.position]++
	}
	return PayLine{
		Offers: rounded(len(of)), Below: rounded(n["below"]), Low: rounded(n["low"]), High: rounded(n["high"]), Above: rounded(n["above"]),
	}
}

// rounded is the nearest multiple of five.
func rounded(n int) int { return (n + EquityRounding/2) / EquityRounding * EquityRounding }
