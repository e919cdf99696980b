package main

import (
	"context"
	"fmt"

	"verbatim/internal/auth"
)

// validate checks a record by the same steps as the server, and stores nothing.
type validate struct {
	wording
	Record record `arg:"" help:"File with the handoff record; - reads standard input."`
}

// Run prints one line when nothing is wrong; otherwise every fault is reported.
func (v validate) Run(ctx context.Context, p process) error {
	raw, err := v.Record.bytes(p)
	if err != nil {
		return err
	}
	d, err := newDesk(p, v.wording)
	if err != nil {
		return err
	}
	if _, err := d.Validate(ctx, auth.CommandLine(cliPerson, cliPerson), raw); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.stdout, "the record is valid")
	return err
}
