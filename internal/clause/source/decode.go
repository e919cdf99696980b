package source

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/place"
)

// Decode reads a YAML file into a struct whose fields have yaml tags; `lib:"required"` marks those that must be there.
// Unknown and repeated keys, missing ones, wrong types, anchors and merges are findings. Fields may be string, bool, int,
// Text, Texts, cal.Date, place.Code, place.Set, Value, structs, pointers to structs, and lists and string-keyed maps of
// these.
func Decode(file string, data []byte, into any) []Finding {
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return []Finding{{File: file, Line: lineOf(err), Column: 1, Code: "yaml", Severity: Error, Message: "not YAML: " + reason(err)}}
	}
	d := decoder{file: file}
	if len(root.Content) == 0 {
		return []Finding{{File: file, Code: "empty", Severity: Error, Message: "the file is empty"}}
	}
	d.value(root.Content[0], reflect.ValueOf(into).Elem(), "the file")
	return d.findings
}

func lineOf(err error) int {
	_, rest, ok := strings.Cut(err.Error(), "line ")
	if !ok {
		return 1
	}
	digits, _, _ := strings.Cut(rest, ":")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 1
	}
	return n
}

func reason(err error) string {
	s := strings.TrimPrefix(err.Error(), "yaml: ")
	if _, rest, ok := strings.Cut(s, ": "); ok && strings.HasPrefix(s, "line ") {
		return rest
	}
	return s
}

type decoder struct {
	file     string
	findings []Finding
}

func (d *decoder) add(n *yaml.Node, code, suggestion, format string, args ...any) {
	d.findings = append(d.findings, Finding{
		File: d.file, Line: n.Line, Column: n.Column, Code: code, Severity: Error, Message: fmt.Sprintf(format, args...), Suggestion: suggestion,
	})
}

// Value is a YAML value whose type another package knows.
type Value struct {
	Node         *yaml.Node
	Line, Column int
}

// Texts is one text or a list of them: nil when the key is absent, empty when it says [].
type Texts []Text

func (d *decoder) value(n *yaml.Node, v reflect.Value, what string) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		d.add(n, "alias", "write the value out", "anchors and aliases are not part of library files")
		return
	}
	if d.known(n, v, what) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), what)
	case reflect.Struct:
		d.object(n, v, what)
	case reflect.Map:
		d.dictionary(n, v, what)
	case reflect.Slice:
		d.list(n, v, what)
	default:
		d.scalar(n, v, what)
	}
}

// known reads the types that have a form of their own.
func (d *decoder) known(n *yaml.Node, v reflect.Value, what string) bool {
	switch p := v.Addr().Interface().(type) {
	case *Value:
		*p = Value{n, n.Line, n.Column}
	case *Text:
		if s, ok := d.text(n, what); ok {
			*p = textAt(s, n)
		}
	case *Texts:
		items := []*yaml.Node{n}
		if n.Kind == yaml.SequenceNode {
			items, *p = n.Content, Texts{}
		}
		for _, item := range items {
			if s, ok := d.text(item, what); ok {
				*p = append(*p, textAt(s, item))
			}
		}
	case *cal.Date:
		d.parsed(n, what, func(s string) (err error) { *p, err = cal.ParseDate(s); return err })
	case *place.Code:
		d.parsed(n, what, func(s string) (err error) { *p, err = place.Parse(s); return err })
	case *place.Set:
		d.parsed(n, what, func(s string) (err error) { *p, err = place.ParseSet(s); return err })
	default:
		return false
	}
	return true
}

// textAt is a text and where it begins: behind the quote or, of a block, on the next line.
func textAt(s string, n *yaml.Node) Text {
	t := Text{s, n.Line, n.Column}
	switch {
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		t.Column++
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		t.Line, t.Column = t.Line+1, 1
	}
	return t
}

func (d *decoder) parsed(n *yaml.Node, what string, parse func(string) error) {
	if s, ok := d.text(n, what); ok {
		if err := parse(s); err != nil {
			d.add(n, "bad_value", "", "%s is %s", what, err)
		}
	}
}

// text takes any scalar as it is written: a date or a number needs no quotes where text is wanted.
func (d *decoder) text(n *yaml.Node, what string) (string, bool) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		d.add(n, "wrong_type", "", "%s is a text", what)
		return "", false
	}
	return n.Value, true
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value, what string) {
	switch v.Kind() {
	case reflect.String:
		if s, ok := d.text(n, what); ok {
			v.SetString(s)
		}
	case reflect.Bool:
		if n.Tag != "!!bool" {
			d.add(n, "wrong_type", "", "%s is true or false", what)
			return
		}
		v.SetBool(n.Value == "true")
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if n.Tag != "!!int" || err != nil {
			d.add(n, "wrong_type", "", "%s is a whole number", what)
			return
		}
		v.SetInt(int64(i))
	default:
		panic("source: no library file has a " + v.Type().String())
	}
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, what string) {
	if n.Kind != yaml.SequenceNode {
		d.add(n, "wrong_type", "", "%s is a list", what)
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, item := range n.Content {
		d.value(item, out.Index(i), fmt.Sprintf("item %d of %s", i+1, what))
	}
	v.Set(out)
}

func (d *decoder) dictionary(n *yaml.Node, v reflect.Value, what string) {
	if n.Kind != yaml.MappingNode {
		d.add(n, "wrong_type", "", "%s holds names with values", what)
		return
	}
	out := reflect.MakeMap(v.Type())
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := reflect.ValueOf(n.Content[i].Value).Convert(v.Type().Key())
		if out.MapIndex(key).IsValid() {
			d.add(n.Content[i], "duplicate_key", "", "%s is here twice", n.Content[i].Value)
			continue
		}
		value := reflect.New(v.Type().Elem()).Elem()
		d.value(n.Content[i+1], value, n.Content[i].Value)
		out.SetMapIndex(key, value)
	}
	v.Set(out)
}

func (d *decoder) object(n *yaml.Node, v reflect.Value, what string) {
	if n.Kind != yaml.MappingNode {
		d.add(n, "wrong_type", "", "%s holds keys with values", what)
		return
	}
	fields, names := fieldsOf(v)
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		field, ok := fields[key.Value]
		switch {
		case !ok:
			d.add(key, "unknown_key", fault.DidYouMean(key.Value, names), "%s has no key %q: there are %s", what, key.Value, strings.Join(names, ", "))
		case seen[key.Value]:
			d.add(key, "duplicate_key", "", "%s is here twice", key.Value)
		default:
			d.value(n.Content[i+1], field, key.Value)
		}
		seen[key.Value] = true
	}
	for i := range v.NumField() {
		if name := keyOf(v.Type().Field(i)); v.Type().Field(i).Tag.Get("lib") == "required" && !seen[name] {
			d.add(n, "missing_key", "", "%s needs the key %s", what, name)
		}
	}
	if at := v.FieldByName("At"); at.IsValid() && at.Type() == reflect.TypeFor[Mark]() {
		at.Set(reflect.ValueOf(Mark{n.Line, n.Column}))
	}
}

// Mark is where an object begins. A struct with a field At of this type has it filled in.
type Mark struct{ Line, Column int }

// Text is the place alone, for findings.
func (m Mark) Text() Text { return Text{Line: m.Line, Column: m.Column} }

func keyOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return name
}

func fieldsOf(v reflect.Value) (map[string]reflect.Value, []string) {
	fields, names := map[string]reflect.Value{}, []string{}
	for i := range v.NumField() {
		if name := keyOf(v.Type().Field(i)); name != "" && name != "-" {
			fields[name] = v.Field(i)
			names = append(names, name)
		}
	}
	return fields, names
}
