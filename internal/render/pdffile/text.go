package pdffile

import (
	"strconv"
	"unicode/utf16"
)

const hexDigits = "0123456789ABCDEF"

func hexString(b []byte) string {
	out := make([]byte, 0, 2*len(b)+2)
	out = append(out, '<')
	for _, c := range b {
		out = append(out, hexDigits[c>>4], hexDigits[c&15])
	}
	return string(append(out, '>'))
}

// appendText writes a text string: ASCII as it is, anything else as UTF-16 with a byte order mark (ISO 32000-1, 7.9.2.2).
func appendText(b []byte, s string) []byte {
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] >= 0x20 && s[i] < 0x7F
	}
	b = append(b, '(')
	if ascii {
		for i := 0; i < len(s); i++ {
			b = appendLiteral(b, s[i])
		}
		return append(b, ')')
	}
	b = append(b, 0xFE, 0xFF)
	for _, r := range s {
		if r > 0xFFFF {
			hi, lo := utf16.EncodeRune(r)
			b = appendLiteral(appendLiteral(b, byte(hi>>8)), byte(hi))
			r = lo
		}
		b = appendLiteral(appendLiteral(b, byte(r>>8)), byte(r))
	}
	return append(b, ')')
}

// appendLiteral escapes a byte of a literal string (ISO 32000-1, 7.3.4.2).
func appendLiteral(b []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(b, '\\', c)
	case '\r':
		return append(b, '\\', 'r')
	case '\n':
		return append(b, '\\', 'n')
	}
	return append(b, c)
}

// appendPoints writes a length of 1/1000 pt in points.
func appendPoints(b []byte, n int) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, int64(n/1000), 10)
	rest := n % 1000
	if rest == 0 {
		return b
	}
	b = append(b, '.', byte('0'+rest/100))
	if rest %= 100; rest != 0 {
		b = append(b, byte('0'+rest/10))
		if rest %= 10; rest != 0 {
			b = append(b, byte('0'+rest))
		}
	}
	return b
}
