package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letterFold spells letters that no accent can be taken off as people type them without such a keyboard.
var letterFold = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "ħ", "h", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i", "þ", "th")

// NameWords are the words of a name without case and accents: Ruiz Gómez is ruiz, gomez.
func NameWords(name string) []string {
	folded := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r), unicode.IsNumber(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFKD.String(name))
	return strings.Fields(letterFold.Replace(folded))
}
