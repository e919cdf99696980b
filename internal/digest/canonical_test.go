package digest

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/gowebpki/jcs"
)

// TestCanonicalIsTheLibrarys holds the canonical form against the library's: of texts chosen for what the two could see
// differently, and of every record of the examples.
func TestCanonicalIsTheLibrarys(t *testing.T) {
	texts := []string{
		`{"b":1,"a":{"z":[],"y":{}},"":null}`, `[true,false,null,0,-0,1.50,1e3,1E-7,123456789012345,1234567890123456789,-12,-1.0]`,
		`{"a<b":"<&>\u2028\u2029","c":"\" \\ \/ \b\f\n\r\t \u0001 \u007f é \ud83d\ude00"}`, `{"é":1,"z":2,"a\"b":3,"a":4,"a b":5}`,
		`{"\ud83d\ude00":1,"\ufb33":2}`, `"x"`, `7`, `[[[{"a":[{"c":1,"b":2}]}]]]`, `{"a1":1,"a":2,"a-b":3,"A":4,"a_b":5}`,
	}
	examples, err := filepath.Glob("../../schemas/handoff/examples/*.json")
	if err != nil || len(examples) == 0 {
		t.Fatal("no examples", err)
	}
	for _, path := range examples {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(raw))
	}
	for _, text := range texts {
		same(t, json.RawMessage(text))
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		same(t, v)
	}
}

func TestCanonicalOfAnything(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		same(t, anything(random, 4))
	}
}

// TestCanonicalRefuses what the library refuses.
func TestCanonicalRefuses(t *testing.T) {
	for _, text := range []string{`{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, "\"\xff\"", `["\ud800"]`, `1e999`} {
		if out, err := Canonical(json.RawMessage(text)); err == nil {
			t.Errorf("%q gives %q", text, out)
		}
	}
}

func same(t *testing.T, v any) {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	want, err := jcs.Transform(raw)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Canonical(v)
	if err != nil || string(got) != string(want) {
		t.Errorf("of %s\ngot  %s %v\nwant %s", raw, got, err, want)
	}
}

func anything(random *rand.Rand, depth int) any {
	pieces := []string{"a", "B", "\"", "\\", "\n", "\x01", "<", "é", "\u2028", "😀", "_", "1", "\xff"}
	text := func() (s string) {
		for range random.IntN(4) {
			s += pieces[random.IntN(len(pieces))]
		}
		return s
	}
	switch kind := random.IntN(7); {
	case kind < 2 && depth > 0:
		m := map[string]any{}
		for i := range random.IntN(6) {
			m[text()+strconv.Itoa(i)] = anything(random, depth-1)
		}
		return m
	case kind == 2 && depth > 0:
		list := make([]any, random.IntN(4))
		for i := range list {
			list[i] = anything(random, depth-1)
		}
		return list
	case kind == 3:
		return random.NormFloat64() * float64(random.Int64())
	case kind == 4:
		return random.Int64N(1<<54) - 1<<53
	case kind == 5:
		return random.IntN(2) == 0
	}
	return text()
}
