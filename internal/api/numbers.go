package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"net/http"
	"strconv"
	"time"

	"verbatim/internal/auth"
	"verbatim/internal/cal"
	"verbatim/internal/funnel"
)

func numberRoutes() []Route {
	query := []Parameter{
		{Name: "from", Text: "First day of the period, as 2026-01-31; no bound when absent."},
		{Name: "to", Text: "Last day of the period; no bound when absent."},
		{Name: "zone", Text: "Time zone of these days, as Europe/Berlin; when absent, that of the entities which the figures are about, or UTC where these have several."},
		{Name: "days", Text: "working counts days that are worked where the entities are, and Monday to Friday where these differ; calendar, when absent, counts all.", Allowed: []string{"calendar", "working"}},
		{Name: "group_by", Text: "Break the figures down by these alone; all of them when absent.", Allowed: dimensionNames(), Many: true},
		{Name: "imported", Text: "true counts offers that were imported from another system's history too.", Allowed: []string{"true", "false"}},
		{Name: "format", Text: "csv gives one line for each figure, with its formula, and for each of its lines and groups.", Allowed: []string{"json", "csv"}},
	}
	for _, d := range funnel.Dimensions() {
		query = append(query, Parameter{Name: string(d), Text: "Only offers with this " + string(d) + "; people are named by their ids."})
	}
	return []Route{{
		Method: http.MethodGet, Path: "/v1/metrics/offers", Operation: auth.MeasureOffers, Tag: "metrics",
		Summary: "Measure the offer process: acceptance, waiting, declines, rescissions",
		Text: "Each figure comes with its formula, numerator and denominator, overall and by group; rates with a 95 % interval (Wilson), days as " +
			"median, p75 and p90. Under 5 offers a figure gives its parts and no value. Everything is computed from the log of events.",
		Query: query, Response: funnel.Report{}, Media: []string{mediaCSV}, Success: []int{http.StatusOK}, handle: measureOffers,
	}}
}

const mediaCSV = "text/csv; charset=utf-8"

func dimensionNames() []string {
	var out []string
	for _, d := range funnel.Dimensions() {
		out = append(out, string(d))
	}
	return out
}

func measureOffers(ctx context.Context, a *API, c *call) (reply, error) {
	q, err := c.funnelQuery()
	if err != nil {
		return reply{}, err
	}
	report, err := a.Desk.Numbers(ctx, c.by, q)
	if err != nil {
		return reply{}, err
	}
	if c.query.Get("format") == "csv" {
		return reply{status: http.StatusOK, bytes: reportCSV(report), media: mediaCSV}, nil
	}
	return ok(report)
}

func (c *call) funnelQuery() (funnel.Query, error) {
	q := funnel.Query{Imported: c.query.Get("imported") == "true", Working: c.query.Get("days") == "working", Filter: map[funnel.Dimension]string{}}
	var err error
	if q.From, err = c.day("from"); err != nil {
		return q, err
	}
	if q.To, err = c.day("to"); err != nil {
		return q, err
	}
	if q.From != nil && q.To != nil && q.To.Before(*q.From) {
		return q, badParameter("the query parameter to must not be before from")
	}
	if name := c.query.Get("zone"); name != "" {
		if q.Zone, err = time.LoadLocation(name); err != nil || name == "Local" {
			return q, badParameter("the query parameter zone must be a time zone of the IANA list, as Europe/Berlin")
		}
	}
	for _, d := range funnel.Dimensions() {
		if v := c.query.Get(string(d)); v != "" {
			q.Filter[d] = v
		}
	}
	for _, d := range c.query["group_by"] {
		q.GroupBy = append(q.GroupBy, funnel.Dimension(d))
	}
	return q, nil
}

// day reads a civil date; nil when the parameter is absent.
func (c *call) day(name string) (*cal.Date, error) {
	if !c.query.Has(name) {
		return nil, nil
	}
	d, err := cal.ParseDate(c.query.Get(name))
	if err != nil {
		return nil, badParameter("the query parameter %s must be a day, as 2026-01-31", name)
	}
	return &d, nil
}

// reportCSV gives a report as a table: one line for each figure, each of its lines, and each group.
func reportCSV(r funnel.Report) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	row := func(cells ...string) { _ = w.Write(cells) } // a bytes.Buffer takes everything
	row("figure", "line", "by", "key", "unit", "value", "numerator", "denominator", "low", "high", "p75", "p90", "gross_median", "formula")
	for _, f := range r.Figures {
		value := func(line, by, key, formula string, v funnel.Value) {
			var gross *funnel.Decimal
			if v.Gross != nil {
				gross = v.Gross.Median
			}
			row(f.ID, line, by, key, f.Unit, cell(v.Value), strconv.Itoa(v.Numerator), strconv.Itoa(v.Denominator), cell(v.Low), cell(v.High), cell(v.P75), cell(v.P90), cell(gross), formula)
		}
		value("", "", "", f.Formula, f.Value)
		for _, l := range f.Lines {
			value(plainCell(l.ID), "", "", "", l.Value)
		}
		for _, g := range f.Groups {
			value("", string(g.By), plainCell(g.Key), "", g.Value)
		}
	}
	w.Flush()
	return out.Bytes()
}

func cell(d *funnel.Decimal) string {
	if d == nil {
		return ""
	}
	return string(*d)
}

// plainCell keeps a spreadsheet from taking a text for a formula.
func plainCell(s string) string {
	if s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@') {
		return "'" + s
	}
	return s
}
