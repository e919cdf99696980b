package strictjson

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"verbatim/internal/fault"
)

func TestRefused(t *testing.T) {
	rows := []struct {
		name, raw string
		code      fault.Code
		pointer   fault.Pointer
		says      string
	}{
		{"empty", " \n", fault.CodeUnreadable, "", "empty"},
		{"not JSON", "{\n  x", fault.CodeUnreadable, "", "line 2, column 3 U+0078 stands where a name in double quotes"},
		{"cut off", `{"a":[1,`, fault.CodeUnreadable, "", "the text ends"},
		{"trailing", `{} {}`, fault.CodeTrailingData, "", "column 4"},
		{"twice", `{"a":{"b/c":1,"b/c":2}}`, fault.CodeDuplicateKey, "/a/b~1c", "twice"},
		{"twice by escape", `{"a":1,"\u0061":2}`, fault.CodeDuplicateKey, "/a", "twice"},
		{"invalid UTF-8", "{\"a\":\"\xff\"}", fault.CodeInvalidUTF8, "", "byte 6"},
		{"half a pair", `["\ud800x"]`, fault.CodeInvalidUTF8, "/0", "U+D800"},
		{"pair turned round", `["\udc00\ud800"]`, fault.CodeInvalidUTF8, "/0", "U+DC00"},
		{"NUL escaped", `{"a":["x\u0000"]}`, fault.CodeNulCharacter, "/a/0", "U+0000"},
		{"NUL raw", "[\"\x00\"]", fault.CodeNulCharacter, "/0", "U+0000"},
		{"deep", strings.Repeat("[", 1000), fault.CodeTooDeep, fault.Pointer(strings.Repeat("/0", 32)), "32 deep"},
		{"large", `"` + strings.Repeat("x", 256<<10) + `"`, fault.CodeTooLarge, "", "256 KB"},
		{"huge exponent", `[1e999999999]`, fault.CodeOutOfRange, "/0", "digits"},
		{"long number", "[" + strings.Repeat("9", 200) + "]", fault.CodeOutOfRange, "/0", "digits"},
		{"byte order mark", "\xef\xbb\xbf{}", fault.CodeUnreadable, "", "byte order mark"},
		{"long key", `{"` + strings.Repeat("k", 300) + `":1}`, fault.CodeTooLong, "", "256 bytes"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, faults := Read([]byte(row.raw), Body)
			if len(faults) == 0 {
				t.Fatal("not refused")
			}
			f := faults[0]
			if f.Code != row.code || f.Pointer != row.pointer || !strings.Contains(f.Message, row.says) {
				t.Errorf("got %+v", f)
			}
		})
	}
}

func TestAllAtOnce(t *testing.T) {
	_, faults := Read([]byte(`{"a":1,"a":2,"b":"\u0000","c":"\ud800"}`), Body)
	if len(faults) != 3 {
		t.Errorf("got %d faults, want 3: %+v", len(faults), faults)
	}
}

func TestKinds(t *testing.T) {
	for code, want := range map[fault.Code]fault.Kind{
		fault.CodeTooLarge: fault.TooLarge, fault.CodeDuplicateKey: fault.Unreadable, fault.CodeRequired: fault.Invalid,
	} {
		if got := KindOf(code); got != want {
			t.Errorf("%s is %s, want %s", code, got, want)
		}
	}
}

// Torture runs the JSONTestSuite where the machine has it.
func TestTorture(t *testing.T) {
	dir := os.Getenv("VERBATIM_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	files, _ := filepath.Glob(filepath.Join(dir, "data/json/test_parsing/*.json"))
	if len(files) == 0 {
		t.Skip("skipped: no JSONTestSuite; set VERBATIM_SHARED to the folder that holds data/json")
	}
	stricter := map[string]bool{ // valid JSON that readers disagree on, refused here on purpose
		"y_object_duplicated_key.json": true, "y_object_duplicated_key_and_value.json": true,
		"y_string_null_escape.json": true, "y_object_escaped_null_in_key.json": true,
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(f)
		v, faults := Read(raw, Body)
		switch refused := len(faults) > 0; {
		case name[0] == 'n' && !refused:
			t.Errorf("%s was read", name)
		case name[0] == 'y' && refused != stricter[name]:
			t.Errorf("%s: refused %v, want %v: %+v", name, refused, stricter[name], faults)
		case name[0] == 'y' && !refused:
			same(t, name, raw, v)
		}
	}
}

// same compares with encoding/json, which is lax where this package is strict and agrees elsewhere.
func same(t *testing.T, name string, raw []byte, got any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	var want any
	if err := d.Decode(&want); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %#v, want %#v", name, got, want)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.5e3,"\u00e9\ud83d\ude00",null,true]}`, `["\ud800"]`, `{"a":1,"a":1}`, "[[[", "1e9", `"\`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		v, faults := Read(raw, Body)
		if len(faults) > 0 {
			return
		}
		if !json.Valid(raw) {
			t.Fatalf("read what is no JSON: %q", raw)
		}
		same(t, "fuzz", raw, v)
	})
}
