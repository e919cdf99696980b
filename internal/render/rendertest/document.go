package rendertest

import (
	"os"
	"strings"

	"pgregory.net/rapid"

	"verbatim/internal/cal"
	"verbatim/internal/letter"
	"verbatim/internal/terms"
)

// Count is how many generated documents a test looks at: 5,000 when VERBATIM_LONG is set, 250 otherwise.
func Count() int {
	if os.Getenv("VERBATIM_LONG") != "" {
		return 5000
	}
	return 250
}

// Document is a generator of documents.
func Document() *rapid.Generator[letter.Document] {
	return rapid.Custom(func(t *rapid.T) letter.Document {
		d := letter.Document{
			ID: "letter", Title: "Offer to " + name(t), Subject: "Your offer", Language: rapid.SampledFrom([]string{"en-US", "en-GB", "de-DE", "fr-FR"}).Draw(t, "language"),
			Date: cal.MustDate("2026-10-12"), Number: rapid.IntRange(1, 40).Draw(t, "number"), Page: page(t),
		}
		if rapid.Bool().Draw(t, "address") {
			d.Blocks = append(d.Blocks, address(t, d.Page.Window))
		}
		for range rapid.IntRange(0, 40).Draw(t, "blocks") {
			d.Blocks = append(d.Blocks, block(t))
		}
		if rapid.Bool().Draw(t, "signed") {
			d.Blocks = append(d.Blocks, letter.Block{Kind: letter.Closing, Runs: runs(t, 3)}, signature(t))
		}
		return d
	})
}

var words = strings.Fields(`offer salary the of and to you will be paid Company employment 185,000.00 $20,000.00 £68,400 12 %
	Łukasiewicz Müller-Ørsted O’Brien Şimşek Dvořák Ştefăniță Nguyễn Ελένη Щербаков notwithstanding responsibilities “Company” (a) 1.5 — – WAVE
	https://example.com/a/very/long/path/without/any/spaces/in/it Donaudampfschifffahrtsgesellschaftskapitänspatent`)

func name(t *rapid.T) string {
	return rapid.SampledFrom([]string{"Zoë Łukasiewicz", "Mary Smith", "Çağla Şimşek", "Nguyễn Thị Ánh", "Ελένη Παπαδοπούλου", strings.Repeat("Maximiliana ", 12)}).Draw(t, "name")
}

// phrase is up to most words; now and then one of 300 characters without a break.
func phrase(t *rapid.T, most int) string {
	if rapid.IntRange(0, 40).Draw(t, "odd") == 0 {
		return strings.Repeat(rapid.SampledFrom([]string{"x", "W", "Ş", "\u00A0a"}).Draw(t, "letter"), 300)
	}
	n := rapid.IntRange(1, most).Draw(t, "words")
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), n, n).Draw(t, "phrase"), " ")
}

func runs(t *rapid.T, most int) []letter.Run {
	out := make([]letter.Run, rapid.IntRange(0, 4).Draw(t, "runs"))
	for i := range out {
		out[i] = letter.Run{Text: phrase(t, most) + rapid.SampledFrom([]string{"", " ", "\n"}).Draw(t, "end"), Bold: rapid.Bool().Draw(t, "bold"), Italic: rapid.Bool().Draw(t, "italic")}
		switch rapid.IntRange(0, 9).Draw(t, "sort") {
		case 0:
			out[i].Href = "https://example.com/policy"
		case 1:
			out[i].Terms = []terms.Pointer{"/terms/base_pay"}
		}
	}
	return out
}

func page(t *rapid.T) letter.Page {
	p := letter.Page{
		Paper: rapid.SampledFrom([]letter.Paper{letter.A4, letter.Letter}).Draw(t, "paper"), PageWords: "Page %d of %d", Running: "Offer · " + name(t),
		Window:     rapid.SampledFrom([]letter.Window{letter.NoWindow, letter.NoWindow, letter.DIN5008B, letter.US10, letter.UKDL}).Draw(t, "window"),
		Letterhead: letter.Letterhead{Name: "Norden & Søn Analytics Ltd"}, Footer: rapid.SampledFrom([]string{"", "Registered in England", strings.Repeat("Registered office and directors. ", 12)}).Draw(t, "footer"),
		Marking: rapid.SampledFrom([]string{"", "", "CONFIDENTIAL", "CONFIDENTIAL: for the addressee and nobody else whatsoever"}).Draw(t, "marking"),
	}
	if rapid.Bool().Draw(t, "lines") {
		p.Letterhead.Lines = []string{"14 Ropemaker’s Yard, Bristol BS1 6XN", "people@norden-soen.example"}
	}
	if rapid.IntRange(0, 3).Draw(t, "mark") == 0 {
		p.Mark, p.MarkWords = letter.Test, "TEST"
	}
	return p
}

