package e2e_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

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
		})
	}
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
