package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/render"
)

// verify says of a letter what its server, or the database, knows of it. Without either it can say what the letter carries,
// not whether it is known.
type verify struct {
	Letter string `arg:"" optional:"" type:"existingfile" help:"The letter, a PDF file, or the evidence of an offer, a zip file."`
	URL    string `name:"url" placeholder:"URL" help:"Ask the server there; without it the database of --data or DATABASE_URL is asked, where there is one."`
	APIKey secret `name:"api-key" setting:"VERBATIM_API_KEY" placeholder:"KEY" help:"The key to ask the server with."`
	proof
}

// Run prints what is known of the letter as JSON and says it in words; with --all it checks the database instead.
func (v verify) Run(ctx context.Context, p process) error {
	switch {
	case v.All && v.Letter == "":
		return v.run(ctx, p)
	case v.All || v.Letter == "" || v.Anchor != "":
		return usage("give either a letter, or --all for everything in the database")
	}
	if isBundle(v.Letter) {
		return v.checkBundle(p)
	}
	pdf, err := v.letter()
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		return of(v.Letter, desk.ErrNoPDF)
	}
	switch {
	case v.URL != "":
		return v.ask(ctx, p, pdf)
	case v.DatabaseURL != "" || v.hasDatabase():
		return v.look(ctx, p, pdf)
	}
	return v.show(p, pdf)
}

func (v verify) letter() ([]byte, error) {
	f, err := os.Open(v.Letter)
	if err != nil {
		return nil, usage("the letter cannot be read: %s", err)
	}
	pdf, err := io.ReadAll(io.LimitReader(f, desk.MaxVerified+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, usage("the letter cannot be read: %s", err)
	}
	if len(pdf) > desk.MaxVerified {
		return nil, of(v.Letter, fault.New(fault.TooLarge, fault.CodeTooLarge, "the file is too large for a letter: at most %d bytes are read", desk.MaxVerified))
	}
	return pdf, nil
}

// hasDatabase says whether the data folder holds one.
func (v verify) hasDatabase() bool {
	_, err := os.Stat(filepath.Join(v.Data, databaseFile))
	return err == nil
}

// ask sends the letter to a server.
func (v verify) ask(ctx context.Context, p process, pdf []byte) error {
	if v.APIKey == "" {
		return usage("a server is asked with a key (--api-key, VERBATIM_API_KEY)")
	}
	c := client{url: strings.TrimSuffix(v.URL, "/"), key: string(v.APIKey), http: &http.Client{Timeout: time.Minute}}
	answer, err := c.send(ctx, http.MethodPost, "/v1/verify", "application/pdf", pdf)
	if err != nil {
		return fault.New(fault.Unavailable, fault.CodeUnavailable, "the server at %s gave no answer: %s", c.url, err)
	}
	var found desk.Verification
	if err := json.Unmarshal(answer, &found); err != nil {
		return fmt.Errorf("the answer of %s cannot be read: %w", c.url, err)
	}
	return v.verdict(p, found)
}

// look asks the database itself.
func (v verify) look(ctx context.Context, p process, pdf []byte) error {
	draw, err := typefaces{}.drawer()
	if err != nil {
		return err
	}
	st, err := v.existing(ctx, p)
	if err != nil {
		return err
	}
	d := &desk.Service{Store: st, Renderer: draw, Now: p.now, NewID: newID}
	found, err := d.Verify(ctx, auth.CommandLine(cliPerson, cliPerson), pdf)
	if err := errors.Join(err, st.Close()); err != nil {
		return err
	}
	return v.verdict(p, found)
}

// verdict prints what was found; a letter that is not as it was stored is a fault.
func (v verify) verdict(p process, found desk.Verification) error {
	raw, err := json.MarshalIndent(found, "", "  ")
	if err != nil {
		return err
	}
	if err := p.write("-", append(raw, '\n')); err != nil {
		return err
	}
	if !found.Known || !found.Unaltered {
		return of(v.Letter, fault.New(fault.Invalid, fault.CodeAltered, "%s", found.Summary))
	}
	_, err = fmt.Fprintln(p.stderr, found.Summary)
	return err
}

// show prints what the letter says of itself.
func (v verify) show(p process, pdf []byte) error {
	attached, lock, err := render.Attached(pdf)
	if err != nil {
		return of(v.Letter, err)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, attached, "", "  "); err != nil {
		return fmt.Errorf("the terms inside are no JSON: %w", err)
	}
	fmt.Fprintf(p.stderr, "pdf  %s\nlock %s\nNo server and no database was asked: the terms below are what the file says of itself. Give --url, or --data, to learn whether it is known and unaltered.\n", digest.Of(pdf), lock)
	return p.write("-", append(indented.Bytes(), '\n'))
}
