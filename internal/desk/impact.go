package desk

import (
	"context"
	"maps"
	"slices"

	"verbatim/internal/actor"
	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// LibraryRedline is one version of a thing against another, file by file, word by word.
type LibraryRedline struct {
	Against int           `json:"against"` // the version it is compared with; 0 when there is none
	Files   []FileRedline `json:"files"`   // only those that differ
}

// FileRedline is one file of a version as runs of kept, inserted and deleted words.
type FileRedline struct {
	Name  string        `json:"name"`
	Words []letter.Edit `json:"words"`
}

// VersionRedline compares a version with another of the same thing; against = 0 takes the newest before it that is or was in
// force.
func (s *Service) VersionRedline(ctx context.Context, r LibraryRef, against int) (LibraryRedline, error) {
	now, err := s.shelf(ctx)
	if err != nil {
		return LibraryRedline{}, err
	}
	v, err := now.find(r)
	if err != nil {
		return LibraryRedline{}, err
	}
	var old LibraryVersion
	if against > 0 {
		if old, err = now.find(LibraryRef{r.Kind, r.ID, against}); err != nil {
			return LibraryRedline{}, err
		}
	} else {
		for _, o := range now.of(r.Kind, r.ID) {
			if o.Version < v.Version && o.Status != Offered {
				old = o
				break
			}
		}
	}
	return versionRedline(old, v), nil
}

func versionRedline(old, v LibraryVersion) LibraryRedline {
	out := LibraryRedline{Against: old.Version, Files: []FileRedline{}}
	names := maps.Clone(v.files)
	maps.Copy(names, old.files)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		a, b := source.Normal(old.files[name]), source.Normal(v.files[name])
		if a != b {
			out.Files = append(out.Files, FileRedline{Name: name, Words: letter.Words(a, b)})
		}
	}
	return out
}

// Impact is a page of the letters that a version concerns. Publishing or adopting it changes none of them.
type Impact struct {
	Items []Concerned `json:"items"`
	// Next is the cursor of the next page; absent on the last one.
	Next string `json:"next_cursor,omitempty"`
}

// Concerned is one letter that a version concerns.
type Concerned struct {
	Offer  offer.ID    `json:"offer_id"`
	Letter int         `json:"letter_version"`
	State  offer.State `json:"state"`
	ID     string      `json:"id"`      // the thing that the letter is made of
	Uses   int         `json:"version"` // and its version
	// Why is draft_would_change (a rebase would take the version), draft_uses, or in_force_uses (the candidate was given
	// a letter made of it that still counts).
	Why string `json:"why" jsonschema:"title=Why,enum=draft_would_change,enum=draft_uses,enum=in_force_uses"`
}

// Impact lists, newest offers first, the drafts that a rebase would give the version, and drafts and letters in force
// that are made of it. Of a clause the drafts count that are made of any clause of its group: it would compete with them.
// A page may be short, even empty, although there are more: Next says so.
func (s *Service) Impact(ctx context.Context, by actor.Actor, r LibraryRef, cursor string, limit int) (Impact, error) {
	now, err := s.shelf(ctx)
	if err != nil {
		return Impact{}, err
	}
	v, err := now.find(r)
	if err != nil {
		return Impact{}, err
	}
	rivals, err := s.rivals(v)
	if err != nil {
		return Impact{}, err
	}
	page, err := s.Store.LettersOf(ctx, scopeOf(by), store.PinQuery{Kind: pinKind(r.Kind), IDs: rivals, Cursor: cursor, Limit: limit})
	if err != nil {
		return Impact{}, err
	}
	out := Impact{Items: []Concerned{}, Next: page.Next}
	for _, p := range page.Items {
		if why := concern(p, r); why != "" {
			out.Items = append(out.Items, Concerned{Offer: p.Offer.ID, Letter: p.Letter, State: p.Offer.State, ID: p.ID, Uses: p.Version, Why: why})
		}
	}
	return out, nil
}

// pinKind is how locks name a kind of item.
func pinKind(kind string) string {
	if kind == library.Template {
		return "template"
	}
	return kind
}

// rivals are the ids of what a version competes with: itself and, of a clause, the others of its group.
func (s *Service) rivals(v LibraryVersion) ([]string, error) {
	ids := []string{v.ID}
	if v.Kind != library.Clause {
		return ids, nil
	}
	own, _ := clause.Parse(clause.Dir{Path: v.item().Dir(), Family: v.Family, ID: v.ID, Number: v.Version}, v.files)
	clauses, err := s.Library.Current().Clauses()
	if err != nil {
		return nil, err
	}
	for _, c := range clauses {
		if c.Group == own.Group && !slices.Contains(ids, string(c.ID)) {
			ids = append(ids, string(c.ID))
		}
	}
	return ids, nil
}

// concern says why a letter is concerned by a version; empty when it is not.
func concern(p store.PinnedLetter, r LibraryRef) string {
	o, uses := p.Offer, p.ID == r.ID && p.Version == r.Version
	draft := slices.Contains([]offer.State{offer.Drafted, offer.InReview, offer.Approved}, o.State)
	given := slices.Contains([]offer.State{offer.Issued, offer.Negotiating, offer.Accepted}, o.State) || o.Answerable
	switch {
	case p.Letter == o.IssuedLetter && given && uses:
		return "in_force_uses"
	case p.Letter != o.Letter || !draft || p.Letter == o.IssuedLetter:
		return ""
	case uses:
		return "draft_uses"
	}
	return "draft_would_change"
}
