package gen

import (
	"fmt"
	"path"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"
)

// Generator turns Go types into schemas. Types that refer to one another share definitions by name.
type Generator struct {
	reflector jsonschema.Reflector
	defs      jsonschema.Definitions
	types     map[string]reflect.Type // of each definition made from a Go type
	requests  map[string]bool         // definitions that a client sends
}

// commented are the packages whose doc comments become descriptions, by folder from the module's root.
var commented = []string{
	"internal/terms", "internal/handoff", "internal/money", "internal/cal", "internal/place", "internal/digest",
	"internal/fault", "internal/letter", "internal/policy", "internal/approval", "internal/review", "internal/offer", "internal/answer", "internal/onboarding", "internal/event", "internal/entity", "internal/desk", "internal/api",
}

// New makes a Generator that reads doc comments of the module whose root is a path from the working directory. The
// working directory's own import path is from, such as "verbatim/internal/schema/gen".
func New(root, from string) (*Generator, error) {
	g := &Generator{defs: jsonschema.Definitions{}, types: map[string]reflect.Type{}, requests: map[string]bool{}}
	g.reflector = jsonschema.Reflector{Anonymous: true, Mapper: g.mapped, Namer: g.name}
	for _, dir := range commented {
		if !isFolder(path.Join(root, dir)) {
			continue
		}
		if err := g.reflector.AddGoComments(from, path.Join(root, dir), jsonschema.WithFullComment()); err != nil {
			return nil, fmt.Errorf("doc comments of %s: %w", dir, err)
		}
	}
	return g, nil
}

// Request adds a type that clients send and gives its component's name: unknown fields are refused in it and in all it
// holds.
func (g *Generator) Request(t reflect.Type) (string, error) {
	name, err := g.add(t)
	if err == nil {
		g.mark(name)
	}
	return name, err
}

// Response adds a type that clients receive and gives its component's name: it may grow by fields that clients ignore.
func (g *Generator) Response(t reflect.Type) (string, error) { return g.add(t) }

// add reflects a type and completes every definition that is new.
func (g *Generator) add(t reflect.Type) (name string, err error) {
	defer func() { // invopop panics on what it cannot express
		if p := recover(); p != nil {
			err = fmt.Errorf("schema of %s: %v", t, p)
		}
	}()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	root := g.reflector.ReflectFromType(t)
	for name, def := range root.Definitions {
		if g.defs[name] == nil {
			g.defs[name] = def
			g.complete(name, def)
		}
	}
	if root.Ref == "" {
		return "", fmt.Errorf("schema of %s: only named structs and enumerations become components", t)
	}
	return strings.TrimPrefix(root.Ref, refPrefix), nil
}

// mark notes that a definition and all it refers to is sent by clients.
func (g *Generator) mark(name string) {
	if g.requests[name] {
		return
	}
	g.requests[name] = true
	eachRef(g.defs[name], func(s *jsonschema.Schema) { g.mark(strings.TrimPrefix(s.Ref, refPrefix)) })
}

const refPrefix = "#/$defs/"

func ref(name string) *jsonschema.Schema { return &jsonschema.Schema{Ref: refPrefix + name} }

// renamed holds the names that would say too little, or stand for two types, without their package.
var renamed = map[string]string{
	"handoff.Record": "HandoffRecord", "terms.Candidate": "ComparedCandidate", "terms.Sheet": "Sheet",
	"event.Event": "OfferEvent", "fault.Code": "FaultCode", "fault.Pointer": "BodyPointer",
}

// plain packages hold the record's own words; names from all others carry their package.
var plain = map[string]bool{"terms": true, "handoff": true, "money": true, "cal": true, "place": true, "digest": true, "fault": true, "api": true}

// name gives a type's definition name and fails where two types would share one.
func (g *Generator) name(t reflect.Type) string {
	if t.Name() == "" || t.PkgPath() == "" || t.PkgPath() == "time" {
		return t.Name()
	}
	pkg := path.Base(t.PkgPath())
	name := t.Name()
	if other, ok := renamed[pkg+"."+name]; ok {
		name = other
	} else if title := strings.ToUpper(pkg[:1]) + pkg[1:]; !plain[pkg] && title != name {
		name = title + name
	}
	if other, taken := g.types[name]; taken && other != t {
		panic(fmt.Sprintf("%s and %s are both named %s: give one a name in renamed", other, t, name))
	}
	g.types[name] = t
	return name
}
