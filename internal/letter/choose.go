package letter

import (
	"cmp"
	"slices"
	"strings"

	"verbatim/internal/clause"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// chooser finds the winners of a letter's groups.
type chooser struct {
	wanted Wanted
	groups map[string][]*clause.Version // the version of each clause that may be used, by group
	pinned map[string]bool              // clause ids that the version before used
}

// newChooser sorts the clauses that may be used by group, and says which pinned versions are gone or changed.
func newChooser(clauses []*clause.Version, w Wanted) (*chooser, []fault.Fault) {
	c := &chooser{wanted: w, groups: map[string][]*clause.Version{}, pinned: map[string]bool{}}
	for _, v := range Usable(clauses, w) {
		c.groups[v.Group] = append(c.groups[v.Group], v)
	}
	return c, c.pins(clauses)
}

// Usable keeps of each clause the version that a letter may use, in the given order: the pinned one whatever is in force,
// or else the newest in force, where that serves the letter's place and language at all.
func Usable[T interface{ Top() *clause.Head }](versions []T, w Wanted) (out []T) {
	usable := map[clause.ID]*clause.Head{}
	for _, v := range versions {
		h := v.Top()
		p, pinned := pinOf(w.Pins, "clause", string(h.ID))
		now := usable[h.ID]
		if pinned && p.Version == h.Number || !pinned && h.InForce.Holds(w.On) && (now == nil || h.Number > now.Number) {
			usable[h.ID] = h
		}
	}
	for _, v := range versions {
		h := v.Top()
		if usable[h.ID] == h && (w.Pinned(h) || closeness(h.Jurisdictions, h.Language, w) > 0) {
			out = append(out, v)
		}
	}
	return out
}

// Pinned says whether the version before used some version of a clause: that very one must be found again.
func (w Wanted) Pinned(h *clause.Head) bool {
	_, pinned := pinOf(w.Pins, "clause", string(h.ID))
	return pinned
}

// pins notes the pinned clauses and says which are gone or changed.
func (c *chooser) pins(clauses []*clause.Version) (faults []fault.Fault) {
	for _, p := range c.wanted.Pins {
		if p.Kind != "clause" {
			continue
		}
		i := slices.IndexFunc(clauses, func(v *clause.Version) bool { return string(v.ID) == p.ID && v.Number == p.Version })
		switch {
		case i < 0:
			faults = append(faults, fault.Fault{Code: fault.CodeClauseMissing, Message: "clause " + ref(p.ID, p.Version) + " that this letter was made with is not in the library"})
		case clauses[i].Digest != p.Digest:
			faults = append(faults, fault.Fault{Code: fault.CodeClauseChanged, Message: "clause " + ref(p.ID, p.Version) + " is not the one that was published: its digest differs"})
		default:
			c.pinned[p.ID] = true
		}
	}
	return faults
}

// winner is a clause that is printed, and the item that it is printed for.
type winner struct {
	version *clause.Version
	item    clause.Item
}

// key tells apart what clauses of one group compete for: the whole letter, or one item of a list.
type key struct {
	list  string
	index int
}

// families are those of the record, in its order.
var families = terms.Family("").Enum()

// family is the place of a list's family in the record; -1, before all others, for a clause without a list.
func (k key) family() int {
	path := strings.Split(k.list, ".")
	if len(path) < 2 {
		return -1
	}
	return slices.Index(families, path[1])
}

// winners finds those of one group, in the order of the record. Faults: two that fit equally well, none where one must be.
func (c *chooser) winners(g Group, l *clause.Layout) (out []winner, faults []fault.Fault, err error) {
	contest := map[key][]winner{}
	var keys []key
	for _, v := range c.groups[g.ID] {
		if closeness(v.Jurisdictions, v.Language, c.wanted) == 0 {
			continue
		}
		applies, err := l.Applies(v)
		if err != nil {
			return nil, nil, err
		}
		if !applies {
			continue
		}
		items, err := l.Items(v)
		if err != nil {
			return nil, nil, err
		}
		for _, item := range items {
			k := key{v.List(), item.Index}
			if contest[k] == nil {
				keys = append(keys, k)
			}
			contest[k] = append(contest[k], winner{v, item})
		}
	}
	slices.SortStableFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.family(), b.family()), cmp.Compare(a.list, b.list), cmp.Compare(a.index, b.index))
	})
	for _, k := range keys {
		best := c.best(contest[k])
		if len(best) > 1 {
			faults = append(faults, ambiguous(g, best))
			continue
		}
		out = append(out, best[0])
	}
	if g.Required && len(keys) == 0 {
		faults = append(faults, fault.Fault{Code: fault.CodeClauseMissing, Message: "no clause of the group " + g.ID + " is in force for this letter, and the letter must have one"})
	}
	return firsts(out), faults, nil
}

