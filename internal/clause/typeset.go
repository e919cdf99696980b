package clause

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a keyboard has no key for, in fixed words.
var (
	// afterLetter is an apostrophe within or at the end of a word; a foot or minute stands after a figure and stays.
	afterLetter = regexp.MustCompile(`(\pL)'`)
	// numbered is a figure and the unit that it counts; cited is a figure and what it numbers. Neither is torn apart.
	numbered = regexp.MustCompile(`(\d) ((?:business |working )?(?:hours?|days?|weeks?|months?|years?|minutes?|miles?|percent|times))\b`)
	cited    = regexp.MustCompile(`\b([Ss]ections?|[Aa]rticles?|[Pp]arts?|[Tt]itle|§§?) (\d)`)
	// span is a range of two figures; three and more are a date or a number of something.
	span = regexp.MustCompile(`(^|[\s(])(\d{1,4})-(\d{1,4})($|[\s).,;:])`)
)

// typeset sets fixed words as they are printed: quotes and apostrophes of print, no break between a figure and its unit,
// a dash in a range. before is what stands before s in the wording, by which a quote at its beginning opens or closes.
// What comes from a record stays as it was given.
func typeset(s, before string) string {
	s = afterLetter.ReplaceAllString(s, "$1’")
	s = span.ReplaceAllString(s, "$1$2–$3$4")
	s = numbered.ReplaceAllString(s, "$1\u00a0$2")
	s = cited.ReplaceAllString(s, "$1\u00a0$2")
	if !strings.ContainsAny(s, `"'`) {
		return s
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, "*_["))
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '"' && opens(last):
			r = '“'
		case r == '"':
			r = '”'
		case r == '\'' && opens(last) && startsWord(s[i+1:]):
			r = '‘'
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// opens says whether a quote after a character is an opening one: at the beginning, after a space, a bracket or a dash.
func opens(before rune) bool {
	return before == utf8.RuneError || unicode.IsSpace(before) || unicode.In(before, unicode.Ps, unicode.Pi, unicode.Pd)
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
