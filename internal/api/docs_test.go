package api_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"verbatim/internal/api"
	"verbatim/internal/fault"
	"verbatim/internal/funnel"
)

// TestDocsAreWholeAndOffline: the pages show every operation and every code, lead nowhere that is not there, and load
// and run nothing.
func TestDocsAreWholeAndOffline(t *testing.T) {
	w := newWorld(t)
	docs := w.do("GET", "/docs", "", "").is(http.StatusOK)
	page := docs.Body.String()
	for _, r := range api.Routes() {
		if !strings.Contains(page, `id="`+string(r.Operation)+`"`) {
			t.Errorf("/docs does not show %s", r.Operation)
		}
	}
	faults := w.do("GET", "/docs/faults", "", "").is(http.StatusOK).Body.String()
	for _, m := range fault.Meanings() {
		if !strings.Contains(faults, `id="`+string(m.Code)+`"`) {
			t.Errorf("/docs/faults does not show %s", m.Code)
		}
	}
	figures := w.do("GET", "/docs/figures", "", "").is(http.StatusOK).Body.String()
	for _, f := range funnel.Definitions() {
		if !strings.Contains(figures, `id="`+f.ID+`"`) {
			t.Errorf("/docs/figures does not show %s", f.ID)
		}
	}
	for _, c := range funnel.EdgeCases() {
		if !strings.Contains(figures, `id="case-`+c.ID+`"`) {
			t.Errorf("/docs/figures does not show the case %s", c.ID)
		}
	}
	for name, text := range map[string]string{"/docs": page, "/docs/faults": faults, "/docs/figures": figures} {
		if regexp.MustCompile(`(?i)<script|<link|<img|<iframe|\son\w+=|src=|@import|url\(`).MatchString(text) {
			t.Errorf("%s loads or runs something", name)
		}
		for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(text, -1) {
			anchor, within := strings.CutPrefix(m[1], "#")
			if within && !strings.Contains(text, `id="`+anchor+`"`) {
				t.Errorf("%s leads to %s, which is not there", name, m[1])
			}
			if !within && !strings.HasPrefix(m[1], "/docs") && m[1] != "/openapi.json" {
				t.Errorf("%s leads away, to %s", name, m[1])
			}
		}
	}
	if csp := docs.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
		t.Error(csp)
	}
}
