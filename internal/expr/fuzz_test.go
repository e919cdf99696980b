package expr_test

import (
	"errors"
	"strings"
	"testing"

	"verbatim/internal/expr"
	"verbatim/internal/fault"
)

// FuzzCompileEval holds that no source makes the language panic, read something absent, or run past the cost limit: what
// compiles gives a value of the promised presence, or a fault of the two codes of evaluation.
func FuzzCompileEval(f *testing.F) {
	for _, c := range refused {
		f.Add(c.src, byte(c.want))
	}
	for _, c := range given {
		f.Add(c.src, byte(c.want))
	}
	f.Add(loop(5), byte(expr.Bool))
	env, scope := newEnv(f), newScope(f)
	f.Fuzz(func(t *testing.T, src string, w byte) {
		want := expr.Want(w % 4)
		p, problems := env.Compile(src, want)
		if p == nil {
			if len(problems) == 0 {
				t.Fatal("neither program nor problem")
			}
			for _, pr := range problems {
				if pr.Message == "" || pr.Line < 1 || pr.Column < 1 {
					t.Fatalf("%q: %+v", src, pr)
				}
			}
			return
		}
		p.Path()
		p.Constant()
		v, err := p.Eval(scope)
		var refusal *fault.Error
		switch {
		case err == nil && v == nil && want != expr.OptionalValue:
			t.Fatalf("%q: absent where a value is promised", src)
		case err != nil && (!errors.As(err, &refusal) || refusal.Code != fault.CodeExpression && refusal.Code != fault.CodeCost):
			t.Fatalf("%q: %v", src, err)
		case err != nil && refusal.Code == fault.CodeExpression && !strings.Contains(refusal.Message, ":"):
			t.Fatalf("%q fails inside CEL, which the compiler should have refused: %v", src, errors.Unwrap(refusal))
		}
	})
}
