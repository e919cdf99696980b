package library

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
)

// The kinds of Items.
const (
	Clause    = "clause"
	Template  = "letter"
	Policy    = "policy"
	Entity    = "entity"
	Calendar  = "calendar"
	Brand     = "brand"
	Approval  = "approval"
	Reviewers = "reviewers"
)

// Item is one version of one thing, as its files came.
type Item struct {
	Kind    string
	ID      string // of a clause its id; of a brand image its file name
	Family  string // of a clause
	Version int    // 0 for an image
	Files   map[string][]byte
	Until   cal.Date // the first day on which it is out of force because it was withdrawn; zero when it was not
}

// Dir is the item's folder within a library.
func (i Item) Dir() string {
	version := fmt.Sprintf("v%d", i.Version)
	switch i.Kind {
	case Clause:
		return path.Join("clauses", i.Family, i.ID, version)
	case Template:
		return path.Join("letters", i.ID, version)
	case Policy:
		return path.Join("policies", i.ID, version)
	case Approval:
		return path.Join("approvals", i.ID, version)
	case Reviewers:
		return path.Join("reviewers", i.ID, version)
	case Entity:
		return path.Join("entities", i.ID, version)
	case Calendar:
		return path.Join("calendars", i.ID, version)
	}
	return i.Kind
}

// Ref names the item as kind/id@version, as the command line takes it.
func (i Item) Ref() string { return fmt.Sprintf("%s/%s@%d", i.Kind, i.ID, i.Version) }

// folder says where the versions of a kind stand. Names are words of lower-case letters and digits, joined by marks.
type folder struct{ kind, glob, marks string }

var folders = []folder{
	{Clause, "clauses/*/*/v*", "_"}, // family and id
	{Template, "letters/*/v*", "-"},
	{Policy, "policies/*/v*", "_"},
	{Approval, "approvals/*/v*", "_"},
	{Reviewers, "reviewers/*/v*", "_"},
	{Entity, "entities/*/v*", "_-"},
	{Calendar, "calendars/*/v*", "-"},
}

// item reads the folder of a version, which its glob found.
func (f folder) item(dir string) (i Item, ok bool) {
	parts := strings.Split(dir, "/")
	last := len(parts) - 1
	n, err := strconv.ParseUint(strings.TrimPrefix(parts[last], "v"), 10, 20)
	i = Item{Kind: f.kind, ID: parts[last-1], Version: int(n)}
	if f.kind == Clause {
		i.Family = parts[last-2]
	}
	return i, err == nil && i.Dir() == dir && Named(i)
}

// maxNumber is the last version that anything can have, and maxName the length of a name.
const (
	maxNumber = 999_999
	maxName   = 40
)

// Named says whether an item's family, id and version have the form that its folder needs.
func Named(i Item) bool {
	for _, f := range folders {
		if f.kind == i.Kind {
			return f.named(i.ID) && (i.Kind != Clause || f.named(i.Family)) && i.Version > 0 && i.Version <= maxNumber
		}
	}
	return false
}

func (f folder) named(name string) bool {
	for n, c := range []byte(name) {
		letter, other := c >= 'a' && c <= 'z', c >= '0' && c <= '9' || strings.IndexByte(f.marks, c) >= 0
		if !letter && (n == 0 || !other) {
			return false
		}
	}
	return name != "" && len(name) <= maxName
}

// maxFile bounds one file of a library, in bytes.
const maxFile = 4 << 20

// Items lists every version of a library in files, in the order of kinds and folders.
func Items(files fs.FS) ([]Item, error) {
	var out []Item
	for _, f := range folders {
		dirs, err := fs.Glob(files, f.glob)
		if err != nil {
			return nil, fmt.Errorf("library: %w", err)
		}
		for _, dir := range dirs {
			item, ok := f.item(dir)
			if !ok {
				return nil, fault.New(fault.Invalid, fault.CodeLint, "%s is no folder of a version: names are lower-case words, versions v1, v2", dir)
			}
			if item.Files, err = readDir(files, dir); err != nil {
				return nil, err
			}
			out = append(out, item)
		}
	}
	images, err := images(files)
	return append(out, images...), err
}

func readDir(files fs.FS, dir string) (map[string][]byte, error) {
	entries, err := fs.ReadDir(files, dir)
	if err != nil {
		return nil, fmt.Errorf("library: %w", err)
	}
	out := map[string][]byte{}
	for _, e := range entries {
		if e.IsDir() {
			return nil, fault.New(fault.Invalid, fault.CodeLint, "%s is a folder: a version holds files only", path.Join(dir, e.Name()))
		}
		if out[e.Name()], err = readFile(files, path.Join(dir, e.Name())); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func readFile(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name)
	if err != nil {
		return nil, fmt.Errorf("library: %w", err)
	}
	if info.Size() > maxFile {
		return nil, fault.New(fault.Invalid, fault.CodeTooLarge, "%s is larger than %d bytes", name, maxFile)
	}
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("library: %w", err)
	}
	return b, nil
}

// images reads the files of brand/ by their ending; other files there are notes.
func images(files fs.FS) ([]Item, error) {
	var out []Item
	for _, ending := range []string{"png", "jpg", "jpeg", "webp"} {
		names, err := fs.Glob(files, "brand/*."+ending)
		if err != nil {
			return nil, fmt.Errorf("library: %w", err)
		}
		for _, name := range names {
			b, err := readFile(files, name)
			if err != nil {
				return nil, err
			}
			out = append(out, Item{Kind: Brand, ID: path.Base(name), Files: map[string][]byte{path.Base(name): b}})
		}
	}
	return out, nil
}

// Merge joins lists of items. Of two with one kind, id and version the one of the earlier list counts.
func Merge(lists ...[]Item) []Item {
	var out []Item
	for _, list := range lists {
		for _, i := range list {
			if !slices.ContainsFunc(out, func(o Item) bool { return o.Kind == i.Kind && o.ID == i.ID && o.Version == i.Version }) {
				out = append(out, i)
			}
		}
	}
	return out
}

// Against says which versions are known under another digest: a published version was edited. known are the pins of
// what was published before. The error is clause_changed and names the way out.
func (s *Snapshot) Against(known []digest.Pin) error {
	var faults []fault.Fault
	for _, i := range s.items {
		for _, p := range known {
			if p.Kind == i.Kind && p.ID == i.ID && p.Version == i.Version && p.Digest != s.Digest(i) {
				faults = append(faults, fault.Fault{Code: fault.CodeClauseChanged, Message: fmt.Sprintf("%s %s version %d was published with other content", i.Kind, i.ID, i.Version)})
			}
		}
	}
	if len(faults) == 0 {
		return nil
	}
	err := fault.New(fault.Conflict, fault.CodeClauseChanged, "a published version has changed: put its files back as they were, and make the change in a new version folder")
	err.Faults = faults
	return err
}
