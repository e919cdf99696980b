package desk

import (
	"regexp"
	"slices"
	"testing"

	"verbatim/internal/locale"
)

var putIn = regexp.MustCompile(`\{[a-z]+\}`)

// texts are every text of the mails in a language, in one order.
func (m mailWords) texts() []string {
	var out []string
	for _, k := range []mailKind{mailLetter, mailReminder} {
		out = append(out, m.subject[k], m.reminder[k])
	}
	return append(out, m.open, m.end, m.own, m.contact)
}

// TestMailsSpeakEveryLanguage: whatever language a letter can be written in, its mail speaks it, and each text puts in the
// same things as the English one.
func TestMailsSpeakEveryLanguage(t *testing.T) {
	seen := map[string]string{}
	for _, tag := range locale.Tags() {
		l, err := locale.For(tag)
		if err != nil {
			t.Fatal(err)
		}
		texts := mailIn[l.Language()].texts()
		for i, english := range mailIn["en"].texts() {
			want, got := putIn.FindAllString(english, -1), putIn.FindAllString(texts[i], -1)
			slices.Sort(want)
			slices.Sort(got)
			if texts[i] == "" || !slices.Equal(slices.Compact(want), slices.Compact(got)) {
				t.Errorf("%s: %q puts in %v, the English text %v", tag, texts[i], got, want)
			}
			if other := seen[texts[i]]; other != "" && other != l.Language() {
				t.Errorf("%s says %q as %s does", tag, texts[i], other)
			}
			seen[texts[i]] = l.Language()
		}
	}
}
