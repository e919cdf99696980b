package e2e_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestDashboardOfACompany looks at a dashboard that is full, with every table open, on a phone and at a desk, in the light and
// in the dark. VERBATIM_COMPANY names the data folder of a made-up company (verbatim demo --data) to look at instead of an
// imported history.
func TestDashboardOfACompany(t *testing.T) {
	if testing.Short() && underRace {
		t.Skip("a browser under the race detector is left to the long run")
	}
	o, address := options{data: os.Getenv("VERBATIM_COMPANY")}, "/console/dashboard"
	if o.data == "" {
		o.data = filepath.Join(t.TempDir(), "data")
		file := filepath.Join(t.TempDir(), "history.csv")
		if err := os.WriteFile(file, historyOf(time.Now(), 200), 0o600); err != nil {
			t.Fatal(err)
		}
		if r := cliWith(t, o, nil, "import", "history", file); r.code != 0 {
			t.Fatalf("import: %d %s", r.code, r.stderr)
		}
		address += "?imported=true&by=level"
	}
	s := start(t, o)
	for _, look := range []struct {
		name  string
		width int64
		more  []chromedp.ExecAllocatorOption
	}{{"320", 320, nil}, {"1280", 1280, nil}, {"1280 dark", 1280, []chromedp.ExecAllocatorOption{dark}}} {
		t.Run(look.name, func(t *testing.T) {
			b := openTab(t, s.url, look.width, look.more...)
			b.signIn(adminKey)
			b.open(address)
			b.shows("stands out")
			b.accessible(look.name + " company")
			if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[int](`document.querySelectorAll("details").forEach(d => d.open = true); 1`)); err != nil {
				t.Fatal(err)
			}
			b.accessible(look.name + " company, all open")
		})
	}
}

// historyOf is a year of offers that ended in another system: one level declines far more often than the others.
func historyOf(now time.Time, n int) []byte {
	var file strings.Builder
	file.WriteString("opened,verbal,issued,answered,outcome,reason,department,level,manager,id\n")
	for i := range n {
		day := func(after int) string { return now.AddDate(0, 0, -330+i*300/n+after).Format("2006-01-02") }
		outcome, reason := "accepted", ""
		if (i%4 == 3 && i%8 != 7) || i%25 == 0 {
			outcome, reason = "declined", "compensation"
		}
		fmt.Fprintf(&file, "%s,%s,%s,%s,%s,%s,%s,L%d,kim@acme.example,%d\n", day(0), day(1), day(4+i%3), day(8+i%5), outcome, reason,
			[]string{"Engineering", "Sales"}[i%2], 3+i%4, i)
	}
	return []byte(file.String())
}
