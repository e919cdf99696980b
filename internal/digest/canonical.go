package digest

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/gowebpki/jcs"
)

// canonical writes compact JSON of encoding/json in the form of RFC 8785: that is valid already, and most of it stands as
// it must, so it need only be put in order. What it is not certain of (an escape by number, a name that is given twice or is
// not plain ASCII) it leaves to the library.
type canonical struct {
	raw     []byte
	at      int
	out     []byte
	members []member // of the objects that are open, innermost last
	moved   []byte   // an object's members as they came, while they are put in order
}

// member is where an object's member stands in the output: its name with quotes, and all of it.
type member struct{ from, named, to int }

// order gives the canonical form; ok is false when the text holds something that is left to the library.
func order(raw []byte) (out []byte, ok bool) {
	c := canonical{raw: raw, out: make([]byte, 0, len(raw)), members: make([]member, 0, 64)}
	ok = c.value() && c.at == len(raw)
	return c.out, ok
}

func (c *canonical) value() bool {
	switch c.peek() {
	case '{':
		return c.object()
	case '[':
		return c.list()
	case '"':
		_, ok := c.text()
		return ok
	case 't', 'n':
		return c.take(4)
	case 'f':
		return c.take(5)
	}
	return c.number()
}

// peek is the next byte, 0 at the end.
func (c *canonical) peek() byte {
	if c.at == len(c.raw) {
		return 0
	}
	return c.raw[c.at]
}

// take copies the next n bytes.
func (c *canonical) take(n int) bool {
	if n > len(c.raw)-c.at {
		return false
	}
	c.out = append(c.out, c.raw[c.at:c.at+n]...)
	c.at += n
	return true
}

// text copies a string as it stands; bare says that it is ASCII without escapes.
func (c *canonical) text() (bare, ok bool) {
	bare = true
	for i := c.at + 1; i < len(c.raw); i++ {
		switch b := c.raw[i]; {
		case b == '"':
			return bare, c.take(i + 1 - c.at)
		case b == '\\':
			if i++; i == len(c.raw) || strings.IndexByte(`"\bfnrt`, c.raw[i]) < 0 {
				return false, false
			}
			bare = false
		case b < ' ':
			return false, false
		case b >= 0x80:
			bare = false
		}
	}
	return false, false
}

// exact are the digits up to which every whole number is a double that is written as it is.
const exact = 15

func (c *canonical) number() bool {
	from, plain := c.at, true
	for ; c.at < len(c.raw); c.at++ {
		b := c.raw[c.at]
		if b == ',' || b == ']' || b == '}' {
			break
		}
		plain = plain && b >= '0' && b <= '9'
	}
	n := c.raw[from:c.at]
	if plain && len(n) > 0 && len(n) <= exact {
		c.out = append(c.out, n...)
		return true
	}
	f, err := strconv.ParseFloat(string(n), 64)
	if err != nil {
		return false
	}
	written, err := jcs.NumberToJSON(f)
	c.out = append(c.out, written...)
	return err == nil
}

func (c *canonical) list() bool {
	if c.take(1); c.peek() == ']' {
		return c.take(1)
	}
	for c.value() {
		switch c.peek() {
		case ',':
			c.take(1)
		case ']':
			return c.take(1)
		default:
			return false
		}
	}
	return false
}

func (c *canonical) object() bool {
	if c.take(1); c.peek() == '}' {
		return c.take(1)
	}
	outer := len(c.members)
	for c.peek() == '"' {
		m := member{from: len(c.out)}
		bare, ok := c.text()
		m.named = len(c.out)
		if !ok || !bare || c.peek() != ':' || !c.take(1) || !c.value() {
			return false
		}
		m.to = len(c.out)
		c.members = append(c.members, m)
		switch c.peek() {
		case ',':
			c.at++
		case '}':
			ok = c.arrange(c.members[outer:])
			c.members = c.members[:outer]
			return ok && c.take(1)
		default:
			return false
		}
	}
	return false
}

// arrange puts the members of an object, which end the output, in the order of their names, with commas. RFC 8785 orders
// by UTF-16 code units: for ASCII by bytes. A name that comes twice is refused.
func (c *canonical) arrange(members []member) bool {
	start := members[0].from
	c.moved = append(c.moved[:0], c.out[start:]...)
	c.out = c.out[:start]
	name := func(m member) []byte { return c.moved[m.from-start+1 : m.named-start-1] }
	slices.SortFunc(members, func(a, b member) int { return bytes.Compare(name(a), name(b)) })
	for i, m := range members {
		if i > 0 {
			if bytes.Equal(name(members[i-1]), name(m)) {
				return false
			}
			c.out = append(c.out, ',')
		}
		c.out = append(c.out, c.moved[m.from-start:m.to-start]...)
	}
	return true
}
