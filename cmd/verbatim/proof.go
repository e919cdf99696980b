package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"

	"verbatim/internal/fault"
	"verbatim/internal/feed"
	"verbatim/internal/store"
)

// proof is the checking of everything that is stored.
type proof struct {
	storage
	All    bool   `help:"Hold everything in the database against its history: chains, rows, letters, PDFs, positions, checkpoints. It may be in use."`
	Anchor string `type:"existingfile" placeholder:"FILE" help:"With --all: checkpoints that serve --checkpoints kept elsewhere; a database that was put back to an older state does not have them."`
}

// run prints what was found whole, or names the first entry that is not.
func (a proof) run(ctx context.Context, p process) error {
	anchor, err := a.anchor()
	if err != nil {
		return err
	}
	st, err := a.existing(ctx, p)
	if err != nil {
		return err
	}
	found, err := st.Verify(ctx, anchor)
	if err := errors.Join(err, st.Close()); err != nil {
		var b *store.Broken
		if errors.As(err, &b) {
			return fault.New(fault.Conflict, fault.CodeTampered, "the database is not as it was written: %s", b.Error())
		}
		return err
	}
	return proven(p, found)
}

func (a proof) anchor() ([]store.Checkpoint, error) {
	if a.Anchor == "" {
		return nil, nil
	}
	f, err := os.Open(a.Anchor)
	if err != nil {
		return nil, usage("the anchor (--anchor) cannot be read: %s", err)
	}
	points, err := feed.ReadAnchor(f)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, usage("the anchor (--anchor): %s", err)
	}
	return points, nil
}

// proven prints what was counted as JSON.
func proven(p process, found store.Proof) error {
	raw, err := json.MarshalIndent(found, "", "  ")
	if err != nil {
		return err
	}
	return p.write("-", append(raw, '\n'))
}
