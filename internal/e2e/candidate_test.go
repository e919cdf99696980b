package e2e_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestCandidatePages walks each way through the candidate's page, on a phone, at a desk and in the dark.
// Every state is looked at for accessibility, and for what leaves the server.
func TestCandidatePages(t *testing.T) {
	if testing.Short() && underRace {
		t.Skip("a browser under the race detector is left to the long run")
	}
	s := start(t, options{})
	for _, look := range []struct {
		name  string
		width int64
		flags []chromedp.ExecAllocatorOption
	}{
		{"320", 320, nil},
		{"1280", 1280, nil},
		{"dark", 320, []chromedp.ExecAllocatorOption{chromedp.Flag("blink-settings", "preferredColorScheme=0")}},
	} {
		t.Run(look.name, func(t *testing.T) {
			b := openTab(t, s.url, look.width, look.flags...)
			c := candidacy{s, b, "candidate " + look.name + " "}
			c.accepts(t)
			c.asks(t)
			c.declines(t)
			c.deadEnds(t)
			c.newerLetter(t)
			c.chooses(t)
			c.onPaper(t)
			c.tooLate(t, look.width, look.flags...)
		})
	}
}

// TestCandidateWithoutScripts: a phone that runs no script accepts all the same; the evidence that comes of it is checked
// offline, and one altered byte is named.
func TestCandidateWithoutScripts(t *testing.T) {
	if testing.Short() && underRace {
		t.Skip("a browser under the race detector is left to the long run")
	}
	s := start(t, options{})
	b := openTab(t, s.url, 320)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	c := candidacy{s, b, "candidate without scripts "}
	r, link := c.offered(t)
	b.open(link)
	b.must(chromedp.SendKeys("#name", "Ana Ruiz"))
	b.must(chromedp.Click("#agree"))
	b.click("button.primary")
	b.shows("You have accepted the offer")
	b.fits(c.name + "accepted")
	b.picture(c.name + "accepted")
	file := filepath.Join(t.TempDir(), "evidence.zip")
	raw := s.get("/v1/offers/" + r.Offer + "/bundle").body
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := cli(t, nil, "verify", file); got.code != 0 {
		t.Fatalf("exit %d: %s", got.code, got.stderr)
	}
	alterEach(t, raw, file)
}

// candidacy is a candidate's browser beside the employer's server.
type candidacy struct {
	*server
	tab  *tab
	name string // of the look, before each state
}

// examine looks at a page as it stands.
func (c candidacy) examine(what string) {
	c.tab.t.Helper()
	c.tab.accessible(c.name + what)
}

// offered issues a letter and gives the path of its link.
func (c candidacy) offered(t *testing.T) (result, string) {
	t.Helper()
	r := read[result](t, c.post(http.StatusCreated, "/v1/handoffs", unsourced(t)))
	return r, strings.TrimPrefix(c.issue(t, r), c.url)
}

// act performs an act of the employer's.
func (c candidacy) act(t *testing.T, r result, act, body string) {
	t.Helper()
	offer := "/v1/offers/" + r.Offer
	c.post(http.StatusOK, offer+"/"+act, []byte(body), header{"If-Match", c.get(offer).header.Get("ETag")})
}

// looks opens a page, waits for a text and examines the page.
func (c candidacy) looks(path, text, what string) {
	c.tab.t.Helper()
	c.tab.open(path)
	c.tab.shows(text)
	c.examine(what)
}

func (c candidacy) accepts(t *testing.T) {
	t.Helper()
	b := c.tab
	_, link := c.offered(t)
	c.looks(link, "Accept the offer", "open")
	b.tabsThrough(c.name + "open")
	b.fill("#name", "Somebody Else")
	b.must(chromedp.Click("#agree"))
	b.click("button.primary")
	b.shows("Your answer was not taken yet")
	c.examine("wrong name")
	b.fill("#name", "ana ruiz")
	b.click("button.primary")
	b.shows("You have accepted the offer")
	c.examine("accepted")
	for _, paper := range []string{"/certificate.pdf", "/letter.pdf"} {
		if code, pdf := browse(t, c.url+link+paper, nil); code != http.StatusOK || !strings.HasPrefix(pdf, "%PDF-") {
			t.Errorf("%s: %d", paper, code)
		}
	}
}

func (c candidacy) asks(t *testing.T) {
	t.Helper()
	b := c.tab
	_, link := c.offered(t)
	b.open(link)
	for _, form := range []string{"1", "2"} {
		b.must(chromedp.Click("#answer details:nth-of-type(" + form + ") summary"))
	}
	c.examine("forms open")
	b.fill("#ask", "Could I start a week later?")
	b.click("form[action$='/ask'] button")
	b.shows("You have asked for other terms")
	c.examine("asked")
}

func (c candidacy) declines(t *testing.T) {
	t.Helper()
	b := c.tab
	_, link := c.offered(t)
	b.open(link)
	b.must(chromedp.Click("#answer details:nth-of-type(2) summary"))
	b.click("button.danger")
	b.shows("You have declined this offer")
	c.examine("declined")
}

