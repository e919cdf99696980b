package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/letter"
	"verbatim/internal/terms"
)

// renderRecord makes the letter of a record by the same steps as the server, and stores nothing: the same bytes as a
// first letter that the server makes of it on the same day.
type renderRecord struct {
	wording
	Record record `arg:"" help:"File with the handoff record; - reads standard input."`
	Output string `short:"o" required:"" placeholder:"FILE.pdf" help:"Where the letter goes; companion papers go beside it as FILE-ID.pdf; - writes the letter to standard output."`
	HTML   string `name:"html" placeholder:"FILE" help:"Write the letter as a page too."`
	Text   string `placeholder:"FILE" help:"Write the letter as plain text too."`
	JSON   string `name:"json" placeholder:"FILE" help:"Write terms, lock, differences, flags and rules judged too."`
}

// rendered is what render --json writes.
type rendered struct {
	desk.Preview
	Lock    letter.Lock   `json:"lock"`
	Written terms.Written `json:"written"`
}

// Run makes the letter, writes the files, and says on stderr how the letter compares with what was said.
func (r renderRecord) Run(ctx context.Context, p process) error {
	debug.SetGCPercent(forOneLetter)
	raw, err := r.Record.bytes(p)
	if err != nil {
		return err
	}
	d, err := newDesk(p, r.wording)
	if err != nil {
		return err
	}
	preview, err := d.Preview(ctx, auth.CommandLine(cliPerson, cliPerson), raw)
	if err != nil {
		return err
	}
	if err := r.papers(p, preview.Version); err != nil {
		return err
	}
	if err := r.twins(p, d, preview.Version); err != nil {
		return err
	}
	if err := r.json(p, preview); err != nil {
		return err
	}
	p.summary(preview)
	return nil
}

// papers writes the PDF files.
func (r renderRecord) papers(p process, v letter.Version) error {
	for i, paper := range v.Documents {
		name := r.Output
		if i > 0 {
			if name == "-" {
				fmt.Fprintf(p.stderr, "left out: %s, since only the letter goes to standard output\n", paper.Document.Title)
				continue
			}
			suffix := filepath.Ext(name)
			name = strings.TrimSuffix(name, suffix) + "-" + paper.Document.ID + suffix
		}
		if err := p.write(name, paper.PDF); err != nil {
			return err
		}
	}
	return nil
}

// twins writes the letter in its other forms, where they are wanted.
func (r renderRecord) twins(p process, d *desk.Service, v letter.Version) error {
	job := desk.Job{Document: v.Letter().Document, Lock: v.LockDigest, Images: d.Library.Current().Images()}
	for _, twin := range []struct {
		name string
		make func(desk.Job) ([]byte, error)
	}{{r.HTML, d.Renderer.HTML}, {r.Text, d.Renderer.Text}} {
		if twin.name == "" {
			continue
		}
		content, err := twin.make(job)
		if err != nil {
			return err
		}
		if err := p.write(twin.name, content); err != nil {
			return err
		}
	}
	return nil
}

// json writes everything that is known of the letter.
func (r renderRecord) json(p process, preview desk.Preview) error {
	if r.JSON == "" {
		return nil
	}
	content, err := json.MarshalIndent(rendered{preview, preview.Version.Lock, preview.Version.Written}, "", "  ")
	if err != nil {
		return err
	}
	return p.write(r.JSON, append(content, '\n'))
}

// summary says in a few lines what came of the record: the verdict first, then what somebody must look at.
func (p process) summary(preview desk.Preview) {
	fmt.Fprintf(p.stderr, "%s %s\n", preview.Verdict.Sentence, preview.Verdict.Consequence)
	for _, c := range preview.Changes {
		fmt.Fprintf(p.stderr, "  %-17s %s: %s -> %s\n", c.Class, c.Label, said(c.FromText), said(c.ToText))
	}
	for _, f := range preview.Flags {
		fmt.Fprintf(p.stderr, "  %-17s %s: %s\n", f.Deviation.Severity, f.Deviation.Code, f.Deviation.Message)
	}
	fmt.Fprintf(p.stderr, "lock %s, pdf %s\n", preview.Letter.Lock, preview.Letter.PDF)
}

func said(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}
