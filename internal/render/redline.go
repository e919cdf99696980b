package render

import (
	"strings"

	"verbatim/internal/letter"
	"verbatim/internal/render/layout"
)

// redlined is a document that shows what came and what went between two: the blocks of both in one order, with a mark for
// each run that is not in both.
type redlined struct {
	doc   letter.Document
	marks map[*letter.Run]layout.Change
}

// redline compares block by block and, within blocks that both have, word by word.
func redline(before, after *letter.Document) redlined {
	r := redlined{doc: *after, marks: map[*letter.Run]layout.Change{}}
	r.doc.Blocks = nil
	old, now := placesOf(before.Blocks), placesOf(after.Blocks)
	for _, p := range align(len(old), len(now), func(i, j int) bool { return old[i].meets(&now[j]) }) {
		switch {
		case p.after < 0:
			r.whole(before.Blocks[p.before], layout.Gone)
		case p.before < 0:
			r.whole(after.Blocks[p.after], layout.Added)
		default:
			r.both(&before.Blocks[p.before], &after.Blocks[p.after])
		}
	}
	return r
}

// place is what a block is recognised by in another letter.
type place struct {
	key
	n     int // among those with the same key
	words map[string]int
	total int
}

type key struct {
	kind         letter.Kind
	clause, item string
}

func placesOf(blocks []letter.Block) []place {
	out := make([]place, len(blocks))
	seen := map[key]int{}
	for i := range blocks {
		p := &out[i]
		p.kind = blocks[i].Kind
		if s := blocks[i].Source; s != nil {
			p.clause, p.item = s.Clause, string(s.Item)
		}
		p.n = seen[p.key]
		seen[p.key]++
		p.words = map[string]int{}
		for _, w := range strings.Fields(plain(blocks[i].Runs)) {
			p.words[w]++
			p.total++
		}
	}
	return out
}

// meets says whether two blocks are the same place: the same block of a clause, by its number; the same kind in the
// letter's frame where there is one of a kind; else a text of which half is the same.
func (p *place) meets(q *place) bool {
	if p.key != q.key {
		return false
	}
	single := p.kind != letter.Paragraph && p.kind != letter.Heading
	if p.n == q.n && (p.clause != "" || single) {
		return true
	}
	return p.total > 0 && 2*p.common(q) >= max(p.total, q.total)
}

// common counts the words that both have.
func (p *place) common(q *place) int {
	n := 0
	for w, count := range p.words {
		n += min(count, q.words[w])
	}
	return n
}

// pair is one step through two lists; -1 stands for nothing on that side.
type pair struct{ before, after int }

// align walks two lists so that a longest common subsequence is paired; what lies between comes with the old before the
// new.
func align(n, m int, equal func(i, j int) bool) []pair {
	long := make([][]int, n+1) // length of the longest common subsequence from i and j on
	for i := range long {
		long[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if equal(i, j) {
				long[i][j] = long[i+1][j+1] + 1
			} else {
				long[i][j] = max(long[i+1][j], long[i][j+1])
			}
		}
	}
	var out []pair
	i, j := 0, 0
	for i < n || j < m {
		switch {
		case i < n && j < m && equal(i, j):
			out = append(out, pair{i, j})
			i, j = i+1, j+1
		case i < n && (j == m || long[i+1][j] >= long[i][j+1]):
			out = append(out, pair{i, -1})
			i++
		default:
			out = append(out, pair{-1, j})
			j++
		}
	}
	return out
}

// meet pairs what lies between equal entries one to one as well, so that a changed row is compared with the row it was.
func meet(steps []pair) []pair {
	var out []pair
	for s := 0; s < len(steps); {
		if steps[s].before >= 0 && steps[s].after >= 0 {
			out = append(out, steps[s])
			s++
			continue
		}
		var olds, news []int
		for ; s < len(steps) && (steps[s].before < 0 || steps[s].after < 0); s++ {
			if steps[s].before >= 0 {
				olds = append(olds, steps[s].before)
			} else {
				news = append(news, steps[s].after)
			}
		}
		for i := range max(len(olds), len(news)) {
			p := pair{-1, -1}
			if i < len(olds) {
				p.before = olds[i]
			}
			if i < len(news) {
				p.after = news[i]
			}
			out = append(out, p)
		}
	}
	return out
}

func (r *redlined) add(b letter.Block) { r.doc.Blocks = append(r.doc.Blocks, b) }

// whole adds a block that only one side has.
func (r *redlined) whole(b letter.Block, c layout.Change) {
	b.Runs = r.marked(b.Runs, c)
	b.Items = r.items(b.Items, c)
	switch b.Kind {
	case letter.Address:
		b = letter.Block{Kind: letter.Paragraph, Runs: r.marked(oneRun(strings.Join(b.Lines, "\n")), c), Language: b.Language}
	case letter.SignBlock:
		b = letter.Block{Kind: letter.Paragraph, Runs: r.marked(oneRun(signText(b.Signature)), c), Language: b.Language}
	case letter.TableBlock:
		t := *b.Table
		t.Columns, t.Rows = nil, nil
		for _, col := range b.Table.Columns {
			col.Head = r.marked(col.Head, c)
			t.Columns = append(t.Columns, col)
		}
		for _, row := range b.Table.Rows {
			t.Rows = append(t.Rows, r.row(row, c))
		}
		b.Table = &t
	}
	r.add(b)
}

