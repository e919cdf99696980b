package gen

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/library"
	"verbatim/internal/place"
)

// libraryFiles gives the schemas of the library's YAML files by their paths below schemas/. They have no version: a
// library is read by the program that it comes with, and an editor wants the schema of that program.
func libraryFiles(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, shape := range library.Shapes() {
		w := libraryWriter{root: root, shape: shape, defs: jsonschema.Definitions{}, comments: map[string]map[string]string{}}
		doc, err := w.document()
		if err != nil {
			return nil, fmt.Errorf("schema of %s: %w", shape.Kind, err)
		}
		if files["templates/"+shape.Kind+".json"], err = encode(doc); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// libraryWriter writes what source.Decode reads: fields by their yaml tags, and the types that have a form of their own.
type libraryWriter struct {
	root     string
	shape    source.Shape
	defs     jsonschema.Definitions
	comments map[string]map[string]string // by package, then by type and field
}

func (w *libraryWriter) document() (*jsonschema.Schema, error) {
	if _, err := w.schema(w.shape.Type, ""); err != nil {
		return nil, err
	}
	doc := w.defs[w.shape.Type.Name()]
	delete(w.defs, w.shape.Type.Name())
	doc.Version, doc.ID = jsonschema.Version, jsonschema.ID("urn:verbatim:schema:templates:"+w.shape.Kind)
	doc.Title, doc.Description, doc.Definitions = path.Base(w.shape.Files), w.shape.About, w.defs
	return doc, nil
}

// schema gives the schema of a type; words names the field for its vocabulary. It makes each value anew, so that a field
// can say its own description on it.
func (w *libraryWriter) schema(t reflect.Type, words string) (*jsonschema.Schema, error) {
	switch t {
	case reflect.TypeFor[source.Value]():
		return &jsonschema.Schema{}, nil
	case reflect.TypeFor[source.Text](), reflect.TypeFor[place.Set]():
		return w.text(words), nil
	case reflect.TypeFor[source.Texts]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{w.text(words), {Type: "array", Items: w.text(words)}}}, nil
	case reflect.TypeFor[cal.Date](), reflect.TypeFor[place.Code]():
		return forms[t].schema(), nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return w.schema(t.Elem(), words)
	case reflect.String:
		return w.text(words), nil
	case reflect.Bool:
		return &jsonschema.Schema{Type: "boolean"}, nil
	case reflect.Int:
		return &jsonschema.Schema{Type: "integer"}, nil
	case reflect.Slice:
		items, err := w.schema(t.Elem(), words)
		return &jsonschema.Schema{Type: "array", Items: items}, err
	case reflect.Map:
		values, err := w.schema(t.Elem(), words)
		return &jsonschema.Schema{Type: "object", AdditionalProperties: values}, err
	case reflect.Struct:
		return ref(t.Name()), w.define(t)
	}
	return nil, fmt.Errorf("no library file has a %s", t)
}

// text is any scalar: where text is wanted a date or a number needs no quotes.
func (w *libraryWriter) text(words string) *jsonschema.Schema {
	allowed := w.shape.Words[words]
	if len(allowed) == 0 {
		return &jsonschema.Schema{Extras: map[string]any{"type": []string{"string", "number", "boolean"}}}
	}
	s := &jsonschema.Schema{Type: "string"}
	for _, word := range allowed {
		s.Enum = append(s.Enum, word)
	}
	return s
}

// define adds a struct to the definitions, once: a slot holds slots.
func (w *libraryWriter) define(t reflect.Type) error {
	if w.defs[t.Name()] != nil {
		return nil
	}
	about, err := w.comment(t, "")
	if err != nil {
		return err
	}
	def := &jsonschema.Schema{
		Type: "object", Description: retitled(about, t.Name(), words(strings.TrimSuffix(t.Name(), "File"))), Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema,
	}
	w.defs[t.Name()] = def
	for i := range t.NumField() {
		f := t.Field(i)
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if key == "" || key == "-" {
			continue
		}
		field, err := w.schema(f.Type, t.Name()+"."+key)
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if field.Description, err = w.comment(t, f.Name); err != nil {
			return err
		}
		field.Title = words(key)
		def.Properties.Set(key, field)
		if f.Tag.Get("lib") == "required" {
			def.Required = append(def.Required, key)
		}
	}
	return nil
}

// comment is the doc comment of a type, or of its field. invopop reads those of exported types alone.
func (w *libraryWriter) comment(t reflect.Type, field string) (string, error) {
	if w.comments[t.PkgPath()] == nil {
		read, err := commentsOf(filepath.Join(w.root, strings.TrimPrefix(t.PkgPath(), "verbatim/")))
		if err != nil {
			return "", err
		}
		w.comments[t.PkgPath()] = read
	}
	text := w.comments[t.PkgPath()][t.Name()+"."+field]
	if text == "" {
		return "", fmt.Errorf("%s.%s has no comment, and needs one: an editor shows it", t.Name(), field)
	}
	return text, nil
}

// commentsOf reads the comments of a folder's structs and of their fields, by type and field; those of a type stand by
// its name and a dot.
func commentsOf(dir string) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	out, set := map[string]string{}, token.NewFileSet()
	for _, name := range files {
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if types, ok := d.(*ast.GenDecl); ok && types.Tok == token.TYPE {
				typeComments(types, out)
			}
		}
	}
	return out, nil
}

func typeComments(d *ast.GenDecl, out map[string]string) {
	for _, s := range d.Specs {
		spec := s.(*ast.TypeSpec)
		fields, ok := spec.Type.(*ast.StructType)
		if !ok {
			continue
		}
		name := spec.Name.Name
		out[name+"."] = oneLine(d.Doc, spec.Doc)
		for _, f := range fields.Fields.List {
			for _, id := range f.Names {
				out[name+"."+id.Name] = oneLine(f.Doc, f.Comment)
			}
		}
	}
}

func oneLine(groups ...*ast.CommentGroup) string {
	var text []string
	for _, g := range groups {
		text = append(text, strings.Fields(g.Text())...)
	}
	return strings.Join(text, " ")
}
