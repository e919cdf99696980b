package strictjson

import (
	"encoding/json"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"verbatim/internal/fault"
)

// maxNumber bounds the digits of a number: what is longer costs more to compute with than any sender means.
const maxNumber, maxExponent = 128, 400

// text reads a string; the next byte is its first quote.
func (r *reader) text() (string, bool) {
	r.at++
	from := r.at
	for r.at < len(r.raw) && r.raw[r.at] != '"' && r.raw[r.at] != '\\' && r.raw[r.at] >= 0x20 {
		r.at++
	}
	out := r.raw[from:r.at:r.at] // appending to it copies
	for r.at < len(r.raw) {
		switch c := r.raw[r.at]; {
		case c == '"':
			r.at++
			return string(out), true
		case c == '\\':
			ch, ok := r.escape()
			if !ok {
				return "", false
			}
			out = utf8.AppendRune(out, ch)
		case c == 0:
			return "", r.stop(fault.CodeNulCharacter, "U+0000 stands in a text: leave it out")
		case c < 0x20:
			return "", r.broken("an escape such as \\n in place of a control character")
		default:
			out = append(out, c)
			r.at++
		}
	}
	return "", r.broken("the closing quote of a string")
}

var escapes = map[byte]rune{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escape reads one escape; the next byte is its backslash.
func (r *reader) escape() (rune, bool) {
	r.at++
	if r.at == len(r.raw) {
		return 0, r.broken("the rest of an escape")
	}
	if ch, ok := escapes[r.raw[r.at]]; ok {
		r.at++
		return ch, true
	}
	if r.raw[r.at] != 'u' {
		return 0, r.broken(`one of the escapes \" \\ \/ \b \f \n \r \t \u`)
	}
	ch, ok := r.hex()
	switch {
	case !ok:
		return 0, false
	case ch == 0:
		r.note(fault.CodeNulCharacter, "U+0000 stands in a text: leave it out")
	case utf16.IsSurrogate(ch):
		return r.pair(ch)
	}
	return ch, true
}

// pair joins two halves of a character beyond U+FFFF.
func (r *reader) pair(high rune) (rune, bool) {
	if r.at+1 < len(r.raw) && r.raw[r.at] == '\\' && r.raw[r.at+1] == 'u' {
		before := r.at
		r.at++
		low, ok := r.hex()
		if !ok {
			return 0, false
		}
		if ch := utf16.DecodeRune(high, low); ch != utf8.RuneError {
			return ch, true
		}
		r.at = before
	}
	r.note(fault.CodeInvalidUTF8, "%U is half of a surrogate pair and no character: send both halves, or the character itself", high)
	return utf8.RuneError, true
}

// hex reads the u of an escape and its four digits.
func (r *reader) hex() (rune, bool) {
	r.at++
	if r.at+4 > len(r.raw) {
		r.at = len(r.raw)
		return 0, r.broken("four hexadecimal digits")
	}
	n, err := strconv.ParseUint(string(r.raw[r.at:r.at+4]), 16, 16)
	if err != nil {
		return 0, r.broken("four hexadecimal digits")
	}
	r.at += 4
	return rune(n), true
}

// number reads a number as it is written.
func (r *reader) number() (any, bool) {
	from := r.at
	if r.raw[r.at] == '-' {
		r.at++
	}
	if r.at < len(r.raw) && r.raw[r.at] == '0' {
		r.at++
	} else if r.digits() == 0 {
		return nil, r.broken("a digit")
	}
	if r.at < len(r.raw) && r.raw[r.at] == '.' {
		r.at++
		if r.digits() == 0 {
			return nil, r.broken("a digit")
		}
	}
	exponent, ok := r.exponent()
	if !ok {
		return nil, false
	}
	if r.at-from > maxNumber || exponent > maxExponent {
		r.note(fault.CodeOutOfRange, "this number has more digits than any number here needs")
		return json.Number("0"), true
	}
	return json.Number(r.raw[from:r.at]), true
}

func (r *reader) digits() int {
	from := r.at
	for r.at < len(r.raw) && r.raw[r.at] >= '0' && r.raw[r.at] <= '9' {
		r.at++
	}
	return r.at - from
}

// exponent reads the exponent if there is one and gives its size without sign.
func (r *reader) exponent() (int, bool) {
	if r.at == len(r.raw) || (r.raw[r.at] != 'e' && r.raw[r.at] != 'E') {
		return 0, true
	}
	r.at++
	if r.at < len(r.raw) && (r.raw[r.at] == '+' || r.raw[r.at] == '-') {
		r.at++
	}
	from := r.at
	if r.digits() == 0 {
		return 0, r.broken("a digit")
	}
	n, err := strconv.Atoi(string(r.raw[from:r.at]))
	if err != nil {
		return maxExponent + 1, true
	}
	return n, true
}
