package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/library"
	"verbatim/internal/store"
)

// LibraryRef names a version of the library.
type LibraryRef struct {
	Kind    string
	ID      string
	Version int
}

func (r LibraryRef) String() string { return fmt.Sprintf("%s/%s@%d", r.Kind, r.ID, r.Version) }

// ParseLibraryRef reads kind/id@version.
func ParseLibraryRef(text string) (LibraryRef, error) {
	kind, rest, ok := strings.Cut(text, "/")
	id, number, more := strings.Cut(rest, "@")
	n, err := strconv.Atoi(number)
	if !ok || !more || err != nil || n < 0 {
		return LibraryRef{}, fault.New(fault.Invalid, fault.CodeBadParameter, "%q is no version of the library: write kind/id@version, such as clause/sign_on@2", text)
	}
	return LibraryRef{Kind: kind, ID: id, Version: n}, nil
}

// LibraryVersion is one stored version and how it stands.
type LibraryVersion struct {
	Kind     string             `json:"kind" jsonschema:"title=Kind,example=clause"`
	ID       string             `json:"id"`
	Family   string             `json:"family,omitempty"`
	Version  int                `json:"version"`
	Digest   digest.Digest      `json:"digest"`
	Status   string             `json:"status" jsonschema:"title=Status,enum=published,enum=offered,enum=withdrawn"` // withdrawn also while its day has not come
	Imported time.Time          `json:"stored_at"`
	Acts     []store.LibraryAct `json:"acts"` // oldest first
	files    map[string][]byte
}

func (v LibraryVersion) ref() LibraryRef { return LibraryRef{v.Kind, v.ID, v.Version} }

func (v LibraryVersion) item() library.Item {
	i := library.Item{Kind: v.Kind, ID: v.ID, Family: v.Family, Version: v.Version, Files: v.files}
	if a, ok := v.act(store.ActWithdrawn); ok && a.From != nil {
		i.Until = *a.From
	}
	return i
}

func (v LibraryVersion) act(name string) (store.LibraryAct, bool) {
	i := slices.IndexFunc(v.Acts, func(a store.LibraryAct) bool { return a.Act == name })
	if i < 0 {
		return store.LibraryAct{}, false
	}
	return v.Acts[i], true
}

// shelf is everything that the store has of the library at one state.
type shelf struct {
	versions []LibraryVersion
	state    string
}

// shelf reads items and acts. The state is read first: what comes in meanwhile is read again by the next look.
func (s *Service) shelf(ctx context.Context) (shelf, error) {
	state, err := s.Store.LibraryState(ctx)
	if err != nil {
		return shelf{}, err
	}
	items, err := s.Store.LibraryItems(ctx)
	if err != nil {
		return shelf{}, err
	}
	acts, err := s.Store.LibraryActs(ctx)
	if err != nil {
		return shelf{}, err
	}
	out := shelf{state: state}
	at := map[LibraryRef]int{}
	for i, x := range items {
		out.versions = append(out.versions, LibraryVersion{
			Kind: x.Kind, ID: x.ID, Family: x.Family, Version: x.Version, Digest: x.Digest, Status: x.Status, Imported: x.Imported,
			Acts: []store.LibraryAct{}, files: x.Files,
		})
		at[LibraryRef{x.Kind, x.ID, x.Version}] = i
	}
	for _, a := range acts {
		i, ok := at[LibraryRef{a.Kind, a.ID, a.Version}]
		if !ok {
			continue // it came in after the items were read
		}
		v := &out.versions[i]
		v.Acts = append(v.Acts, a)
		switch a.Act {
		case store.ActAdopted:
			v.Status = Published
		case store.ActWithdrawn:
			v.Status = Withdrawn
		}
	}
	return out, nil
}

func (s shelf) find(r LibraryRef) (LibraryVersion, error) {
	i := slices.IndexFunc(s.versions, func(v LibraryVersion) bool { return v.ref() == r })
	if i < 0 {
		return LibraryVersion{}, store.ErrNotFound
	}
	return s.versions[i], nil
}

// of lists the versions of one thing, the newest first.
func (s shelf) of(kind, id string) (out []LibraryVersion) {
	for _, v := range s.versions {
		if v.Kind == kind && v.ID == id {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b LibraryVersion) int { return b.Version - a.Version })
	return out
}

// inForce gives what letters can be made of: withdrawn versions too, with their end, since letters keep their pins.
func (s shelf) inForce() (out []library.Item) {
	for _, v := range s.versions {
		if v.Status != Offered {
			out = append(out, v.item())
		}
	}
	return out
}

// waiting lists the offered versions; imported leaves those out that somebody sent.
func (s shelf) waiting(imported bool) (out []LibraryVersion) {
	for _, v := range s.versions {
		if _, sent := v.act(store.ActPublished); v.Status == Offered && (!imported || !sent) {
			out = append(out, v)
		}
	}
	return out
}

// are says whether what is in force is exactly what a snapshot was built of.
func (s shelf) are(snapshot *library.Snapshot) bool {
	items := s.inForce()
	if len(items) != len(snapshot.Items()) {
		return false
	}
	for _, v := range s.versions {
		if v.Status == Offered {
			continue
		}
		if i := v.item(); !i.Until.IsZero() || snapshot.Digest(i) != v.Digest {
			return false
		}
	}
	return true
}
