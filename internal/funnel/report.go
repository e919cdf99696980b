package funnel

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// Value is one number with what it was made of.
type Value struct {
	// Value is a rate from 0 to 1, a median in days, or a number for each hundred; null under 5 offers.
	Value       *Decimal `json:"value" jsonschema:"nullable"`
	Numerator   int      `json:"numerator"`
	Denominator int      `json:"denominator"`
	// Low and High are the 95 % Wilson interval of a rate.
	Low  *Decimal `json:"low,omitempty"`
	High *Decimal `json:"high,omitempty"`
	// P75 and P90 are the upper quantiles of days.
	P75 *Decimal `json:"p75,omitempty"`
	P90 *Decimal `json:"p90,omitempty"`
	// Gross are the same days with stopped time in them.
	Gross *Gross `json:"gross,omitempty"`
}

// Gross are days with stopped time in them.
type Gross struct {
	Median *Decimal `json:"median"`
	P75    *Decimal `json:"p75"`
	P90    *Decimal `json:"p90"`
}

// Line is a part of a figure: a reason, a kind, whom it waits for.
type Line struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Of says what the line is a part of where that is not the denominator of the figure: declined.
	Of string `json:"of,omitempty"`
	// Share is the part of a reason in the declined offers.
	Share *Decimal `json:"share_of_declined,omitempty"`
	Value
}

// Group is a figure over the offers of one group.
type Group struct {
	By  Dimension `json:"by"`
	Key string    `json:"key"` // empty for offers that never stated it
	Value
}

// Figure is one number of the process with its formula.
type Figure struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Unit    string `json:"unit" jsonschema:"enum=rate,enum=days,enum=per_hundred,enum=number"`
	Formula string `json:"formula"`
	// Filter is what the report was narrowed to, so that a figure can stand alone.
	Filter map[string]string `json:"filter,omitempty"`
	Value
	Previous *Value  `json:"previous,omitempty"` // over the period of the same length before
	Lines    []Line  `json:"lines,omitempty"`
	Groups   []Group `json:"groups,omitempty"`
}

// Report is every figure of a period.
type Report struct {
	// AcceptanceRate is the value of the figure of that name; null under 5 offers.
	AcceptanceRate *Decimal          `json:"acceptance_rate" jsonschema:"nullable"`
	AsOf           time.Time         `json:"as_of"`
	From           string            `json:"from,omitempty"`
	To             string            `json:"to,omitempty"`
	Zone           string            `json:"zone"`
	Days           string            `json:"days" jsonschema:"enum=calendar,enum=working"` // what is counted as a day
	Filter         map[string]string `json:"filter,omitempty"`
	// Offers is how many offers the filter leaves, whatever the period.
	Offers  int      `json:"offers"`
	Figures []Figure `json:"figures"`
	// Months are acceptance and the days to the letter by month, the last 24 of the period.
	Months   []Month   `json:"months,omitempty"`
	AtRisk   []Risk    `json:"at_risk"`
	Declines []Segment `json:"decline_analysis"`
	// YesThenNo are offers that were accepted aloud and declined on paper, the latest 200.
	YesThenNo []string `json:"yes_on_the_phone_no_on_paper,omitempty"`
	// Backdated are offers whose verbal offer was claimed for more than 30 days before it was recorded, the latest 200.
	Backdated []string `json:"backdated,omitempty"`
	// Formulas say how the lists beside the figures are made, by their names here.
	Formulas map[string]string `json:"formulas"`
	// Board is what can be said of the figures in sentences, each with the figures that it rests on.
	Board []Sentence `json:"board,omitempty"`
}

// Figure finds a figure; the zero one when there is none of this id.
func (r Report) Figure(id string) Figure {
	for _, f := range r.Figures {
		if f.ID == id {
			return f
		}
	}
	return Figure{}
}