// best keeps the closest candidates; those that the version before used go before others.
func (c *chooser) best(candidates []winner) (out []winner) {
	if known := slices.DeleteFunc(slices.Clone(candidates), func(w winner) bool { return !c.pinned[string(w.version.ID)] }); len(known) > 0 {
		candidates = known
	}
	top := 0
	for _, w := range candidates {
		n := closeness(w.version.Jurisdictions, w.version.Language, c.wanted)
		if n > top {
			out, top = nil, n
		}
		if n == top {
			out = append(out, w)
		}
	}
	return out
}

// firsts marks the first item that each clause is printed for: only it shows what stands once above all of them.
func firsts(ws []winner) []winner {
	seen := map[clause.ID]bool{}
	for i, w := range ws {
		ws[i].item.First = !seen[w.version.ID]
		seen[w.version.ID] = true
	}
	return ws
}

func ambiguous(g Group, best []winner) fault.Fault {
	f := fault.Fault{
		Code:    fault.CodeClauseAmbiguous,
		Message: "two clauses of the group " + g.ID + " fit equally well: " + best[0].version.Ref() + " and " + best[1].version.Ref(),
	}
	return f
}

// positions checks choices against what is used and gives the position of each chosen clause.
func positions(choices []Choice, used []*clause.Version) (map[clause.ID]string, []fault.Fault) {
	out := map[clause.ID]string{}
	var faults []fault.Fault
	for i, c := range choices {
		at := fault.Pointer("/choices").Child(itoa(i))
		j := slices.IndexFunc(used, func(v *clause.Version) bool { return string(v.ID) == c.Clause })
		if j < 0 {
			faults = append(faults, fault.Fault{Code: fault.CodeBadReference, Pointer: at.Child("clause"), Message: "this letter has no clause of this name"})
			continue
		}
		if _, ok := used[j].Position(c.Position); !ok {
			faults = append(faults, fault.Fault{Code: fault.CodeBadReference, Pointer: at.Child("position"), Message: "clause " + used[j].Ref() + " has no such position"})
			continue
		}
		out[used[j].ID] = c.Position
	}
	return out, faults
}

// conflicts checks requires and excludes among the clauses of a letter.
func conflicts(used []*clause.Version) (faults []fault.Fault) {
	has := map[clause.ID]bool{}
	for _, v := range used {
		has[v.ID] = true
	}
	for _, v := range used {
		for _, r := range v.Requires {
			if !has[r] {
				faults = append(faults, fault.Fault{Code: fault.CodeClauseMissing, Message: "clause " + v.Ref() + " needs the clause " + string(r) + ", which this letter does not have"})
			}
		}
		for _, x := range v.Excludes {
			if has[x] {
				faults = append(faults, fault.Fault{Code: fault.CodeClauseConflict, Message: "clause " + v.Ref() + " cannot stand beside the clause " + string(x)})
			}
		}
	}
	return faults
}

// pinsOf names what a letter was made of, each version once.
func pinsOf(t *Template, used []*clause.Version) []digest.Pin {
	pins := []digest.Pin{t.Pin()}
	for _, v := range used {
		if !slices.Contains(pins, v.Pin()) {
			pins = append(pins, v.Pin())
		}
	}
	return pins
}
