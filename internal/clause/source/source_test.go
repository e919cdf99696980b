package source_test

import (
	"strings"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/place"
)

type sample struct {
	At     source.Mark            `yaml:"-"`
	Name   source.Text            `yaml:"name" lib:"required"`
	Days   cal.Date               `yaml:"day"`
	Places place.Set              `yaml:"places"`
	On     bool                   `yaml:"on"`
	N      int                    `yaml:"n"`
	Many   source.Texts           `yaml:"many"`
	Raw    source.Value           `yaml:"raw"`
	Below  map[string]belowSample `yaml:"below"`
	List   []belowSample          `yaml:"list"`
}

type belowSample struct {
	Title string `yaml:"title"`
}

func TestDecode(t *testing.T) {
	var s sample
	found := source.Decode("f.yaml", []byte("name: 'quoted'\nday: 2027-01-11\nplaces: US, !US-MT\non: true\nn: 3\nmany: [a, b]\nraw: {k: [1, \"2.50\", null]}\nbelow: {x: {title: y}}\nlist:\n  - title: z\n"), &s)
	if len(found) > 0 {
		t.Fatal(found)
	}
	if s.Name.Value != "quoted" || s.Name.Line != 1 || s.Name.Column != 8 || s.Days.String() != "2027-01-11" || !s.On || s.N != 3 || len(s.Many) != 2 {
		t.Errorf("%+v", s)
	}
	raw, err := s.Raw.JSON()
	if err != nil || string(raw) != `{"k":[1,"2.50",null]}` {
		t.Errorf("%s %v", raw, err)
	}
	if s.Below["x"].Title != "y" || s.List[0].Title != "z" || s.At.Line != 1 {
		t.Errorf("%+v", s)
	}
}

func TestDecodeFindings(t *testing.T) {
	for text, want := range map[string]string{
		"nam: x\n":                         `f.yaml:1:1: the file has no key "nam": there are name, day, places, on, n, many, raw, below, list; did you mean name? [unknown_key]`,
		"day: 2027-01-11\n":                "f.yaml:1:1: the file needs the key name [missing_key]",
		"name: x\nname: y\n":               "f.yaml:2:1: name is here twice [duplicate_key]",
		"name: x\nday: 2026-02-30\n":       "f.yaml:2:6: day is a calendar date",
		"name: x\nplaces: California\n":    `f.yaml:2:9: places is "California" is neither a place code`,
		"name: x\non: yes please\n":        "f.yaml:2:5: on is true or false [wrong_type]",
		"name: x\nn: 1.5\n":                "f.yaml:2:4: n is a whole number [wrong_type]",
		"name: [x]\n":                      "f.yaml:1:7: name is a text [wrong_type]",
		"name: null\n":                     "f.yaml:1:7: name is a text [wrong_type]",
		"name: x\nlist: {a: b}\n":          "f.yaml:2:7: list is a list [wrong_type]",
		"name: x\nbelow: [a]\n":            "f.yaml:2:8: below holds names with values [wrong_type]",
		"name: &a x\nmany: [*a]\n":         "anchors and aliases are not part of library files",
		"name: x\nlist:\n  - titel: z\n":   "did you mean title?",
		"name: x\nbelow: {a: {}, a: {}}\n": "a is here twice",
		"":                                 "f.yaml: the file is empty [empty]",
		"name: [":                          "not YAML",
	} {
		var s sample
		found := source.Decode("f.yaml", []byte(text), &s)
		all := ""
		for _, f := range found {
			all += f.String() + "\n"
		}
		if !strings.Contains(all, want) {
			t.Errorf("%q:\n got %s\nwant %s", text, all, want)
		}
	}
}

func TestDigestIsOverWhatIsSaid(t *testing.T) {
	sum := func(yaml, text string) string {
		d, err := source.Digest([]byte(yaml), []string{"changelog"}, map[string][]byte{"standard.md": []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		return string(d)
	}
	base := sum("title: Café\nwhen: a\n", "We pay.\n")
	for name, same := range map[string]string{
		"order, comment and quotes": sum("# a note\nwhen: \"a\"\ntitle: 'Café'\n", "We pay.\n"),
		"line ends":                 sum("title: Café\r\nwhen: a\r\n", "We pay.\r\n"),
		"form of accents":           sum("title: Cafe\u0301\nwhen: a\n", "We pay."),
		"changelog":                 sum("title: Café\nwhen: a\nchangelog: new\n", "We pay.\n"),
	} {
		if same != base {
			t.Errorf("%s changes the digest", name)
		}
	}
	if sum("title: Café\nwhen: b\n", "We pay.\n") == base || sum("title: Café\nwhen: a\n", "We pay!\n") == base {
		t.Error("another condition or wording has the same digest")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("name: x\nlist:\n  - title: z\n"))
	f.Add([]byte("name: [\n"))
	f.Add([]byte("? {a: b}\n: c\n"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		var s sample
		source.Decode("f.yaml", data, &s)
	})
}
