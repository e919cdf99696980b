package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is one tab of a real browser that looks at a server. What the browser complains of, and every request that leaves
// the server's own address, fails the test when it ends.
type tab struct {
	t     *testing.T
	ctx   context.Context
	base  string
	axe   string
	wrong *complaints
}

// dark asks for pages as a reader in the dark wants them.
var dark = chromedp.Flag("blink-settings", "preferredColorScheme=0")

// complaints are what a browser found wrong.
type complaints struct {
	sync.Mutex
	list []string
}

func (c *complaints) add(format string, args ...any) {
	c.Lock()
	defer c.Unlock()
	c.list = append(c.list, fmt.Sprintf(format, args...))
}

// openTab starts a browser of a width. It skips, with one line, where there is none.
func openTab(t *testing.T, base string, width int64, more ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no chromium in the PATH: install it to run the browser tests (.ci/prepare does)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	if os.Getenv("VERBATIM_DARK") != "" { // for whoever wants to look at all pages in the dark
		options = append(options, dark)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(ctx)
	t.Cleanup(end)
	b := &tab{t: t, ctx: ctx, base: base, wrong: &complaints{}, axe: axeSource(t)}
	b.must(chromedp.EmulateViewport(width, 900))
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, w := range b.wrong.list {
			t.Error(w)
		}
	})
	return b
}

// hear takes down what must not happen. A page that answers with a refusal is no fault of the page.
func (b *tab) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.wrong.add("exception in %s", e.ExceptionDetails.URL)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" {
			b.wrong.add("console %s", e.Type)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" && !strings.Contains(e.Entry.Text, "status of 4") {
			b.wrong.add("log: %s %s", e.Entry.Text, e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, b.base) && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") {
			b.wrong.add("a request left the server: %s", u)
		}
	}
}

// must does something in the tab, in at most 20 seconds.
func (b *tab) must(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatalf("%v\n%s", err, b.page())
	}
}

// page is what the tab shows, for messages.
func (b *tab) page() string {
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("location.href + '\\n' + document.body.innerText"))
	if err != nil {
		return err.Error()
	}
	return text
}

// location is the path of the page that the tab shows.
func (b *tab) location() string {
	b.t.Helper()
	path, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("location.pathname"))
	if err != nil {
		b.t.Fatal(err)
	}
	return path
}

// open goes to a page.
func (b *tab) open(path string) {
	b.t.Helper()
	b.must(chromedp.Navigate(b.base + path))
}

// click presses what a selector finds and waits for the page that comes.
func (b *tab) click(selector string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(selector)); err != nil {
		b.t.Fatalf("click %s: %v\n%s", selector, err, b.page())
	}
}

// fill types into a field, in the place of what it holds.
func (b *tab) fill(selector, value string) {
	b.t.Helper()
	b.must(chromedp.SetValue(selector, value))
}

// shows waits until the page holds a text.
func (b *tab) shows(text string) {
	b.t.Helper()
	want, err := json.Marshal(text)
	if err != nil {
		b.t.Fatal(err)
	}
	for range 100 {
		found, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("document.body.innerText.includes("+string(want)+")"))
		if err == nil && found {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("the page does not show %q\n%s", text, b.page())
}

// signIn signs in with a key, out of whatever session there is.
func (b *tab) signIn(key string) {
	b.t.Helper()
	b.open("/console/")
	if out, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!document.querySelector('.out button')")); err == nil && out {
		b.click(".out button")
	}
	b.fill("#key", key)
	b.click("main button")
}

// axeSource reads axe-core, which the tests use and the program does not hold (it is under the MPL 2.0). Without it the
// checks of accessibility are left out, and a line says so.
func axeSource(t *testing.T) string {
	t.Helper()
	file := os.Getenv("VERBATIM_AXE")
	if file == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		file = filepath.Join(cache, "verbatim", "axe.min.js")
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Logf("accessibility is not checked: axe-core is not at %s (.ci/prepare fetches it)", file)
		return ""
	}
	return string(raw)
}

// accessible runs axe-core over the page as it stands: WCAG 2.2 A and AA, and best practice.
func (b *tab) accessible(what string) {
	b.t.Helper()
	if b.axe == "" {
		return
	}
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](b.axe+"; true")); err != nil {
		b.t.Fatal(err)
	}
	const run = `axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(
		v => v.id + ": " + v.help + " at " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + " (" + n.failureSummary.split("\n")[1] + ")").join("; "))))`
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](run, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	var violations []string
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		b.t.Fatal(err)
	}
	for _, v := range violations {
		b.t.Errorf("%s: %s", what, v)
	}
	b.fits(what)
	b.picture(what)
}

// fits says when a page is wider than the window.
func (b *tab) fits(what string) {
	b.t.Helper()
	over, err := chromedp.Run(b.ctx, chromedp.Evaluate[int]("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
	if err != nil || over > 0 {
		b.t.Errorf("%s: the page is %d px wider than its window, %v", what, over, err)
	}
}

// picture keeps a screenshot where VERBATIM_PICTURES names a folder.
func (b *tab) picture(what string) {
	b.t.Helper()
	dir := os.Getenv("VERBATIM_PICTURES")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.NewReplacer(" ", "-", "/", "-").Replace(what)+".png"), png, 0o600)
	}
	if err != nil {
		b.t.Error(err)
	}
}

// key presses a key on the page and waits for the page that comes.
func (b *tab) key(k string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(k)); err != nil {
		b.t.Fatalf("key %s: %v\n%s", k, err, b.page())
	}
}

// tabsThrough presses the tab key until every control of the page has had the focus, and looks whether it shows.
func (b *tab) tabsThrough(what string) {
	b.t.Helper()
	const list = `window.controls = Array.from(document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")).filter(
		x => x.tabIndex >= 0 && x.checkVisibility()); window.met = new Set(); window.hidden = 0;
		document.addEventListener("focusin", e => { window.met.add(e.target); const s = getComputedStyle(e.target);
			if (s.outlineStyle === "none" && s.outlineWidth !== "0px") window.hidden++; });
		window.controls.length + 8 * window.controls.filter(x => x.type && x.type.startsWith("date")).length` // a date is several stops
	n, err := chromedp.Run(b.ctx, chromedp.Evaluate[int](list))
	if err != nil {
		b.t.Fatal(err)
	}
	for range n + 10 {
		b.must(chromedp.KeyEvent("\t"))
	}
	missed, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`window.controls.filter(x => !window.met.has(x)).map(x => x.outerHTML.slice(0, 80)).join("\n")`))
	if err != nil || missed != "" {
		b.t.Errorf("%s: the keyboard does not reach %s, %v", what, missed, err)
	}
	unseen, err := chromedp.Run(b.ctx, chromedp.Evaluate[int]("window.hidden"))
	if err != nil || unseen > 0 {
		b.t.Errorf("%s: %d controls show no focus, %v", what, unseen, err)
	}
}
