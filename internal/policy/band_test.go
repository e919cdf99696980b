package policy_test

import (
	"strings"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/policy"
)

const bandHead = "level,place,minimum,midpoint,maximum,currency,per,effective_from"

// TestReadBands: forms of files that spreadsheets write, and what is refused. Faults name their line.
func TestReadBands(t *testing.T) {
	for name, row := range map[string]struct {
		file string
		n    int
		want []string // a part of each fault, in order
	}{
		"plain":                {bandHead + "\nL4,US,1,2,3,USD,year,2026-01-01\n", 1, nil},
		"byte order mark":      {"\ufeff" + bandHead + "\r\nL4,US,1,2,3,USD,year,2026-01-01\r\n", 1, nil},
		"semicolons":           {strings.ReplaceAll(bandHead+"\nL4,US,1,2,3,USD,year,2026-01-01\n", ",", ";"), 1, nil},
		"capitals and blanks":  {strings.ToUpper(bandHead) + "\n L4 , US ,1,2,3,USD,year,2026-01-01\n", 1, nil},
		"a blank line between": {bandHead + "\nL4,US,1,2,3,USD,year,2026-01-01\n\nL5,US,1,2,3,USD,year,2026-01-01\n", 2, nil},
		"equal figures":        {bandHead + "\nL4,US,2,2,2,USD,year,2026-01-01\n", 1, nil},
		"empty":                {"", 0, []string{"no CSV"}},
		"header alone":         {bandHead + "\n", 0, []string{"no band"}},
		"open quotation":       {bandHead + "\n\"L4,US,1,2,3,USD,year,2026-01-01\n", 0, []string{"no CSV"}},
		"columns": {
			"level,level,place,salary\nL4,L4,US,1\n", 0,
			[]string{"line 1: the column level is there twice", "line 1: no column", "line 1: the column minimum", "midpoint", "maximum", "currency", "per", "effective_from"},
		},
		"after a cell of two lines": {bandHead + ",source\nL4,US,1,2,3,USD,year,2026-01-01,\"a\nb\"\nL4,,0,2,1,USD,shift,2026-01-01,\n", 0, []string{"line 4: place is missing"}},
		"order of figures":          {bandHead + "\nL4,US,0,2,1,USD,shift,2026-01-01\n", 0, []string{"line 2: the minimum", "line 2: the maximum", "line 2: pay by the shift"}},
		"time":                      {bandHead + ",effective_until\nL4,US,1,2,3,USD,year,2026-01-01,2026-01-01\n", 0, []string{"line 2: a band holds until a day after"}},
	} {
		got, err := policy.ReadBands([]byte(row.file))
		if row.want == nil {
			if err != nil || len(got) != row.n || got[0].Level != "L4" || got[0].Place != "US" {
				t.Errorf("%s: %+v %v", name, got, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		said := []string{err.Error()}
		if faults := fault.FaultsOf(err); len(faults) > 0 {
			said = nil
			for _, f := range faults {
				said = append(said, f.Message)
			}
		}
		if len(said) != len(row.want) {
			t.Errorf("%s: %d faults, want %d: %q", name, len(said), len(row.want), said)
			continue
		}
		for i, part := range row.want {
			if !strings.Contains(said[i], part) {
				t.Errorf("%s: %q, want %q", name, said[i], part)
			}
		}
	}
}
