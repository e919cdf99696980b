package e2e_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// ran is what one run of the program came to.
type ran struct {
	code           int
	stdout, stderr string
}

// cli runs the program in a data folder of its own, with this standard input.
func cli(t *testing.T, stdin []byte, args ...string) ran {
	t.Helper()
	return cliWith(t, options{data: filepath.Join(t.TempDir(), "data")}, stdin, args...)
}

func cliWith(t *testing.T, o options, stdin []byte, args ...string) ran {
	t.Helper()
	cmd := command(o, args...)
	cmd.Stdin = bytes.NewReader(stdin)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return ran{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// examplePath names one of the published examples.
func examplePath(name string) string {
	return filepath.Join(root, "schemas", "handoff", "examples", name+".json")
}

// TestExitCodes: 0 fine, 1 the input is at fault, 2 the command line or a setting is.
func TestExitCodes(t *testing.T) {
	sequential(t)
	good, other := examplePath("us-ca-engineer"), examplePath("us-two-payments")
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.json")
	if err := os.WriteFile(broken, []byte(`{"schema":"handoff/v1"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	bands := filepath.Join(dir, "bands.csv")
	if err := os.WriteFile(bands, []byte("level,place,minimum,midpoint,maximum,currency,per,effective_from\nL4,US,90000,95000,99000,USD,year,2026-01-01\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	rows := []struct {
		args   string
		code   int
		stdout string // a part of it
		stderr string
	}{
		{"version", 0, "verbatim ", ""},
		{"--help", 0, "serve", ""},
		{"render --help", 0, "--html", ""},
		{"validate " + good, 0, "the record is valid", ""},
		{"validate " + examplePath("gb-hourly-care"), 0, "the record is valid", ""},
		{"validate " + other, 0, "the record is valid", ""},
		{"validate " + broken, 1, "", "/terms"},
		{"validate " + dir + "/none.json", 2, "", "cannot be read"},
		{"render " + good + " -o " + dir + "/letter.pdf --html " + dir + "/l.html --text " + dir + "/l.txt --json " + dir + "/l.json", 0, "", "Says what was said."},
		{"render " + good + " -o " + dir + "/no/such/folder/letter.pdf", 2, "", "cannot be written"},
		{"render " + good, 2, "", "--output"},
		{"diff " + good + " " + other, 0, "Base pay", ""},
		{"diff " + good + " " + broken, 1, "", broken},
		{"diff " + good, 2, "", "after"},
		{"verify " + dir + "/letter.pdf", 0, "Senior Software Engineer", "lock sha256:"},
		{"verify " + broken, 1, "", "this is no PDF file: give the letter"},
		{"templates lint", 0, "", ""},
		{"policies explain " + good, 0, "VB-US-CA-REPAY-01", ""},
		{"policies explain --json --rule VB-CO-START-01 " + good, 0, `"outcome": "not_fired"`, ""},
		{"policies explain --rule VB-NO-SUCH-01 " + good, 2, "", "VB-NO-SUCH-01"},
		{"policies explain --rule VB-CO-BAND-01 --bands " + bands + " " + good, 0, "above the band", ""},
		{"policies explain --bands " + good + " " + good, 1, "", "line 1"},
		{"bands import " + bands, 0, "1 bands written, 0 kept already", ""},
		{"bands import " + good, 1, "", "line 1"},
		{"bands import " + dir + "/none.csv", 2, "", "cannot be read"},
		{"bands list --as-of tomorrow", 2, "", "--as-of"},
		{"policies explain " + broken, 1, "", "/terms"},
		{"keys create --person Kim --role emperor", 2, "", "emperor"},
		{"keys create --person Kim", 2, "", "role"},
		{"migrate", 0, "at this program's version", ""},
		{"fly", 2, "", "unexpected argument fly"},
		{"serve --addr 999.999.999.999:1", 2, "", "VERBATIM_ADDR"},
		{"serve --key abc", 2, "", "VERBATIM_KEY"},
		{"serve --admin-key abc", 2, "", "VERBATIM_ADMIN_KEY"},
		{"serve --database-url nonsense", 2, "", "DATABASE_URL"},
	}
	for _, row := range rows {
		got := cli(t, nil, strings.Fields(row.args)...)
		if got.code != row.code || !strings.Contains(got.stdout, row.stdout) || !strings.Contains(got.stderr, row.stderr) {
			t.Errorf("verbatim %s: exit %d, want %d with %q and %q\nstdout: %.600s\nstderr: %.600s", row.args, got.code, row.code, row.stdout, row.stderr, got.stdout, got.stderr)
		}
	}
}

// TestKeysOnTheCommandLine: a key made there opens the server's API, and a revoked one does not.
func TestKeysOnTheCommandLine(t *testing.T) {
	s := start(t, options{})
	o := options{data: s.data}
	made := cliWith(t, o, nil, "keys", "create", "--person", "Kim Park", "--role", "hr_ops", "--entity", "acme-us")
	if made.code != 0 {
		t.Fatalf("keys create: %d\n%s", made.code, made.stderr)
	}
	kim := s.client
	kim.key = strings.TrimSpace(made.stdout)
	kim.get("/v1/offers")
	kim.must(403, "GET", "/v1/keys", nil)

	listed := cliWith(t, o, nil, "keys", "list")
	if !strings.Contains(listed.stdout, "Kim Park") || strings.Contains(listed.stdout, kim.key) {
		t.Errorf("keys list:\n%s", listed.stdout)
	}
	id := strings.Fields(strings.SplitN(made.stderr, "the key ", 2)[1])[0]
	if got := cliWith(t, o, nil, "keys", "revoke", id); got.code != 0 {
		t.Errorf("keys revoke: %d\n%s", got.code, got.stderr)
	}
	kim.must(401, "GET", "/v1/offers", nil)
}
