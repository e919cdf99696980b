package schema

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// plain judges values by a schema as it is written, without compiling it: most records are valid, and a process that
// makes one letter need not compile what it never asks for. It knows the keywords that schema/gen writes and says yes
// only when it is certain. Whatever is wrong, or not known to it, is for the compiled schema to say.
//
// Definitions are decoded when a value first needs them.
type plain struct {
	raw         map[string]json.RawMessage // the definitions
	definitions sync.Map                   // name to a func() any
	root        any
}

// newPlain reads a schema; what it cannot read, it is never certain of.
func newPlain(raw []byte) *plain {
	p := &plain{}
	var parts map[string]json.RawMessage
	if json.Unmarshal(raw, &parts) != nil || json.Unmarshal(parts["$defs"], &p.raw) != nil && parts["$defs"] != nil {
		return p
	}
	root := map[string]any{}
	for name, part := range parts {
		if name != "$defs" {
			root[name] = decoded(part)
		}
	}
	p.root = prepared(root)
	return p
}

// rule is an object of a schema as values are judged by it.
type rule struct {
	words []word         // its keywords in a row: to walk a map takes longer than to judge
	all   map[string]any // the same by name, for those that are read together
}

type word struct {
	keyword string
	want    any
}

// prepared makes rules of the objects of a schema that are schemas themselves. What is no schema stays as it is.
func prepared(schema any) any {
	s, ok := schema.(map[string]any)
	if !ok {
		return schema
	}
	r := &rule{all: make(map[string]any, len(s))}
	for _, keyword := range slices.Sorted(maps.Keys(s)) {
		want := s[keyword]
		switch keyword {
		case "properties", "patternProperties":
			if members, ok := want.(map[string]any); ok {
				rules := make(map[string]any, len(members))
				for name, member := range members {
					rules[name] = prepared(member)
				}
				want = rules
			}
		case "allOf", "anyOf":
			if list, ok := want.([]any); ok {
				rules := make([]any, len(list))
				for i, x := range list {
					rules[i] = prepared(x)
				}
				want = rules
			}
		case "items", "additionalProperties", "then":
			want = prepared(want)
		}
		r.all[keyword] = want
		if !silent[keyword] {
			r.words = append(r.words, word{keyword, want})
		}
	}
	return r
}

// silent are the keywords that judge nothing by themselves; then is read with if.
var silent = map[string]bool{"title": true, "description": true, "examples": true, "readOnly": true, "$schema": true, "$id": true, "then": true}

func decoded(raw json.RawMessage) (v any) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}

// holds says that a value, as strictjson reads it, is valid. False says nothing.
func (p *plain) holds(v any) bool { return p.valid(p.root, v) }

func (p *plain) valid(schema, v any) bool {
	switch s := schema.(type) {
	case bool:
		return s
	case *rule:
		for _, w := range s.words {
			if !p.keyword(s.all, w.keyword, w.want, v) {
				return false
			}
		}
		return true
	}
	return false
}

// keyword judges a value by one keyword. As the specification has it, a keyword about another type of value holds.
func (p *plain) keyword(s map[string]any, keyword string, want, v any) bool {
	switch keyword {
	case "$ref":
		return p.reference(want, v)
	case "type":
		return isType(want, v)
	case "const":
		return equal(want, v)
	case "enum":
		return some(want, func(x any) bool { return equal(x, v) })
	case "allOf":
		return every(want, func(x any) bool { return p.valid(x, v) })
	case "anyOf":
		return some(want, func(x any) bool { return p.valid(x, v) })
	case "if":
		return p.implies(s, want, v)
	}
	switch v := v.(type) {
	case map[string]any:
		return p.object(s, keyword, want, v)
	case []any:
		return p.list(keyword, want, v)
	case string:
		return text(keyword, want, v)
	case json.Number:
		return number(keyword, want, v)
	}
	return objectWords[keyword] || listWords[keyword] || textWords[keyword] || numberWords[keyword]
}

// The keywords that are about one type of value.
var (
	objectWords = map[string]bool{"properties": true, "patternProperties": true, "additionalProperties": true, "required": true, "minProperties": true, "maxProperties": true}
	listWords   = map[string]bool{"items": true, "minItems": true, "maxItems": true, "uniqueItems": true}
	textWords   = map[string]bool{"minLength": true, "maxLength": true, "pattern": true, "format": true}
	numberWords = map[string]bool{"minimum": true, "maximum": true}
)

// reference follows "#/$defs/Name", the only form that is written.
func (p *plain) reference(want, v any) bool {
	ref, _ := want.(string)
	name, ok := strings.CutPrefix(ref, "#/$defs/")
	raw, known := p.raw[name]
	if !ok || !known {
		return false
	}
	made, ok := p.definitions.Load(name)
	if !ok {
		made, _ = p.definitions.LoadOrStore(name, sync.OnceValue(func() any { return prepared(decoded(raw)) }))
	}
	return p.valid(made.(func() any)(), v)
}

// implies judges if and then. A condition that does not certainly fail might hold.
func (p *plain) implies(s map[string]any, condition, v any) bool {
	if _, other := s["else"]; other {
		return false
	}
	return fails(condition, v) || p.valid(s["then"], v)
}

// fails says that a condition certainly does not hold: an object's properties have constants, and one has another value.
func fails(condition, v any) bool {
	c, _ := condition.(map[string]any)
	properties, _ := c["properties"].(map[string]any)
	object, ok := v.(map[string]any)
	for name, x := range properties {
		rule, _ := x.(map[string]any)
		want, constant := rule["const"]
		if have, there := object[name]; ok && constant && there && !equal(want, have) {
			return true
		}
	}
	return false
}

