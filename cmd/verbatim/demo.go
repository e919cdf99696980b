package main

import (
	"context"
	"fmt"
	"time"

	"verbatim/internal/auth"

	"verbatim/internal/cal"
	"verbatim/internal/demo"
	"verbatim/internal/desk"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/store/sqlstore"
)

// demonstrate fills an empty database with a made-up company.
type demonstrate struct {
	storage
	wording
	Offers  int       `default:"1000" help:"How many offers to make up."`
	Seed    uint64    `default:"2" help:"The same seed makes the same offers."`
	Since   time.Time `format:"2006-01-02" placeholder:"DAY" help:"Day of the first offers; two years before the last day when not given."`
	Until   time.Time `format:"2006-01-02" placeholder:"DAY" help:"Last day on which anything happens; today when not given."`
	Workers int       `default:"2" help:"Offers written at the same time."`
	Blank   bool      `help:"Write letters without drawing them: for very many offers. Their PDFs say so."`
	Scratch bool      `help:"Do not wait for the disk after each act: for a database that can be made again."`
}

// Run writes through the corridor, as a server does, with a clock that runs through the two years.
func (x demonstrate) Run(ctx context.Context, p process) error {
	if x.Offers < 1 || x.Offers > 1_000_000 {
		return usage("--offers is a number from 1 to 1000000")
	}
	st, err := x.empty(ctx, p)
	if err != nil {
		return err
	}
	defer st.Close()
	base, err := deskOn(p, &library.Holder{}, x.typefaces)
	if err != nil {
		return err
	}
	base.Store = st
	if err := base.ImportLibrary(ctx, auth.CommandLine(cliPerson, cliPerson), true, x.folders()...); err != nil {
		return err
	}
	if err := base.UseLibrary(ctx); err != nil {
		return err
	}
	c := demo.Config{Offers: x.Offers, Seed: x.Seed, From: x.Since, Until: x.Until, Workers: x.Workers}
	if c.Until.IsZero() {
		c.Until = p.now().UTC().Truncate(24 * time.Hour)
	}
	if c.From.IsZero() {
		c.From = c.Until.AddDate(-2, 0, 0)
	}
	if x.Blank {
		if base.Renderer, err = newBlank(base.Renderer, cal.DateOf(c.Until)); err != nil {
			return err
		}
	}
	wording := cal.DateOf(p.now()) // today's wording is what the made-up past was written in
	began := p.now()
	err = demo.Run(ctx, st, func(now func() time.Time, newID func() string) *desk.Service {
		return &desk.Service{Store: st, Library: base.Library, Validator: base.Validator, Renderer: base.Renderer, Now: now, NewID: newID, Simulated: true, WordingOf: &wording}
	}, c, func(n int) { fmt.Fprintf(p.stderr, "\r%d of %d offers", n, x.Offers) })
	if err != nil {
		return err
	}
	if err := sealNow(ctx, p, st); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "\r%d offers in %s. Serve them with: verbatim serve --data %s\n", x.Offers, p.now().Sub(began).Round(time.Second), x.Data)
	return nil
}

// empty opens the database that is to be filled.
func (x demonstrate) empty(ctx context.Context, p process) (*sqlstore.Store, error) {
	c, err := x.config(p)
	if err != nil {
		return nil, err
	}
	c.AllowUnsafe = x.Scratch
	if err := sqlstore.Migrate(ctx, c); err != nil {
		return nil, x.cannotOpen(err)
	}
	return x.opened(ctx, c)
}

// blank words letters and does not draw them: every PDF is the same page that says so.
type blank struct {
	desk.Renderer
	page []byte
}

func newBlank(r desk.Renderer, day cal.Date) (blank, error) {
	page, _, err := r.PDF(desk.Job{Document: letter.Document{
		ID: "letter", Language: "en-US", Title: "Not drawn", Date: day, Number: 1,
		Blocks: []letter.Block{{Kind: letter.Paragraph, Runs: []letter.Run{{Text: "This letter of a made-up company was worded and not drawn."}}}},
	}})
	return blank{r, page}, err
}

// PDF gives the one page.
func (b blank) PDF(desk.Job) ([]byte, int, error) { return b.page, 1, nil }
