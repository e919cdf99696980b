package e2e_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestConsolePages looks at every page at the width of a phone and of a desk.
func TestConsolePages(t *testing.T) {
	if testing.Short() && underRace {
		t.Skip("a browser under the race detector is left to the long run")
	}
	s := start(t, options{templates: withoutSignOn(t)})
	people := s.cast(t)
	robin := s.client
	robin.key = people.robin
	r := read[result](t, robin.post(http.StatusCreated, "/v1/handoffs", promising(t)))
	s.precedents(t, robin, people)
	much := read[result](t, robin.post(http.StatusCreated, "/v1/handoffs", overflowing(t)))
	for width, name := range map[int64]string{320: "320", 1280: "1280"} {
		t.Run(name, func(t *testing.T) {
			b := openTab(t, s.url, width)
			b.open("/console/sign-in")
			b.accessible(name + " sign-in")
			b.fill("#key", "vb_none_0123456789abcdef0123456789abcdef")
			b.click("main button")
			b.accessible(name + " sign-in refused")
			b.signIn(people.robin)
			for what, path := range map[string]string{
				"offers": "offers", "offers none": "offers?name=nobody", "offer": "offers/" + r.Offer, "diff": "offers/" + r.Offer + "/diff",
				"amend": "offers/" + r.Offer + "/amend?term=/terms/base_pay/rate", "handoff": "handoffs/new", "clauses": "clauses", "clause": "clauses/severance",
				"dashboard": "dashboard", "settings": "settings", "not found": "nothing", "offer of much": "offers/" + much.Offer, "redline side": "offers/" + r.Offer + "/letters/1/words?against=verbal&as=side", "review of another": "reviews/" + r.Offer + "/1",
			} {
				b.open("/console/" + path)
				b.accessible(name + " " + what)
			}
			b.open("/console/handoffs/new")
			b.click("button[value=sign_on]")
			b.click(".side button[value=check]")
			b.accessible(name + " handoff at fault")
			b.signIn(people.jo)
			b.open("/console/queue")
			b.accessible(name + " queue")
			b.open("/console/reviews/" + r.Offer + "/1")
			b.accessible(name + " review")
			b.open("/console/reviews/" + much.Offer + "/1")
			b.shows("40 flags need you")
			b.accessible(name + " review of much")
			b.open("/console/queue")
			b.click("a.clear")
			b.accessible(name + " same")
			b.open("/console/clauses/severance/publish")
			b.accessible(name + " publish")
			b.signIn(adminKey)
			b.open("/console/settings")
			b.accessible(name + " settings of admin")
		})
	}
}

// TestConsoleInTheDark: colours keep their contrast where the reader asks for a dark page.
func TestConsoleInTheDark(t *testing.T) {
	if testing.Short() && underRace {
		t.Skip("a browser under the race detector is left to the long run")
	}
	s := start(t, options{templates: withoutSignOn(t)})
	people := s.cast(t)
	robin := s.client
	robin.key = people.robin
	r := read[result](t, robin.post(http.StatusCreated, "/v1/handoffs", promising(t)))
	b := openTab(t, s.url, 1280, dark)
	b.signIn(people.jo)
	is, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`matchMedia("(prefers-color-scheme: dark)").matches`))
	if err != nil || !is {
		t.Fatalf("the page is not dark: %v", err)
	}
	for what, path := range map[string]string{"queue": "queue", "review": "reviews/" + r.Offer + "/1", "offers": "offers", "offer": "offers/" + r.Offer, "clause": "clauses/severance"} {
		b.open("/console/" + path)
		b.accessible("dark " + what)
	}
}

// overflowing is a record of a long name, a long title and forty special terms.
func overflowing(t *testing.T) []byte {
	t.Helper()
	return edited(t, example(t, "us-ca-engineer"), func(record map[string]any) {
		record["candidate"].(map[string]any)["name"] = map[string]any{"full": "Maria Aparecida de Albuquerque e Vasconcelos-Hohenzollern-Sigmaringen Donaudampfschifffahrtsgesellschaft"}
		record["source"].(map[string]any)["application"] = "much"
		terms := record["terms"].(map[string]any)
		terms["role"].(map[string]any)["title"] = "Principal Staff Engineer, Distributed Storage, Consensus and Observability Platforms, Europe and Middle East"
		var special []any
		for i := range 40 {
			special = append(special, map[string]any{"id": fmt.Sprintf("s%d", i), "label": fmt.Sprintf("Special term number %c%c", 'A'+i/8, 'a'+i%8), "text": "The dog may come to the office, and the cat too."})
		}
		terms["special_terms"] = special
	})
}

// precedents clears a special term and hands over two more like it.
func (s *server) precedents(t *testing.T, robin client, people cast) {
	t.Helper()
	jo := s.client
	jo.key = people.jo
	plain := example(t, "us-ca-engineer")
	for i, n := range []string{"1", "2", "3"} {
		raw := bytes.Replace(plain, []byte(`"terms": {`), []byte(`"terms": {"special_terms": [{"id": "cat", "label": "Cat", "text": "The cat may come to the office."}],`), 1)
		raw = bytes.Replace(raw, []byte(`"234556"`), []byte(`"`+n+`"`), 1)
		r := read[result](t, robin.post(http.StatusCreated, "/v1/handoffs", raw))
		f := find(t, r.Flags, "special term", func(f flag) bool { return f.Deviation.Code == "VB-CO-SPECIAL-01" })
		if i == 0 {
			jo.post(http.StatusCreated, "/v1/offers/"+r.Offer+"/letters/1/flags/"+f.ID+"/decision", []byte(`{"verdict":"cleared","fingerprint":"`+f.Fingerprint+`","comment":"house rule"}`))
		}
	}
}

