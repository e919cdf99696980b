package clause

// Open shows a wording of a fragment with its places still open, for those who read the wording itself and not a letter
// made of it: a slot as [amount], a part that is printed when its slots have values as {words}, and one that the fragment
// says more about as {name: words}.
func (f Fragment) Open(w Wording) []Block {
	var out []Block
	for _, b := range w.Blocks {
		out = append(out, Block{Kind: b.Kind, Level: b.Level, Runs: f.open(b.Atoms), Ordered: b.Ordered, Items: f.openEntries(b.Items), Table: f.openTable(b.Table)})
	}
	return out
}

func (f Fragment) open(atoms []Atom) []Run {
	w := &writer{}
	for _, a := range atoms {
		switch a.Kind {
		case Words:
			w.run(Run{Text: a.Text, Bold: a.Bold, Italic: a.Italic, Href: a.Href})
		case Filled:
			w.value(a, "["+a.Name+"]", nil)
		case Open:
			opening := "{"
			if f.Parts[a.Name] != nil {
				opening += a.Name + ": "
			}
			w.value(a, opening, nil)
		case Close:
			w.value(a, "}", nil)
		}
	}
	return w.out
}

func (f Fragment) openEntries(entries []Entry) []Line {
	var out []Line
	for _, e := range entries {
		out = append(out, Line{Runs: f.open(e.Atoms), Items: f.openEntries(e.Items)})
	}
	return out
}

func (f Fragment) openTable(t *Columns) *Grid {
	if t == nil {
		return nil
	}
	return &Grid{Head: f.openCells(t.Head), Right: t.Right, Rows: f.openRows(t.Rows)}
}

func (f Fragment) openRows(rows [][][]Atom) [][][]Run {
	out := make([][][]Run, len(rows))
	for i, row := range rows {
		out[i] = f.openCells(row)
	}
	return out
}

func (f Fragment) openCells(cells [][]Atom) [][]Run {
	out := make([][]Run, len(cells))
	for i, c := range cells {
		out[i] = f.open(c)
	}
	return out
}
