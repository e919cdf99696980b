package clause

import "testing"

func TestFill(t *testing.T) {
	for _, row := range []struct{ phrase, want string }{
		{"{v} from {a}", "10% from May"},
		{"{a}{v}{a}", "May10%May"},
		{"nothing to fill", "nothing to fill"},
		{"{x} and {v}", "{x} and 10%"},
		{"{ {v} }", "{ 10% }"},
		{"{v", "{v"},
		{"{{v}}", "{10%}"},
		{"", ""},
	} {
		if got := fill(row.phrase, "v", "10%", "a", "May"); got != row.want {
			t.Errorf("%q gives %q, want %q", row.phrase, got, row.want)
		}
	}
	if got := fill("{a} {b}", "a", "{b}", "b", "x"); got != "{b} x" {
		t.Errorf("a value is filled again: %q", got)
	}
}
