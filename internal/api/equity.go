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

func equityRoutes() []Route {
	return []Route{{
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
