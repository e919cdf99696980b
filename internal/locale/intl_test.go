package locale_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/locale"
	"verbatim/internal/money"
)

// intlScript words one set of values by the CLDR data that node carries.
const intlScript = `
const out = {};
for (const [tag, home] of JSON.parse(process.argv[1])) {
  const num = (v, o) => new Intl.NumberFormat(tag, o).format(v);
  const cash = { style: "currency", currency: home };
  const day = (v, o) => new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...o }).format(new Date(v));
  const unit = (v, u) => num(v, { style: "unit", unit: u, unitDisplay: "long" });
  out[tag] = {
    money: [num(1234567.55, cash), num(4200.55, cash), num(55555.55, cash)],
    numbers: [num(1234567.125, { maximumFractionDigits: 3 }), num(4200), num(55555), num(0.5)],
    percent: [num(0.15, { style: "percent" }), num(0.125, { style: "percent", maximumFractionDigits: 1 })],
    dates: Array.from({ length: 12 }, (_, m) => day(Date.UTC(2027, m, 2 + 2 * m), { dateStyle: "long" })),
    weekdays: Array.from({ length: 7 }, (_, d) => day(Date.UTC(2027, 0, 3 + d), { weekday: "long" })),
    lengths: ["day", "week", "month", "year"].flatMap(u => [0, 1, 1.5, 2, 12].map(n => unit(n, u))),
    lists: [["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]].flatMap(l =>
      ["conjunction", "disjunction"].map(type => new Intl.ListFormat(tag, { type }).format(l))),
  };
}
console.log(JSON.stringify(out));`

// intlDiffers holds where we word otherwise than CLDR on purpose, with the reason.
var intlDiffers = map[string]string{
	"en-IN numbers 1,234,567.125":  "lakh grouping is for rupees alone: 12,34,567 of anything else would surprise",
	"en-IN money INR 12,34,567.55": "by code: few fonts draw the sign of 2010",
	"en-IN money INR 4,200.55":     "by code: few fonts draw the sign of 2010",
	"en-IN money INR 55,555.55":    "by code: few fonts draw the sign of 2010",
}

// Our tables say what CLDR says, compared as Plain. Node's CLDR may be newer than ours: a difference is to be looked at.
func TestAgainstIntl(t *testing.T) {
	homes := [][2]string{
		{"en-US", "USD"},
		{"en-GB", "GBP"},
		{"en-IE", "EUR"},
		{"en-CA", "CAD"},
		{"en-AU", "AUD"},
		{"en-IN", "INR"},
		{"en-CH", "CHF"},
		{"de-DE", "EUR"},
		{"de-AT", "EUR"},
		{"de-CH", "CHF"},
		{"fr-FR", "EUR"},
		{"fr-CH", "CHF"},
		{"nl-NL", "EUR"},
		{"es-ES", "EUR"},
		{"es-US", "USD"},
	}
	if len(homes) != len(locale.Tags()) {
		t.Fatal("a language is not compared")
	}
	for tag, groups := range intl(t, homes) {
		for group, theirs := range groups {
			for i, ours := range worded(get(t, tag), home(homes, tag))[group] {
				ours, theirs := locale.Plain(ours), locale.Plain(theirs[i])
				if ours != theirs && intlDiffers[tag+" "+group+" "+ours] == "" {
					t.Errorf("%s %s: we word %q, CLDR %q", tag, group, ours, theirs)
				}
			}
		}
	}
}

func home(homes [][2]string, tag string) money.Currency {
	for _, h := range homes {
		if h[0] == tag {
			return money.Currency(h[1])
		}
	}
	return ""
}

func intl(t *testing.T, homes [][2]string) map[string]map[string][]string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: the tables are not compared with its CLDR data")
	}
	arg, err := json.Marshal(homes)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := exec.Command(node, "-e", intlScript, string(arg)).Output()
	if err != nil {
		t.Skipf("node does not run the comparison: %v", err)
	}
	var out map[string]map[string][]string
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// worded is what the script words, by us.
func worded(l *locale.Locale, home money.Currency) map[string][]string {
	out := map[string][]string{}
	for _, s := range strings.Fields("1234567.55 4200.55 55555.55") {
		out["money"] = append(out["money"], l.Money(money.Money{Amount: money.MustDecimal(s), Currency: home}))
	}
	for _, s := range strings.Fields("1234567.125 4200 55555 0.5") {
		out["numbers"] = append(out["numbers"], l.Decimal(money.MustDecimal(s)))
	}
	out["percent"] = []string{l.Percent("15"), l.Percent("12.5")}
	for m := range 12 {
		out["dates"] = append(out["dates"], l.Date(cal.DateOf(time.Date(2027, time.Month(m+1), 2+2*m, 0, 0, 0, 0, time.UTC))))
	}
	for d := range 7 {
		out["weekdays"] = append(out["weekdays"], l.Weekday(time.Weekday(d)))
	}
	for _, u := range []cal.Unit{cal.Days, cal.Weeks, cal.Months, cal.Years} {
		for _, n := range []string{"0", "1", "1.5", "2", "12"} {
			out["lengths"] = append(out["lengths"], l.Length(cal.Length{N: money.MustDecimal(n), Unit: u}))
		}
	}
	for n := 1; n <= 4; n++ {
		items := strings.Fields("a b c d")[:n]
		out["lists"] = append(out["lists"], l.List(items), l.Choice(items))
	}
	return out
}
