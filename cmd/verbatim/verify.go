package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"verbatim/internal/digest"
	"verbatim/internal/render"
)

// verify reads a letter back. Without the server's records it can say what the letter carries, not whether it is known.
type verify struct {
	Letter string `arg:"" optional:"" type:"existingfile" help:"The letter, a PDF file."`
	proof
}

// Run prints the digest, the lock, and the terms inside as JSON; with --all it checks the database instead.
func (v verify) Run(ctx context.Context, p process) error {
	switch {
	case v.All && v.Letter == "":
		return v.run(ctx, p)
	case v.All || v.Letter == "" || v.Anchor != "":
		return usage("give either a letter, or --all for everything in the database")
	}
	f, err := os.Open(v.Letter)
	if err != nil {
		return usage("the letter cannot be read: %s", err)
	}
	defer f.Close()
	pdf, err := io.ReadAll(io.LimitReader(f, render.MaxSize+1))
	if err != nil {
		return usage("the letter cannot be read: %s", err)
	}
	attached, lock, err := render.Attached(pdf)
	if err != nil {
		return of(v.Letter, err)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, attached, "", "  "); err != nil {
		return fmt.Errorf("the terms inside are no JSON: %w", err)
	}
	fmt.Fprintf(p.stderr, "pdf  %s\nlock %s\nThe terms below are what the file says of itself. It is unaltered when a server that issued it knows this pdf digest.\n", digest.Of(pdf), lock)
	return p.write("-", append(indented.Bytes(), '\n'))
}
