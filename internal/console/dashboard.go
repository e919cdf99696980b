package console

import (
	"cmp"
	"context"
	"html/template"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/chart"
	"verbatim/internal/funnel"
	"verbatim/internal/offer"
)

// dashboardView is the figures of a period, as the page shows them.
type dashboardView struct {
	funnel.Report
	Filter   []dashboardFilter
	From, To string
	Imported bool
	Tiles    []figureView
	Months   []picture
	Groups   []picture
	Reasons  picture
	Segments []segmentView
	Legal    []legalTable
	By       string // what the table of all figures is broken down by
	Table    groupTable
	AtRisk   []riskView
	YesNo    []offerLink
	CSV      string // address of the same figures as a table
	Working  bool   // days are worked days
}

// offerLink is an offer by the name of its candidate.
type offerLink struct{ ID, Name string }

// riskView is an offer at risk.
type riskView struct {
	funnel.Risk
	offerLink
}

// dashboardFilter is one field of the filter.
type dashboardFilter struct{ Name, Label, Value string }

// figureView is a figure in words, with its parts in a table.
type figureView struct {
	funnel.Figure
	Text     string
	Detail   string
	Previous string
	Parts    []partView
}

// partView is a part of a figure in words.
type partView struct{ Title, Value, Of, Upper string }

// picture is a chart with its table.
type picture struct {
	Title string
	SVG   template.HTML
	Head  string
	Rows  []pictureRow
}

type pictureRow struct{ Label, Value, Of, Interval string }

// segmentView is a group whose decline rate was compared.
type segmentView struct {
	funnel.Segment
	Name, Accepted, Rest, Why, P string
}

// filterLabels are the fields of the filter in their order.
var filterLabels = []struct {
	dimension funnel.Dimension
	label     string
}{
	{funnel.ByDepartment, "Department"},
	{funnel.ByLevel, "Level"},
	{funnel.ByPlace, "Place"},
	{funnel.ByEntity, "Entity"},
}

// showDashboard shows the last twelve months unless the address says otherwise.
func showDashboard(ctx context.Context, c *Console, k *call) (reply, error) {
	form := k.URL.Query()
	today := cal.DateOf(c.Now())
	v := dashboardView{
		From: form.Get("from"), To: form.Get("to"), Imported: form.Get("imported") == "true", Working: form.Get("days") == "working",
		By: cmp.Or(form.Get("by"), string(funnel.ByDepartment)),
	}
	if v.From == "" && v.To == "" {
		v.From, v.To = today.AddDays(-364).String(), today.String()
	}
	q := funnel.Query{Filter: map[funnel.Dimension]string{}, Imported: v.Imported, Working: v.Working}
	for text, into := range map[string]**cal.Date{v.From: &q.From, v.To: &q.To} {
		if d, err := cal.ParseDate(text); err == nil {
			*into = &d
		}
	}
	for _, f := range filterLabels {
		value := strings.TrimSpace(form.Get(string(f.dimension)))
		v.Filter = append(v.Filter, dashboardFilter{string(f.dimension), f.label, value})
		if value != "" {
			q.Filter[f.dimension] = value
		}
	}
	var err error
	if v.Report, err = c.Desk.Numbers(ctx, k.by, q); err != nil {
		return reply{}, err
	}
	v.draw(func(id string) string { return c.name(ctx, id) })
	if err = c.nameOffers(ctx, k, &v); err != nil {
		return reply{}, err
	}
	v.CSV = "/v1/metrics/offers?" + tableQuery(v).Encode()
	return reply{view: &view{Page: "dashboard", Title: wordDashboard, Nav: "dashboard", Data: v}}, nil
}

// Dimensions are what the table of all figures can be broken down by.
func (dashboardView) Dimensions() []funnel.Dimension { return funnel.Dimensions() }

// mostNamed is how many offers a list of the page names.
const mostNamed = 25

// nameOffers names the candidates of the offers that the page lists.
func (c *Console) nameOffers(ctx context.Context, k *call, v *dashboardView) error {
	var ids []offer.ID
	for _, r := range v.Report.AtRisk[:min(mostNamed, len(v.Report.AtRisk))] {
		v.AtRisk = append(v.AtRisk, riskView{Risk: r, offerLink: offerLink{ID: r.Offer}})
		ids = append(ids, offer.ID(r.Offer))
	}
	for _, id := range v.YesThenNo[:min(mostNamed, len(v.YesThenNo))] {
		v.YesNo = append(v.YesNo, offerLink{ID: id})
		ids = append(ids, offer.ID(id))
	}
	cards, err := c.Desk.Cards(ctx, k.by, ids)
	if err != nil {
		return err
	}
	name := func(l *offerLink) { l.Name = cmp.Or(cards[offer.ID(l.ID)].Candidate, wordNoName) }
	for i := range v.AtRisk {
		name(&v.AtRisk[i].offerLink)
	}
	for i := range v.YesNo {
		name(&v.YesNo[i])
	}
	return nil
}

