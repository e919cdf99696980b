package e2e_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFirstStartShowsItsKeyOnce: without a given admin key the first start makes one and shows it, later ones do not.
func TestFirstStartShowsItsKeyOnce(t *testing.T) {
	s := start(t, options{noKey: true, until: "shown this once"})
	s.get("/readyz", header{"Authorization", ""})
	s.stop(t)
	_, rest, _ := strings.Cut(s.out.String(), "admin key")
	key := strings.Fields(rest)[0]
	s = start(t, options{data: s.data, noKey: true})
	s.client.key = key
	s.get("/v1/offers")
	s.stop(t)
	if strings.Contains(s.out.String(), "vb_") {
		t.Errorf("the key is shown again:\n%s", s.out)
	}
	for _, name := range []string{"key", "verbatim.db"} {
		info, err := os.Stat(filepath.Join(s.data, name))
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("others can read %s: %s", name, mode)
		}
	}
}

// TestPortTaken: the message names the address and the setting.
func TestPortTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	got := cli(t, nil, "serve", "--addr", taken.Addr().String())
	if got.code != 2 || !strings.Contains(got.stderr, taken.Addr().String()) || !strings.Contains(got.stderr, "VERBATIM_ADDR") {
		t.Errorf("exit %d: %s", got.code, got.stderr)
	}
}

// TestFirstLetter: what make run does, twice over in one data folder: a letter is sent and kept.
func TestFirstLetter(t *testing.T) {
	letter := filepath.Join(t.TempDir(), "first.pdf")
	o := options{data: t.TempDir(), args: []string{"--first", examplePath("us-ca-engineer"), "--first-pdf", letter}, until: letter}
	for range 2 {
		s := start(t, o)
		s.stop(t)
		if !strings.Contains(s.out.String(), "Says what was said.") {
			t.Errorf("it does not say what came of it:\n%s", s.out)
		}
		if pdf, err := os.ReadFile(letter); err != nil || !strings.HasPrefix(string(pdf), "%PDF-") {
			t.Errorf("no letter was kept: %v", err)
		}
	}
}
