package console

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"verbatim/internal/auth"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
)

//go:embed pages
var pageFiles embed.FS

// pages are the templates by name: each page in the common frame.
type pages map[string]*template.Template

// view is what a page is drawn from.
type view struct {
	Title string
	Nav   string // which entry of the navigation it belongs to
	Data  any

	// The rest is filled in by send.
	Page   string
	Who    string
	Token  string
	Notice string
	Menu   []menuItem
	Keys   string // on or off: keyboard shortcuts
}

// menuItem is an entry of the navigation.
type menuItem struct {
	Path, Label string
	Current     bool
}

// problem is a refusal in words.
type problem struct {
	Title  string
	Detail string
	Code   string
	Faults []fault.Fault
	Back   string
}

// readPages parses every page with the frame and the parts.
func readPages() (pages, error) {
	common, err := template.New("").Funcs(functions).ParseFS(pageFiles, "pages/frame.html", "pages/parts.html")
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(pageFiles, "pages/*.html")
	if err != nil {
		return nil, err
	}
	out := pages{}
	for _, f := range files {
		name := strings.TrimSuffix(path.Base(f), ".html")
		if name == "frame" || name == "parts" {
			continue
		}
		t, err := common.Clone()
		if err != nil {
			return nil, err
		}
		if out[name], err = t.ParseFS(pageFiles, f); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// send answers a request.
func (c *Console) send(w http.ResponseWriter, k *call, a reply) error {
	if a.cookie != nil {
		http.SetCookie(w, a.cookie)
	}
	switch {
	case a.bytes != nil:
		w.Header().Set("Content-Type", a.media)
		if a.file != "" {
			w.Header().Set("Content-Disposition", `attachment; filename="`+a.file+`"`)
		}
		_, err := w.Write(a.bytes)
		return err
	case a.goTo != "":
		http.Redirect(w, k.Request, a.goTo, http.StatusSeeOther)
		return nil
	}
	c.dress(k, a.view)
	if a.partial != "" && k.partialWanted() {
		return c.drawPart(w, a.view.Page, a.partial, a.view)
	}
	return c.draw(w, http.StatusOK, a.view.Page, a.view)
}

// dress fills in what every page of somebody signed in shows.
func (c *Console) dress(k *call, v *view) {
	v.Who, v.Token, v.Menu, v.Keys = k.by.Name, k.signed.FormToken(), k.menu(v.Nav), "off"
	if shortcuts(k.Request) {
		v.Keys = "on"
	}
	if v.Notice == "" {
		v.Notice = notices[k.URL.Query().Get("done")]
	}
}

// menu lists the pages that the person may see.
func (k *call) menu(current string) []menuItem {
	var out []menuItem
	for _, m := range []struct {
		path, label string
		operation   auth.Operation
	}{
		{"queue", wordQueue, auth.ListReviews},
		{"approvals", wordApprovals, auth.MyApprovals},
		{"offers", wordOffers, auth.ListOffers},
		{"handoffs/new", wordNewHandoff, auth.CreateHandoff},
		{"clauses", wordClauses, auth.ListClauses},
		{"dashboard", wordDashboard, auth.MeasureOffers},
		{"settings", wordSettings, ""},
	} {
		if m.operation == "" || k.may(m.operation) {
			out = append(out, menuItem{Path: Root + m.path, Label: m.label, Current: m.path == current})
		}
	}
	return out
}

// draw writes a page. It is made whole before anything is written.
func (c *Console) draw(w http.ResponseWriter, status int, name string, v *view) error {
	v.Page = name
	return c.execute(w, status, name, "frame", v)
}

func (c *Console) drawPart(w http.ResponseWriter, name, part string, v *view) error {
	return c.execute(w, http.StatusOK, name, part, v)
}

func (c *Console) execute(w http.ResponseWriter, status int, name, part string, v *view) error {
	t, ok := c.pages[name]
	if !ok {
		return fmt.Errorf("console: there is no page %s", name)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, part, v); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := w.Write(b.Bytes())
	return err
}

// statuses are those of the API, as far as a browser cares.
var statuses = map[fault.Kind]int{
	fault.Unreadable: 400, fault.Unauthenticated: 401, fault.Forbidden: 403, fault.NotFound: 404, fault.Conflict: 409, fault.Stale: 409,
	fault.TooLarge: 413, fault.Invalid: 422, fault.Limited: 429, fault.Unavailable: 503, fault.Full: 507,
}

// refuse draws a refusal; what is not ours stays private and goes to the log.
func (c *Console) refuse(w http.ResponseWriter, k *call, err error) error {
	p, status, private := problemOf(err)
	p.Back = back(k.Header.Get("Referer"), "")
	if u, parsed := url.Parse(k.Header.Get("Referer")); parsed == nil && u.Host == k.Host {
		p.Back = back(u.RequestURI(), "")
	}
	v := &view{Title: p.Title, Data: p}
	c.dress(k, v)
	if drawn := c.draw(w, status, "problem", v); drawn != nil {
		return errors.Join(err, drawn)
	}
	return private
}

// problemOf words a refusal. private is the error again where only the log may have it.
func problemOf(err error) (p problem, status int, private error) {
	var e *fault.Error
	if errors.As(err, &e) && statuses[e.Kind] != 0 {
		status = statuses[e.Kind]
		if status >= http.StatusInternalServerError {
			private = err
		}
		return problem{Title: titles[e.Kind], Detail: sentence(e.Message), Code: string(e.Code), Faults: e.Faults}, status, private
	}
	return problem{Title: wordBrokenTitle, Detail: wordBroken}, http.StatusInternalServerError, err
}

// asset serves a file of the program's own. Its name in a page carries its digest, so a browser may keep it for good.
func (c *Console) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	raw, err := fs.ReadFile(c.assets, name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	if r.URL.Query().Get("v") == assetVersion(name) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_, _ = w.Write(raw)
}

// assetVersion is the digest of a file, as pages name it.
func assetVersion(name string) string {
	raw, err := static.ReadFile("static/" + name)
	if err != nil {
		return ""
	}
	return digest.Of(raw).Short()
}

func urlEscape(s string) string { return url.QueryEscape(s) }
