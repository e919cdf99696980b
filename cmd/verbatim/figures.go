package main

import (
	"context"
	"database/sql"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"verbatim/internal/store"
)

// figures are the server's figures of its database: what waits, and how busy the connections are. They name no offer and
// no person.
type figures struct {
	reports store.Reports
	pools   func() map[string]sql.DBStats
	now     func() time.Time
}

const scrape = 5 * time.Second // for the database's share of one reading

var (
	figureUp       = describe("verbatim_database_up", "1 when the database answered the last reading of these figures.")
	figureOffers   = describe("verbatim_offers_open", "Offers in each state that is not final.", "state")
	figureUnplaced = describe("verbatim_events_unplaced", "Events that the sealer has still to give their place in the log.")
	figureHead     = describe("verbatim_log_position", "The last position of the log of events.")
	figureWaiting  = describe("verbatim_deliveries_waiting", "Webhook deliveries that wait for an attempt.")
	figureDead     = describe("verbatim_deliveries_dead", "Webhook deliveries that were given up.")
	figureLate     = describe("verbatim_delivery_late_seconds", "How long the delivery that is due the longest has been due.")
	figureOpen     = describe("verbatim_database_connections", "Open connections to the database.", "pool", "use")
	figureWaits    = describe("verbatim_database_waits_total", "Times that a call waited for a connection.", "pool")
	figureWaited   = describe("verbatim_database_wait_seconds_total", "Time that calls waited for a connection.", "pool")
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// Describe lists the figures.
func (f figures) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		figureUp, figureOffers, figureUnplaced, figureHead, figureWaiting, figureDead, figureLate, figureOpen, figureWaits, figureWaited,
	} {
		ch <- d
	}
}

// Collect reads them. While the database does not answer, only what the process knows is given.
func (f figures) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for name, s := range f.pools() {
		gauge(figureOpen, float64(s.InUse), name, "busy")
		gauge(figureOpen, float64(s.Idle), name, "idle")
		ch <- prometheus.MustNewConstMetric(figureWaits, prometheus.CounterValue, float64(s.WaitCount), name)
		ch <- prometheus.MustNewConstMetric(figureWaited, prometheus.CounterValue, s.WaitDuration.Seconds(), name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), scrape)
	defer cancel()
	b, err := f.reports.Backlog(ctx, f.now())
	if err != nil {
		gauge(figureUp, 0)
		return
	}
	gauge(figureUp, 1)
	for state, n := range b.Offers {
		gauge(figureOffers, float64(n), string(state))
	}
	gauge(figureUnplaced, float64(b.Unplaced))
	gauge(figureHead, float64(b.Head))
	gauge(figureWaiting, float64(b.Waiting))
	gauge(figureDead, float64(b.Dead))
	gauge(figureLate, b.Late.Seconds())
}
