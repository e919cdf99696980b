package pdffile

import (
	"bytes"
	"errors"
	"strconv"
)

// ErrRead is what Read fails with: the bytes are no file that Write makes.
var ErrRead = errors.New("not a PDF file of the form that this program writes")

const maxDepth = 32

// lexer reads values from bytes.
type lexer struct {
	b  []byte
	at int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0
}

func (l *lexer) space() {
	for l.at < len(l.b) {
		c := l.b[l.at]
		if c == '%' {
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
			continue
		}
		if !isSpace(c) {
			return
		}
		l.at++
	}
}

func (l *lexer) peek() byte {
	if l.at < len(l.b) {
		return l.b[l.at]
	}
	return 0
}

// skip passes over a word if it comes next.
func (l *lexer) skip(word string) bool {
	l.space()
	if bytes.HasPrefix(l.b[l.at:], []byte(word)) {
		l.at += len(word)
		return true
	}
	return false
}

func (l *lexer) value(depth int) (Value, error) {
	l.space()
	if depth > maxDepth || l.at >= len(l.b) {
		return nil, ErrRead
	}
	switch c := l.b[l.at]; {
	case c == '/':
		return l.name()
	case c == '(':
		return l.literal()
	case c == '[':
		l.at++
		return l.array(depth)
	case l.skip("<<"):
		return l.dict(depth)
	case c == '<':
		return l.hex()
	case l.skip("true"):
		return true, nil
	case l.skip("false"):
		return false, nil
	case l.skip("null"):
		return nil, nil
	}
	return l.number()
}

func (l *lexer) name() (Value, error) {
	l.at++
	var out []byte
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelimiter(l.b[l.at]) {
		c := l.b[l.at]
		if c == '#' && l.at+2 < len(l.b) {
			n, err := strconv.ParseUint(string(l.b[l.at+1:l.at+3]), 16, 8)
			if err != nil {
				return nil, ErrRead
			}
			c = byte(n)
			l.at += 2
		}
		out = append(out, c)
		l.at++
	}
	return Name(out), nil
}

func (l *lexer) literal() (Value, error) {
	l.at++
	var out []byte
	for open := 1; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		switch c {
		case '\\':
			l.at++
			out = l.escape(out)
			continue
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.at++
				return String(out), nil
			}
		}
		out = append(out, c)
	}
	return nil, ErrRead
}

func (l *lexer) escape(out []byte) []byte {
	switch c := l.peek(); c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\n':
		return out
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := 0
		for i := 0; i < 3 && l.peek() >= '0' && l.peek() <= '7'; i++ {
			n = n*8 + int(l.peek()-'0')
			l.at++
		}
		l.at--
		return append(out, byte(n))
	default:
		return append(out, c)
	}
}

func (l *lexer) hex() (Value, error) {
	l.at++
	var digits []byte
	for ; l.at < len(l.b) && l.b[l.at] != '>'; l.at++ {
		if !isSpace(l.b[l.at]) {
			digits = append(digits, l.b[l.at])
		}
	}
	if l.at >= len(l.b) {
		return nil, ErrRead
	}
	l.at++
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	for i := range out {
		n, err := strconv.ParseUint(string(digits[2*i:2*i+2]), 16, 8)
		if err != nil {
			return nil, ErrRead
		}
		out[i] = byte(n)
	}
	return String(out), nil
}

func (l *lexer) array(depth int) (Value, error) {
	out := Array{}
	for !l.skip("]") {
		v, err := l.value(depth + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (l *lexer) dict(depth int) (Value, error) {
	out := Dict{}
	for !l.skip(">>") {
		if l.peek() != '/' {
			return nil, ErrRead
		}
		key, err := l.name()
		if err != nil {
			return nil, err
		}
		v, err := l.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if _, twice := out[key.(Name)]; twice {
			return nil, ErrRead
		}
		out[key.(Name)] = v
	}
	return out, nil
}

// number reads an integer, a real, or a reference.
func (l *lexer) number() (Value, error) {
	word := l.word()
	n, err := strconv.Atoi(word)
	if err != nil {
		f, err := strconv.ParseFloat(word, 64)
		if err != nil {
			return nil, ErrRead
		}
		return f, nil
	}
	back := l.at
	if n >= 0 && l.skip("0") && isSpace(l.peek()) && l.skip("R") && (l.at >= len(l.b) || isSpace(l.peek()) || isDelimiter(l.peek())) {
		return Ref(n), nil
	}
	l.at = back
	return n, nil
}

func (l *lexer) word() string {
	from := l.at
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelimiter(l.b[l.at]) {
		l.at++
	}
	return string(l.b[from:l.at])
}
