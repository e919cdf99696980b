package schema

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/money"
	"verbatim/internal/place"
	"verbatim/internal/strictjson"
)

// Set holds schemas by name and version, such as handoff/v1. It is safe for use by many at once.
type Set struct{ schemas map[string]source }

// source is a schema as its file has it, and what is made of it when it is first needed.
type source struct {
	raw      []byte
	plain    func() *plain
	compiled func() (compiled, error)
}

type compiled struct {
	schema *jsonschema.Schema
	doc    document
}

// Load reads every schema of a folder: the files <name>/v<number>.json. Compile says whether they are schemas.
func Load(files fs.FS) (*Set, error) {
	paths, err := fs.Glob(files, "*/v*.json")
	if err != nil {
		return nil, fmt.Errorf("schemas: %w", err)
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("schemas: the folder holds no file such as handoff/v1.json")
	}
	set := &Set{schemas: map[string]source{}}
	for _, path := range paths {
		raw, err := fs.ReadFile(files, path)
		if err != nil {
			return nil, fmt.Errorf("schema %s: %w", path, err)
		}
		name := strings.TrimSuffix(path, ".json")
		set.schemas[name] = source{
			raw:      raw,
			plain:    sync.OnceValue(func() *plain { return newPlain(raw) }),
			compiled: sync.OnceValues(func() (compiled, error) { return compile(name, raw) }),
		}
	}
	return set, nil
}

// Compile compiles every schema now. The schemas of a program are part of it, so its tests do this, and a start does not.
func (s *Set) Compile() error {
	for _, name := range s.Names() {
		if _, err := s.schemas[name].compiled(); err != nil {
			return fmt.Errorf("schema %s: %w", name, err)
		}
	}
	return nil
}

func compile(name string, raw []byte) (compiled, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return compiled{}, err
	}
	root, ok := doc.(map[string]any)
	if !ok {
		return compiled{}, fmt.Errorf("a schema is an object")
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	for name, test := range formats {
		c.RegisterFormat(&jsonschema.Format{Name: name, Validate: onText(test)})
	}
	url := "urn:verbatim:schema:" + strings.ReplaceAll(name, "/", ":")
	if err := c.AddResource(url, doc); err != nil {
		return compiled{}, err
	}
	s, err := c.Compile(url)
	return compiled{schema: s, doc: document{root}}, err
}

// onText makes a format of a test on strings; other values are the concern of the keyword type.
func onText(test func(string) error) func(any) error {
	return func(v any) error {
		if s, ok := v.(string); ok {
			return test(s)
		}
		return nil
	}
}

// formats say what a pattern cannot: that a day exists, that a country does. They are what the Go types read, so that
// nothing valid fails to decode.
var formats = map[string]func(string) error{
	"date":       func(s string) error { _, err := cal.ParseDate(s); return err },
	"date-time":  isInstant,
	"decimal":    func(s string) error { _, err := money.ParseDecimal(s); return err },
	"place-code": func(s string) error { _, err := place.Parse(s); return err },
}

// isInstant is what encoding/json reads into a time.Time, within the years that dates have.
func isInstant(s string) error {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err == nil && (t.Year() < 1900 || t.Year() > 2199 || t.UnmarshalText([]byte(s)) != nil) {
		err = fmt.Errorf("outside of 1900 to 2199")
	}
	return err
}

// Names lists the schemas in alphabetical order.
func (s *Set) Names() []string { return slices.Sorted(maps.Keys(s.schemas)) }

// Source gives a schema as its file has it; ok is false for a name that is not in the set.
func (s *Set) Source(name string) (raw []byte, ok bool) {
	c, ok := s.schemas[name]
	return c.raw, ok
}

// Validate judges a JSON text by a schema of the set: every fault at once, in the order of pointers, none when it is
// valid. A text that cannot be read as JSON has only the faults of reading; strictjson.KindOf tells the two apart. It
// panics on a name that the set does not hold and on a schema that does not compile, since both are part of this program.
func (s *Set) Validate(name string, raw []byte) []fault.Fault {
	c, ok := s.schemas[name]
	if !ok {
		panic("schema: no schema is named " + name)
	}
	v, faults := strictjson.Read(raw, strictjson.Body)
	if len(faults) > 0 {
		return faults
	}
	if c.holds(v) {
		return nil
	}
	made, err := c.compiled()
	if err != nil {
		panic(fmt.Sprintf("schema: %s: %s", name, err))
	}
	return made.judge(v)
}

// holds says that a value is certainly valid, as most are; false says nothing.
func (c source) holds(v any) bool {
	w := walk{}
	w.numbers(v, nil)
	return len(w.faults) == 0 && c.plain().holds(v)
}