// equal compares two values as strictjson reads them: most are strings.
func equal(a, b any) bool {
	if s, ok := a.(string); ok {
		return b == s
	}
	return reflect.DeepEqual(a, b)
}

func every(list any, holds func(any) bool) bool {
	items, ok := list.([]any)
	for _, x := range items {
		if !holds(x) {
			return false
		}
	}
	return ok
}

func some(list any, holds func(any) bool) bool {
	items, _ := list.([]any)
	for _, x := range items {
		if holds(x) {
			return true
		}
	}
	return false
}

func (p *plain) object(s map[string]any, keyword string, want any, v map[string]any) bool {
	switch keyword {
	case "properties":
		properties, ok := want.(map[string]any)
		for name, member := range v {
			if schema, declared := properties[name]; declared && !p.valid(schema, member) {
				return false
			}
		}
		return ok
	case "patternProperties":
		return p.patterns(want, v)
	case "additionalProperties":
		return p.additional(s, want, v)
	case "required":
		return every(want, func(name any) bool { n, ok := name.(string); _, there := v[n]; return ok && there })
	case "minProperties":
		n, ok := whole(want)
		return ok && int64(len(v)) >= n
	case "maxProperties":
		n, ok := whole(want)
		return ok && int64(len(v)) <= n
	}
	return listWords[keyword] || textWords[keyword] || numberWords[keyword]
}

func (p *plain) patterns(want any, v map[string]any) bool {
	patterns, ok := want.(map[string]any)
	for pattern, schema := range patterns {
		for name, member := range v {
			if matches(pattern, name) && !p.valid(schema, member) {
				return false
			}
		}
	}
	return ok
}

// additional judges the members that neither properties nor patternProperties name.
func (p *plain) additional(s map[string]any, want any, v map[string]any) bool {
	properties, _ := s["properties"].(map[string]any)
	patterns, _ := s["patternProperties"].(map[string]any)
	for name, member := range v {
		_, named := properties[name]
		for pattern := range patterns {
			named = named || matches(pattern, name)
		}
		if !named && !p.valid(want, member) {
			return false
		}
	}
	return true
}

// maxUnique bounds the list whose items are compared with one another.
const maxUnique = 200

func (p *plain) list(keyword string, want any, v []any) bool {
	switch keyword {
	case "items":
		return every(v, func(x any) bool { return p.valid(want, x) })
	case "minItems":
		n, ok := whole(want)
		return ok && int64(len(v)) >= n
	case "maxItems":
		n, ok := whole(want)
		return ok && int64(len(v)) <= n
	case "uniqueItems":
		for i := range v {
			for j := range i {
				if len(v) > maxUnique || reflect.DeepEqual(v[i], v[j]) {
					return false
				}
			}
		}
		return true
	}
	return objectWords[keyword] || textWords[keyword] || numberWords[keyword]
}

func text(keyword string, want any, v string) bool {
	switch keyword {
	case "minLength":
		n, ok := whole(want)
		return ok && int64(utf8.RuneCountInString(v)) >= n
	case "maxLength":
		n, ok := whole(want)
		return ok && int64(utf8.RuneCountInString(v)) <= n
	case "pattern":
		pattern, ok := want.(string)
		return ok && matches(pattern, v)
	case "format":
		name, _ := want.(string)
		if test, ok := formats[name]; ok {
			return test(v) == nil
		}
		form, ok := usual[name]
		return ok && len(v) <= maxUsual && matches(form, v)
	}
	return objectWords[keyword] || listWords[keyword] || numberWords[keyword]
}

// usual are the common forms of formats that the compiled schema knows by itself: an address outside of them may be valid.
var usual = map[string]string{
	"email": `^[A-Za-z0-9]+([._+-][A-Za-z0-9]+)*@[A-Za-z0-9]+(-[A-Za-z0-9]+)*(\.[A-Za-z0-9]+(-[A-Za-z0-9]+)*)+$`,
	"uuid":  `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`,
}

const maxUsual = 60 // bytes

func number(keyword string, want any, v json.Number) bool {
	limit, ok := whole(want)
	n, exact := whole(v)
	switch keyword {
	case "minimum":
		return ok && exact && n >= limit
	case "maximum":
		return ok && exact && n <= limit
	}
	return objectWords[keyword] || listWords[keyword] || textWords[keyword]
}

// whole reads an integer that is written without a point or an exponent.
func whole(v any) (int64, bool) {
	n, ok := v.(json.Number)
	i, err := strconv.ParseInt(string(n), 10, 64)
	return i, ok && err == nil
}

func isType(want, v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return want == "object"
	case []any:
		return want == "array"
	case string:
		return want == "string"
	case bool:
		return want == "boolean"
	case json.Number:
		_, exact := whole(v)
		return exact && (want == "integer" || want == "number")
	}
	return false
}

// expressions remembers the patterns of schemas, compiled; nil for one that is none.
var expressions sync.Map

func matches(pattern, s string) bool {
	known, ok := expressions.Load(pattern)
	if !ok {
		made, err := regexp.Compile(pattern)
		if err != nil {
			made = nil
		}
		known, _ = expressions.LoadOrStore(pattern, made)
	}
	made := known.(*regexp.Regexp)
	return made != nil && made.MatchString(s)
}