// Measure makes the report of some cases.
func Measure(cases []*Case, q Query) Report {
	w := q.window()
	picked := make([]*Case, 0, len(cases))
	for _, c := range cases {
		if q.picks(c) {
			picked = append(picked, c)
		}
	}
	counted := entries(picked, w)
	n := namesOf(counted)
	dimensions := q.dimensions()
	groups := make([][][]Group, len(dimensions))
	r := q.heading(len(picked))
	var counting sync.WaitGroup
	for i, d := range dimensions {
		counting.Go(func() { groups[i] = groupsOf(d, counted, n) })
	}
	counting.Go(func() { r.Declines = analyse(counted, n) })
	counting.Go(func() { r.Months = trend(counted, q.zone()) })
	total := &tally{}
	total.expect(len(counted))
	for i := range counted {
		total.add(&counted[i])
	}
	for _, c := range picked {
		total.detail(c, w)
	}
	for _, def := range definitions {
		f := Figure{ID: def.id, Title: def.title, Unit: def.unit, Formula: def.formula, Filter: r.Filter, Value: def.value(total)}
		if def.lines != nil {
			f.Lines = def.lines(total)
		}
		r.Figures = append(r.Figures, f)
	}
	r.addPrevious(picked, q)
	counting.Wait()
	for i := range r.Figures {
		for _, of := range groups {
			r.Figures[i].Groups = append(r.Figures[i].Groups, of[i]...)
		}
	}
	r.AcceptanceRate = r.Figure("acceptance_rate").Value.Value
	r.name(picked, q, w)
	r.Board = r.board(w)
	return r
}

// groupsOf gives, for each figure, its values over the groups of one dimension.
func groupsOf(d Dimension, counted []entry, n names) [][]Group {
	at := slices.Index(Dimensions(), d)
	out := make([][]Group, len(definitions))
	if at < 0 { // no dimension of ours
		return out
	}
	of := make([]tally, len(n.of[at]))
	sizes := make([]int, len(of))
	for i := range counted {
		sizes[counted[i].group[at]]++
	}
	for k, size := range sizes {
		of[k].expect(size)
	}
	for i := range counted {
		of[counted[i].group[at]].add(&counted[i])
	}
	for i, def := range definitions {
		for _, k := range n.sorted[at] {
			if v := def.value(&of[k]); v.Denominator > 0 {
				out[i] = append(out[i], Group{By: d, Key: n.of[at][k], Value: v})
			}
		}
	}
	return out
}

func (q Query) heading(n int) Report {
	r := Report{AsOf: q.Now.UTC(), Zone: q.zone().String(), Days: "calendar", Offers: n, Formulas: listFormulas}
	if q.Working {
		r.Days = "working"
	}
	if q.From != nil {
		r.From = q.From.String()
	}
	if q.To != nil {
		r.To = q.To.String()
	}
	for d, v := range q.Filter {
		if r.Filter == nil {
			r.Filter = map[string]string{}
		}
		r.Filter[string(d)] = v
	}
	return r
}

func (r *Report) addPrevious(picked []*Case, q Query) {
	w, ok := q.before()
	if !ok {
		return
	}
	t := &tally{}
	counted := entries(picked, w)
	for i := range counted {
		t.add(&counted[i])
	}
	for i, def := range definitions {
		v := def.value(t)
		r.Figures[i].Previous = &v
	}
}

// name lists offers by their ids, those that the reader may be told of.
func (r *Report) name(picked []*Case, q Query, w window) {
	named := slices.DeleteFunc(slices.Clone(picked), func(c *Case) bool { return !q.names(c) })
	r.AtRisk = risks(named, *r, w)
	r.lists(named, w)
	if len(named) < len(picked) {
		ids := make(map[string]bool, len(named))
		for _, c := range named {
			ids[c.Offer] = true
		}
		for i := range r.Declines {
			s := &r.Declines[i]
			s.Offers = slices.DeleteFunc(s.Offers, func(id string) bool { return !ids[id] })
		}
	}
	for i := range r.Declines {
		r.Declines[i].Offers = latest(r.Declines[i].Offers)
	}
	r.YesThenNo, r.Backdated = latest(r.YesThenNo), latest(r.Backdated)
}

// mostNamed is how many offers a list names, the latest of them: a report of 100,000 offers is read too. Figures count all.
const mostNamed = 200

func latest(ids []string) []string { return ids[max(0, len(ids)-mostNamed):] }

// lists names the offers that deserve a look.
func (r *Report) lists(picked []*Case, w window) {
	for _, c := range picked {
		if c.Outcome == Declined && c.Written.Known() && c.VerbalAnswer == "accepted" && w.has(c.Answered.Claimed) {
			r.YesThenNo = append(r.YesThenNo, c.Offer)
		}
		if !c.Imported && w.has(c.Verbal.Claimed) && c.Verbal.Recorded.Sub(c.Verbal.Claimed) > backdated {
			r.Backdated = append(r.Backdated, c.Offer)
		}
	}
}

// backdated is how long after the verbal offer it may be recorded without being asked about.
const backdated = 30 * 24 * time.Hour

// bySize orders lines by how many they count, then by name.
func bySize(a, b Line) int {
	return cmp.Or(cmp.Compare(b.Numerator, a.Numerator), cmp.Compare(a.ID, b.ID))
}
