package render

import (
	"strings"

	"verbatim/internal/letter"
	"verbatim/internal/render/layout"
)

// Redline gives a redline as data: each block that has text, with what came and went since Job.Against. Without an
// earlier version everything is kept.
func (r *Renderer) Redline(job Job) ([]letter.EditedBlock, error) {
	changes, err := job.compare()
	if err != nil {
		return nil, err
	}
	out := []letter.EditedBlock{}
	for i := range job.Document.Blocks {
		b := &job.Document.Blocks[i]
		e := editor{changes: changes}
		e.block(b)
		if len(e.edits) == 0 {
			continue
		}
		edited := letter.EditedBlock{Kind: b.Kind, Edits: e.edits}
		if b.Source != nil {
			edited.Clause, edited.Item = b.Source.Clause, b.Source.Item
		}
		out = append(out, edited)
	}
	return out, nil
}

// editor collects the runs of one block as edits; neighbours of one kind are joined.
type editor struct {
	changes map[*letter.Run]layout.Change
	edits   []letter.Edit
	parts   int
}

var editOf = [...]letter.Op{layout.Same: letter.Keep, layout.Added: letter.Insert, layout.Gone: letter.Delete}

func (e *editor) block(b *letter.Block) {
	e.part(b.Runs)
	if len(b.Lines) > 0 {
		e.part(oneRun(strings.Join(b.Lines, "\n")))
	}
	e.items(b.Items)
	if t := b.Table; t != nil {
		e.part(oneRun(t.Caption))
		for i := range t.Columns {
			e.part(t.Columns[i].Head)
		}
		for _, row := range t.Rows {
			for i := range row {
				e.part(row[i].Runs)
			}
		}
	}
	if b.Signature != nil {
		e.part(oneRun(signText(b.Signature)))
	}
}

func (e *editor) items(items []letter.Item) {
	for i := range items {
		e.part(items[i].Runs)
		e.items(items[i].Items)
	}
}

// part adds one cell, item or paragraph.
func (e *editor) part(runs []letter.Run) {
	if plain(runs) == "" {
		return
	}
	if e.parts++; e.parts > 1 {
		e.add(letter.Keep, "\n")
	}
	for i := range runs {
		e.add(editOf[e.changes[&runs[i]]], runs[i].Text)
	}
}

func (e *editor) add(op letter.Op, text string) {
	if n := len(e.edits); n > 0 && e.edits[n-1].Op == op {
		e.edits[n-1].Text += text
	} else if text != "" {
		e.edits = append(e.edits, letter.Edit{Op: op, Text: text})
	}
}
