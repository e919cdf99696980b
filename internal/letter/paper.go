package letter

import (
	"slices"

	"verbatim/internal/clause"
	"verbatim/internal/terms"
)

// paper is one document while it is being written.
type paper struct {
	Paperwork
	facts    clause.Facts
	layout   *clause.Layout
	winners  map[string][]winner // by group
	laid     map[string][]clause.Laid
	document Document
	claims   [][]clause.Claim // by block of the document
}

func (a *assembler) newPaper(id string, work Paperwork, facts clause.Facts) (*paper, error) {
	l, err := clause.NewLayout(facts, a.language())
	if err != nil {
		return nil, err
	}
	return &paper{
		Paperwork: work, facts: facts, layout: l, winners: map[string][]winner{}, laid: map[string][]clause.Laid{},
		document: Document{ID: id, Language: a.language(), Date: a.LetterDate, Number: a.Number},
	}, nil
}

// groups lists the groups of a paper in order.
func (p *paper) groups() (out []Group) {
	for _, s := range p.Sections {
		out = append(out, s.Groups...)
	}
	return out
}

// contest finds the winners of each group.
func (a *assembler) contest(p *paper) error {
	for _, g := range p.groups() {
		ws, faults, err := a.choose.winners(g, p.layout)
		if err != nil {
			return err
		}
		a.faults = append(a.faults, faults...)
		p.winners[g.ID] = ws
		for _, w := range ws {
			if !slices.Contains(a.out.Clauses, w.version) {
				a.out.Clauses = append(a.out.Clauses, w.version)
			}
		}
	}
	return nil
}

// lay lays out the winners of the groups that carry terms, or of those that repeat them.
func (a *assembler) lay(p *paper, repeats bool) error {
	for _, g := range p.groups() {
		if g.Repeats != repeats {
			continue
		}
		l := p.layout
		if repeats {
			l = l.Repeat(a.out.Printed)
		}
		for _, w := range p.winners[g.ID] {
			position := a.place[w.version.ID]
			if position == "" {
				position = clause.Standard
			}
			laid, faults, err := l.Lay(w.version, position, w.item)
			if err != nil {
				return err
			}
			a.faults = append(a.faults, faults...)
			a.record(laid)
			p.laid[g.ID] = append(p.laid[g.ID], laid)
		}
	}
	return nil
}

// record keeps what a laid-out clause prints and states.
func (a *assembler) record(l clause.Laid) {
	by := l.Version.Ref()
	for _, b := range l.Blocks {
		a.print(b.Claims, by)
	}
	a.out.States = append(a.out.States, l.States...)
}

// print adds to the printed set; the first that prints a term is named for it.
func (a *assembler) print(claims []clause.Claim, by string) {
	for _, c := range claims {
		if _, known := a.out.Printed[c.Term]; !known {
			a.out.Printed[c.Term] = by
		}
	}
}

// add appends a block with the terms that it prints.
func (p *paper) add(b Block, claims []clause.Claim) {
	p.document.Blocks = append(p.document.Blocks, b)
	p.claims = append(p.claims, claims)
}

// section adds what the groups of a section print, below its heading.
func (p *paper) section(s Section) {
	level := 2
	headed := s.Heading == ""
	for _, g := range s.Groups {
		for _, l := range p.laid[g.ID] {
			if len(l.Blocks) == 0 {
				continue
			}
			if !headed {
				p.add(Block{Kind: Heading, Level: level, Runs: []Run{{Text: s.Heading}}}, nil)
				headed, level = true, level+1
			}
			p.clause(l, level, g.Repeats)
		}
	}
}

// clause adds a laid-out clause. Lists and tables of neighbouring items become one.
func (p *paper) clause(l clause.Laid, level int, repeats bool) {
	from := &Source{Clause: string(l.Version.ID), Version: l.Version.Number, Position: l.Position, Item: l.Item, Family: l.Version.Family}
	if l.Version.Title != "" {
		if !p.continues(from) {
			p.add(Block{Kind: Heading, Level: level, Runs: []Run{{Text: l.Version.Title}}, Source: from}, nil)
		}
		level++
	}
	for i, b := range l.Blocks {
		block := BlockOf(b, level)
		block.Source = from
		if i == 0 && p.join(block, b.Claims, repeats) {
			continue
		}
		p.add(block, b.Claims)
	}
}

// continues says whether the last block is of the same clause, for another item.
func (p *paper) continues(s *Source) bool {
	n := len(p.document.Blocks)
	if n == 0 {
		return false
	}
	last := p.document.Blocks[n-1].Source
	return last != nil && last.Clause == s.Clause && (last.Item != s.Item || s.Item == "")
}

// join lengthens the last block by a list of the same clause, or by a table with the same columns in a group that
// repeats.
func (p *paper) join(b Block, claims []clause.Claim, repeats bool) bool {
	n := len(p.document.Blocks)
	if n == 0 || p.document.Blocks[n-1].Kind != b.Kind || p.document.Blocks[n-1].Source == nil {
		return false
	}
	last := &p.document.Blocks[n-1]
	switch {
	case b.Kind == List && last.Source.Clause == b.Source.Clause && last.Ordered == b.Ordered:
		last.Items = append(last.Items, b.Items...)
	case b.Kind == TableBlock && (repeats || last.Source.Clause == b.Source.Clause) && sameColumns(last.Table, b.Table):
		last.Table.Rows = append(last.Table.Rows, b.Table.Rows...)
	default:
		return false
	}
	whole := *last.Source
	whole.Item = ""
	last.Source = &whole
	p.claims[n-1] = append(p.claims[n-1], claims...)
	return true
}

func sameColumns(a, b *Table) bool {
	return slices.EqualFunc(a.Columns, b.Columns, func(x, y Column) bool { return RunsText(x.Head) == RunsText(y.Head) && x.Right == y.Right })
}

// BlockOf turns a clause's block into a letter's; level is that of a heading at the top of the clause.
func BlockOf(b clause.Block, level int) Block {
	out := Block{Runs: runsOf(b.Runs), Ordered: b.Ordered, Items: itemsOf(b.Items)}
	switch b.Kind {
	case clause.Heading:
		out.Kind, out.Level = Heading, min(level+b.Level-1, 3)
	case clause.List:
		out.Kind = List
	case clause.Table:
		out.Kind, out.Table = TableBlock, tableOf(b.Table)
	default:
		out.Kind = Paragraph
	}
	return out
}

func runsOf(runs []clause.Run) []Run {
	if len(runs) == 0 {
		return nil
	}
	out := make([]Run, 0, len(runs))
	for _, r := range runs {
		out = append(out, Run{Text: r.Text, Bold: r.Bold, Italic: r.Italic, Href: r.Href, Terms: slices.Clone(r.Terms)})
	}
	return out
}

func itemsOf(lines []clause.Line) []Item {
	var out []Item
	for _, l := range lines {
		out = append(out, Item{Runs: runsOf(l.Runs), Items: itemsOf(l.Items)})
	}
	return out
}

// tableOf makes the first cell of each row its header where the table has more than one column.
func tableOf(g *clause.Grid) *Table {
	t := &Table{RowHeader: len(g.Head) > 1}
	for i, h := range g.Head {
		t.Columns = append(t.Columns, Column{Head: runsOf(h), Right: i < len(g.Right) && g.Right[i]})
	}
	for _, row := range g.Rows {
		var cells []Cell
		for _, c := range row {
			cells = append(cells, Cell{Runs: runsOf(c)})
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// itemPointer is the pointer of an item of a list.
func itemPointer(list terms.Pointer, id terms.ID) terms.Pointer { return list.Child(string(id)) }
