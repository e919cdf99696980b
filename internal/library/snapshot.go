package library

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"verbatim/internal/approval"
	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/letter"
	"verbatim/internal/policy"
)

// Snapshot is one state of the library. It never changes and is safe for concurrent use.
type Snapshot struct {
	items     []Item
	parsed    map[string]parsed
	digests   map[string]digest.Digest
	clauses   []*clause.Version
	templates []*letter.Template
	packs     []policy.Pack
	chains    []approval.Chain
	entities  map[entity.ID][]entity.Entity // by version, the newest last
	calendars map[string]cal.Calendar
	reviewers map[string]reviewers // by id, the newest version
	logos     map[string]digest.Digest
	images    map[digest.Digest][]byte
}

// Load reads and compiles a library of files. It fails with every fault of every file at once (kind Invalid).
func Load(files fs.FS) (*Snapshot, error) {
	items, err := Items(files)
	if err != nil {
		return nil, err
	}
	s, findings := Build(items)
	return s, source.Refuse(findings)
}

// Build compiles items and gives what could be read, with everything that is wrong with them. A Snapshot with an Error
// among its findings must not be used for letters.
func Build(items []Item) (*Snapshot, []source.Finding) { return BuildOn(nil, items) }

// BuildOn is Build, except that what base has compiled of the same files is not compiled again.
func BuildOn(base *Snapshot, items []Item) (*Snapshot, []source.Finding) {
	s := &Snapshot{
		items: slices.Clone(items), parsed: map[string]parsed{}, digests: map[string]digest.Digest{}, entities: map[entity.ID][]entity.Entity{},
		calendars: map[string]cal.Calendar{}, reviewers: map[string]reviewers{}, logos: map[string]digest.Digest{}, images: map[digest.Digest][]byte{},
	}
	compiled := parseAll(base, s.items)
	var findings []source.Finding
	for n, i := range s.items {
		findings = append(findings, s.shelve(compiled[n], i)...)
	}
	for _, versions := range s.entities {
		slices.SortFunc(versions, func(a, b entity.Entity) int { return a.Version - b.Version })
	}
	return s, append(findings, s.references()...)
}

// Digest names what an item says. It is empty for an item that the Snapshot was not built of, or that cannot be read.
func (s *Snapshot) Digest(i Item) digest.Digest { return s.digests[i.name()] }

func (i Item) name() string { return fmt.Sprintf("%s %s %d", i.Kind, i.ID, i.Version) }

// Pin names an item by content.
func (s *Snapshot) Pin(i Item) digest.Pin {
	return digest.Pin{Kind: i.Kind, ID: i.ID, Version: i.Version, Digest: s.Digest(i)}
}

// parsed is what one item's files were compiled to: one of the four, which never change.
type parsed struct {
	files    map[string][]byte
	digest   digest.Digest
	clause   *clause.Version
	template *letter.Template
	pack     policy.Pack
	chain    approval.Chain
	findings []source.Finding
}

// parse compiles the files of a clause, a letter template, a rule pack or a chain of approvals.
func parse(i Item) parsed {
	p := parsed{files: i.Files}
	dir := clause.Dir{Path: i.Dir(), Family: i.Family, ID: i.ID, Number: i.Version}
	switch i.Kind {
	case Clause:
		p.clause, p.findings = clause.Parse(dir, i.Files)
		p.digest = p.clause.Digest
	case Template:
		p.template, p.findings = letter.ParseTemplate(dir, i.Files)
		p.digest = p.template.Digest
	case Policy:
		p.pack, p.findings = policy.Parse(i.Dir(), i.Files)
		p.digest = p.pack.Digest
	case Approval:
		p.chain, p.findings = approval.Parse(i.Dir(), i.Files)
		p.digest = p.chain.Digest
	}
	return p
}

// known gives what a snapshot has compiled of an item, if its files are the same.
func (s *Snapshot) known(i Item) (p parsed, ok bool) {
	if s == nil {
		return parsed{}, false
	}
	p, ok = s.parsed[i.Dir()]
	return p, ok && maps.EqualFunc(p.files, i.Files, bytes.Equal)
}

// parseAll compiles items beside one another; what base has of the same files is taken from it.
func parseAll(base *Snapshot, items []Item) []parsed {
	out := make([]parsed, len(items))
	var next atomic.Int64
	var working sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(items)) {
		working.Go(func() {
			for n := next.Add(1) - 1; n < int64(len(items)); n = next.Add(1) - 1 {
				var known bool
				if out[n], known = base.known(items[n]); !known {
					out[n] = parse(items[n])
				}
			}
		})
	}
	working.Wait()
	return out
}

