package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"verbatim/internal/bundle"
	"verbatim/internal/fault"
)

// isBundle says whether a file is an archive and no letter: by how it begins, or by its name where that was changed.
func isBundle(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, 5)
	if _, err := io.ReadFull(f, start); err != nil {
		return false
	}
	return bytes.HasPrefix(start, []byte("PK")) || len(path) > 4 && path[len(path)-4:] == ".zip"
}

// checkBundle checks a bundle of evidence without a network and names every file that is not as it was packed.
func (v verify) checkBundle(p process) error {
	f, err := os.Open(v.Letter)
	if err != nil {
		return usage("the bundle cannot be read: %s", err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, bundle.MaxSize+1))
	if err != nil || len(raw) > bundle.MaxSize {
		return usage("the bundle cannot be read, or is larger than %d bytes", bundle.MaxSize)
	}
	r := bundle.Verify(raw)
	out, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := p.write("-", append(out, '\n')); err != nil {
		return err
	}
	if len(r.Findings) == 0 {
		fmt.Fprintf(p.stderr, "Nothing was changed since this bundle was made: %d files, %d events. That it is the one that was made is shown by the head, %s, where it is kept elsewhere.\n", r.Files, r.Events, r.Head)
		return nil
	}
	e := fault.New(fault.Conflict, fault.CodeTampered, "the bundle is not as it was made")
	for _, x := range r.Findings {
		e.Faults = append(e.Faults, fault.Fault{Code: fault.CodeTampered, Message: x.File + ": " + x.Why})
	}
	return of(v.Letter, e)
}
