package auth

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbatim/internal/store"
)

func TestSecretsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOfN(rapid.Byte(), prefixBytes+secretBytes, prefixBytes+secretBytes).Draw(t, "random")
		made, err := newSecret(bytes.NewReader(raw), rapid.Bool().Draw(t, "test"))
		if err != nil {
			t.Fatal(err)
		}
		read, ok := parseKey(made.text())
		if !ok || read != made {
			t.Fatalf("%s was read as %+v", made.text(), read)
		}
		k := store.Key{Prefix: made.prefix, Hash: made.hash(), Test: made.test}
		if !read.opens(k) {
			t.Fatal("a key does not open itself")
		}
		at := rapid.IntRange(0, len(read.secret)-1).Draw(t, "at")
		read.secret = read.secret[:at] + "x" + read.secret[at+1:]
		if read.opens(k) {
			t.Fatal("another secret opens the key")
		}
	})
}

func TestSecretHoldsAllItsRandomness(t *testing.T) {
	raw := bytes.Repeat([]byte{0xab}, prefixBytes+secretBytes)
	p, err := newSecret(bytes.NewReader(raw), false)
	if err != nil {
		t.Fatal(err)
	}
	if secret, err := hex.DecodeString(p.secret); err != nil || len(secret) != 32 {
		t.Errorf("the secret has %d bytes", len(secret))
	}
	if _, err := newSecret(bytes.NewReader(raw[:10]), false); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a short source of randomness gave %v", err)
	}
}

func TestFormOfKeys(t *testing.T) {
	secret := strings.Repeat("a", 32)
	for text, good := range map[string]bool{
		"vb_abcd_" + secret:                    true,
		"vbt_abcd1234_" + secret:               true,
		"vb_abcd_" + strings.Repeat("-_Z", 30): true,
		"vb_abc_" + secret:                     false,
		"vb_ABCD_" + secret:                    false,
		"vb_abcd_" + secret[:31]:               false,
		"vb_abcd_" + strings.Repeat("a", 129):  false,
		"vbx_abcd_" + secret:                   false,
		"vb_abcd_" + secret + "\n":             false,
		" vb_abcd_" + secret:                   false,
		"vb_abcd_" + secret[:31] + "\x00":      false,
		"":                                     false,
		"vb__" + secret:                        false,
		"vb_abcd_" + strings.Repeat("é", 32):   false,
	} {
		if _, ok := parseKey(text); ok != good {
			t.Errorf("%q: %t", text, ok)
		}
	}
}

func FuzzParseKey(f *testing.F) {
	f.Add("vb_abcd_" + strings.Repeat("a", 32))
	f.Add("Bearer vb_")
	f.Fuzz(func(t *testing.T, text string) {
		if p, ok := parseKey(text); ok && p.text() != text {
			t.Errorf("%q was read as %q", text, p.text())
		}
	})
}

func TestCovers(t *testing.T) {
	for _, r := range []struct {
		limit, others []string
		want          bool
	}{
		{nil, nil, true},
		{nil, []string{"a"}, true},
		{[]string{"a"}, nil, false},
		{[]string{"a"}, []string{"a"}, true},
		{[]string{"a"}, []string{"a", "b"}, false},
		{[]string{"a", "b"}, []string{"b"}, true},
	} {
		if got := covers(r.limit, r.others); got != r.want {
			t.Errorf("%v covers %v: %t", r.limit, r.others, got)
		}
	}
}
