package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"net/http"
	"strconv"

	"verbatim/internal/auth"
	"verbatim/internal/funnel"
)

// maxAttributes is how large a file of attributes may be, in bytes: about 70,000 lines.
const maxAttributes = 4 << 20

func equityRoutes() []Route {
	return []Route{{
		Method: http.MethodPost, Path: "/v1/metrics/equity", Operation: auth.MeasureEquityBy, Tag: "metrics",
		Summary: "Review how pay stands in its bands by attributes of your own",
		Text: "A CSV file of offer,attribute,value: the offer by its id or by the application that it came from, at most 10 attributes, such as from a voluntary survey. Nothing of it is kept. " +
			"Lines of under 8 offers stand among the others of their attribute and counts are rounded to 5, as in the review without it; confidential offers do not count. Only for roles that read every other offer, since who makes the groups could draw one around an offer.",
		Query:   []Parameter{{Name: "format", Text: "csv gives one line for each group.", Allowed: []string{"json", "csv"}}},
		Accepts: []string{"text/csv"}, MaxFile: maxAttributes, Response: funnel.Equity{}, Media: []string{mediaCSV}, Success: []int{http.StatusOK}, handle: measureEquityBy,
	}, {
		Method: http.MethodGet, Path: "/v1/metrics/equity", Operation: auth.MeasureEquity, Tag: "metrics",
		Summary: "Review how offered and accepted pay stands in its bands, by level, department and place",
		Text: "The last eight quarters that are over, each with the letters first issued in it and those accepted in it. There is no filter: lines of under 8 " +
			"offers stand among the others of their dimension, and counts are rounded to 5, so that no subtraction singles anybody out.",
		Query:    []Parameter{{Name: "format", Text: "csv gives one line for each group.", Allowed: []string{"json", "csv"}}},
		Response: funnel.Equity{}, Media: []string{mediaCSV}, Success: []int{http.StatusOK}, handle: measureEquity,
	}}
}

func measureEquity(ctx context.Context, a *API, c *call) (reply, error) {
	e, err := a.Desk.Equity(ctx, c.by)
	return c.equity(e, err)
}

func measureEquityBy(ctx context.Context, a *API, c *call) (reply, error) {
	supplied, err := funnel.ReadSupplied(c.body)
	if err != nil {
		return reply{}, err
	}
	e, err := a.Desk.EquityBy(ctx, c.by, supplied)
	return c.equity(e, err)
}

// equity answers with a review in the format that was asked for.
func (c *call) equity(e funnel.Equity, err error) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	if c.query.Get("format") == "csv" {
		return reply{status: http.StatusOK, bytes: equityCSV(e), media: mediaCSV}, nil
	}
	return ok(e)
}

// equityCSV gives the review as a table: a line for each quarter, part and group that is shown.
func equityCSV(e funnel.Equity) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	row := func(cells ...string) { _ = w.Write(cells) } // a bytes.Buffer takes everything
	row("quarter", "part", "by", "key", "others", "offers", "below_band", "lower_half", "upper_half", "above_band")
	table := func(quarter, part string, t *funnel.PayTable) {
		if t == nil {
			return
		}
		for _, l := range append([]funnel.PayLine{t.All}, t.Groups...) {
			row(quarter, part, string(l.By), plainCell(l.Key), strconv.FormatBool(l.Others), strconv.Itoa(l.Offers), strconv.Itoa(l.Below),
				strconv.Itoa(l.Low), strconv.Itoa(l.High), strconv.Itoa(l.Above))
		}
	}
	for _, q := range e.Quarters {
		table(q.Quarter, "offered", q.Offered)
		table(q.Quarter, "accepted", q.Accepted)
	}
	w.Flush()
	return out.Bytes()
}
