package letter_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbatim/internal/letter"
)

func show(edits []letter.Edit) string {
	var b strings.Builder
	for _, e := range edits {
		switch e.Op {
		case letter.Insert:
			b.WriteString("{+" + e.Text + "+}")
		case letter.Delete:
			b.WriteString("[-" + e.Text + "-]")
		default:
			b.WriteString(e.Text)
		}
	}
	return b.String()
}

func TestWords(t *testing.T) {
	rows := []struct{ before, after, want string }{
		{"You earn $120,000 per year.", "You earn $118,000 per year.", "You earn [-$120,000-]{+$118,000+} per year."},
		{"pay of 12.50", "pay of 12.55", "pay of [-12.50-]{+12.55+}"},
		{"within one year", "within two years", "within [-one year-]{+two years+}"},
		{"a b", "a b", "a b"},
		{"", "new", "{+new+}"},
		{"15% bonus", "10% bonus", "[-15%-]{+10%+} bonus"},
		{"candidate's start", "candidate’s start", "[-candidate's-]{+candidate’s+} start"},
		{"₹5,70,000 a year", "₹5,80,000 a year", "[-₹5,70,000-]{+₹5,80,000+} a year"},
	}
	for _, r := range rows {
		if got := show(letter.Words(r.before, r.after)); got != r.want {
			t.Errorf("%q to %q: %s, want %s", r.before, r.after, got, r.want)
		}
	}
}

// TestWordsLoseNothing: what is kept and deleted is the text before, what is kept and inserted the text after.
func TestWordsLoseNothing(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("ab 1,2.50$€%'’-\n\u00a0éÅ中")), 0, 60, -1)
	rapid.Check(t, func(rt *rapid.T) {
		before, after := text.Draw(rt, "before"), text.Draw(rt, "after")
		var a, b strings.Builder
		for _, e := range letter.Words(before, after) {
			if e.Op != letter.Insert {
				a.WriteString(e.Text)
			}
			if e.Op != letter.Delete {
				b.WriteString(e.Text)
			}
		}
		if a.String() != before || b.String() != after {
			rt.Fatalf("%q %q", a.String(), b.String())
		}
	})
}
