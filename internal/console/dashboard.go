package console

import (
	"context"

	"verbatim/internal/cal"
	"verbatim/internal/funnel"
)

// dashboardView is the figures of a period.
type dashboardView struct {
	funnel.Report
	From, To string
}

func showDashboard(ctx context.Context, c *Console, k *call) (reply, error) {
	v := dashboardView{From: k.URL.Query().Get("from"), To: k.URL.Query().Get("to")}
	q := funnel.Query{Now: c.Now()}
	for text, into := range map[string]**cal.Date{v.From: &q.From, v.To: &q.To} {
		if d, err := cal.ParseDate(text); err == nil {
			*into = &d
		}
	}
	var err error
	v.Report, err = c.Desk.Numbers(ctx, k.by, q)
	return reply{view: &view{Page: "dashboard", Title: wordDashboard, Nav: "dashboard", Data: v}}, err
}
