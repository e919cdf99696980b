package gen

import (
	"os"
	"reflect"
	"strings"
	"unicode"

	"github.com/invopop/jsonschema"
)

// complete adds what struct tags and invopop leave out of a definition: titles, descriptions and examples of fields that
// refer to other definitions, the union's rules, and bounds on what may be empty.
func (g *Generator) complete(name string, def *jsonschema.Schema) {
	t := g.types[name]
	if t == nil || t.Kind() != reflect.Struct || def.Properties == nil {
		return
	}
	def.Title = words(t.Name())
	def.Description = g.comment(t, "")
	for f, owner := range members(t) {
		g.completeField(def, f, owner)
	}
	if len(def.Required) == 0 && len(variants(t)) == 0 && def.Properties.Len() > 0 {
		one := uint64(1)
		def.MinProperties = &one // an object that says nothing is no statement
	}
	def.AllOf = append(def.AllOf, unionRules(def, t)...)
}

func (g *Generator) completeField(def *jsonschema.Schema, f reflect.StructField, owner reflect.Type) {
	prop, ok := def.Properties.Get(jsonName(f))
	if !ok {
		return
	}
	if isTrue(prop) { // a RawMessage or any: the shared true schema takes no annotation
		prop = &jsonschema.Schema{}
		def.Properties.Set(jsonName(f), prop)
	}
	prop.Title = first(tag(f, "title"), prop.Title, words(jsonName(f)))
	prop.Description = first(
		retitled(g.comment(owner, f.Name), f.Name, prop.Title),
		g.formText(elem(f.Type)),
		retitled(g.comment(elem(f.Type), ""), elem(f.Type).Name(), prop.Title),
		prop.Description)
	prop.ReadOnly = prop.ReadOnly || tag(f, "readOnly") == "true"
	if prop.Items != nil {
		prop.Items.Examples = nil
	}
	prop.Examples = nil
	if e := exampleOf(f.Type, tags(f, "example")); e != nil {
		prop.Examples = []any{e}
	}
	if key, ok := patternOfKeys(f.Type); ok {
		// Not propertyNames: the validator gives its faults a wrong place (its path is reused while it is still held).
		most := uint64(100)
		prop.PatternProperties = map[string]*jsonschema.Schema{key: prop.AdditionalProperties}
		prop.AdditionalProperties, prop.MaxProperties = jsonschema.FalseSchema, &most
	}
}

// unionRules say for each type of a union which fields it must have, and refuse the fields of the others. One rule
// applies at a time, so each mistake is one fault.
func unionRules(def *jsonschema.Schema, t reflect.Type) (rules []*jsonschema.Schema) {
	all := variants(t)
	if len(all) == 0 {
		return nil
	}
	kind, _ := def.Properties.Get("type")
	most := uint64(40)
	kind.Type, kind.MaxLength = "string", &most
	kind.Enum = nil
	for _, v := range all {
		kind.Enum = append(kind.Enum, v.Type)
		is := jsonschema.NewProperties()
		is.Set("type", &jsonschema.Schema{Const: v.Type})
		foreign := jsonschema.NewProperties()
		for p := def.Properties.Oldest(); p != nil; p = p.Next() {
			if p.Key != "type" && !v.has(p.Key) {
				foreign.Set(p.Key, jsonschema.FalseSchema)
			}
		}
		rules = append(rules, &jsonschema.Schema{
			If:   &jsonschema.Schema{Properties: is, Required: []string{"type"}},
			Then: &jsonschema.Schema{Required: v.Required, Properties: foreign},
		})
	}
	return rules
}

// variant mirrors terms.Variant, which this package reads through reflection: it may import records, not terms.
type variant struct {
	Type               string
	Required, Optional []string
}

func (v variant) has(field string) bool {
	for _, f := range append(append([]string{}, v.Required...), v.Optional...) {
		if f == field {
			return true
		}
	}
	return false
}

func variants(t reflect.Type) (out []variant) {
	m := reflect.Zero(t).MethodByName("Variants")
	if !m.IsValid() {
		return nil
	}
	list := m.Call(nil)[0]
	for i := range list.Len() {
		v := list.Index(i)
		out = append(out, variant{
			Type:     v.FieldByName("Type").String(),
			Required: v.FieldByName("Required").Interface().([]string),
			Optional: v.FieldByName("Optional").Interface().([]string),
		})
	}
	return out
}

// members yields a struct's fields with the type that declares them, embedded structs opened.
func members(t reflect.Type) func(yield func(reflect.StructField, reflect.Type) bool) {
	return func(yield func(reflect.StructField, reflect.Type) bool) {
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Anonymous && f.Tag.Get("json") == "" && elem(f.Type).Kind() == reflect.Struct {
				for inner, owner := range members(elem(f.Type)) {
					if !yield(inner, owner) {
						return
					}
				}
				continue
			}
			if !yield(f, t) {
				return
			}
		}
	}
}

func (g *Generator) comment(t reflect.Type, field string) string {
	key := t.PkgPath() + "." + t.Name()
	if field != "" {
		key += "." + field
	}
	return strings.Join(strings.Fields(g.reflector.CommentMap[key]), " ")
}

// formText is the description of a value's form, empty for other types.
func (g *Generator) formText(t reflect.Type) string {
	if f, ok := forms[t]; ok {
		return g.defs[f.name].Description
	}
	return ""
}

// retitled puts the title in the place of the Go name that a doc comment begins with.
func retitled(comment, name, title string) string {
	for _, verb := range []string{" is ", " are ", " says "} {
		if rest, ok := strings.CutPrefix(comment, name+verb); ok {
			return title + verb + rest
		}
	}
	return comment
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return first(name, f.Name)
}

// tags gives every value of one keyword of the jsonschema tag; \, stands for a comma.
func tags(f reflect.StructField, keyword string) (out []string) {
	text := strings.ReplaceAll(f.Tag.Get("jsonschema"), `\,`, "\x00")
	for _, part := range strings.Split(text, ",") {
		if v, ok := strings.CutPrefix(part, keyword+"="); ok {
			out = append(out, strings.ReplaceAll(v, "\x00", ","))
		}
	}
	return out
}

func tag(f reflect.StructField, keyword string) string { return first(tags(f, keyword)...) }

// elem is the type without pointers and lists.
func elem(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || (t.Kind() == reflect.Slice && t.Name() == "") {
		t = t.Elem()
	}
	return t
}

// patternOfKeys gives the form of a map's keys, where their type has one.
func patternOfKeys(t reflect.Type) (string, bool) {
	if t.Kind() != reflect.Map {
		return "", false
	}
	key, ok := reflect.Zero(t.Key()).Interface().(patterned)
	if !ok {
		return "", false
	}
	return key.Pattern(), true
}

func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

// words turns a Go or JSON name into words: OneTimePayment and one_time_payment become "One time payment".
func words(name string) string {
	var b strings.Builder
	rs := []rune(name)
	for i, r := range rs {
		switch {
		case r == '_':
			b.WriteByte(' ')
		case i > 0 && unicode.IsUpper(r) && unicode.IsLower(rs[i-1]):
			b.WriteByte(' ')
			b.WriteRune(unicode.ToLower(r))
		case i == 0:
			b.WriteRune(unicode.ToUpper(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isFolder(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.IsDir()
}
