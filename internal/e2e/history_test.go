package e2e_test

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHistoryFromAnotherSystem imports a year of offers twice, exports the log, counts the acceptance rate from the export
// alone, and asks the server for it.
func TestHistoryFromAnotherSystem(t *testing.T) {
	o := options{data: filepath.Join(t.TempDir(), "data")}
	var file strings.Builder
	file.WriteString("opened,verbal,issued,answered,outcome,reason,department,level,manager,id\n")
	for i := range 60 {
		outcome, reason := "accepted", ""
		if i%4 == 0 {
			outcome, reason = "declined", "compensation"
		}
		fmt.Fprintf(&file, "2025-01-02,2025-01-05,2025-01-%02d,2025-02-%02d,%s,%s,Engineering,L%d,kim@acme.example,%d\n", 6+i%20, 1+i%28, outcome, reason, 4+i%3, i)
	}
	path := filepath.Join(t.TempDir(), "history.csv")
	if err := os.WriteFile(path, []byte(file.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"60 offers imported, 0 were known", "0 offers imported, 60 were known"} {
		if r := cliWith(t, o, nil, "import", "history", path); r.code != 0 || !strings.Contains(r.stderr, want) {
			t.Fatalf("import: %d %s, want %s", r.code, r.stderr, want)
		}
	}
	exported := cliWith(t, o, nil, "export", "events")
	accepted, answered := 0, 0
	for lines := bufio.NewScanner(strings.NewReader(exported.stdout)); lines.Scan(); {
		var e struct {
			Type  string `json:"type"`
			Offer string `json:"offer_id"`
			Facts struct {
				History struct {
					Outcome string `json:"outcome"`
				} `json:"history"`
			} `json:"facts"`
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Offer == "" {
			t.Fatalf("%v: %s", err, lines.Text())
		}
		if e.Type == "offer.imported" {
			answered++
			if e.Facts.History.Outcome == "accepted" {
				accepted++
			}
		}
	}
	if answered != 60 || strings.Contains(exported.stdout, "kim@") {
		t.Fatalf("%d of 60 were exported: %.300s", answered, exported.stdout)
	}
	table, err := csv.NewReader(strings.NewReader(cliWith(t, o, nil, "export", "events", "--format", "csv").stdout)).ReadAll()
	if err != nil || len(table) != 61 {
		t.Errorf("the table has %d lines: %v", len(table), err)
	}
	s := start(t, o)
	got := read[struct {
		Rate string `json:"acceptance_rate"`
	}](t, s.get("/v1/metrics/offers?imported=true"))
	if want := fmt.Sprintf("%.6f", float64(accepted)/float64(answered)); got.Rate != want {
		t.Errorf("the server says %s, the export %s", got.Rate, want)
	}
}

// TestDemoWithoutDrawing makes up a company whose letters are not drawn; every offer of it is in the log, and the log verifies.
func TestDemoWithoutDrawing(t *testing.T) {
	o := options{data: filepath.Join(t.TempDir(), "data")}
	if r := cliWith(t, o, nil, "demo", "--offers", "12", "--blank", "--scratch"); r.code != 0 || !strings.Contains(r.stderr, "12 offers in ") {
		t.Fatalf("demo: %d %s", r.code, r.stderr)
	}
	if got := strings.Count(cliWith(t, o, nil, "export", "events").stdout, `"type":"offer.opened"`); got != 12 {
		t.Errorf("%d of 12 offers are in the log", got)
	}
	if r := cliWith(t, o, nil, "verify", "--all"); r.code != 0 {
		t.Errorf("verify: %d %s%s", r.code, r.stdout, r.stderr)
	}
}
