package layers

import (
	"errors"
	"go/build"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

const module = "verbatim/"

// TestLayers holds the imports of every package of the module against layers.txt.
func TestLayers(t *testing.T) {
	rules, err := readTable()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for dir, imports := range packages(t) {
		p := name(dir)
		if p == "layers" || p == "e2e" {
			continue // tests only
		}
		found++
		if _, listed := rules.allowed[p]; !listed {
			t.Errorf("%s is not in layers.txt: give it a layer and a row", dir)
			continue
		}
		for _, path := range imports {
			if q, ours := strings.CutPrefix(path, module); ours && !rules.allows(p, name(q)) {
				t.Errorf("%s imports %s, which layers.txt does not allow", dir, q)
			}
			if !rules.mayUse(p, path) {
				t.Errorf("%s imports %s, which layers.txt keeps to others", dir, path)
			}
		}
	}
	if found == 0 {
		t.Fatal("no package was found: the test must run inside the module")
	}
}

// name is how layers.txt names the package of a directory of the module.
func name(dir string) string { return strings.TrimPrefix(dir, "internal/") }

// packages gives the direct imports of every package of the module by directory, test files apart.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	root := filepath.Join("..", "..")
	out := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if base := d.Name(); path != root && (base == "testdata" || base == "var" || strings.HasPrefix(base, ".")) {
			return filepath.SkipDir
		}
		p, err := build.ImportDir(path, 0)
		if none := (*build.NoGoError)(nil); errors.As(err, &none) {
			return nil
		}
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, path)
		if len(p.GoFiles) > 0 {
			out[filepath.ToSlash(dir)] = p.Imports
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTheTableItself shows that a wrong table is refused and that its words mean what they say.
func TestTheTableItself(t *testing.T) {
	rules := table{
		layers:  [][]string{{"edge"}, {"desk"}, {"offer"}, {"money"}},
		allowed: map[string][]string{"edge": {"desk"}, "desk": {"below"}, "offer": {}, "money": {}},
		modules: map[string][]string{"example.com/web": {"edge"}},
	}
	rows := []struct {
		from, to string
		want     bool
	}{
		{"edge", "desk", true},
		{"edge", "offer", false},
		{"edge", "money", true},
		{"desk", "offer", true},
		{"desk", "edge", false},
		{"offer", "money", true},
		{"offer", "desk", false},
		{"money", "offer", false},
	}
	for _, r := range rows {
		if got := rules.allows(r.from, r.to); got != r.want {
			t.Errorf("%s imports %s: %v, want %v", r.from, r.to, got, r.want)
		}
	}
	if rules.mayUse("desk", "example.com/web/v2") || !rules.mayUse("edge", "example.com/web") || !rules.mayUse("desk", "example.com/website") {
		t.Error("a module is not kept to its packages")
	}
	for _, bad := range []table{
		{layers: [][]string{{"a", "a"}}, allowed: map[string][]string{"a": {}}},
		{layers: [][]string{{"a"}, {"b"}}, allowed: map[string][]string{"a": {}}},
		{layers: [][]string{{"a"}, {"b"}}, allowed: map[string][]string{"a": {}, "b": {"a"}}},
	} {
		if bad.whole() == nil {
			t.Errorf("the table %v is taken", bad)
		}
	}
}
