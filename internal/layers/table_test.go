package layers

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// table is layers.txt.
type table struct {
	layers  [][]string // highest first
	allowed map[string][]string
	modules map[string][]string
}

func readTable() (table, error) {
	raw, err := os.ReadFile("layers.txt")
	if err != nil {
		return table{}, err
	}
	t := table{allowed: map[string][]string{}, modules: map[string][]string{}}
	for i, line := range strings.Split(string(raw), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := t.add(line); err != nil {
			return table{}, fmt.Errorf("layers.txt:%d: %w", i+1, err)
		}
	}
	return t, t.whole()
}

func (t *table) add(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	if word == "layer" {
		t.layers = append(t.layers, strings.Fields(rest)[1:])
		return nil
	}
	name, list, ok := strings.Cut(rest, ":")
	rows := map[string]map[string][]string{"allow": t.allowed, "module": t.modules}[word]
	if name = strings.TrimSpace(name); !ok || rows == nil {
		return fmt.Errorf("a line is layer NAME PACKAGES, allow PACKAGE : IMPORTS or module PATH : PACKAGES")
	}
	if _, twice := rows[name]; twice {
		return fmt.Errorf("%s has two rows", name)
	}
	rows[name] = strings.Fields(list)
	return nil
}

// whole checks the table itself: every package has one layer and one row, and nobody may import a higher layer or a
// package that no layer holds.
func (t *table) whole() error {
	level := map[string]int{}
	for i, layer := range t.layers {
		for _, p := range layer {
			if _, twice := level[p]; twice {
				return fmt.Errorf("layers.txt: %s stands in two layers", p)
			}
			level[p] = i
		}
	}
	for p := range level {
		if _, ok := t.allowed[p]; !ok {
			return fmt.Errorf("layers.txt: %s has no row", p)
		}
	}
	for p, imports := range t.allowed {
		at, ok := level[p]
		if !ok {
			return fmt.Errorf("layers.txt: %s stands in no layer", p)
		}
		for _, q := range imports {
			if q == "values" || q == "below" {
				continue
			}
			if to, ok := level[q]; !ok || to < at {
				return fmt.Errorf("layers.txt: %s may not be allowed %s, which is in a higher layer or in none", p, q)
			}
		}
	}
	return nil
}

// allows says whether p may import q.
func (t *table) allows(p, q string) bool {
	if slices.Contains(t.layers[len(t.layers)-1], q) || slices.Contains(t.allowed[p], q) {
		return true
	}
	if !slices.Contains(t.allowed[p], "below") {
		return false
	}
	under := false
	for _, layer := range t.layers {
		if under && slices.Contains(layer, q) {
			return true
		}
		under = under || slices.Contains(layer, p)
	}
	return false
}

// mayUse says whether no row of a module keeps p from importing a path.
func (t *table) mayUse(p, path string) bool {
	for module, users := range t.modules {
		if (path == module || strings.HasPrefix(path, module+"/")) && !slices.Contains(users, p) {
			return false
		}
	}
	return true
}
