package main

import (
	"io"
	"os"

	"verbatim/internal/strictjson"
)

// record is the name of a file that holds a handoff record; "-" is standard input.
type record string

// bytes reads the file. It stops after what a request body may have, so that a wrong name does no harm: one byte more is
// kept, and refused by the parse.
func (r record) bytes(p process) ([]byte, error) {
	from := p.stdin
	if r != "-" {
		f, err := os.Open(string(r))
		if err != nil {
			return nil, usage("the record cannot be read: %s", err)
		}
		defer f.Close()
		from = f
	}
	raw, err := io.ReadAll(io.LimitReader(from, int64(strictjson.Body.Bytes)+1))
	if err != nil {
		return nil, usage("the record cannot be read: %s", err)
	}
	return raw, nil
}

// write puts bytes in a file that others of the group may not write; "-" is standard output and "" is nowhere.
func (p process) write(name string, content []byte) error {
	switch name {
	case "":
		return nil
	case "-":
		_, err := p.stdout.Write(content)
		return err
	}
	if err := os.WriteFile(name, content, 0o600); err != nil {
		return usage("the output cannot be written: %s", err)
	}
	return nil
}
