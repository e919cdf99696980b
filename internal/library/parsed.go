package library

import (
	"bytes"
	"maps"
	"runtime"
	"sync"
	"sync/atomic"

	"verbatim/internal/approval"
	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/digest"
	"verbatim/internal/letter"
	"verbatim/internal/policy"
)

// parsed is one item as far as it was read. It never changes.
type parsed struct {
	files    map[string][]byte
	digest   digest.Digest
	clause   *clause.Head // of a clause
	template *letter.Head // of a letter template
	guard    func() clause.Guard
	findings []source.Finding
	open     func() compiled
}

// compiled is what one item's files were compiled to: one of the four.
type compiled struct {
	clause   *clause.Version
	template *letter.Template
	pack     policy.Pack
	chain    approval.Chain
	findings []source.Finding // of files that were known to be in order: there should be none
}

// compile compiles the files of a clause, a letter template, a rule pack or a chain of approvals. Files that are known to
// be in order have a digest, and are not looked through for what no letter needs; that of others is empty.
func compile(i Item, known digest.Digest) (c compiled) {
	dir := clause.Dir{Path: i.Dir(), Family: i.Family, ID: i.ID, Number: i.Version}
	switch {
	case i.Kind == Clause && known != "":
		c.clause, c.findings = clause.Compile(dir, i.Files, known)
	case i.Kind == Clause:
		c.clause, c.findings = clause.Parse(dir, i.Files)
	case i.Kind == Template && known != "":
		c.template, c.findings = letter.CompileTemplate(dir, i.Files, known)
	case i.Kind == Template:
		c.template, c.findings = letter.ParseTemplate(dir, i.Files)
	case i.Kind == Policy && known != "":
		c.pack, c.findings = policy.Compile(i.Dir(), i.Files, known)
	case i.Kind == Policy:
		c.pack, c.findings = policy.Parse(i.Dir(), i.Files)
	case i.Kind == Approval:
		c.chain, c.findings = approval.Parse(i.Dir(), i.Files)
	}
	return c
}

// parse compiles an item at once.
func parse(i Item) *parsed {
	c := compile(i, "")
	p := &parsed{files: i.Files, findings: c.findings, open: func() compiled { return c }}
	c.findings = nil // they have been said
	switch i.Kind {
	case Clause:
		p.clause, p.digest = c.clause.Top(), c.clause.Digest
		p.guard = sync.OnceValue(p.clause.Guard)
	case Template:
		p.template, p.digest = c.template.Top(), c.template.Digest
	case Policy:
		p.digest = c.pack.Digest
	case Approval:
		p.digest = c.chain.Digest
	}
	return p
}

// read gives what a snapshot has of an item with the same files, compiled or listed; nil when it has nothing.
func (s *Snapshot) read(i Item) *parsed {
	if s == nil {
		return nil
	}
	if p, ok := s.parsed[i.Dir()]; ok && maps.EqualFunc(p.files, i.Files, bytes.Equal) {
		return p
	}
	p, _ := s.listed(i)
	return p
}

// parseAll reads items beside one another; what base has of the same files is taken from it.
func parseAll(base *Snapshot, items []Item) []*parsed {
	out := make([]*parsed, len(items))
	side(len(items), func(n int) {
		if out[n] = base.read(items[n]); out[n] == nil {
			out[n] = parse(items[n])
		}
	})
	return out
}

// side does n things beside one another.
func side(n int, do func(int)) {
	var next atomic.Int64
	var working sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		working.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				do(int(i))
			}
		})
	}
	working.Wait()
}

// volume is a version on the shelf: its head, and the whole once somebody opens it.
type volume[H, V any] struct {
	head  H
	guard func() clause.Guard // of a clause
	open  func() (V, error)
}

// Top is what the version is chosen by.
func (v *volume[H, V]) Top() *H { return &v.head }

// open opens volumes beside one another. The error says what is wrong, by file and line.
func open[H, V any](volumes []*volume[H, V]) ([]V, error) {
	out, faults := make([]V, len(volumes)), make([]error, len(volumes))
	side(len(volumes), func(n int) { out[n], faults[n] = volumes[n].open() })
	for _, err := range faults {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// all opens every volume, once.
func all[H, V any](volumes *[]*volume[H, V]) func() ([]V, error) {
	return sync.OnceValues(func() ([]V, error) { return open(*volumes) })
}