// shelve adds an item, with its end where it was withdrawn.
func (s *Snapshot) shelve(p parsed, i Item) []source.Finding {
	switch i.Kind {
	case Clause:
		v := *p.clause
		v.InForce.Until = earlier(v.InForce.Until, i.Until)
		s.clauses = append(s.clauses, &v)
	case Template:
		t := *p.template
		t.InForce.Until = earlier(t.InForce.Until, i.Until)
		s.templates = append(s.templates, &t)
	case Policy:
		p.pack.InForce.Until = earlier(p.pack.InForce.Until, i.Until)
		s.packs = append(s.packs, p.pack)
	case Approval:
		p.chain.Until = earlier(p.chain.Until, i.Until)
		s.chains = append(s.chains, p.chain)
	case Entity:
		return s.entity(i)
	case Calendar:
		return s.calendar(i)
	case Reviewers:
		return s.reviewersOf(i)
	case Brand:
		d := digest.Of(i.Files[i.ID])
		s.digests[i.name()], s.logos[i.ID], s.images[d] = d, d, i.Files[i.ID]
		return nil
	default:
		return []source.Finding{{File: i.Dir(), Code: "unknown_kind", Severity: source.Error, Message: fmt.Sprintf("%q is no kind of library item", i.Kind)}}
	}
	s.parsed[i.Dir()], s.digests[i.name()] = p, p.digest
	return p.findings
}

// earlier gives the earlier of two ends; a zero one is no end.
func earlier(a, b cal.Date) cal.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// Items lists everything that it was built of.
func (s *Snapshot) Items() []Item { return slices.Clone(s.items) }

// Clauses lists every clause version, in the order of families, ids and versions.
func (s *Snapshot) Clauses() []*clause.Version { return s.clauses }

// Clause finds a clause version; number 0 means the newest.
func (s *Snapshot) Clause(id string, number int) (*clause.Version, bool) {
	var found *clause.Version
	for _, v := range s.clauses {
		if string(v.ID) == id && (v.Number == number || number == 0 && (found == nil || v.Number > found.Number)) {
			found = v
		}
	}
	return found, found != nil
}

// Templates lists every letter template version.
func (s *Snapshot) Templates() []*letter.Template { return s.templates }

// Template finds a letter template version; number 0 means the newest.
func (s *Snapshot) Template(id string, number int) (*letter.Template, bool) {
	var found *letter.Template
	for _, t := range s.templates {
		if t.ID == id && (t.Number == number || number == 0 && (found == nil || t.Number > found.Number)) {
			found = t
		}
	}
	return found, found != nil
}

// Packs lists every policy pack version.
func (s *Snapshot) Packs() []policy.Pack { return s.packs }

// Chains lists every version of every chain of approvals.
func (s *Snapshot) Chains() []approval.Chain { return s.chains }

// Entity finds the newest version of an entity.
func (s *Snapshot) Entity(id entity.ID) (entity.Entity, bool) {
	versions := s.entities[id]
	if len(versions) == 0 {
		return entity.Entity{}, false
	}
	return versions[len(versions)-1], true
}

// Entities lists the newest version of each entity, by key.
func (s *Snapshot) Entities() []entity.Entity {
	var out []entity.Entity
	for _, id := range s.entityIDs() {
		e, _ := s.Entity(entity.ID(id))
		out = append(out, e)
	}
	return out
}

// EntityKeys lists the keys of all entities for a message: "acme-uk, acme-us".
func (s *Snapshot) EntityKeys() string { return strings.Join(s.entityIDs(), ", ") }

func (s *Snapshot) entityIDs() []string {
	var ids []string
	for id := range s.entities {
		ids = append(ids, string(id))
	}
	slices.Sort(ids)
	return ids
}

// Calendar finds a calendar by key; an unknown or empty key gives one that knows weekends only.
func (s *Snapshot) Calendar(key string) cal.Calendar { return s.calendars[key] }

// Images are the brand's images by digest.
func (s *Snapshot) Images() map[digest.Digest][]byte { return s.images }

// Logo names an image of the brand; empty when there is none of that name.
func (s *Snapshot) Logo(file string) digest.Digest { return s.logos[file] }

// Holder holds the snapshot in force. It is swapped whole, so that every letter sees one state.
type Holder struct{ current atomic.Pointer[held] }

type held struct {
	snapshot *Snapshot
	state    string
}

// NewHolder holds s.
func NewHolder(s *Snapshot) *Holder {
	h := &Holder{}
	h.Swap(s, "")
	return h
}

// Current is the snapshot in force; nil before there is one.
func (h *Holder) Current() *Snapshot {
	if now := h.current.Load(); now != nil {
		return now.snapshot
	}
	return nil
}

// State names what the snapshot in force was read from, as Swap was told; empty when that has no name.
func (h *Holder) State() string {
	if now := h.current.Load(); now != nil {
		return now.state
	}
	return ""
}

// Swap puts another snapshot in force, and notes the name of the state that it was read from.
func (h *Holder) Swap(s *Snapshot, state string) { h.current.Store(&held{s, state}) }
