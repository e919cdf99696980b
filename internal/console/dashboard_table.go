package console

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"verbatim/internal/funnel"
)

// legalTable are days in legal review by rule or by clause.
type legalTable struct {
	Head  string
	Lines []funnel.Line
}

// groupTable is every figure, a column each, by the groups of one dimension.
type groupTable struct {
	Head    string
	Columns []string
	Rows    []groupRow
	More    int // groups that are not shown
}

type groupRow struct {
	Label string
	Cells []groupCell
}

type groupCell struct{ Column, Value, Of string }

// allFigures is the table of every figure by the chosen dimension, the groups with the most letters first.
func (v *dashboardView) allFigures(person func(id string) string) groupTable {
	by := funnel.Dimension(v.By)
	t := groupTable{Head: sentence(strings.ReplaceAll(v.By, "_", " "))}
	sizes := map[string]int{}
	for _, f := range v.Figures {
		t.Columns = append(t.Columns, f.Title)
		for _, g := range f.Groups {
			if g.By == by {
				sizes[g.Key] += 0 // known, whatever it counts
				if f.ID == "acceptance_rate" {
					sizes[g.Key] = g.Denominator
				}
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(sizes), func(a, b string) int { return cmp.Or(sizes[b]-sizes[a], cmp.Compare(a, b)) })
	t.More = max(0, len(keys)-mostGroups)
	for _, key := range keys[:min(mostGroups, len(keys))] {
		t.Rows = append(t.Rows, v.groupRow(by, key, person))
	}
	return t
}

// groupRow is one group with every figure.
func (v *dashboardView) groupRow(by funnel.Dimension, key string, person func(id string) string) groupRow {
	row := groupRow{Label: cmp.Or(key, "not stated")}
	if key != "" && (by == funnel.ByHiringManager || by == funnel.ByRecruiter) {
		row.Label = person(key)
	}
	for _, f := range v.Figures {
		cell := groupCell{Column: f.Title, Value: "-"}
		for _, g := range f.Groups {
			if g.By == by && g.Key == key {
				cell.Of = fraction(g.Value)
				if g.Value.Value != nil {
					cell.Value = amount(f.Unit, *g.Value.Value)
				}
			}
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}
