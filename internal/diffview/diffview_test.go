package diffview

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/internal/desk"
	"verbatim/internal/letter"
	"verbatim/internal/policy"
	"verbatim/internal/terms"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// promised is the comparison of dashboards.md section 1: one promise missing, one lower, one added.
func promised() desk.Difference {
	at := time.Date(2026, 11, 19, 9, 0, 0, 0, time.UTC)
	return desk.Difference{
		Letter: 3, Against: desk.AgainstVerbal, Same: 14, Rounded: 1,
		Said: desk.SaidBy{
			By: "robin.lee@acme.example", At: time.Date(2026, 11, 18, 15, 30, 0, 0, time.UTC), Channel: "phone",
			Candidate: "Ana Ruiz", Title: "Senior Software Engineer",
		},
		Verdict: policy.Verdict{
			Code: policy.NotWhatWasSaid, Sentence: "Not what was said: 1 promise is missing, 1 is lower, 1 was added.", Consequence: "Cannot be sent.",
		},
		Changes: []terms.Change{
			{Term: "/terms/one_time_payments/sign_on", Label: "Sign-on bonus", Class: terms.Unwritten, Material: true, FromText: "USD 20,000"},
			{
				Term: "/terms/base_pay/rate", Label: "Base pay", Class: terms.Changed, Material: true, Worse: true, Origin: terms.Amended,
				FromText: "USD 185,000 a year", ToText: "USD 180,000 a year", Delta: "- USD 5,000 (-2.7 %)",
				Amendment: "a1", ReasonCode: terms.PolicyReason, Reason: "band <limit>", By: "0192f3a4", At: &at,
			},
			{Term: "/terms/covenants/non_compete", Label: "Non-compete", Class: terms.Added, Material: true, Origin: terms.Clause, ToText: "12 months", Clause: "non_compete@4"},
			{Term: "/terms/hours", Label: "Hours", Class: terms.EqualByRounding, FromText: "USD 15,416.67 a month", ToText: "USD 185,000 a year"},
			{Term: "/terms/role/title", Label: "Title", Class: terms.Removed, Origin: terms.Amended, FromText: "Engineer", Amendment: "a2", Reason: "typed twice"},
		},
	}
}

// versions is the comparison of two versions: terms, wording, pins.
func versions() desk.Difference {
	return desk.Difference{
		Letter: 3, Against: "2", Same: 1, Verdict: policy.Verdict{Sentence: "Says what was said.", Consequence: "Can be sent."},
		Changes: []terms.Change{{Term: "/terms/start", Label: "Start", Class: terms.Changed, FromText: "11 January 2027", ToText: "18 January 2027", Delta: "7 days later"}},
		Wording: []desk.WordChange{
			{Clause: "letter/start", From: "start@1:standard", To: "start@2:standard", Words: []letter.Edit{
				{Op: letter.Keep, Text: "You start on "}, {Op: letter.Delete, Text: "11"}, {Op: letter.Insert, Text: "18"}, {Op: letter.Keep, Text: " January 2027."},
			}},
			{Clause: "letter/leave", To: "leave@1:standard", Words: []letter.Edit{{Op: letter.Insert, Text: "You have 25 days of leave."}}},
		},
		Pins: []desk.PinChange{{Kind: "clause", ID: "start", From: 1, To: 2}, {Kind: "renderer", ID: "pdf"}, {Kind: "clause", ID: "leave", To: 1}},
	}
}

func TestGolden(t *testing.T) {
	for name, d := range map[string]desk.Difference{
		"promised": promised(), "versions": versions(),
		"records": {Against: "record", Same: 20, Verdict: policy.Verdict{Sentence: "Says what was said."}},
	} {
		page, err := HTML(d)
		if err != nil {
			t.Fatal(err)
		}
		for file, got := range map[string]string{name + ".txt": string(Text(d)), name + ".html": string(page)} {
			path := filepath.Join("testdata", file)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || string(want) != got {
				t.Errorf("%s differs: look at it, then run go test ./internal/diffview -update\n%s", path, got)
			}
		}
	}
}

func TestVerdictComesFirstAndRoundingLast(t *testing.T) {
	text := string(Text(promised()))
	order := []string{"Not what was said", "Cannot be sent.", "MISSING FROM THE LETTER", "CHANGED", "IN THE LETTER, NOT SAID", "DROPPED BY AMENDMENT", "SAME (ROUNDED)", "14 terms are the same (1 after rounding)."}
	at := 0
	for _, part := range order {
		i := strings.Index(text[at:], part)
		if i < 0 {
			t.Fatalf("%q is missing or out of order in\n%s", part, text)
		}
		at += i
	}
	if strings.Contains(text, "/terms/") {
		t.Error("a reader sees a pointer")
	}
}

func TestScreenReaderHearsOneSentence(t *testing.T) {
	r := rowOf(promised(), promised().Changes[1])
	want := `Changed: Base pay, said USD 185,000 a year, written USD 180,000 a year, difference - USD 5,000 (-2.7 %). Amended on 19 November 2026: policy: "band <limit>". Candidate told: no.`
	if got := r.Sentence("Said", "Written"); got != want {
		t.Errorf("%s", got)
	}
}

func TestPageRunsAndLoadsNothing(t *testing.T) {
	d := promised()
	d.Said.Candidate, d.Changes[0].FromText = `<script>alert(1)</script>`, `"><img src=x onerror=1>`
	page, err := HTML(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<img", "http:", "https:", "src=x onerror=1>"} {
		if strings.Contains(string(page), bad) {
			t.Errorf("the page holds %s", bad)
		}
	}
}