// TestKeyboardReachesEverything: with the tab key alone every control of a page takes the focus, and it shows.
func TestKeyboardReachesEverything(t *testing.T) {
	if testing.Short() && underRace {
		t.Skip("a browser under the race detector is left to the long run")
	}
	s := start(t, options{templates: withoutSignOn(t)})
	people := s.cast(t)
	robin := s.client
	robin.key = people.robin
	r := read[result](t, robin.post(http.StatusCreated, "/v1/handoffs", promising(t)))
	b := openTab(t, s.url, 1280)
	b.signIn(adminKey)
	for _, path := range []string{
		"queue", "reviews/" + r.Offer + "/1", "offers", "offers/" + r.Offer, "offers/" + r.Offer + "/diff", "offers/" + r.Offer + "/letters/1/words",
		"offers/" + r.Offer + "/handoff", "offers/" + r.Offer + "/amend", "approvals", "approvals/" + r.Offer, "clauses/severance", "settings",
	} {
		b.open("/console/" + path)
		b.tabsThrough(path)
	}
}

// TestKeysDecide: from the queue a flag that is routine takes three keys at most, on the flag that was opened and no other;
// what must be read first, or needs a note, is refused in words.
func TestKeysDecide(t *testing.T) {
	if testing.Short() && underRace {
		t.Skip("a browser under the race detector is left to the long run")
	}
	s := start(t, options{templates: withoutSignOn(t)})
	people := s.cast(t)
	robin := s.client
	robin.key = people.robin
	r := read[result](t, robin.post(http.StatusCreated, "/v1/handoffs", promising(t)))
	b := openTab(t, s.url, 1280)
	b.signIn(people.jo)
	b.open("/console/queue")
	b.must(chromedp.KeyEvent("c"))
	b.shows("open it (o) and read it first")
	b.must(chromedp.KeyEvent("k")) // the first
	b.must(chromedp.KeyEvent("j")) // the second
	opened, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.querySelector('.item.current code').textContent"))
	if err != nil {
		t.Fatal(err)
	}
	b.key("o")
	b.must(chromedp.KeyEvent("r"))
	b.shows("Write a note to HR first")
	b.open("/console/queue")
	b.must(chromedp.KeyEvent("k"), chromedp.KeyEvent("j"))
	b.key("o")
	b.key("c")
	b.shows("Your decision was recorded")
	for _, f := range read[struct {
		Items []struct {
			Status    string `json:"status"`
			Deviation struct {
				Code string `json:"code"`
			} `json:"deviation"`
		} `json:"items"`
	}](t, robin.get("/v1/offers/"+r.Offer+"/letters/1/flags")).Items {
		if (f.Status == "cleared") != (f.Deviation.Code == opened) {
			t.Errorf("%s was opened, and %s is %s", opened, f.Deviation.Code, f.Status)
		}
	}
	b.open("/console/reviews/" + r.Offer + "/1")
	b.must(chromedp.KeyEvent("j"), chromedp.KeyEvent("j"), chromedp.KeyEvent("j"), chromedp.KeyEvent("c"))
	b.shows("Waits for HR operations")
}

// TestConsoleWithoutScripts walks by plain HTTP, as a browser does that runs no script.
func TestConsoleWithoutScripts(t *testing.T) {
	sequential(t)
	s := start(t, options{templates: withoutSignOn(t)})
	people := s.cast(t)
	w := newVisitor(t, s.url)
	w.signIn(people.robin)
	page := w.get("/console/handoffs/new")
	page = w.post("/console/handoffs/new", page, "do", "import", "pasted", string(promising(t)))
	page = w.post("/console/handoffs/new", page, "do", "send")
	if !strings.Contains(page, "2 promises are missing") {
		t.Fatalf("no offer: %s", page)
	}
	offer := w.path[strings.LastIndex(w.path, "/")+1:]
	w.signIn(people.jo)
	page = w.get("/console/reviews/" + offer + "/1")
	page = w.post(w.action(page, "VB-CO-SPECIAL-01"), w.formOf(page, "VB-CO-SPECIAL-01"), "verdict", "cleared")
	if !strings.Contains(page, "Your decision was recorded") || !strings.Contains(page, "1 flag needs you") {
		t.Fatalf("no decision: %s", page)
	}
	w.refuses("/console/offers/" + offer + "/issue")
	w.signIn(people.robin)
	if page = w.get("/console/offers/" + offer); strings.Contains(page, "Issue letter") {
		t.Error("a letter that cannot be issued can be issued")
	}
	for _, weighed := range []string{"offers", "offers/" + offer, "queue", "reviews/" + offer + "/1", "handoffs/new", "clauses", "settings"} {
		if n := len(w.get("/console/" + weighed)); n > 60_000 {
			t.Errorf("%s weighs %d bytes", weighed, n)
		}
	}
}
