package feed

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"verbatim/internal/store"
)

// Anchor is a file of checkpoints, one line of JSON each, kept where whoever can change the database cannot change it.
type Anchor struct {
	mu   sync.Mutex
	file *os.File
}

// OpenAnchor opens a file to append to; several replicas may append to one.
func OpenAnchor(path string) (*Anchor, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	return &Anchor{file: f}, nil
}

// Add appends a checkpoint and returns once it is on the disk.
func (a *Anchor) Add(c store.Checkpoint) error {
	line, err := json.Marshal(c)
	if err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, err := a.file.Write(append(line, '\n')); err != nil {
		return err
	}
	return a.file.Sync()
}

// Close closes the file.
func (a *Anchor) Close() error { return a.file.Close() }

// ReadAnchor reads the checkpoints of an anchor file. A last line that was cut by a crash is left out.
func ReadAnchor(r io.Reader) ([]store.Checkpoint, error) {
	var out []store.Checkpoint
	lines := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		var c store.Checkpoint
		if err := json.Unmarshal(line, &c); err != nil || c.Position < 1 || c.Hash == "" {
			return nil, fmt.Errorf("line %d of the anchor is no checkpoint", n)
		}
		out = append(out, c)
	}
}
