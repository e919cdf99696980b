package strictjson

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"verbatim/internal/fault"
)

// Limits bounds what is read, so that a hostile body costs no more than an honest one.
type Limits struct {
	Bytes int // the whole text
	Depth int // objects and lists within one another
	Key   int // bytes of a member's name
}

// Body is what a request may hold (record.md rule 10).
var Body = Limits{Bytes: 256 << 10, Depth: 32, Key: 256}

// Read gives the value of a JSON text: map[string]any, []any, string, json.Number, bool or nil. It refuses what readers
// disagree on: a key that comes twice, invalid UTF-8, U+0000, half of a surrogate pair, numbers too long to be meant.
// Faults that leave the text readable are collected; the value is of use only when there are none.
func Read(raw []byte, l Limits) (any, []fault.Fault) {
	if f := whole(raw, l); f != nil {
		return nil, []fault.Fault{*f}
	}
	r := reader{raw: raw, limits: l}
	v, ok := r.value(0)
	if ok {
		r.space()
		if r.at < len(raw) {
			r.stop(fault.CodeTrailingData, "one JSON value is wanted; more text follows it at %s", r.position())
		}
	}
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	return v, nil
}

// KindOf says what sort of refusal a fault of this package is: Unreadable, TooLarge, or Invalid for any other code.
func KindOf(c fault.Code) fault.Kind {
	switch c {
	case fault.CodeTooLarge:
		return fault.TooLarge
	case fault.CodeUnreadable, fault.CodeInvalidUTF8, fault.CodeDuplicateKey, fault.CodeTooDeep, fault.CodeNulCharacter, fault.CodeTrailingData:
		return fault.Unreadable
	}
	return fault.Invalid
}

// whole judges the text before it is read.
func whole(raw []byte, l Limits) *fault.Fault {
	switch {
	case len(raw) > l.Bytes:
		return &fault.Fault{Code: fault.CodeTooLarge, Message: fmt.Sprintf("at most %d KB are read", l.Bytes>>10)}
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return &fault.Fault{Code: fault.CodeUnreadable, Message: "JSON text has no byte order mark: send UTF-8 without one"}
	case !utf8.Valid(raw):
		return &fault.Fault{Code: fault.CodeInvalidUTF8, Message: fmt.Sprintf("JSON text is UTF-8; byte %d begins no character of it", invalidAt(raw))}
	case len(bytes.TrimSpace(raw)) == 0:
		return &fault.Fault{Code: fault.CodeUnreadable, Message: "the text is empty: one JSON value is wanted"}
	}
	return nil
}

// invalidAt is the offset of the first byte that is not UTF-8.
func invalidAt(raw []byte) int {
	at := 0
	for at < len(raw) {
		r, n := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return at
}

// reader walks a text once. Its path is kept as names, so that a pointer is made only for a fault.
type reader struct {
	raw    []byte
	at     int
	limits Limits
	path   []string
	faults []fault.Fault
}

// note adds a fault at the present path and lets reading go on.
func (r *reader) note(code fault.Code, format string, args ...any) {
	var p fault.Pointer
	for _, name := range r.path {
		p = p.Child(name)
	}
	r.faults = append(r.faults, fault.Fault{Code: code, Pointer: p, Message: fmt.Sprintf(format, args...)})
}

// stop is note for what ends the reading.
func (r *reader) stop(code fault.Code, format string, args ...any) bool {
	r.note(code, format, args...)
	return false
}

// broken is stop for text that is no JSON.
func (r *reader) broken(wanted string) bool {
	r.path = nil // where the text is broken the path is a guess; line and column are not
	found := "the text ends"
	if r.at < len(r.raw) {
		found = fmt.Sprintf("%U stands", firstRune(r.raw[r.at:]))
	}
	return r.stop(fault.CodeUnreadable, "not JSON: at %s %s where %s is wanted", r.position(), found, wanted)
}

func firstRune(b []byte) rune { c, _ := utf8.DecodeRune(b); return c }

// position is the present place for people.
func (r *reader) position() string {
	before := r.raw[:r.at]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprintf("line %d, column %d", line, column)
}

func (r *reader) space() {
	for r.at < len(r.raw) {
		switch r.raw[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

// peek is the next byte after space, 0 at the end.
func (r *reader) peek() byte {
	r.space()
	if r.at == len(r.raw) {
		return 0
	}
	return r.raw[r.at]
}

func (r *reader) value(depth int) (any, bool) {
	switch c := r.peek(); {
	case c == '{' || c == '[':
		if depth == r.limits.Depth {
			return nil, r.stop(fault.CodeTooDeep, "objects and lists may stand within one another at most %d deep", r.limits.Depth)
		}
		if c == '{' {
			return r.object(depth + 1)
		}
		return r.list(depth + 1)
	case c == '"':
		return r.text()
	case c == '-' || (c >= '0' && c <= '9'):
		return r.number()
	case c == 't':
		return true, r.word("true")
	case c == 'f':
		return false, r.word("false")
	case c == 'n':
		return nil, r.word("null")
	}
	return nil, r.broken("a value")
}

func (r *reader) word(w string) bool {
	if !bytes.HasPrefix(r.raw[r.at:], []byte(w)) {
		return r.broken(w)
	}
	r.at += len(w)
	return true
}
