package strictjson

import (
	"strconv"

	"verbatim/internal/fault"
)

func (r *reader) object(depth int) (any, bool) {
	m := map[string]any{}
	r.at++
	if r.peek() == '}' {
		r.at++
		return m, true
	}
	for {
		if r.peek() != '"' {
			return nil, r.broken("a name in double quotes")
		}
		key, ok := r.text()
		if !ok {
			return nil, false
		}
		if len(key) > r.limits.Key {
			r.note(fault.CodeTooLong, "a name here is too long: at most %d bytes", r.limits.Key)
			key = key[:0]
		}
		if r.peek() != ':' {
			return nil, r.broken("a colon")
		}
		r.at++
		if !r.member(m, key, depth) {
			return nil, false
		}
		switch r.peek() {
		case ',':
			r.at++
		case '}':
			r.at++
			return m, true
		default:
			return nil, r.broken("a comma or }")
		}
	}
}

func (r *reader) member(m map[string]any, key string, depth int) bool {
	r.path = append(r.path, key)
	if _, twice := m[key]; twice {
		r.note(fault.CodeDuplicateKey, "this name comes twice in one object, and readers disagree on which counts: keep one")
	}
	v, ok := r.value(depth)
	if !ok {
		return false
	}
	r.path = r.path[:len(r.path)-1]
	m[key] = v
	return true
}

func (r *reader) list(depth int) (any, bool) {
	items := []any{}
	r.at++
	if r.peek() == ']' {
		r.at++
		return items, true
	}
	for {
		r.path = append(r.path, strconv.Itoa(len(items)))
		v, ok := r.value(depth)
		if !ok {
			return nil, false
		}
		r.path = r.path[:len(r.path)-1]
		items = append(items, v)
		switch r.peek() {
		case ',':
			r.at++
		case ']':
			r.at++
			return items, true
		default:
			return nil, r.broken("a comma or ]")
		}
	}
}
