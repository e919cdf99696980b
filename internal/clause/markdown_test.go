package clause_test

import (
	"strings"
	"testing"

	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
)

// outline writes a wording so that a test can read it: <slot>, [part ...], *x* and so on.
func outline(w clause.Wording) string {
	var b strings.Builder
	w.Each(func(atoms []clause.Atom) {
		for _, a := range atoms {
			text := a.Text
			switch a.Kind {
			case clause.Filled:
				text = "<" + a.Name + ">"
			case clause.Open:
				text = "[" + a.Name + ":"
			case clause.Close:
				text = "]"
			}
			if a.Bold {
				text = "**" + text + "**"
			}
			if a.Italic {
				text = "_" + text + "_"
			}
			if a.Href != "" {
				text += "(" + a.Href + ")"
			}
			b.WriteString(text)
		}
		if len(atoms) > 0 {
			b.WriteString("|")
		}
	})
	return b.String()
}

func TestParseWording(t *testing.T) {
	for text, want := range map[string]string{
		"We pay {{ amount }}.":                          "We pay <amount>.|",
		"We pay {{amount}} [[due:on {{ due_1 }}]].":     "We pay <amount> [due:on <due_1>].|",
		"**{{ a }}** and *b*":                           "**<a>** and _b_|",
		"[[a:x [[b:y]] z]]":                             "[a:x [b:y] z]|",
		"one\ntwo":                                      "one two|",
		"one  \ntwo":                                    "one\ntwo|",
		`not \*bold\* &amp; so on`:                      "not *bold* & so on|",
		"- [[a:x]]\n- y\n  - z":                         "[a:x]|y|z|",
		"| A | B |\n|---|--:|\n| [[a:x]] | {{ y }} |":   "A|B|[a:x]|<y>|",
		"see [here](https://example.com)":               "see here(https://example.com)|",
		"a_b {{ snake_case_name }} c_d":                 "a_b <snake_case_name> c_d|",
		"First.\n\nSecond.":                             "First.|Second.|",
		"{{ a }}{{ b }}":                                "<a><b>|",
		"a [not a part] b":                              "a [not a part] b|",
		"*{{ a }}*: [[x:**{{ b }}** and {{ c }}]] done": "_<a>_: [x:**<b>** and <c>] done|",
	} {
		w, found := clause.ParseWording("w.md", text, source.Text{Line: 1, Column: 1})
		if len(found) > 0 {
			t.Errorf("%q: %v", text, found)
		}
		if got := outline(w); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestWordingRefused(t *testing.T) {
	for text, want := range map[string]string{
		"Pay {{ a + b }}":             "w.md:1:5: {{ a + b }} is no slot",
		"Pay {{ item.size }}":         "is no slot",
		"Pay {{ A }}":                 "is no slot",
		"line\nPay }} now":            "w.md:2:5: }} is no slot",
		"Pay {{ a":                    "{{ is no slot",
		"[[no name]]":                 "[[ opens no part",
		"[[a:x":                       "w.md:1:1: the part a has no end",
		"x]]":                         "]] ends no part",
		"[[a:x\n\ny]]":                "a part begins and ends in one paragraph",
		"- [[a:x\n- y]]":              "a part begins and ends in one paragraph",
		"<b>x</b>":                    "HTML is not part of wordings",
		"<div>x</div>":                "HTML is not part of wordings",
		"```\ncode\n```":              "code is not part of wordings",
		"    indented":                "a block indented by four spaces",
		"a `b` c":                     "code is not part of wordings",
		"![x](y.png)":                 "an image is not part of wordings",
		"> quoted":                    "a quotation is not part of wordings",
		"a\n\n---\n\nb":               "a rule is not part of wordings",
		"<https://example.com>":       "a bare link is not part of wordings",
		"[x](javascript:alert(1))":    "a link begins with https:// or mailto:",
		"[x](http://example.com)":     "a link begins with https:// or mailto:",
		"- a\n  - b\n    - c":         "two deep at most",
		"- a\n\n  b":                  "a list item has one paragraph",
		"a \ue123 b":                  "private-use characters",
		"":                            "the wording is empty",
		"{{ a }} {{ b }}\n\n{{ c. }}": "w.md:3:1",
	} {
		_, found := clause.ParseWording("w.md", text, source.Text{Line: 1, Column: 1})
		all := ""
		for _, f := range found {
			all += f.String() + "\n"
		}
		if !strings.Contains(all, want) {
			t.Errorf("%q:\n got %s\nwant %s", text, all, want)
		}
	}
}

// FuzzParseWording: no text may panic the parser, and what it accepts holds balanced parts.
func FuzzParseWording(f *testing.F) {
	for _, s := range []string{"We pay {{ amount }}[[due:, {{ due }}]].", "- a\n  - b", "| a |\n|---|\n| b |", "[[a:[[b:x]]]]", "{{{{ a }}}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, found := clause.ParseWording("w.md", s, source.Text{Line: 1, Column: 1})
		if len(found) > 0 {
			return
		}
		w.Each(func(atoms []clause.Atom) {
			depth := 0
			for _, a := range atoms {
				switch a.Kind {
				case clause.Open:
					depth++
				case clause.Close:
					depth--
				}
				if depth < 0 {
					t.Errorf("%q: a part ends before it begins", s)
				}
			}
			if depth != 0 {
				t.Errorf("%q: a part has no end", s)
			}
		})
	})
}
