package main

import (
	"context"
	"fmt"
	"os"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/funnel"
)

// imports take what other systems know.
type imports struct {
	History importHistory `cmd:"" help:"Take offers that ended in another system, so that numbers have a baseline."`
}

// importHistory takes a CSV file of offers that ended elsewhere.
type importHistory struct {
	storage
	File string `arg:"" type:"existingfile" help:"A CSV file with the columns opened, verbal, issued, answered, outcome, reason, department, level and manager; also id, recruiter, place, entity and job_family."`
}

// Run takes all lines or, when one is at fault, none.
func (i importHistory) Run(ctx context.Context, p process) error {
	f, err := os.Open(i.File)
	if err != nil {
		return usage("the file cannot be read: %s", err)
	}
	defer f.Close()
	history, err := funnel.ReadHistory(f)
	if err != nil {
		return err
	}
	st, err := i.open(ctx, p, false)
	if err != nil {
		return err
	}
	defer st.Close()
	d := &desk.Service{Store: st, Now: p.now, NewID: newID}
	written, known, err := d.ImportHistory(ctx, auth.CommandLine(cliPerson, cliPerson), history)
	fmt.Fprintf(p.stderr, "%d offers imported, %d were known already. Numbers count them with imported=true.\n", written, known)
	return err
}
