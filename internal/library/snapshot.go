package library

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
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

// Snapshot is one state of the library. It never changes and is safe for concurrent use. What lists or finds versions
// compiles those that were only known by name so far, and fails as source.Refuse does, by file and line, where one does
// not compile: nothing is left out of a list because it is at fault.
type Snapshot struct {
	index     map[string]known // by folder: what is known to be in order
	items     []Item
	parsed    map[string]*parsed // by folder
	digests   map[string]digest.Digest
	entities  map[entity.ID][]entity.Entity // by version, the newest last
	calendars map[string]cal.Calendar
	reviewers map[string]reviewers // by id, the newest version
	logos     map[string]digest.Digest
	images    map[digest.Digest][]byte

	clauses   []*volume[clause.Head, *clause.Version]
	templates []*volume[letter.Head, *letter.Template]
	packs     []*volume[struct{}, policy.Pack]
	chains    []*volume[struct{}, approval.Chain]

	allClauses   func() ([]*clause.Version, error)
	allTemplates func() ([]*letter.Template, error)
	allPacks     func() ([]policy.Pack, error)
	allChains    func() ([]approval.Chain, error)
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

// BuildOn is Build, except that what base has compiled of the same files, or knows to be in order, is taken from it.
func BuildOn(base *Snapshot, items []Item) (*Snapshot, []source.Finding) {
	s := &Snapshot{
		items: slices.Clone(items), parsed: map[string]*parsed{}, digests: map[string]digest.Digest{}, entities: map[entity.ID][]entity.Entity{},
		calendars: map[string]cal.Calendar{}, reviewers: map[string]reviewers{}, logos: map[string]digest.Digest{}, images: map[digest.Digest][]byte{},
	}
	s.allClauses, s.allTemplates, s.allPacks, s.allChains = all(&s.clauses), all(&s.templates), all(&s.packs), all(&s.chains)
	if base != nil {
		s.index = base.index
	}
	read := parseAll(base, s.items)
	var findings []source.Finding
	for n, i := range s.items {
		findings = append(findings, s.shelve(read[n], i)...)
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

// shelve adds an item, with its end where it was withdrawn.
func (s *Snapshot) shelve(p *parsed, i Item) []source.Finding {
	switch i.Kind {
	case Clause:
		s.clauses = append(s.clauses, clauseOf(p, i.Until))
	case Template:
		s.templates = append(s.templates, templateOf(p, i.Until))
	case Policy:
		s.packs = append(s.packs, packOf(p, i.Until))
	case Approval:
		s.chains = append(s.chains, chainOf(p, i.Until))
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

func clauseOf(p *parsed, until cal.Date) *volume[clause.Head, *clause.Version] {
	head := *p.clause
	head.InForce.Until = earlier(head.InForce.Until, until)
	return &volume[clause.Head, *clause.Version]{head, p.guard, func() (*clause.Version, error) {
		c := p.open()
		v := *c.clause
		v.InForce = head.InForce
		return &v, source.Refuse(c.findings)
	}}
}

func templateOf(p *parsed, until cal.Date) *volume[letter.Head, *letter.Template] {
	head := *p.template
	head.InForce.Until = earlier(head.InForce.Until, until)
	return &volume[letter.Head, *letter.Template]{head: head, open: func() (*letter.Template, error) {
		c := p.open()
		t := *c.template
		t.InForce = head.InForce
		return &t, source.Refuse(c.findings)
	}}
}

func packOf(p *parsed, until cal.Date) *volume[struct{}, policy.Pack] {
	return &volume[struct{}, policy.Pack]{open: func() (policy.Pack, error) {
		c := p.open()
		c.pack.InForce.Until = earlier(c.pack.InForce.Until, until)
		return c.pack, source.Refuse(c.findings)
	}}
}

func chainOf(p *parsed, until cal.Date) *volume[struct{}, approval.Chain] {
	return &volume[struct{}, approval.Chain]{open: func() (approval.Chain, error) {
		c := p.open()
		c.chain.Until = earlier(c.chain.Until, until)
		return c.chain, source.Refuse(c.findings)
	}}
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
func (s *Snapshot) Clauses() ([]*clause.Version, error) { return s.allClauses() }

// Clause finds a clause version; number 0 means the newest. It is nil when there is none.
func (s *Snapshot) Clause(id string, number int) (*clause.Version, error) {
	return find(s.clauses, number, func(h *clause.Head) (bool, int) { return string(h.ID) == id, h.Number })
}

// Templates lists every letter template version.
func (s *Snapshot) Templates() ([]*letter.Template, error) { return s.allTemplates() }

// Template finds a letter template version; number 0 means the newest. It is nil when there is none.
func (s *Snapshot) Template(id string, number int) (*letter.Template, error) {
	return find(s.templates, number, func(h *letter.Head) (bool, int) { return h.ID == id, h.Number })
}

// find opens one version; number 0 means the newest. It is the zero value when there is none.
func find[H, V any](volumes []*volume[H, V], number int, is func(*H) (same bool, number int)) (v V, err error) {
	var found *volume[H, V]
	newest := 0
	for _, x := range volumes {
		if same, n := is(x.Top()); same && (n == number || number == 0 && n > newest) {
			found, newest = x, n
		}
	}
	if found == nil {
		return v, nil
	}
	return found.open()
}

// Packs lists every policy pack version.
func (s *Snapshot) Packs() ([]policy.Pack, error) { return s.allPacks() }

// Chains lists every version of every chain of approvals.
func (s *Snapshot) Chains() ([]approval.Chain, error) { return s.allChains() }

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
