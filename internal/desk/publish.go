package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/fault"
	"verbatim/internal/library"
	"verbatim/internal/store"
)

// Publication is a request to publish the next version of a thing: its files by name, as its folder would hold them.
type Publication struct {
	// Files are the files of the version by name, such as clause.yaml, standard.md, samples.yaml.
	Files map[string]string `json:"files" jsonschema:"title=Files"`
	// Family is the family of a clause that is new; a known clause keeps its own.
	Family string `json:"family,omitempty" jsonschema:"title=Family,example=one_time_payments,pattern=^[a-z][a-z0-9_]{0\\,39}$"`
}

// Withdrawal is a request to take a version out of force.
type Withdrawal struct {
	// From is the first day on which it is out of force, today or later; today when absent.
	From *cal.Date `json:"from,omitempty" jsonschema:"title=From,example=2027-01-01"`
	// Reason says why, for those who read the library's history.
	Reason string `json:"reason" jsonschema:"title=Reason,minLength=1,maxLength=2000"`
}

// PublishedVersion is what publishing answers: the version, which is offered until somebody adopts it, and what it
// would change.
type PublishedVersion struct {
	LibraryVersion
	// FourEyes says whether somebody other than the publisher must adopt it.
	FourEyes bool `json:"four_eyes"`
	// Warnings are findings that keep nobody from adopting it.
	Warnings []source.Finding `json:"warnings"`
	Redline  LibraryRedline   `json:"redline"`
	Impact   Impact           `json:"impact"`
	Created  bool             `json:"-"` // false when the same content was stored already
}

// LibraryVersions gives every stored version of a kind; an empty kind means all of them.
func (s *Service) LibraryVersions(ctx context.Context, kind string) ([]LibraryVersion, error) {
	now, err := s.shelf(ctx)
	if err != nil {
		return nil, err
	}
	out := []LibraryVersion{}
	for _, v := range now.versions {
		if kind == "" || v.Kind == kind {
			out = append(out, v)
		}
	}
	return out, nil
}

// Publish stores the next version of a thing as offered. It passes the publish gate first: the same findings as lint,
// as far as the version brings them into the library, all at once. Content that is stored already gives the stored
// version. Neither drafts nor letters change.
func (s *Service) Publish(ctx context.Context, by actor.Actor, kind, id string, p Publication) (PublishedVersion, error) {
	var out PublishedVersion
	err := s.tryAct(ctx, func(now shelf) (store.Changes, error) {
		i, err := newItem(now, kind, id, p)
		if err != nil {
			return store.Changes{}, err
		}
		built, _ := library.Build([]library.Item{i})
		for _, v := range now.of(kind, id) {
			if v.Digest == built.Digest(i) && v.Digest != "" && sameFiles(v.files, i.Files) {
				out.LibraryVersion, out.Created = v, false
				return store.Changes{}, nil
			}
		}
		findings := s.brought(now, i)
		if err := source.Refuse(findings); err != nil {
			return store.Changes{}, err
		}
		at := s.now()
		act := store.LibraryAct{Kind: kind, ID: id, Version: i.Version, Act: store.ActPublished, At: at, By: by.ID}
		item := store.LibraryItem{
			Kind: kind, ID: id, Family: i.Family, Version: i.Version, Digest: built.Digest(i), Status: Offered, Files: i.Files, Imported: at,
		}
		out.LibraryVersion = LibraryVersion{
			Kind: kind, ID: id, Family: i.Family, Version: i.Version, Digest: item.Digest, Status: Offered, Imported: at,
			Acts: []store.LibraryAct{act}, files: i.Files,
		}
		out.Warnings, out.Created = findings, true
		return store.Changes{Library: []store.LibraryItem{item}, LibraryActs: []store.LibraryAct{act}}, nil
	})
	if err != nil {
		return PublishedVersion{}, err
	}
	return s.published(ctx, by, out)
}

// published adds what a version would change.
func (s *Service) published(ctx context.Context, by actor.Actor, out PublishedVersion) (PublishedVersion, error) {
	var err error
	if out.Redline, err = s.VersionRedline(ctx, out.ref(), 0); err != nil {
		return PublishedVersion{}, err
	}
	out.FourEyes = !s.AdoptOwn
	if out.Warnings == nil {
		out.Warnings = []source.Finding{}
	}
	out.Impact, err = s.Impact(ctx, by, out.ref(), "", 0)
	return out, err
}

// newItem is the version that a publication would be.
func newItem(now shelf, kind, id string, p Publication) (library.Item, error) {
	i := library.Item{Kind: kind, ID: id, Family: p.Family, Version: 1, Files: map[string][]byte{}}
	for name, text := range p.Files {
		i.Files[name] = []byte(text)
	}
	known := now.of(kind, id)
	if len(known) > 0 {
		i.Version = known[0].Version + 1
		if p.Family != "" && p.Family != known[0].Family {
			return i, publicationFault("/family", "the clause stands in the family %s: leave family out", known[0].Family)
		}
		i.Family = known[0].Family
	}
	switch {
	case kind == library.Clause && i.Family == "":
		return i, publicationFault("/family", "a new clause says in which family it stands")
	case kind != library.Clause && i.Family != "":
		return i, publicationFault("/family", "only clauses stand in families")
	case !library.Named(i):
		return i, fault.New(fault.Invalid, fault.CodeLint, "%s is no id of a version: names are lower-case words", id)
	}
	return i, nil
}

