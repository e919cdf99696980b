package e2e_test

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// visitor is a browser that runs no script: it follows links, keeps cookies and sends forms.
type visitor struct {
	t    *testing.T
	base string
	path string // of the page that came last
	http *http.Client
}

func newVisitor(t *testing.T, base string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t: t, base: base, http: &http.Client{Jar: jar}}
}

func (v *visitor) done(r *http.Response, err error) (int, string) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	v.path = r.Request.URL.Path
	for name, want := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"} {
		if r.Header.Get(name) != want {
			v.t.Errorf("%s: %s is %q", v.path, name, r.Header.Get(name))
		}
	}
	if csp := r.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		v.t.Errorf("%s: the policy is %q", v.path, csp)
	}
	if page := string(body); strings.Contains(page, "<style") || regexp.MustCompile(`<script[^>]*>[^<]|\son[a-z]+="|\sstyle="`).MatchString(page) {
		v.t.Errorf("%s holds inline script or style", v.path)
	}
	return r.StatusCode, string(body)
}

func (v *visitor) get(path string) string {
	v.t.Helper()
	status, page := v.done(v.http.Get(v.base + path))
	if status != http.StatusOK {
		v.t.Fatalf("%s: %d\n%s", path, status, page)
	}
	return page
}

// post sends what the form on a page holds, with further values.
func (v *visitor) post(path, form string, values ...string) string {
	v.t.Helper()
	send := fieldsOf(form)
	for i := 0; i < len(values); i += 2 {
		send.Set(values[i], values[i+1])
	}
	status, page := v.done(v.http.PostForm(v.base+path, send))
	if status != http.StatusOK {
		v.t.Fatalf("%s: %d\n%s", path, status, page)
	}
	return page
}

// refuses sends a form without its token: another site could do no better.
func (v *visitor) refuses(path string) {
	v.t.Helper()
	if status, page := v.done(v.http.PostForm(v.base+path, url.Values{"revision": {"1"}})); status != http.StatusForbidden {
		v.t.Errorf("%s without a token: %d\n%s", path, status, page)
	}
}

func (v *visitor) signIn(key string) {
	v.t.Helper()
	if page := v.get("/console/offers"); strings.Contains(page, "sign-out") {
		v.post("/console/sign-out", page)
	}
	if page := v.post("/console/sign-in", "", "key", key); !strings.Contains(page, "Sign out") {
		v.t.Fatalf("not signed in\n%s", page)
	}
}

var (
	inputs    = regexp.MustCompile(`<input[^>]*>`)
	areas     = regexp.MustCompile(`(?s)<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>`)
	choices   = regexp.MustCompile(`(?s)<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>`)
	chosen    = regexp.MustCompile(`<option value="([^"]*)" selected`)
	attribute = func(tag, name string) string {
		if m := regexp.MustCompile(name + `="([^"]*)"`).FindStringSubmatch(tag); m != nil {
			return html.UnescapeString(m[1])
		}
		return ""
	}
)

// fieldsOf reads the values that the fields of a form hold.
func fieldsOf(form string) url.Values {
	out := url.Values{}
	for _, tag := range inputs.FindAllString(form, -1) {
		if name := attribute(tag, " name"); name != "" && attribute(tag, " type") != "checkbox" {
			out.Add(name, attribute(tag, " value"))
		}
	}
	for _, m := range areas.FindAllStringSubmatch(form, -1) {
		out.Set(m[1], html.UnescapeString(m[2]))
	}
	for _, m := range choices.FindAllStringSubmatch(form, -1) {
		if picked := chosen.FindStringSubmatch(m[2]); picked != nil {
			out.Set(m[1], html.UnescapeString(picked[1]))
		}
	}
	return out
}

// formOf is the part of a review page that decides on a rule's flag.
func (v *visitor) formOf(page, rule string) string {
	v.t.Helper()
	_, rest, found := strings.Cut(page, `data-rule="`+rule+`"`)
	_, rest, ok := strings.Cut(rest, `class="decide"`)
	form, _, whole := strings.Cut(rest, "</form>")
	if !found || !ok || !whole {
		v.t.Fatalf("no form for %s\n%s", rule, page)
	}
	return form
}

// action is where that form goes.
func (v *visitor) action(page, rule string) string {
	v.t.Helper()
	_, rest, _ := strings.Cut(page, `data-rule="`+rule+`"`)
	m := regexp.MustCompile(`action="([^"]+)" class="decide"`).FindStringSubmatch(rest)
	if m == nil {
		v.t.Fatalf("no form for %s\n%s", rule, page)
	}
	return m[1]
}
