package schema

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"verbatim/internal/fault"
)

// judge gives the faults of a value.
func (c compiled) judge(v any) []fault.Fault {
	w := walk{doc: c.doc}
	var failed *jsonschema.ValidationError
	if err := c.schema.Validate(v); errors.As(err, &failed) {
		w.visit(failed)
	}
	w.numbers(v, nil)
	return w.settle()
}

// walk collects faults from the validator's tree of errors.
type walk struct {
	doc    document
	faults []found
}

// found is a fault with its path, so that paths compare by number and not by text.
type found struct {
	path []string
	fault.Fault
	minor bool // says nothing beside another fault at or above its place
}

func (w *walk) add(path []string, code fault.Code, message string) {
	var p fault.Pointer
	for _, name := range path {
		p = p.Child(name)
	}
	w.faults = append(w.faults, found{path: path, Fault: fault.Fault{Code: code, Pointer: p, Message: message}})
}

// visit goes down to the leaves; a value that has a form of its own is one leaf, whatever is wrong inside.
func (w *walk) visit(e *jsonschema.ValidationError) {
	at := w.doc.spot(e)
	if f, ok := forms[at.definition]; ok {
		w.form(e, f, at.inside)
		return
	}
	switch k := e.ErrorKind.(type) {
	case *kind.Schema, *kind.Group, *kind.Reference, *kind.AllOf, *kind.AnyOf, *kind.OneOf:
		for _, cause := range e.Causes {
			w.visit(cause)
		}
	case *kind.AdditionalProperties:
		w.unknown(e, k, at)
	case *kind.Required:
		w.missing(e, k, at)
	default:
		code, message := leaf(e.ErrorKind, at)
		w.add(e.InstanceLocation, code, message)
	}
}

// form gives the one fault of a value that is written in a known way. The error stands so many names inside the value.
func (w *walk) form(e *jsonschema.ValidationError, f form, inside int) {
	path := e.InstanceLocation[:len(e.InstanceLocation)-inside]
	if t, ok := e.ErrorKind.(*kind.Type); ok {
		if t.Got == "null" {
			w.add(path, fault.CodeNull, nullMessage)
			return
		}
		if t.Got == "number" && f.number != "" {
			w.add(path, f.code, f.number)
			return
		}
	}
	w.add(path, f.code, f.message)
}

func (w *walk) unknown(e *jsonschema.ValidationError, k *kind.AdditionalProperties, at spot) {
	if _, keyed := at.schema["patternProperties"]; keyed {
		for _, name := range k.Properties {
			w.add(child(e.InstanceLocation, name), fault.CodeUnknownTerm, "the name of a member here is a term pointer such as /terms/base_pay")
		}
		return
	}
	known := at.fields()
	for _, name := range k.Properties {
		w.add(child(e.InstanceLocation, name), fault.CodeUnknownField, "there is no such field here"+suggestion(name, known))
	}
}

func (w *walk) missing(e *jsonschema.ValidationError, k *kind.Required, at spot) {
	for _, name := range k.Missing {
		w.add(child(e.InstanceLocation, name), fault.CodeRequired, requiredMessage(name, at))
	}
}

// numbers refuses numbers that no field can hold: record.md rule 6 knows integers only, within 2^53.
func (w *walk) numbers(v any, path []string) {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			w.numbers(member, append(path, name))
		}
	case []any:
		for i, item := range v {
			w.numbers(item, append(path, strconv.Itoa(i)))
		}
	case json.Number:
		w.number(string(v), path)
	}
}

func (w *walk) number(v string, path []string) {
	n, err := strconv.ParseInt(v, 10, 64)
	switch {
	case strings.ContainsAny(v, ".eE"):
		w.add(slices.Clone(path), fault.CodeWrongType, "a whole number is wanted, written without a point or an exponent")
	case err != nil || n > 1<<53 || n < -1<<53:
		w.add(slices.Clone(path), fault.CodeOutOfRange, "an integer beyond 2^53 is not exact for every reader")
	default:
		return
	}
	w.faults[len(w.faults)-1].minor = true
}

func child(path []string, name string) []string { return append(slices.Clone(path), name) }

// maxFaults bounds an answer: who makes more mistakes than that mends the first ones first.
const maxFaults = 200

// settle orders the faults, keeps one for each place, and leaves out what lies inside a field that should not be there.
func (w *walk) settle() []fault.Fault {
	slices.SortStableFunc(w.faults, func(a, b found) int {
		if c := comparePaths(a.path, b.path); c != 0 {
			return c
		}
		return a.rank() - b.rank()
	})
	var out []fault.Fault
	var last found
	for _, f := range w.faults {
		inside := len(out) > 0 && len(f.path) >= len(last.path) && slices.Equal(f.path[:len(last.path)], last.path)
		if inside && (len(f.path) == len(last.path) || f.minor || last.rank() == 0) {
			continue
		}
		if len(out) == maxFaults {
			break
		}
		out, last = append(out, f.Fault), f
	}
	return out
}

// rank is 0 for the faults that make others at or below their place pointless, 2 for those that say nothing beside one.
func (f found) rank() int {
	switch {
	case f.Code == fault.CodeNotOfType || f.Code == fault.CodeUnknownField || f.Code == fault.CodeNull:
		return 0
	case f.minor:
		return 2
	}
	return 1
}

// comparePaths orders by name, list items by number.
func comparePaths(a, b []string) int {
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		m, errA := strconv.Atoi(a[i])
		n, errB := strconv.Atoi(b[i])
		if errA == nil && errB == nil {
			return m - n
		}
		return strings.Compare(a[i], b[i])
	}
	return len(a) - len(b)
}
