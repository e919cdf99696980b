package openapi

import (
	"strings"

	"verbatim/internal/funnel"
)

// Figures writes how every figure is computed, and what its edge cases count as, for readers.
func Figures() []byte {
	var b strings.Builder
	b.WriteString("# The figures of the offer process\n\nMade from `internal/funnel`: do not edit. A server shows the same at `/docs/figures`, and gives each figure with its formula " +
		"(`GET /v1/metrics/offers`, the dashboard). Everything is computed from the log of events alone, which `verbatim export events` writes, so that anybody can compute it again; [README.md](README.md) says how the log goes into a warehouse.\n\n" +
		"Rates have a 95 % Wilson interval; quantiles interpolate linearly between order statistics (Hyndman and Fan 1996, type 7: `percentile_cont` in SQL); " +
		"days are 24 hours and shown with one digit. V is the first verbal offer (`verbal.offered`, or `facts.agreed.at` of the first `handoff.received`), " +
		"W the first `offer.issued`, A the last of the answers `offer.accepted`, `offer.declined`, `offer.expired`.\n\n" +
		"| figure | id | in | formula |\n|---|---|---|---|\n")
	row := func(cells ...string) {
		for i, c := range cells {
			cells[i] = strings.ReplaceAll(c, "|", `\|`)
		}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	for _, d := range funnel.Definitions() {
		row(d.Title, "`"+d.ID+"`", d.Unit, d.Formula)
	}
	b.WriteString("\n## What could be counted in more than one way\n\nEach has a test (`TestEdgeCases`). Figures 1 to 7 are the first seven above.\n\n| what happens | counts as |\n|---|---|\n")
	for _, c := range funnel.EdgeCases() {
		row(c.Case, c.Counts)
	}
	return []byte(b.String())
}
