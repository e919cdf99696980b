package gen

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"github.com/invopop/jsonschema"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// A form is a value that the record writes as one word: package schema knows each definition by name, and gives one
// fault with one sentence for whatever is wrong inside.
type form struct {
	name    string
	schema  func() *jsonschema.Schema
	example any
}

var forms = map[reflect.Type]form{
	reflect.TypeFor[money.Decimal](): {"Decimal", formatted("Decimal number", "decimal", money.DecimalPattern,
		`An exact decimal number in a string: "185000", "31.75". At most 19 digits; never a JSON number, which most readers turn into a float.`), "185000"},
	reflect.TypeFor[money.Share](): {"Share", pattern("Share", money.SharePattern, 20,
		`A part of a whole: in percent ("15" is 15 percent), or as a fraction of one ("1/3").`), "15"},
	reflect.TypeFor[cal.Date](): {"Date", formatted("Date", "date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
		"A calendar day that exists, between 1900 and 2199."), "2027-01-11"},
	reflect.TypeFor[time.Time](): {"Instant", formatted("Instant", "date-time", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,18}(Z|[+-][0-9]{2}:[0-9]{2})$",
		"A point in time by RFC 3339, with its offset from UTC."), "2026-11-18T15:30:00-08:00"},
	reflect.TypeFor[place.Code](): {"PlaceCode", formatted("Place code", "place-code", place.CodePattern,
		"A place of law: an ISO 3166-1 country or an ISO 3166-2 subdivision."), "US-CA"},
	reflect.TypeFor[digest.Digest](): {"Digest", pattern("Digest", "^sha256:[0-9a-f]{64}$", 71,
		"SHA-256 of content, in lower-case hexadecimal digits."), "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
	reflect.TypeFor[cal.Length](): {"Length", length, map[string]any{"months": json.Number("12")}},
}

func pattern(title, re string, maxLength uint64, description string) func() *jsonschema.Schema {
	return func() *jsonschema.Schema {
		return &jsonschema.Schema{Title: title, Description: description, Type: "string", Pattern: re, MaxLength: &maxLength}
	}
}

func formatted(title, format, re, description string) func() *jsonschema.Schema {
	return func() *jsonschema.Schema {
		s := pattern(title, re, 40, description)()
		s.Format = format
		return s
	}
}

// length is exactly one unit with a number: an integer, or a fraction as a string.
func length() *jsonschema.Schema {
	one, ten := uint64(1), uint64(10)
	s := &jsonschema.Schema{
		Title: "Length", Type: "object", Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema,
		Description:   `A span in exactly one unit: {"months": 12}. Fractions stand in a string: {"weeks": "5.6"}.`,
		MinProperties: &one, MaxProperties: &one,
	}
	for _, u := range cal.Units() {
		s.Properties.Set(string(u), &jsonschema.Schema{
			Title: words(string(u)), Description: "How many " + strings.ToLower(words(string(u))) + ".", Examples: []any{json.Number("12")},
			AnyOf: []*jsonschema.Schema{
				{Type: "integer", Minimum: "0", Maximum: "36500"},
				{Type: "string", MaxLength: &ten, Pattern: `^(0|[1-9][0-9]{0,4})\.[0-9]{1,4}$`},
			},
		})
	}
	return s
}

// enumerated and patterned are types that say their own form.
type (
	enumerated interface{ Enum() []string }
	patterned  interface{ Pattern() string }
)

// mapped is invopop's Mapper: it writes values as references to their form. It gives nil for every other type.
func (g *Generator) mapped(t reflect.Type) *jsonschema.Schema {
	if f, ok := forms[t]; ok {
		return g.define(f.name, t, f.schema)
	}
	if t.Kind() == reflect.Slice && t.Name() != "" && t.Elem().Kind() == reflect.String {
		return &jsonschema.Schema{Type: "array", Items: g.mapped(t.Elem())}
	}
	if t.Kind() != reflect.String {
		return nil
	}
	switch v := reflect.Zero(t).Interface().(type) {
	case enumerated:
		return g.define(g.name(t), t, func() *jsonschema.Schema { return g.enum(t, v) })
	case patterned:
		return g.define(g.name(t), t, func() *jsonschema.Schema {
			most := uint64(500)
			return &jsonschema.Schema{Title: words(t.Name()), Description: g.comment(t, ""), Type: "string", Pattern: v.Pattern(), MaxLength: &most}
		})
	}
	return nil
}

func (g *Generator) enum(t reflect.Type, e enumerated) *jsonschema.Schema {
	s := &jsonschema.Schema{Title: words(t.Name()), Description: g.comment(t, ""), Type: "string"}
	for _, w := range e.Enum() {
		s.Enum = append(s.Enum, w)
	}
	return s
}

func (g *Generator) define(name string, t reflect.Type, make func() *jsonschema.Schema) *jsonschema.Schema {
	if g.defs[name] == nil {
		g.types[name] = t
		g.defs[name] = make()
	}
	return ref(name)
}
