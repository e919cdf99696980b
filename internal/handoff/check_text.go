package handoff

import (
	"strconv"
	"strings"
	"unicode"

	"verbatim/internal/fault"
)

// text checks a text that people read: a letter must not say other than what its reader sees. Line breaks are for long
// texts only.
func (c *checker) text(s spot, v string) {
	if strings.TrimSpace(v) == "" {
		c.fault(s, "", fault.CodeBadText, "a text holds at least one visible character")
		return
	}
	if strings.TrimSpace(v) != v {
		c.fault(s, "", fault.CodeBadText, "a text neither begins nor ends with white space")
		return
	}
	var before rune
	for _, r := range v {
		if r == '\n' && allows(s, 2000) {
			before = r
			continue
		}
		if why := unfit(r, before); why != "" {
			c.fault(s, "", fault.CodeBadText, "%U is %s: leave it out", r, why)
			return
		}
		before = r
	}
}

// allows says whether the schema lets a field grow to so many characters.
func allows(s spot, n int) bool {
	if s.field == nil {
		return false
	}
	for _, part := range strings.Split(s.field.Tag.Get("jsonschema"), ",") {
		if v, ok := strings.CutPrefix(part, "maxLength="); ok {
			most, err := strconv.Atoi(v)
			return err == nil && most >= n
		}
	}
	return false
}

// unfit says why a character may not stand in a text, empty when it may. before is the character in front of it.
func unfit(r, before rune) string {
	switch {
	case r == '\u200c' || r == '\u200d':
		if unicode.In(before, joining...) {
			return ""
		}
		return "a joiner that shows only between letters of scripts that join"
	case unicode.Is(unicode.Bidi_Control, r):
		return "a control that turns the direction of writing"
	case unicode.IsControl(r):
		return "a control character"
	case unicode.Is(unicode.Cf, r), r == '\u115f', r == '\u1160', r == '\u3164', r == '\uffa0', r == '\u034f':
		return "invisible"
	case r == '\u2028', r == '\u2029':
		return "a line break that few programs know"
	case r == unicode.ReplacementChar:
		return "the sign for a character that was lost"
	case unicode.Is(unicode.Co, r), unicode.Is(unicode.Noncharacter_Code_Point, r):
		return "no character that all readers see alike"
	}
	return ""
}

// joining are the scripts in which the two joiners are part of spelling (Unicode Standard, section 23.2).
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
	unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar,
}
