package main

import (
	"context"
	"fmt"
	"time"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/offer"
)

// erase makes what is stored of one candidate unreadable for ever.
type erase struct {
	storage
	Offer  string        `arg:"" help:"The id of the offer."`
	Reason string        `required:"" help:"Why, in words that name nobody: they stay."`
	Least  time.Duration `name:"keep-at-least" default:"8760h" placeholder:"8760h" help:"How long an offer must be left alone before it may be erased: a year when not given, as US law asks of hiring records; 0 for at once."`
}

// Run erases, and takes the deleted key out of the files.
func (e erase) Run(ctx context.Context, p process) error {
	st, err := e.existing(ctx, p)
	if err != nil {
		return err
	}
	defer st.Close()
	d := &desk.Service{Store: st, Now: p.now, NewID: newID}
	o, err := d.Erase(ctx, auth.CommandLine(cliPerson, cliPerson), offer.ID(e.Offer), e.Reason, e.Least)
	if err != nil {
		return err
	}
	if err := st.Scrub(ctx); err != nil {
		return fmt.Errorf("offer %s is erased, but its key may still stand in the database's log: %w", o.ID, err)
	}
	fmt.Fprintf(p.stderr, "offer %s is erased. Copies that were made before still hold its key: let them run out.\n", o.ID)
	return nil
}
