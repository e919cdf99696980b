// Package chart owns pictures of figures: bars with their intervals, as SVG that is made on the server, reads in print and
// in black and white, and says to a screen reader what it shows. It knows nothing of what is counted. Colours come from the
// page's style sheet by class, so that the pictures follow light and dark and need no inline style.
package chart

import (
	"fmt"
	"html"
	"html/template"
	"strings"
)

// Bar is one row of a picture.
type Bar struct {
	Label string
	Text  string  // what stands behind the bar: the value in words
	Value float64 // on the scale of the picture; negative for none
	// Low and High are the ends of its interval; both zero for none.
	Low, High float64
	Mark      bool // stands out
	Hatched   bool // of another kind: imported
}

// Bars is a picture of horizontal bars.
type Bars struct {
	ID          string // unique on its page: letters, digits and dashes
	Title       string
	Description string  // the whole picture in a sentence, for a screen reader
	Max         float64 // the right end of the scale
	Rows        []Bar
}

// The measures of a picture, in units of its view box.
const (
	width     = 640
	rowHeight = 26
	barHeight = 14
	labelEnd  = 190 // labels end here, bars begin
	barsEnd   = 500 // the right end of the scale; texts follow
	charWidth = 8   // of a label, about
)

// SVG draws the picture. It is as wide as its place.
func (b Bars) SVG() template.HTML {
	var s strings.Builder
	height := rowHeight*len(b.Rows) + 6
	fmt.Fprintf(&s, `<svg class="chart" viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-text" xmlns="http://www.w3.org/2000/svg">`, width, height, esc(b.ID), esc(b.ID))
	fmt.Fprintf(&s, `<title id="%s-title">%s</title><desc id="%s-text">%s</desc>`, esc(b.ID), esc(b.Title), esc(b.ID), esc(b.Description))
	fmt.Fprintf(&s, `<defs><pattern id="%s-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="chart-hatch" width="3" height="6"/></pattern></defs>`, esc(b.ID))
	fmt.Fprintf(&s, `<line class="chart-axis" x1="%d" y1="0" x2="%d" y2="%d"/>`, labelEnd, labelEnd, height)
	for i, r := range b.Rows {
		b.row(&s, r, 3+i*rowHeight)
	}
	s.WriteString("</svg>")
	return template.HTML(s.String()) //nolint:gosec // every text went through esc
}

func (b Bars) row(s *strings.Builder, r Bar, top int) {
	middle := top + rowHeight/2
	class := "chart-bar"
	if r.Mark {
		class += " chart-mark"
	}
	fmt.Fprintf(s, `<text class="chart-label" x="%d" y="%d" text-anchor="end" dominant-baseline="central">%s</text>`, labelEnd-8, middle, esc(cut(r.Label, (labelEnd-8)/charWidth)))
	if r.Value >= 0 {
		fill := ""
		if r.Hatched {
			fill = fmt.Sprintf(` fill="url(#%s-hatch)"`, esc(b.ID))
			class = "chart-imported"
		}
		fmt.Fprintf(s, `<rect class="%s"%s x="%d" y="%d" width="%.1f" height="%d"/>`, class, fill, labelEnd, middle-barHeight/2, b.at(r.Value)-labelEnd, barHeight)
	}
	if r.High > 0 {
		fmt.Fprintf(s, `<path class="chart-interval" d="M%.1f %dH%.1fM%.1f %dv8M%.1f %dv8"/>`, b.at(r.Low), middle, b.at(r.High), b.at(r.Low), middle-4, b.at(r.High), middle-4)
	}
	fmt.Fprintf(s, `<text class="chart-value" x="%d" y="%d" dominant-baseline="central">%s</text>`, barsEnd+10, middle, esc(r.Text))
}

// at is where a value stands.
func (b Bars) at(v float64) float64 {
	if b.Max <= 0 {
		return labelEnd
	}
	return labelEnd + min(1, max(0, v/b.Max))*(barsEnd-labelEnd)
}

// cut shortens a label that is longer than n characters.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

func esc(s string) string { return html.EscapeString(s) }
