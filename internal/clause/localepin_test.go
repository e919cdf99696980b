package clause

import (
	"regexp"
	"testing"
)

// TestPhrasesHoldNoAddress: the pin of a language must be the same in every build of the program.
func TestPhrasesHoldNoAddress(t *testing.T) {
	for _, language := range []string{"en-US", "en-GB"} {
		p, ok := phrasesOf(language)
		if !ok {
			t.Fatalf("there are no phrases in %s", language)
		}
		if at := regexp.MustCompile(`0x[0-9a-f]{4,}`).FindString(p.text()); at != "" {
			t.Errorf("%s: the text holds an address: %s", language, at)
		}
	}
}
