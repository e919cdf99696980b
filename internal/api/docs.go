package api

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"html/template"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"strings"

	"verbatim/internal/auth"
	"verbatim/internal/fault"
	"verbatim/internal/funnel"
)

func docsRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/docs", Operation: auth.GetDocs, Tag: "server",
			Summary: "Read this description as a page", Text: "Made of /openapi.json; it loads nothing and runs nothing.",
			Media: []string{mediaHTML}, Success: []int{http.StatusOK}, handle: getDocs,
		},
		{
			Method: http.MethodGet, Path: "/docs/faults", Operation: auth.GetFaults, Tag: "server",
			Summary: "Read what every fault code means as a page",
			Media:   []string{mediaHTML}, Success: []int{http.StatusOK}, handle: getFaults,
		},
		{
			Method: http.MethodGet, Path: "/docs/figures", Operation: auth.GetFigures, Tag: "server",
			Summary: "Read how every figure of the offer process is computed as a page",
			Media:   []string{mediaHTML}, Success: []int{http.StatusOK}, handle: getFigures,
		},
	}
}

//go:embed docs.html
var docsPage string

var docsTemplate = template.Must(template.New("docs").Parse(docsPage))

// described is what the page of the API shows of openapi.json.
type described struct {
	About     string
	Groups    []group
	Schemas   []namedSchema
	Meanings  []fault.Meaning // on the page of faults instead
	Statuses  map[fault.Kind]int
	FaultPage bool
	Figures   []funnel.Definition // on the page of figures instead
	EdgeCases []funnel.EdgeCase
}

// group is the operations of one tag.
type group struct {
	Name, Text string
	Operations []operation
}

// operation is one operation as the page shows it.
type operation struct {
	Method, Path, ID, Summary string
	Paragraphs                []string // of the description, without the summary
	Parameters                []parameter
	Request                   string   // the component of the body; empty for none
	Answers                   []string // components of the answers
	Statuses                  []string
}

type parameter struct {
	Name     string
	In       string
	Required bool
	Text     string `json:"description"`
}

// namedSchema is a component as its own JSON.
type namedSchema struct{ Name, JSON string }

// apiDocument is the part of an OpenAPI document that the page shows.
type apiDocument struct {
	Info struct {
		Description string `json:"description"`
	} `json:"info"`
	Tags []struct {
		Name        string `json:"name"`
		Description string `json:"description"`
	} `json:"tags"`
	Paths      map[string]map[string]apiOperation `json:"paths"`
	Components struct {
		Schemas map[string]json.RawMessage `json:"schemas"`
	} `json:"components"`
}

type apiOperation struct {
	ID          string      `json:"operationId"`
	Summary     string      `json:"summary"`
	Description string      `json:"description"`
	Tags        []string    `json:"tags"`
	Parameters  []parameter `json:"parameters"`
	Body        struct {
		Content contents `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Content contents `json:"content"`
	} `json:"responses"`
}

// contents are bodies by media type.
type contents map[string]struct {
	Schema struct {
		Ref string `json:"$ref"`
	} `json:"schema"`
}

// components names the components of bodies.
func (c contents) components() (out []string) {
	for _, media := range slices.Sorted(maps.Keys(c)) {
		if name, ok := strings.CutPrefix(c[media].Schema.Ref, "#/components/schemas/"); ok && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func getDocs(_ context.Context, a *API, _ *call) (reply, error) {
	raw, err := fs.ReadFile(a.Schemas, "openapi.json")
	if err != nil {
		return reply{}, err
	}
	var doc apiDocument
	if err := json.Unmarshal(raw, &doc); err != nil {
		return reply{}, err
	}
	d := described{About: doc.Info.Description}
	for _, t := range doc.Tags {
		d.Groups = append(d.Groups, group{Name: t.Name, Text: t.Description, Operations: doc.operations(t.Name)})
	}
	for _, name := range slices.Sorted(maps.Keys(doc.Components.Schemas)) {
		var text bytes.Buffer
		if err := json.Indent(&text, doc.Components.Schemas[name], "", "  "); err != nil {
			return reply{}, err
		}
		d.Schemas = append(d.Schemas, namedSchema{name, text.String()})
	}
	return d.page("verbatim-api.html")
}

// operations lists those of one tag by path and method.
func (doc apiDocument) operations(tag string) (out []operation) {
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(doc.Paths[path])) {
			if o := doc.Paths[path][method]; slices.Contains(o.Tags, tag) {
				out = append(out, o.shown(strings.ToUpper(method), path))
			}
		}
	}
	return out
}

func (o apiOperation) shown(method, path string) operation {
	out := operation{Method: method, Path: path, ID: o.ID, Summary: o.Summary, Parameters: o.Parameters, Statuses: slices.Sorted(maps.Keys(o.Responses))}
	for _, p := range strings.Split(o.Description, "\n\n") {
		if p != "" && p != o.Summary+"." {
			out.Paragraphs = append(out.Paragraphs, p)
		}
	}
	if body := o.Body.Content.components(); len(body) > 0 {
		out.Request = body[0]
	}
	for _, status := range out.Statuses {
		for _, name := range o.Responses[status].Content.components() {
			if !slices.Contains(out.Answers, name) {
				out.Answers = append(out.Answers, name)
			}
		}
	}
	return out
}

func getFaults(context.Context, *API, *call) (reply, error) {
	return described{Meanings: fault.Meanings(), Statuses: statuses, FaultPage: true}.page("verbatim-faults.html")
}

func getFigures(context.Context, *API, *call) (reply, error) {
	return described{Figures: funnel.Definitions(), EdgeCases: funnel.EdgeCases()}.page("verbatim-figures.html")
}

func (d described) page(name string) (reply, error) {
	var b bytes.Buffer
	if err := docsTemplate.Execute(&b, d); err != nil {
		return reply{}, err
	}
	return html(b.Bytes(), name), nil
}