// deadEnds are what a link says once it leads to no answer.
func (c candidacy) deadEnds(t *testing.T) {
	t.Helper()
	for what, end := range map[string]struct {
		do   func(result)
		says string
	}{
		"paused":    {func(r result) { c.act(t, r, "pause", `{"reason_code":"mistake_found"}`) }, "has paused this offer"},
		"rescinded": {func(r result) { c.act(t, r, "rescind", `{"reason_code":"budget","reason":"closed"}`) }, "has taken this offer back"},
		"renewed":   {func(r result) { c.post(http.StatusCreated, "/v1/offers/"+r.Offer+"/link", nil) }, "There is a newer link"},
		"revoked":   {func(r result) { c.must(http.StatusOK, http.MethodDelete, "/v1/offers/"+r.Offer+"/link", nil) }, "This link was withdrawn"},
		"reneged": {func(r result) {
			c.post(http.StatusCreated, "/v1/offers/"+r.Offer+"/accept", []byte(`{"letter_version":1,"form":"wet_ink","pdf_sha256":"`+r.Letter.PDF+`"}`))
			c.act(t, r, "renege", `{"reason_code":"counter_offer"}`)
		}, "Your acceptance was withdrawn"},
	} {
		r, link := c.offered(t)
		end.do(r)
		c.looks(link, end.says, what)
	}
	c.looks("/o/"+strings.Repeat("0", 48), "This link leads nowhere", "unknown")
}

// newerLetter issues a second letter with another pay: the first link says so, the second what changed.
func (c candidacy) newerLetter(t *testing.T) {
	t.Helper()
	first, old := c.offered(t)
	offer := "/v1/offers/" + first.Offer
	more := bytes.Replace(unsourced(t), []byte(`"185000"`), []byte(`"190000"`), 1)
	second := read[result](t, c.post(http.StatusCreated, offer+"/handoffs", more, header{"If-Match", c.get(offer).header.Get("ETag")}))
	link := strings.TrimPrefix(c.issue(t, second), c.url)
	c.looks(old, "There is a newer letter", "superseded")
	c.looks(link, "What changed since letter 1", "newer letter")
}

// chooses answers a letter that leaves a choice and a day to the candidate: what is missing is said, what is given stays.
func (c candidacy) chooses(t *testing.T) {
	t.Helper()
	b := c.tab
	record := edited(t, unsourced(t), func(r map[string]any) {
		at(r, "terms")["start"] = map[string]any{"type": "candidate_fills", "earliest": "2027-01-04", "latest": "2027-03-01"}
		at(r, "terms")["alternatives"] = []any{map[string]any{
			"id": "package", "label": "More salary, or a day a week less", "chosen_by": "candidate", "options": []any{
				map[string]any{"id": "salary", "label": "More salary", "set": []any{
					map[string]any{"op": "set", "term": "/terms/base_pay/rate", "value": map[string]any{"amount": "195000", "currency": "USD", "per": "year"}},
				}},
				map[string]any{"id": "plain", "label": "As the letter says"},
			},
		}}
	})
	r := read[result](t, c.post(http.StatusCreated, "/v1/handoffs", record))
	c.clearAll(t, c.second(t, c.name+"hr", "hr_ops"), c.second(t, c.name+"legal", "legal"), r)
	r.Revision = read[result](t, c.get("/v1/offers/"+r.Offer+"/letters/1")).Revision
	link := strings.TrimPrefix(c.issue(t, r), c.url)
	c.looks(link, "More salary, or a day a week less", "choices")
	b.fill("#name", "Ana Ruiz")
	b.fill("#fill_0", "2027-06-01")
	b.must(chromedp.Click("#agree"))
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("document.querySelector('form.box').noValidate = true")); err != nil {
		t.Fatal(err)
	}
	b.click("button.primary")
	b.shows("Your answer was not taken yet")
	b.shows("Choose one of these")
	b.shows("Give a day that the letter allows")
	c.examine("choices missing")
	b.must(chromedp.Click("#choice_package label:nth-of-type(1) input"))
	b.fill("#fill_0", "2027-02-01")
	b.click("button.primary")
	b.shows("You have accepted the offer")
	b.shows("February\u00a01, 2027") // in the letter's own words of a date
	b.shows("$195,000 per year")
	c.examine("choices made")
	handed := string(c.get("/v1/offers/" + r.Offer + "/onboarding").body)
	for _, part := range []string{`"195000"`, `"2027-02-01"`, `"option":"salary"`} {
		if !strings.Contains(handed, part) {
			t.Errorf("%s is not handed over: %s", part, handed)
		}
	}
}

// onPaper shows a letter that no typed name can accept.
func (c candidacy) onPaper(t *testing.T) {
	t.Helper()
	for form, says := range map[string]string{"wet_ink": "Sign on paper", "qualified": "Sign electronically"} {
		record := edited(t, unsourced(t), func(r map[string]any) { at(r, "terms", "offer")["signature"] = map[string]any{"form": form} })
		r := read[result](t, c.post(http.StatusCreated, "/v1/handoffs", record))
		c.looks(strings.TrimPrefix(c.issue(t, r), c.url), says, form)
	}
}

// tooLate moves the clock past the time to answer while the candidate reads: the answer is refused, and the page says whom to
// call. A copy that was accepted ends with its link, long after.
func (c candidacy) tooLate(t *testing.T, width int64, flags ...chromedp.ExecAllocatorOption) {
	t.Helper()
	w := newClocked(t)
	link, end := w.issued(t, unsourced(t))
	c.tab = openTab(t, w.url, width, flags...)
	w.set(end)
	c.looks(link, "Accept the offer", "last moment")
	c.tab.fill("#name", "Ana Ruiz")
	c.tab.must(chromedp.Click("#agree"))
	w.set(end.Add(time.Millisecond))
	c.tab.click("button.primary")
	c.tab.shows("The time to answer is over")
	c.looks(link, "The time to answer is over", "expired")
	link, end = w.issued(t, unsourced(t))
	c.tab.open(link)
	c.tab.fill("#name", "Ana Ruiz")
	c.tab.must(chromedp.Click("#agree"))
	c.tab.click("button.primary")
	c.tab.shows("You have accepted the offer")
	w.set(end.AddDate(0, 0, 91))
	c.looks(link, "This link has ended", "ended")
}