func tableQuery(v dashboardView) url.Values {
	q := url.Values{"format": {"csv"}}
	for _, f := range v.Filter {
		if f.Value != "" {
			q.Set(f.Name, f.Value)
		}
	}
	for name, value := range map[string]string{"from": v.From, "to": v.To} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if v.Imported {
		q.Set("imported", "true")
	}
	if v.Working {
		q.Set("days", "working")
	}
	return q
}

// draw words the figures and draws the pictures.
func (v *dashboardView) draw(person func(id string) string) {
	for _, f := range v.Figures {
		v.Tiles = append(v.Tiles, tile(f))
	}
	v.drawMonths()
	for _, g := range []struct {
		by    funnel.Dimension
		title string
	}{{funnel.ByDepartment, "department"}, {funnel.ByLevel, "level"}, {funnel.ByHiringManager, "hiring manager"}, {funnel.ByPlace, "place"}} {
		name := func(key string) string { return key }
		if g.by == funnel.ByHiringManager {
			name = person
		}
		if p, ok := v.byGroup(g.by, g.title, name); ok {
			v.Groups = append(v.Groups, p)
		}
	}
	v.Reasons = reasons(v.Figure("decline_rate"))
	for _, s := range v.Declines {
		if len(v.Segments) < mostSegments && number(*cmp.Or(s.Declined.Value, &zero)) > number(*cmp.Or(s.RestDeclined.Value, &zero)) {
			v.Segments = append(v.Segments, segment(s, person))
		}
	}
	rules, clauses := legalTable{Head: "Rule"}, legalTable{Head: "Clause"}
	for _, l := range v.Figure("legal_time").Lines {
		if strings.HasPrefix(l.ID, "rule:") {
			rules.Lines = append(rules.Lines, l)
		} else {
			clauses.Lines = append(clauses.Lines, l)
		}
	}
	for _, t := range []legalTable{rules, clauses} {
		if len(t.Lines) > 0 {
			v.Legal = append(v.Legal, t)
		}
	}
	v.Table = v.allFigures(person)
}

// mostSegments is how many of the groups compared the page shows; zero stands for a rate that is not shown.
const mostSegments = 5

var zero funnel.Decimal = "0"

// tile puts a figure into words.
func tile(f funnel.Figure) figureView {
	out := figureView{Figure: f, Text: "-", Detail: fraction(f.Value)}
	if f.Value.Value != nil {
		out.Text = amount(f.Unit, *f.Value.Value)
	}
	switch {
	case f.Low != nil:
		out.Detail += ", 95 of 100: " + span(f.Value)
	case f.P75 != nil:
		out.Detail += ", p75 " + string(*f.P75) + ", p90 " + string(*f.P90)
		if f.Gross != nil {
			out.Detail += "; with stopped time " + string(*f.Gross.Median) + ", p75 " + string(*f.Gross.P75) + ", p90 " + string(*f.Gross.P90)
		}
	}
	for _, l := range f.Lines {
		out.Parts = append(out.Parts, part(f.Unit, l))
	}
	if p := f.Previous; p != nil && p.Value != nil {
		out.Previous = "the period before: " + amount(f.Unit, *p.Value) + " (" + fraction(*p) + ")"
	}
	return out
}

// part is a line of a figure in words.
func part(unit string, l funnel.Line) partView {
	p := partView{Title: l.Title, Value: "-", Of: fraction(l.Value)}
	if l.Of != "" {
		p.Of += " " + l.Of
	}
	if l.Value.Value != nil {
		p.Value = amount(unit, *l.Value.Value)
	}
	if l.P75 != nil {
		p.Upper = "p75 " + string(*l.P75) + ", p90 " + string(*l.P90)
	}
	if l.Share != nil {
		p.Upper = percent(*l.Share) + " % of the declined"
	}
	return p
}

func amount(unit string, d funnel.Decimal) string {
	switch unit {
	case "rate":
		return percent(d) + " %"
	case "days":
		return string(d) + " days"
	case "per_hundred":
		return string(d) + " of 100"
	}
	return string(d)
}

func fraction(v funnel.Value) string {
	return strconv.Itoa(v.Numerator) + " of " + strconv.Itoa(v.Denominator)
}

func span(v funnel.Value) string {
	if v.Low == nil {
		return ""
	}
	return percent(*v.Low) + " to " + percent(*v.High) + " %"
}

func percent(d funnel.Decimal) string { return strconv.Itoa(int(math.Round(100 * number(d)))) }

func number(d funnel.Decimal) float64 {
	x, _ := strconv.ParseFloat(string(d), 64) // the report writes numbers
	return x
}

// rateBar is a rate as a bar; without enough offers there is none.
func rateBar(label string, v funnel.Value) (chart.Bar, pictureRow) {
	b := chart.Bar{Label: label, Value: -1, Text: "too few (" + fraction(v) + ")"}
	row := pictureRow{Label: label, Value: "-", Of: fraction(v), Interval: span(v)}
	if v.Value != nil {
		row.Value = percent(*v.Value) + " %"
		b.Value, b.Low, b.High, b.Text = number(*v.Value), number(*v.Low), number(*v.High), row.Value+", "+fraction(v)
	}
	return b, row
}

