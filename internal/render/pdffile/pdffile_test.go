package pdffile

import (
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestValues(t *testing.T) {
	for in, want := range map[string]Value{
		"12": 12, "-3": -3, "1.5": 1.5, "/A#20B": Name("A B"), "(a\\(b\\)c)": String("a(b)c"), "(\\101\\n)": String("A\n"), "(a(b)c)": String("a(b)c"), "<48656C6C6F>": String("Hello"),
		"<4>": String("@"), "[1 2 0 R(x)]": Array{1, Ref(2), String("x")}, "<</A 1/B[true null]>>": Dict{"A": 1, "B": Array{true, nil}}, "% note\n7": 7,
	} {
		l := lexer{b: []byte(in)}
		got, err := l.value(0)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %#v, %v", in, got, err)
		}
	}
}

func TestWhatIsNoValue(t *testing.T) {
	for _, in := range []string{"", "(", "<", "<zz>", "[1", "<</A", "<<1 2>>", "<</A 1/A 2>>", "foo", "/A#zz", strings.Repeat("[", 100)} {
		l := lexer{b: []byte(in)}
		if v, err := l.value(0); err == nil {
			t.Errorf("%q: %#v", in, v)
		}
	}
}

func TestWhatIsNoFile(t *testing.T) {
	for _, in := range []string{
		"", "%PDF-1.7", "%PDF-1.7\nstartxref\n0\n%%EOF\n", "%PDF-1.7\nstartxref\n99999\n%%EOF\n", "%PDF-1.7\n1 0 obj\n<</Length 99>>stream\nx\nendstream\nstartxref\n9\n%%EOF\n",
		"%PDF-1.7\n1 0 obj\n<</Size 70000/W[1 3 2]/Length 1>>stream\nx\nendstream\nstartxref\n9\n%%EOF\n",
		"%PDF-1.7\n1 0 obj\n<</Size 1/W[1 3 2]/Length 6>>stream\nxxxxxx\nendstream\nstartxref\n9\n%%EOF\nmore",
	} {
		if _, err := Read([]byte(in)); err == nil {
			t.Errorf("%q was read", in)
		}
	}
}

func TestOperators(t *testing.T) {
	ops, err := Operators([]byte("/P<</MCID 0>>BDC\nBT /F0 10 Tf 1 2 Td[(a)-20(b)]TJ ET EMC q true x Q"))
	if err != nil {
		t.Fatal(err)
	}
	names := ""
	for _, o := range ops {
		names += o.Name + " "
	}
	if names != "BDC BT Tf Td TJ ET EMC q x Q " || len(ops[4].Args) != 1 || ops[8].Args[0] != true {
		t.Errorf("%q %v", names, ops)
	}
	if _, err := Operators([]byte("1 2")); err == nil {
		t.Error("operands without an operator were taken")
	}
}

func FuzzOperators(f *testing.F) {
	f.Add([]byte("/P<</MCID 0>>BDC\nBT /F0 10 Tf[(a)-20(b\\051)]TJ ET EMC"))
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = Operators(b) })
}

// FuzzText: whatever text is written reads back.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "plain (a) \\ b", "Zoë Łukasiewicz", "\r\n", "𝄞 and \u00FE\u00FF"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		l := lexer{b: appendText(nil, s)}
		v, err := l.value(0)
		got, ok := v.(String)
		if err != nil || !ok {
			t.Fatalf("%q: %v", s, err)
		}
		if decodeText(string(got)) != s {
			t.Errorf("%q reads back as %q", s, decodeText(string(got)))
		}
	})
}

func decodeText(s string) string {
	if !strings.HasPrefix(s, "\xFE\xFF") {
		return s
	}
	var out []rune
	for i := 2; i+1 < len(s); i += 2 {
		r := rune(s[i])<<8 | rune(s[i+1])
		if r >= 0xD800 && r < 0xDC00 && i+3 < len(s) {
			i += 2
			r = 0x10000 + (r-0xD800)<<10 + (rune(s[i])<<8 | rune(s[i+1])) - 0xDC00
		}
		out = append(out, r)
	}
	return string(out)
}

func TestBookmarksFormATree(t *testing.T) {
	tr := newTree([]Entry{{Level: 1}, {Level: 2}, {Level: 3}, {Level: 2}, {Level: 1}})
	want := []treeNode{
		{parent: -1, prev: -1, next: 4, first: 1, last: 3, count: 3},
		{parent: 0, prev: -1, next: 3, first: 2, last: 2, count: 1},
		{parent: 1, prev: -1, next: -1, first: -1, last: -1},
		{parent: 0, prev: 1, next: -1, first: -1, last: -1},
		{parent: -1, prev: 0, next: -1, first: -1, last: -1},
	}
	if !reflect.DeepEqual(tr.nodes, want) || tr.first != 0 || tr.last != 4 {
		t.Errorf("%+v", tr)
	}
}

func TestPoints(t *testing.T) {
	for in, want := range map[int]string{0: "0", 1000: "1", -1500: "-1.5", 12: "0.012", 595276: "595.276", 120: "0.12"} {
		if got := string(appendPoints(nil, in)); got != want {
			t.Errorf("%d: %s", in, got)
		}
	}
}

// TestProfileIsSRGB compares the curve of the profile with the transfer function of IEC 61966-2-1.
func TestProfileIsSRGB(t *testing.T) {
	const points = 256
	at := strings.Index(string(srgb), "curv")
	if at < 0 || len(srgb) < at+12+2*points {
		t.Fatal("the profile has no curve")
	}
	for i := range points {
		c := float64(i) / (points - 1)
		linear := c / 12.92
		if c > 0.04045 {
			linear = math.Pow((c+0.055)/1.055, 2.4)
		}
		got := float64(int(srgb[at+12+2*i])<<8 | int(srgb[at+13+2*i]))
		if math.Abs(got-linear*65535) > 1 {
			t.Errorf("point %d is %v, want %v", i, got, linear*65535)
		}
	}
}
