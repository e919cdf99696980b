package schema_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"verbatim/internal/fault"
	"verbatim/internal/schema"
	"verbatim/schemas"
)

func load(t testing.TB) *schema.Set {
	t.Helper()
	set, err := schema.Load(schemas.Files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestSet(t *testing.T) {
	set := load(t)
	if err := set.Compile(); err != nil {
		t.Error(err)
	}
	if !slices.Contains(set.Names(), "handoff/v1") {
		t.Errorf("names: %v", set.Names())
	}
	want, _ := fs.ReadFile(schemas.Files, "handoff/v1.json")
	if got, ok := set.Source("handoff/v1"); !ok || string(got) != string(want) {
		t.Error("the source is not the file")
	}
	if _, ok := set.Source("handoff/v9"); ok {
		t.Error("a schema that does not exist has a source")
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, content := range map[string]string{
		"not JSON": `{`, "no object": `[]`, "no schema": `{"type":"nonsense"}`, "open reference": `{"$ref":"#/$defs/missing"}`,
	} {
		set, err := schema.Load(fstest.MapFS{"a/v1.json": {Data: []byte(content)}})
		if err != nil {
			t.Fatal(err)
		}
		if err := set.Compile(); err == nil || !strings.Contains(err.Error(), "a/v1") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := schema.Load(fstest.MapFS{}); err == nil {
		t.Error("an empty folder was loaded")
	}
}

func TestUnreadableComesAlone(t *testing.T) {
	faults := load(t).Validate("handoff/v1", []byte(`{"schema":1,"schema":2}`))
	if len(faults) != 1 || faults[0].Code != fault.CodeDuplicateKey || faults[0].Pointer != "/schema" {
		t.Errorf("%+v", faults)
	}
}

func TestAllAtOnceInOrder(t *testing.T) {
	raw := `{"schema":"handoff/v1","letter":{"kind":"memo","languages":["en-US"]},
		"agreed":{"by":"robin.lee@acme.example","at":"yesterday","channel":"phone"},
		"candidate":{"name":{}},"employer":{"entity":"acme-us","logo":"x"},
		"terms":{"role":{"title":null},"place":{"jurisdiction":"CA-"},"start":{"type":"date","date":"2027-02-30"},
		"documents":[{},{},{},{},{},{},{},{},{},{"id":"j","type":"plan","name":5},{"id":"k","type":"plan","name":6}]}}`
	faults := load(t).Validate("handoff/v1", []byte(raw))
	var got []string
	for _, f := range faults {
		got = append(got, fmt.Sprintf("%s %s", f.Pointer, f.Code))
		if f.Message == "" {
			t.Errorf("%s has no message", f.Pointer)
		}
	}
	want := []string{
		"/agreed/at bad_date", "/candidate/name/full required", "/employer/logo unknown_field", "/letter/kind not_allowed",
		"/terms/documents/0/id required", "/terms/documents/0/name required", "/terms/documents/0/type required",
	}
	if !slices.Equal(got[:len(want)], want) {
		t.Errorf("got %q\nwant %q", got[:len(want)], want)
	}
	end := []string{
		"/terms/documents/9/name wrong_type", "/terms/documents/10/name wrong_type", "/terms/place/jurisdiction unknown_place",
		"/terms/role/title null_value", "/terms/start/date bad_date",
	}
	if !slices.Equal(got[len(got)-len(end):], end) {
		t.Errorf("got %q\nwant %q", got[len(got)-len(end):], end)
	}
	for range 20 { // objects are maps: order must not depend on them
		if again := load(t).Validate("handoff/v1", []byte(raw)); !slices.Equal(again, faults) {
			t.Fatal("the faults differ from run to run")
		}
	}
}

func TestFaultsAreBounded(t *testing.T) {
	fields := map[string]int{}
	for i := range 5000 {
		fields[fmt.Sprintf("field%d", i)] = i
	}
	raw, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(load(t).Validate("handoff/v1", raw)); n == 0 || n > 200 {
		t.Errorf("%d faults", n)
	}
}

func TestMessagesQuoteNoValue(t *testing.T) {
	raw := `{"schema":"SECRET","letter":{"kind":"SECRET","languages":["SECRET"],"marking":{"a":"SECRET"}},
		"agreed":{"by":"S","at":"SECRET","channel":"SECRET"},"candidate":{"name":{"full":["SECRET"]},"email":"SECRET"},
		"employer":{"entity":"SECRET"},"terms":{"role":{"title":{"SECRETS":1}},"place":{"jurisdiction":"SECRET"},
		"start":{"type":"SECRET"},"base_pay":{"rate":{"amount":"SECRET","currency":"SECRET","per":"SECRET"},"instalments":"SECRET"}}}`
	for _, f := range load(t).Validate("handoff/v1", []byte(raw)) {
		if strings.Contains(f.Message, "SECRET") {
			t.Errorf("%s quotes what was sent: %s", f.Pointer, f.Message)
		}
	}
}

// TestSuite runs the official JSON Schema 2020-12 tests through the validator that this package trusts.
func TestSuite(t *testing.T) {
	dir := os.Getenv("VERBATIM_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	files, _ := filepath.Glob(filepath.Join(dir, "data/jsonschema/tests/draft2020-12/*.json"))
	if len(files) == 0 {
		t.Skip("skipped: no JSON Schema suite; set VERBATIM_SHARED to the folder that holds data/jsonschema")
	}
	ran := 0
	for _, f := range files {
		ran += runSuite(t, dir, f)
	}
	if ran < 1000 {
		t.Errorf("only %d tests ran", ran)
	}
}

type suiteCase struct {
	Description string          `json:"description"`
	Schema      json.RawMessage `json:"schema"`
	Tests       []struct {
		Description string          `json:"description"`
		Data        json.RawMessage `json:"data"`
		Valid       bool            `json:"valid"`
	} `json:"tests"`
}

func runSuite(t *testing.T, dir, file string) (ran int) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []suiteCase
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		s, err := compileCase(dir, c.Schema)
		if err != nil {
			t.Errorf("%s: %s: %v", filepath.Base(file), c.Description, err)
			continue
		}
		for _, test := range c.Tests {
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(test.Data)))
			if err != nil {
				t.Fatal(err)
			}
			if ok := s.Validate(v) == nil; ok != test.Valid {
				t.Errorf("%s: %s: %s: valid %v, want %v", filepath.Base(file), c.Description, test.Description, ok, test.Valid)
			}
			ran++
		}
	}
	return ran
}

func compileCase(dir string, raw json.RawMessage) (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.UseLoader(remotes(dir))
	if err := c.AddResource("http://suite.invalid/schema.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("http://suite.invalid/schema.json")
}

// remotes answers for the server that the suite expects.
type remotes string

func (r remotes) Load(url string) (any, error) {
	path, ok := strings.CutPrefix(url, "http://localhost:1234/")
	if !ok {
		return nil, fmt.Errorf("no such schema: %s", url)
	}
	f, err := os.Open(filepath.Join(string(r), "data/jsonschema/remotes", path))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return jsonschema.UnmarshalJSON(f)
}

func BenchmarkValidate(b *testing.B) {
	set := load(b)
	raw, err := fs.ReadFile(schemas.Files, "handoff/examples/us-ca-engineer.json")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if faults := set.Validate("handoff/v1", raw); len(faults) > 0 {
			b.Fatal(faults)
		}
	}
}