func address(t *rapid.T, w letter.Window) letter.Block {
	most := 5
	if w == letter.NoWindow {
		most = 40
	}
	b := letter.Block{Kind: letter.Address}
	for range rapid.IntRange(1, most).Draw(t, "lines") {
		b.Lines = append(b.Lines, rapid.SampledFrom([]string{"Zoë Łukasiewicz", "Flat 3, 27 Çelebi Court", "Bristol BS7 8NU"}).Draw(t, "line"))
	}
	return b
}

func block(t *rapid.T) letter.Block {
	b := letter.Block{Kind: rapid.SampledFrom([]letter.Kind{
		letter.DateLine, letter.SubjectLine, letter.Salutation, letter.Heading, letter.Heading, letter.Paragraph, letter.Paragraph, letter.Paragraph, letter.Paragraph, letter.List,
		letter.TableBlock, letter.Enclosures, letter.Acceptance, letter.Disclosure, letter.ThematicGap, letter.PageBreak,
	}).Draw(t, "kind")}
	switch b.Kind {
	case letter.List, letter.Enclosures:
		b.Ordered = rapid.Bool().Draw(t, "ordered")
		b.Items = items(t, 1)
	case letter.TableBlock:
		b.Table = table(t)
	case letter.Heading:
		b.Level, b.Runs = rapid.IntRange(2, 3).Draw(t, "level"), runs(t, 6)
	case letter.PageBreak, letter.ThematicGap:
	default:
		b.Runs = runs(t, 60)
	}
	if rapid.IntRange(0, 5).Draw(t, "foreign") == 0 {
		b.Language = "fr-FR"
	}
	return b
}

func items(t *rapid.T, depth int) []letter.Item {
	out := make([]letter.Item, rapid.IntRange(0, 6).Draw(t, "items"))
	for i := range out {
		out[i].Runs = runs(t, 20)
		if depth < 3 && rapid.IntRange(0, 4).Draw(t, "nested") == 0 {
			out[i].Items = items(t, depth+1)
		}
	}
	return out
}

func table(t *rapid.T) *letter.Table {
	tb := &letter.Table{RowHeader: rapid.Bool().Draw(t, "row header")}
	if rapid.Bool().Draw(t, "caption") {
		tb.Caption = phrase(t, 6)
	}
	n := rapid.IntRange(1, 6).Draw(t, "columns")
	for range n {
		tb.Columns = append(tb.Columns, letter.Column{Head: runs(t, 2), Right: rapid.Bool().Draw(t, "right"), Width: rapid.SampledFrom([]int{0, 0, 0, 20, 50}).Draw(t, "width")})
	}
	for range rapid.IntRange(0, 30).Draw(t, "rows") {
		row := make([]letter.Cell, n)
		for j := range row {
			row[j].Runs = runs(t, 5)
		}
		tb.Rows = append(tb.Rows, row)
	}
	return tb
}

func signature(t *rapid.T) letter.Block {
	s := &letter.Signature{Intro: runs(t, 20)}
	for range rapid.IntRange(1, 5).Draw(t, "parties") {
		s.Parties = append(s.Parties, letter.Signer{
			Heading: phrase(t, 4), Name: name(t), Title: rapid.SampledFrom([]string{"", "Chief People Officer", phrase(t, 8)}).Draw(t, "title"),
			Fields: rapid.SampledFrom([][]string{nil, {"Signature"}, {"Signature", "Date"}, {"Signature", "Date", "Place"}}).Draw(t, "fields"),
		})
	}
	return letter.Block{Kind: letter.SignBlock, Signature: s}
}
