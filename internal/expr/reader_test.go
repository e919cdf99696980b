package expr_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/debug"
	"cel.dev/cel-go/parser"
)

// written finds the expressions that stand on one line of a library file.
var written = regexp.MustCompile(`(?m)^\s*(?:- )?(?:from|when|where|each|applies|unknown|subject|observed): *"?([a-z(!][^"\n]*)"?$`)

// TestParsersAgree holds the parser that expressions are read with against cel-go's first one, which is far slower and
// longer in use: both make the same trees of everything that the tests and the library write.
func TestParsersAgree(t *testing.T) {
	slow, err := cel.NewCustomEnv(cel.OptionalTypes(cel.OptionalTypesVersion(4)), cel.StdLib(), cel.EnableHiddenAccumulatorName(true))
	if err != nil {
		t.Fatal(err)
	}
	fast, err := parser.NewParser(parser.EnablePrattParser(true), parser.Macros(slow.Macros()...), parser.EnableOptionalSyntax(true), parser.EnableHiddenAccumulatorName(true))
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]bool{}
	for _, c := range given {
		sources[c.src] = true
	}
	files, err := filepath.Glob("../../templates/*/*/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob("../../templates/*/*/*/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(files, deeper...) {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range written.FindAllSubmatch(raw, -1) {
			sources[strings.TrimSpace(string(m[1]))] = true
		}
	}
	if len(sources) < 200 {
		t.Fatalf("only %d expressions were found", len(sources))
	}
	for src := range sources {
		want, issues := slow.Parse(src)
		if issues.Err() != nil {
			continue // a text of the library that is no expression
		}
		got, errs := fast.Parse(common.NewTextSource(src))
		if len(errs.GetErrors()) > 0 {
			t.Errorf("%s: %s", src, errs.ToDisplayString())
			continue
		}
		if a, b := debug.ToDebugString(want.NativeRep().Expr()), debug.ToDebugString(got.Expr()); a != b {
			t.Errorf("%s:\n%s\n%s", src, a, b)
		}
	}
}
