package e2e_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestConsoleLife walks an offer through the acts that people other than reviewers do in the console: terms are put up for
// approval, a step is replaced and overridden, somebody stands in, the clock is stopped, the agreed terms are handed over,
// the letter is read back, the candidate asks for changes and is answered. Each page is looked at on a phone and at a desk.
func TestConsoleLife(t *testing.T) {
	if testing.Short() && underRace {
		t.Skip("a browser under the race detector is left to the long run")
	}
	s := start(t, options{})
	people := s.cast(t)
	for width, name := range map[int64]string{320: "320", 1280: "1280"} {
		t.Run(name, func(t *testing.T) {
			b := openTab(t, s.url, width)
			offer := proposedInConsole(t, b, people, name)
			approvedInConsole(b, people, offer, name)
			b.signIn(people.robin)
			stoppedInConsole(b, people, offer)
			b.open("/console/offers/" + offer + "/handoff")
			b.shows("Next handoff")
			b.fill("input[name='/agreed/by']", "robin.lee@acme.example")
			b.fill("input[name='/agreed/at']", "2026-11-20T10:00")
			b.must(chromedp.SetValue("select[name='/agreed/channel']", "phone"))
			b.click(".side button[value=check]")
			b.shows("What it changes")
			b.accessible(name + " next handoff")
			b.click(".side button[value=send]")
			b.shows("Letter 1")
			b.must(chromedp.Click("details:has(form[action$='/read-back']) summary"))
			b.accessible(name + " offer to read back")
			b.click("button[value=confirmed]")
			b.shows("Only who made the promise reads it back")
			b.accessible(name + " not the promiser")
			askedInConsole(t, s, b, people, name)
		})
	}
}

// proposedInConsole puts an executive's terms up for approval, and gives the offer.
func proposedInConsole(t *testing.T, b *tab, people cast, name string) string {
	t.Helper()
	b.signIn(people.robin)
	b.open("/console/handoffs/new")
	b.must(chromedp.Click("details:nth-of-type(2) summary"), chromedp.SetValue("#pasted", string(edited(t, example(t, "us-executive"), func(record map[string]any) {
		delete(record, "agreed")
		delete(record, "source")
	}))))
	b.click("button[value=import]")
	b.accessible(name + " proposal typed")
	b.click("button[value=propose]")
	b.shows("Proposed")
	b.accessible(name + " proposed")
	offer, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("location.pathname.split('/')[3]"))
	if err != nil {
		t.Fatal(err)
	}
	return offer
}

// approvedInConsole replaces an approver, overrides the step, lets somebody stand in, and approves.
func approvedInConsole(b *tab, people cast, offer, name string) {
	b.t.Helper()
	b.signIn(adminKey)
	b.open("/console/approvals/" + offer)
	const manager = "section:has(form[action*='offers.manager'])"
	b.must(chromedp.Click(manager+" details:has(form[action$='/replace']) summary"), chromedp.SetValue(manager+" select[name=to]", "role:admin"),
		chromedp.SetValue(manager+" form[action$='/replace'] textarea", "on leave"))
	b.accessible(name + " replace")
	b.click(manager + " form[action$='/replace'] button")
	b.shows("Your decision was recorded")
	b.shows("admin")
	b.must(chromedp.Click(manager+" details:has(form[action$='/override']) summary"), chromedp.SetValue(manager+" form[action$='/override'] textarea", "the board meets next week"))
	b.accessible(name + " override")
	b.click(manager + " form[action$='/override'] button")
	b.shows("overridden")
	b.signIn(people.kim)
	b.open("/console/approvals")
	b.must(chromedp.Click("details:has(form[action$='/delegations']) summary"), chromedp.SetValue("input[name=to]", "sam.stand@acme.example"),
		chromedp.SetValue("input[name=from]", "2026-01-01"), chromedp.SetValue("input[name=until]", "2026-02-01"))
	b.click("form[action$='/delegations'] button")
	b.shows("delegation ends after it starts, and in the future")
	b.open("/console/approvals")
	day := func(n int) string { return time.Now().AddDate(0, 0, n).UTC().Format(time.DateOnly) }
	b.must(chromedp.Click("details:has(form[action$='/delegations']) summary"), chromedp.SetValue("input[name=to]", "sam.stand@acme.example"),
		chromedp.SetValue("input[name=from]", day(0)), chromedp.SetValue("input[name=until]", day(20)))
	b.click("form[action$='/delegations'] button")
	b.shows("Somebody else can decide for you now")
	b.accessible(name + " stand-in")
	b.click("form[action$='/end'] button")
	b.shows("Saved.")
}

// stoppedInConsole stops the clock, has somebody else confirm it, and lets time count again.
func stoppedInConsole(b *tab, people cast, offer string) {
	b.t.Helper()
	at := "/console/offers/" + offer
	b.open(at)
	b.must(chromedp.Click("details:has(form[action$='/clock/stop']) summary"), chromedp.SetValue("form[action$='/clock/stop'] select", "candidate_asked_for_time"))
	b.click("form[action$='/clock/stop'] button")
	b.shows("once somebody else confirms it")
	b.signIn(people.kim)
	b.open(at)
	b.click("form[action$='/clock/confirm'] button")
	b.shows("the clock is stopped until")
	b.click("form[action$='/clock/resume'] button")
	b.shows("Noted.")
	b.signIn(people.robin)
}

