package api_test

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"verbatim/internal/api"
)

// secrets are what of the records must never stand in a log, a metric or a refusal.
var secrets = []string{"Ana Ruiz", "ana.ruiz@example.com", "Main Street", "187431", "187,431", "robin.lee@acme.example"}

// insides are what of the program must never stand in a refusal.
var insides = []string{"sql:", "SQLSTATE", ".go:", "panic", "goroutine", "runtime error", "no such table", "UNIQUE constraint"}

func (w *world) noSecretsIn(where, text string) {
	w.Helper()
	for _, s := range secrets {
		if strings.Contains(text, s) {
			w.Errorf("%s holds %q", where, s)
		}
	}
}

// contract is schemas/openapi.json as data, with a compiler of its schemas.
type contract struct {
	mu       sync.Mutex
	doc      map[string]any
	compiler *jsonschema.Compiler
}

const contractURL = "https://verbatim.example/openapi.json"

var published = sync.OnceValues(func() (*contract, error) {
	raw, err := os.ReadFile(filepath.Join(schemasDir, "openapi.json"))
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	c := &contract{doc: doc.(map[string]any), compiler: jsonschema.NewCompiler()}
	c.compiler.DefaultDraft(jsonschema.Draft2020)
	c.compiler.AssertFormat()
	return c, c.compiler.AddResource(contractURL, doc)
})

// at goes down the document by names, following references.
func (c *contract) at(names ...string) (any, string) {
	var v any = c.doc
	pointer := "#"
	for _, n := range names {
		m, ok := v.(map[string]any)
		if !ok {
			return nil, ""
		}
		v = m[n]
		pointer += "/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", " ", "%20").Replace(n)
		if r, ok := v.(map[string]any); ok && r["$ref"] != nil {
			target := strings.TrimPrefix(r["$ref"].(string), "#/")
			return c.at(append(strings.Split(target, "/"), names[slices.Index(names, n)+1:]...)...)
		}
	}
	return v, pointer
}

var parameter = regexp.MustCompile(`\\\{[a-z_]+\\\}`)

// routeOf finds the route of a request.
func routeOf(method, target string) (api.Route, bool) {
	path, _, _ := strings.Cut(target, "?")
	if method == http.MethodHead {
		method = http.MethodGet
	}
	for _, r := range api.Routes() {
		form := "^" + parameter.ReplaceAllString(regexp.QuoteMeta(r.Path), `[^/]+`) + "$"
		if r.Method == method && regexp.MustCompile(form).MatchString(path) {
			return r, true
		}
	}
	return api.Route{}, false
}

// keepsContract wants of an answer what openapi.json says of it: a declared status and media type, and a body that its
// schema holds true. A refusal must hold nothing of the inside, and no personal data.
func (w *world) keepsContract(method, target string, res *httptest.ResponseRecorder) {
	w.Helper()
	if res.Code >= 400 {
		if res.Header().Get("Content-Type") != "application/problem+json" {
			w.Errorf("%s %s: a refusal as %s", method, target, res.Header().Get("Content-Type"))
		}
		w.noSecretsIn("a refusal", res.Body.String())
		for _, s := range insides {
			if strings.Contains(res.Body.String(), s) {
				w.Errorf("%s %s: the refusal holds %q: %s", method, target, s, res.Body)
			}
		}
	}
	c, err := published()
	w.must(err)
	route, known := routeOf(method, target)
	if !known {
		return
	}
	status := strconv.Itoa(res.Code)
	answer, _ := c.at("paths", route.Path, strings.ToLower(route.Method), "responses", status)
	if answer == nil {
		w.Errorf("%s: status %s is not declared: %s", route.Operation, status, res.Body)
		return
	}
	if res.Code == http.StatusNoContent {
		return
	}
	media, _, err := mime.ParseMediaType(res.Header().Get("Content-Type"))
	w.must(err)
	s, pointer := c.at("paths", route.Path, strings.ToLower(route.Method), "responses", status, "content", media, "schema")
	if s == nil {
		w.Errorf("%s %s: media type %s is not declared", route.Operation, status, media)
		return
	}
	if strings.HasSuffix(media, "json") && method != http.MethodHead {
		w.holds(c, pointer, string(route.Operation)+" "+status, res.Body.Bytes())
	}
}

func (w *world) holds(c *contract, pointer, what string, body []byte) {
	w.Helper()
	c.mu.Lock()
	s, err := c.compiler.Compile(contractURL + pointer)
	c.mu.Unlock()
	w.must(err)
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	w.must(err)
	if err := s.Validate(v); err != nil {
		w.Errorf("%s does not keep its schema: %v\n%.2000s", what, err, body)
	}
}

// TestRequestSchemasArePublished wants every body's schema at the address that openapi.json names.
func TestRequestSchemasArePublished(t *testing.T) {
	w := newWorld(t)
	for _, r := range api.Routes() {
		if r.Request == nil {
			continue
		}
		var doc map[string]any
		a := w.do("GET", "/v1/schemas/"+r.Schema, "", "").is(http.StatusOK)
		w.must(json.Unmarshal(a.Body.Bytes(), &doc))
		if doc["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
			t.Errorf("%s: %v", r.Schema, doc["$schema"])
		}
	}
}