// both adds a block that both sides have.
func (r *redlined) both(before, after *letter.Block) {
	b := *after
	switch b.Kind {
	case letter.Address:
		old, now := strings.Join(before.Lines, "\n"), strings.Join(after.Lines, "\n")
		if old != now {
			b = letter.Block{Kind: letter.Paragraph, Language: b.Language, Runs: r.words(oneRun(old), oneRun(now))}
		}
	case letter.SignBlock:
		if old, now := signText(before.Signature), signText(after.Signature); old != now {
			r.add(letter.Block{Kind: letter.Paragraph, Language: b.Language, Runs: r.words(oneRun(old), oneRun(now))})
		}
	case letter.TableBlock:
		if len(before.Table.Columns) != len(after.Table.Columns) {
			r.whole(*before, layout.Gone)
			r.whole(*after, layout.Added)
			return
		}
		b.Table = r.table(before.Table, after.Table)
	case letter.List, letter.Enclosures:
		b.Items = r.list(before.Items, after.Items)
	default:
		b.Runs = r.words(before.Runs, after.Runs)
	}
	r.add(b)
}

func oneRun(text string) []letter.Run { return []letter.Run{{Text: text}} }

// signText is all that a signature block says.
func signText(s *letter.Signature) string {
	parts := []string{plain(s.Intro)}
	for _, p := range s.Parties {
		parts = append(parts, p.Heading, p.Name, p.Title, strings.Join(p.Fields, ", "))
	}
	return strings.Join(parts, "\n")
}

func (r *redlined) marked(runs []letter.Run, c layout.Change) []letter.Run {
	out := append([]letter.Run(nil), runs...)
	for i := range out {
		r.marks[&out[i]] = c
	}
	return out
}

func (r *redlined) items(items []letter.Item, c layout.Change) []letter.Item {
	var out []letter.Item
	for _, it := range items {
		out = append(out, letter.Item{Runs: r.marked(it.Runs, c), Items: r.items(it.Items, c)})
	}
	return out
}

func (r *redlined) row(row []letter.Cell, c layout.Change) []letter.Cell {
	var out []letter.Cell
	for _, cell := range row {
		out = append(out, letter.Cell{Runs: r.marked(cell.Runs, c)})
	}
	return out
}

func (r *redlined) list(before, after []letter.Item) []letter.Item {
	var out []letter.Item
	steps := align(len(before), len(after), func(i, j int) bool { return plain(before[i].Runs) == plain(after[j].Runs) })
	for _, p := range meet(steps) {
		switch {
		case p.after < 0:
			out = append(out, r.items(before[p.before:p.before+1], layout.Gone)...)
		case p.before < 0:
			out = append(out, r.items(after[p.after:p.after+1], layout.Added)...)
		default:
			a, b := before[p.before], after[p.after]
			out = append(out, letter.Item{Runs: r.words(a.Runs, b.Runs), Items: r.list(a.Items, b.Items)})
		}
	}
	return out
}

func (r *redlined) table(before, after *letter.Table) *letter.Table {
	t := *after
	t.Columns, t.Rows = nil, nil
	for j, col := range after.Columns {
		col.Head = r.words(before.Columns[j].Head, col.Head)
		t.Columns = append(t.Columns, col)
	}
	steps := align(len(before.Rows), len(after.Rows), func(i, j int) bool { return plain(before.Rows[i][0].Runs) == plain(after.Rows[j][0].Runs) })
	for _, p := range steps {
		switch {
		case p.after < 0:
			t.Rows = append(t.Rows, r.row(before.Rows[p.before], layout.Gone))
		case p.before < 0:
			t.Rows = append(t.Rows, r.row(after.Rows[p.after], layout.Added))
		default:
			var row []letter.Cell
			for j, cell := range after.Rows[p.after] {
				row = append(row, letter.Cell{Runs: r.words(before.Rows[p.before][j].Runs, cell.Runs)})
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return &t
}

// words compares two texts. What stays and what came looks as it does now, what went as it did before.
func (r *redlined) words(before, after []letter.Run) []letter.Run {
	var out []letter.Run
	var changes []layout.Change
	old, now := before, after
	for _, e := range edits(plain(before), plain(after)) {
		var taken []letter.Run
		c := layout.Same
		switch e.Op {
		case letter.Delete:
			taken, old = take(old, len(e.Text))
			c = layout.Gone
		case letter.Insert:
			taken, now = take(now, len(e.Text))
			c = layout.Added
		default:
			taken, now = take(now, len(e.Text))
			_, old = take(old, len(e.Text))
		}
		for _, run := range taken {
			out, changes = append(out, run), append(changes, c)
		}
	}
	for i := range out {
		r.marks[&out[i]] = changes[i]
	}
	return out
}

// edits compares two texts word by word. Where less than a quarter stays, one text stands for the other as a whole: a few
// common words between changes help nobody.
func edits(before, after string) []letter.Edit {
	out := letter.Words(before, after)
	kept := 0
	for _, e := range out {
		if e.Op == letter.Keep {
			kept += len(e.Text)
		}
	}
	if before == "" || after == "" || 4*kept >= max(len(before), len(after)) {
		return out
	}
	return []letter.Edit{{Op: letter.Delete, Text: before}, {Op: letter.Insert, Text: after}}
}

// take cuts n bytes off the front of runs.
func take(runs []letter.Run, n int) (taken, rest []letter.Run) {
	for n > 0 && len(runs) > 0 {
		first := runs[0]
		if len(first.Text) <= n {
			taken, runs, n = append(taken, first), runs[1:], n-len(first.Text)
			continue
		}
		tail := append([]letter.Run(nil), runs...)
		tail[0].Text = first.Text[n:]
		first.Text = first.Text[:n]
		return append(taken, first), tail
	}
	return taken, runs
}
