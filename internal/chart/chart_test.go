package chart_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbatim/internal/chart"
)

// TestWellFormed: whatever the labels hold, the picture is one element of well-formed XML, without script or style, that
// holds the texts.
func TestWellFormed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := chart.Bars{ID: "rate", Title: "Acceptance", Description: rapid.StringOf(printable).Draw(rt, "description"), Max: rapid.Float64Range(0, 10).Draw(rt, "max")}
		for range rapid.IntRange(0, 5).Draw(rt, "rows") {
			b.Rows = append(b.Rows, chart.Bar{
				Label: rapid.StringOfN(printable, 0, 20, -1).Draw(rt, "label"), Text: rapid.StringOfN(printable, 0, 20, -1).Draw(rt, "text"),
				Value: rapid.Float64Range(-1, 20).Draw(rt, "value"), High: rapid.Float64Range(0, 20).Draw(rt, "high"),
				Mark: rapid.Bool().Draw(rt, "mark"), Hatched: rapid.Bool().Draw(rt, "hatched"),
			})
		}
		texts, depth := "", 0
		for d := xml.NewDecoder(strings.NewReader(string(b.SVG()))); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				rt.Fatal(err)
			}
			switch x := token.(type) {
			case xml.StartElement:
				depth++
				for _, a := range x.Attr {
					if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
						rt.Fatalf("%s has %s", x.Name.Local, a.Name.Local)
					}
				}
			case xml.EndElement:
				depth--
			case xml.CharData:
				texts += string(x) + "\n"
			}
		}
		if depth != 0 || !strings.Contains(texts, b.Description) {
			rt.Fatalf("%d open elements, or the description is lost", depth)
		}
		for _, r := range b.Rows {
			if !strings.Contains(texts, r.Text) {
				rt.Fatalf("%q is lost", r.Text)
			}
		}
	})
}

var printable = rapid.SampledFrom([]rune(`abc <>&"'=/é中`))

// TestScale keeps bars inside of the scale.
func TestScale(t *testing.T) {
	svg := string(chart.Bars{ID: "x", Max: 1, Rows: []chart.Bar{{Label: "a", Value: 2}, {Label: "b", Value: 0.5, Low: 0.25, High: 0.75}, {Label: "none", Value: -1}}}.SVG())
	if !strings.Contains(svg, `width="310.0"`) || !strings.Contains(svg, `width="155.0"`) || strings.Count(svg, "chart-bar") != 2 || strings.Count(svg, "chart-interval") != 1 {
		t.Error(svg)
	}
}
