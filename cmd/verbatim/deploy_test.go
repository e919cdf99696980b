package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDeployFilesNameSettings: each setting that the files of deploy speak of is one that the program knows.
func TestDeployFilesNameSettings(t *testing.T) {
	parser, err := newParser(process{env: func(string) (string, bool) { return "", false }}, &commands{})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, command := range parser.Model.Leaves(false) {
		for _, group := range command.AllFlags(false) {
			for _, f := range group {
				known[f.Tag.Get("setting")] = true
			}
		}
	}
	files, err := filepath.Glob("deploy/*")
	if err != nil || len(files) < 3 {
		t.Fatalf("%v %v", files, err)
	}
	names := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile(`\b(VERBATIM|DATABASE)_[A-Z_]+\b`).FindAllString(string(raw), -1) {
			if names++; !known[name] {
				t.Errorf("%s: %s is no setting", file, name)
			}
		}
	}
	if names < 8 {
		t.Errorf("only %d settings are named", names)
	}
}

// TestUnitIsSound lets systemd judge its unit.
func TestUnitIsSound(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("skipped: no systemd-analyze here")
	}
	raw, err := os.ReadFile("deploy/verbatim.service")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "verbatim.service")
	here := strings.Replace(string(raw), "ExecStart=/usr/local/bin/verbatim", "ExecStart="+analyze, 1) // a program that is there
	if err := os.WriteFile(file, []byte(here), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(analyze, "verify", file).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v: %s", err, out)
	}
}
