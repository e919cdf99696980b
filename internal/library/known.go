package library

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/digest"
	"verbatim/internal/letter"
)

// A library takes longest to compile, and most of it serves other letters than the one that is made. So a program carries
// a list of the versions that it was built with and that were in order then: what such a version is chosen by, and its
// digest. Files that are on the list, byte by byte, are compiled when a letter wants them; all others at once.

// IndexFile is the name of the list in the folder of the library.
const IndexFile = "known.json"

// known is a version that is known to be in order.
type known struct {
	Dir      string        `json:"dir"`
	Files    string        `json:"files"` // SHA-256 over the names and bytes of its files
	Digest   digest.Digest `json:"digest"`
	Clause   *clause.Head  `json:"clause,omitempty"`
	Template *letter.Head  `json:"template,omitempty"`
}

// Index lists the versions of a library that are in order, for Prepared: JSON, one line each. Only a Snapshot that was
// compiled whole can say so; the error names what is wrong with it.
func Index(items []Item) ([]byte, error) {
	s, findings := Build(items)
	if err := source.Refuse(findings); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for n, i := range items {
		e := known{Dir: i.Dir(), Files: sumOf(i.Files), Digest: s.Digest(i)}
		if p := s.parsed[i.Dir()]; p != nil {
			e.Clause, e.Template = p.clause, p.template
		}
		line, err := json.Marshal(e)
		if err != nil {
			return nil, fmt.Errorf("library: %w", err)
		}
		out.WriteString([]string{"[\n", ",\n"}[min(n, 1)])
		out.Write(line)
	}
	out.WriteString("\n]\n")
	return out.Bytes(), nil
}

// Prepared is a Snapshot of nothing that knows an Index: what BuildOn makes of it compiles listed versions late.
func Prepared(index []byte) (*Snapshot, error) {
	var list []known
	if err := json.Unmarshal(index, &list); err != nil {
		return nil, fmt.Errorf("library: the list of known versions cannot be read: %w", err)
	}
	s, _ := Build(nil)
	s.index = make(map[string]known, len(list))
	for _, e := range list {
		if e.Clause != nil {
			e.Clause.Digest = e.Digest
		}
		if e.Template != nil {
			e.Template.Digest = e.Digest
		}
		s.index[e.Dir] = e
	}
	return s, nil
}

// sumOf names files by their content.
func sumOf(files map[string][]byte) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		var sizes [16]byte
		binary.BigEndian.PutUint64(sizes[:8], uint64(len(name)))
		binary.BigEndian.PutUint64(sizes[8:], uint64(len(files[name])))
		h.Write(sizes[:])
		h.Write([]byte(name))
		h.Write(files[name])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// listed gives an item that the index has, byte by byte, to be compiled when somebody opens it.
func (s *Snapshot) listed(i Item) (*parsed, bool) {
	e, ok := s.index[i.Dir()]
	if !ok || e.Files != sumOf(i.Files) {
		return nil, false
	}
	p := &parsed{
		files: i.Files, digest: e.Digest, clause: e.Clause, template: e.Template,
		open: sync.OnceValue(func() compiled { return compile(i, e.Digest) }),
	}
	if e.Clause != nil {
		p.guard = sync.OnceValue(e.Clause.Guard)
	}
	return p, true
}