func publicationFault(at fault.Pointer, format string, args ...any) error {
	return fault.All(fault.CodeInvalidRequest, "the request is at fault", []fault.Fault{{Code: fault.CodeContradiction, Pointer: at, Message: fmt.Sprintf(format, args...)}})
}

func sameFiles(a, b map[string][]byte) bool {
	return maps.EqualFunc(a, b, func(x, y []byte) bool { return source.Normal(x) == source.Normal(y) })
}

// brought lists what lint finds in the library with the new items and does not find without them.
func (s *Service) brought(now shelf, items ...library.Item) []source.Finding {
	today := cal.DateOf(s.now())
	base, _ := library.BuildOn(s.Library.Current(), append(now.inForce(), items...))
	known := map[source.Finding]bool{}
	for _, f := range LintLibrary(base, now.inForce(), today, s.Renderer) {
		known[f] = true
	}
	out := []source.Finding{}
	for _, f := range LintLibrary(base, append(now.inForce(), items...), today, s.Renderer) {
		if !known[f] {
			out = append(out, f)
		}
	}
	return out
}

// Adopt puts offered versions in force, all of them or none. Whoever published a version needs somebody else to adopt
// it, unless the setting for teams of one lawyer is on. One that is in force already stays as it is.
func (s *Service) Adopt(ctx context.Context, by actor.Actor, refs ...LibraryRef) ([]LibraryVersion, error) {
	err := s.tryAct(ctx, func(now shelf) (store.Changes, error) {
		var wanted []LibraryVersion
		for _, r := range refs {
			v, err := now.find(r)
			if err != nil {
				return store.Changes{}, err
			}
			if v.Status == Withdrawn {
				return store.Changes{}, fault.New(fault.Conflict, fault.CodeState, "%s was withdrawn: publish its content as the next version", r)
			}
			if v.Status == Offered {
				wanted = append(wanted, v)
			}
		}
		return s.adoption(now, by, wanted)
	})
	if err != nil {
		return nil, err
	}
	return s.versionsOf(ctx, refs)
}

// AdoptAll adopts everything that came with a program and waits. What people sent is adopted by name.
func (s *Service) AdoptAll(ctx context.Context, by actor.Actor) ([]LibraryVersion, error) {
	now, err := s.shelf(ctx)
	if err != nil {
		return nil, err
	}
	var refs []LibraryRef
	for _, v := range now.waiting(true) {
		refs = append(refs, v.ref())
	}
	return s.Adopt(ctx, by, refs...)
}

// adoption is the write that adopts versions, after four eyes and the gate.
func (s *Service) adoption(now shelf, by actor.Actor, wanted []LibraryVersion) (c store.Changes, err error) {
	var items []library.Item
	for _, v := range wanted {
		sent, ok := v.act(store.ActPublished)
		own := ok && sent.By == by.ID
		if own && !s.AdoptOwn {
			return c, fault.New(fault.Forbidden, fault.CodeFourEyes, "whoever published %s does not adopt it: somebody else with the role legal does", v.ref())
		}
		items = append(items, v.item())
		c.LibraryActs = append(c.LibraryActs, store.LibraryAct{
			Kind: v.Kind, ID: v.ID, Version: v.Version, Act: store.ActAdopted, At: s.now(), By: by.ID, Own: own,
		})
	}
	if len(items) == 0 {
		return c, nil
	}
	return c, source.Refuse(s.brought(now, items...))
}

// Withdraw takes a version in force out of force from a day on. Letters and drafts that are made of it stay as they are;
// from that day on no new letter takes it. Only what has dates in force can be withdrawn: clauses, letter templates and
// rule packs.
func (s *Service) Withdraw(ctx context.Context, by actor.Actor, r LibraryRef, w Withdrawal) (LibraryVersion, error) {
	today := cal.DateOf(s.now())
	from := today
	if w.From != nil {
		from = *w.From
	}
	if from.Before(today) {
		return LibraryVersion{}, fault.All(fault.CodeInvalidRequest, "the request is at fault", []fault.Fault{{
			Code: fault.CodeOutOfRange, Pointer: "/from", Message: "a version is withdrawn from today or a later day on: what was made before stays as it was",
		}})
	}
	err := s.tryAct(ctx, func(now shelf) (store.Changes, error) {
		v, err := now.find(r)
		switch {
		case err != nil:
			return store.Changes{}, err
		case !slices.Contains([]string{library.Clause, library.Template, library.Policy}, r.Kind):
			return store.Changes{}, fault.New(fault.Conflict, fault.CodeState, "only clauses, letters and policies are withdrawn: of the others publish the next version")
		case v.Status != Published:
			return store.Changes{}, fault.New(fault.Conflict, fault.CodeState, "%s is %s: only what is in force can be withdrawn", r, v.Status)
		}
		return store.Changes{LibraryActs: []store.LibraryAct{{
			Kind: r.Kind, ID: r.ID, Version: r.Version, Act: store.ActWithdrawn, At: s.now(), By: by.ID, From: &from, Reason: w.Reason,
		}}}, nil
	})
	if err != nil {
		return LibraryVersion{}, err
	}
	all, err := s.versionsOf(ctx, []LibraryRef{r})
	if err != nil {
		return LibraryVersion{}, err
	}
	return all[0], nil
}

// versionsOf reads versions as they stand now.
func (s *Service) versionsOf(ctx context.Context, refs []LibraryRef) ([]LibraryVersion, error) {
	now, err := s.shelf(ctx)
	if err != nil {
		return nil, err
	}
	out := []LibraryVersion{}
	for _, r := range refs {
		v, err := now.find(r)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