// amendedInConsole records that the candidate accepted on paper, and opens an amendment of what was accepted.
func amendedInConsole(b *tab, name string) {
	b.t.Helper()
	zone, err := time.LoadLocation("America/Los_Angeles") // the employer's
	if err != nil {
		b.t.Fatal(err)
	}
	const accept = "details:has(form[action$='/accept'])"
	b.must(chromedp.Click(accept+" summary"), chromedp.SetValue(accept+" select", "wet_ink"), chromedp.SetValue(accept+" input[name=at]", time.Now().In(zone).Format("2006-01-02T15:04:05")))
	b.click(accept + " button")
	b.shows("The acceptance was recorded")
	b.accessible(name + " accepted")
	const sign = "details:has(form[action$='/employer-signature'])"
	b.must(chromedp.Click(sign+" summary"), chromedp.SetValue(sign+" input[name=signatory]", "Dana Whitfield"), chromedp.SetValue(sign+" select", "wet_ink"),
		chromedp.SetValue(sign+" input[name=at]", time.Now().In(zone).Format("2006-01-02T15:04:05")))
	b.click(sign + " button")
	b.shows("Signed for the employer")
	attachedInConsole(b, name)
	b.click("a[href$='/amendment']")
	b.shows("stays in force until the candidate accepts the amendment")
	b.fill("input[name='/terms/base_pay/rate/amount']", "190000")
	b.fill("input[name='/agreed/at']", time.Now().In(zone).Format("2006-01-02T15:04"))
	b.click(".side button[value=check]")
	b.accessible(name + " amendment typed")
	b.click(".side button[value=send]")
	b.shows("whose letter stays in force until this one is accepted")
	b.accessible(name + " amendment")
}

// attachedInConsole stores a signed letter beside the one that was accepted, takes it away again, and is told what is wrong
// with a file that is none.
func attachedInConsole(b *tab, name string) {
	b.t.Helper()
	const attach = "details:has(form[action$='/attachments'])"
	offer := b.location()
	send := func(content string) {
		b.t.Helper()
		file := filepath.Join(b.t.TempDir(), "signed.pdf")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			b.t.Fatal(err)
		}
		b.must(chromedp.Click(attach+" summary"), chromedp.SetUploadFiles(attach+" input[type=file]", []string{file}),
			chromedp.SetValue(attach+" input[name=provider]", "example-sign"), chromedp.SetValue(attach+" input[name=reference]", "env-8f0c"))
		b.accessible(name + " attach")
		b.click(attach + " button")
	}
	send("no PDF at all")
	b.shows("The file is none that can be stored")
	b.accessible(name + " attach refused")
	b.open(offer)
	send("%PDF-1.7 signed by hand")
	b.shows("The paper was stored")
	b.shows("came in")
	b.accessible(name + " attached")
	const read = `fetch(document.querySelector("a[href*='/attachments/']").href).then(r => r.text().then(t => r.headers.get("Content-Disposition").split(";")[0] + " " + t))`
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](read, chromedp.EvalAwaitPromise))
	if err != nil || got != "attachment %PDF-1.7 signed by hand" {
		b.t.Errorf("%q %v", got, err)
	}
}

// askedInConsole records what a candidate asks for, and answers it.
func askedInConsole(t *testing.T, s *server, b *tab, people cast, name string) {
	t.Helper()
	robin := s.client
	robin.key = people.robin
	r := read[result](t, robin.post(http.StatusCreated, "/v1/handoffs", edited(t, example(t, "us-ca-engineer"), func(record map[string]any) {
		record["source"].(map[string]any)["application"] = "ask-" + name
	})))
	s.issue(t, r)
	b.signIn(people.robin)
	b.open("/console/offers/" + r.Offer)
	b.must(chromedp.Click("details:has(form[action$='/ask']) summary"), chromedp.SetValue("textarea[name=asks]", "Two weeks later?\nA parking space?"))
	b.accessible(name + " ask")
	b.click("form[action$='/ask'] button")
	b.shows("Request 1, about letter 1")
	b.must(chromedp.SetValue("select[name='verdict.1']", "granted"), chromedp.SetValue("select[name='verdict.2']", "refused"), chromedp.SetValue("input[name='note.2']", "there is none"))
	b.accessible(name + " answer")
	b.click("form[action*='/asks/'] button")
	b.shows("Your answers were recorded")
	b.shows("refused - there is none")
	b.accessible(name + " answered")
	amendedInConsole(b, name)
	for _, form := range []string{"inline", "side"} {
		b.open(fmt.Sprintf("/console/offers/%s/letters/1/words?against=standard&as=%s", r.Offer, form))
		b.shows("No word differs")
	}
	b.accessible(name + " redline of nothing")
}
