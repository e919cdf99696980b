package render_test

import (
	"strings"

	"verbatim/internal/digest"
	"verbatim/internal/letter"
	"verbatim/internal/render"
)

// variants are letters of every kind of layout, by name.
func variants() map[string]render.Job {
	out := map[string]render.Job{}
	add := func(name string, change func(*render.Job)) {
		job := sampleJob()
		job.Lock = digest.Of([]byte(name))
		change(&job)
		out[name] = job
	}
	add("us", func(*render.Job) {})
	add("us window", func(j *render.Job) { window(j, letter.Letter, letter.US10) })
	add("german", func(j *render.Job) {
		window(j, letter.A4, letter.DIN5008B)
		j.Document.Language, j.Document.Page.PageWords = "de-DE", "Seite %d von %d"
		j.Document.Page.Footer = "Norden & Søn Analytics GmbH · Ropemakerstraße 14 · 10115 Berlin · Sitz der Gesellschaft: Berlin\nAmtsgericht Berlin (Charlottenburg), HRB 000000 B · Geschäftsführung: Håkon Bjørnstad, Maëlle Kowalczyk-Ångström · USt-IdNr. DE000000000"
	})
	add("british", func(j *render.Job) { window(j, letter.A4, letter.UKDL) })
	add("marked", func(j *render.Job) {
		j.Document.Page.Mark, j.Document.Page.MarkWords, j.Copy = letter.Test, "TEST, not an offer", "COPY"
		j.Document.Page.Marking = "CONFIDENTIAL"
	})
	add("names", func(j *render.Job) {
		j.Document.Blocks[1].Lines = []string{"Nguyễn Thị Ánh Nguyệt", "Ţurcanu Ştefăniță", "Ελένη Παπαδοπούλου", "Александр Щербаков-Їжак", "Þórdís Kolbrún Reykfjörð Gylfadóttir"}
	})
	add("long table", func(j *render.Job) { j.Document.Blocks = append(j.Document.Blocks[:5:5], longTable(60)) })
	add("long words", func(j *render.Job) {
		j.Document.Blocks[4] = para(letter.Run{Text: strings.Repeat("Unbreakable", 28) + " then " + strings.Repeat("x", 300)}, bold(strings.Repeat("W", 200)))
	})
	add("signers", func(j *render.Job) { signers(&j.Document, 5) })
	add("empty", func(j *render.Job) { j.Document.Blocks = nil })
	return out
}

func window(j *render.Job, p letter.Paper, w letter.Window) {
	j.Document.Page.Paper, j.Document.Page.Window = p, w
	b := j.Document.Blocks
	b[0], b[1] = b[1], b[0] // the address comes before the date
}

func longTable(rows int) letter.Block {
	t := &letter.Table{Caption: "Vesting", Columns: []letter.Column{{Head: text("Date")}, {Head: text("Shares"), Right: true}, {Head: text("Note")}}, RowHeader: true}
	for range rows {
		t.Rows = append(t.Rows, cells("January 4, 2028", "1,250", "One forty-eighth of the grant, if you are employed on that day; none otherwise, and no part of it earlier than one year after your start."))
	}
	return letter.Block{Kind: letter.TableBlock, Table: t}
}

func signers(d *letter.Document, n int) {
	for i := range d.Blocks {
		if s := d.Blocks[i].Signature; s != nil {
			for len(s.Parties) < n {
				s.Parties = append(s.Parties, letter.Signer{Heading: "Also for the Company", Name: "Håkon Bjørnstad", Title: "Director of Platform Engineering and deputy head of the San Francisco office", Fields: []string{"Signature"}})
			}
		}
	}
}