func (v *dashboardView) drawMonths() {
	accepted := chart.Bars{ID: "months", Title: "Acceptance rate by month", Max: 1, Description: "The same numbers stand in the table below."}
	days := chart.Bars{ID: "months-days", Title: "Days from the verbal offer to the letter, by month", Description: accepted.Description}
	rates := picture{Title: accepted.Title, Head: "Month"}
	waits := picture{Title: days.Title, Head: "Month"}
	for _, m := range v.Report.Months {
		label := m.Month
		if m.Imported {
			label += " (imported)"
		}
		b, row := rateBar(label, m.Accepted)
		b.Hatched = m.Imported
		accepted.Rows, rates.Rows = append(accepted.Rows, b), append(rates.Rows, row)
		d := chart.Bar{Label: label, Value: -1, Text: "too few (" + strconv.Itoa(m.ToWritten.Numerator) + ")", Hatched: m.Imported}
		wait := pictureRow{Label: label, Value: "-", Of: fraction(m.ToWritten)}
		if m.ToWritten.Value != nil {
			wait.Value = string(*m.ToWritten.Value) + " days"
			d.Value, d.Text = number(*m.ToWritten.Value), wait.Value
			days.Max = max(days.Max, d.Value)
		}
		days.Rows, waits.Rows = append(days.Rows, d), append(waits.Rows, wait)
	}
	if len(v.Report.Months) == 0 {
		return
	}
	rates.SVG, waits.SVG = accepted.SVG(), days.SVG()
	v.Months = []picture{rates, waits}
}

// mostGroups is how many groups a picture shows: those with the most offers.
const mostGroups = 15

// byGroup draws the acceptance rate by one dimension; false when there is one group or none. Groups that decline clearly
// more often than the others are marked.
func (v *dashboardView) byGroup(by funnel.Dimension, title string, name func(string) string) (picture, bool) {
	var groups []funnel.Group
	for _, g := range v.Figure("acceptance_rate").Groups {
		if g.By == by && g.Key != "" {
			groups = append(groups, g)
		}
	}
	if len(groups) < 2 {
		return picture{}, false
	}
	slices.SortStableFunc(groups, func(a, b funnel.Group) int { return b.Denominator - a.Denominator })
	groups = groups[:min(mostGroups, len(groups))]
	bars := chart.Bars{ID: "by-" + string(by), Title: "Acceptance rate by " + title, Max: 1, Description: "The same numbers stand in the table below."}
	bars.ID = strings.ReplaceAll(bars.ID, "_", "-")
	p := picture{Title: bars.Title, Head: sentence(title)}
	for _, g := range groups {
		b, row := rateBar(name(g.Key), g.Value)
		b.Mark = slices.ContainsFunc(v.Declines, func(s funnel.Segment) bool {
			return s.StandsOut && len(s.By) == 1 && s.By[0] == by && s.Key[0] == g.Key
		})
		bars.Rows, p.Rows = append(bars.Rows, b), append(p.Rows, row)
	}
	p.SVG = bars.SVG()
	return p, true
}

// reasons draws why candidates said no.
func reasons(f funnel.Figure) picture {
	bars := chart.Bars{ID: "reasons", Title: "Declined, by reason", Description: "The same numbers stand in the table below."}
	p := picture{Title: bars.Title, Head: "Reason"}
	for _, l := range f.Lines {
		if l.ID == "accepted" || l.Of != "" || l.Numerator == 0 {
			continue
		}
		b, row := rateBar(l.Title, l.Value)
		if l.Value.Value != nil { // most reasons are a few of a hundred
			row.Value = strconv.FormatFloat(100*number(*l.Value.Value), 'f', 1, 64) + " %"
			b.Text = row.Value + ", " + fraction(l.Value)
		}
		b.Low, b.High = 0, 0
		bars.Max = max(bars.Max, b.Value)
		bars.Rows, p.Rows = append(bars.Rows, b), append(p.Rows, row)
	}
	if len(bars.Rows) > 0 {
		p.SVG = bars.SVG()
	}
	return p
}

func segment(s funnel.Segment, person func(string) string) segmentView {
	keys := slices.Clone(s.Key)
	for i, by := range s.By {
		if by == funnel.ByHiringManager || by == funnel.ByRecruiter {
			keys[i] = person(keys[i])
		}
	}
	v := segmentView{Segment: s, Name: strings.Join(keys, ", ")}
	v.Accepted, v.Rest, v.P = rateText(s.Accepted), rateText(s.RestAccepted), "under 0.0001"
	if p := number(s.Corrected); p >= 0.0001 {
		v.P = strconv.FormatFloat(p, 'f', 4, 64)
	}
	var why []string
	for _, r := range s.Reasons[:min(3, len(s.Reasons))] {
		why = append(why, strings.ToLower(r.Title)+" "+strconv.Itoa(r.Numerator))
	}
	v.Why = strings.Join(why, ", ")
	return v
}

func rateText(v funnel.Value) string {
	if v.Value == nil {
		return fraction(v)
	}
	return percent(*v.Value) + " % (" + fraction(v) + ")"
}
