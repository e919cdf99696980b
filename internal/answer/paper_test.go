package answer_test

import (
	"testing"
	"time"

	"verbatim/internal/answer"
	"verbatim/internal/fault"
)

func TestPaperCheck(t *testing.T) {
	now := time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC)
	late := now.Add(time.Second)
	for name, row := range map[string]struct {
		change func(*answer.Paper)
		want   fault.Code // empty when it is taken
	}{
		"a PDF":                  {func(*answer.Paper) {}, ""},
		"a JPEG":                 {func(p *answer.Paper) { p.Media, p.Content = "image/jpeg", []byte("\xff\xd8\xff\xe0") }, ""},
		"a PNG":                  {func(p *answer.Paper) { p.Media, p.Content = "image/png", []byte("\x89PNG\r\n\x1a\n") }, ""},
		"of a provider":          {func(p *answer.Paper) { p.Provider, p.Reference = "example-sign", "env-8f0c/1" }, ""},
		"no kind":                {func(p *answer.Paper) { p.Kind = "" }, fault.CodeNotAllowed},
		"a page as PDF":          {func(p *answer.Paper) { p.Content = []byte("<html>") }, fault.CodeMediaType},
		"a page as a page":       {func(p *answer.Paper) { p.Media, p.Content = "text/html", []byte("<html>") }, fault.CodeMediaType},
		"empty":                  {func(p *answer.Paper) { p.Content = nil }, fault.CodeMediaType},
		"a provider in words":    {func(p *answer.Paper) { p.Provider, p.Reference = "Example Sign", "1" }, fault.CodePattern},
		"no reference":           {func(p *answer.Paper) { p.Provider = "example-sign" }, fault.CodeRequired},
		"no provider":            {func(p *answer.Paper) { p.Reference = "env-8f0c" }, fault.CodeRequired},
		"an address as the ref.": {func(p *answer.Paper) { p.Provider, p.Reference = "example-sign", "ana@example.com" }, fault.CodePattern},
		"signed tomorrow":        {func(p *answer.Paper) { p.Signed = &late }, fault.CodeOutOfRange},
	} {
		p := answer.Paper{Kind: answer.SignedLetter, Media: "application/pdf", Signed: &now, Content: []byte("%PDF-1.7")}
		row.change(&p)
		got := p.Check(now)
		if row.want == "" && len(got) > 0 || row.want != "" && (len(got) != 1 || got[0].Code != row.want) {
			t.Errorf("%s: %+v, want %q", name, got, row.want)
		}
	}
	for _, media := range answer.PaperMedia() {
		if answer.Extension(media) == "" {
			t.Errorf("%s has no extension", media)
		}
	}
}
