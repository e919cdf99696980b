package fault_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"verbatim/internal/fault"
)

// codes reads every code that the source declares.
func codes(t *testing.T) map[string]bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			code, _ := strconv.Unquote(lit.Value)
			if out[code] {
				t.Errorf("code %s is declared twice", code)
			}
			out[code] = true
		}
		return true
	})
	return out
}

func TestEveryCodeHasOneMeaning(t *testing.T) {
	form := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	declared := codes(t)
	seen := map[fault.Code]bool{}
	for _, m := range fault.Meanings() {
		if seen[m.Code] {
			t.Errorf("%s is explained twice", m.Code)
		}
		seen[m.Code] = true
		if !declared[string(m.Code)] || !form.MatchString(string(m.Code)) {
			t.Errorf("%s is no declared and well-formed code", m.Code)
		}
		if !strings.HasSuffix(m.Text, ".") {
			t.Errorf("%s: %q is no sentence", m.Code, m.Text)
		}
	}
	for c := range declared {
		if !seen[fault.Code(c)] {
			t.Errorf("%s has no meaning", c)
		}
	}
}

func TestCausesStayPrivate(t *testing.T) {
	sentinel := fault.New(fault.NotFound, fault.CodeNotFound, "there is no such thing")
	err := sentinel.Because(io.ErrUnexpectedEOF)
	if !errors.Is(err, sentinel) || !errors.Is(err, io.ErrUnexpectedEOF) || fault.KindOf(err) != fault.NotFound {
		t.Fatal("a copy with a cause is not what it was made of")
	}
	if strings.Contains(err.Error(), "EOF") {
		t.Fatalf("the cause is public: %s", err)
	}
	if fault.KindOf(io.EOF) != fault.Internal {
		t.Fatal("an error that nobody judged must be internal")
	}
}

func TestAllSortsByPlace(t *testing.T) {
	err := fault.All(fault.CodeInvalidRecord, "at fault", []fault.Fault{{Pointer: "/b", Message: "2"}, {Pointer: "/a", Message: "1"}})
	if got := fault.FaultsOf(err); got[0].Pointer != "/a" {
		t.Fatalf("%+v", got)
	}
	if fault.All(fault.CodeInvalidRecord, "fine", nil) != nil {
		t.Fatal("no faults make an error")
	}
}

func TestPointerEscapes(t *testing.T) {
	if got := fault.Pointer("/a").Child("b~c/d"); got != "/a/b~0c~1d" {
		t.Fatal(got)
	}
}
