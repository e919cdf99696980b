package letter_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/terms"
)

// mutant is a library of which one clause version says something else, or is gone.
type mutant struct {
	*library.Snapshot
	clauses []*clause.Version
}

func (m mutant) Clauses() ([]*clause.Version, error) { return m.clauses, nil }

// mutate puts other files in the place of a clause item; nil takes it out.
func mutate(t *testing.T, lib *library.Snapshot, item library.Item, files clause.Files) mutant {
	t.Helper()
	m := mutant{Snapshot: lib}
	for _, v := range listed(t, lib.Clauses) {
		if v.Dir != item.Dir() {
			m.clauses = append(m.clauses, v)
			continue
		}
		if files == nil {
			continue
		}
		n, findings := clause.Parse(clause.Dir{Path: item.Dir(), Family: item.Family, ID: item.ID, Number: item.Version}, files)
		if err := source.Refuse(findings); err != nil {
			t.Fatalf("mutant of %s: %v", item.Dir(), err)
		}
		m.clauses = append(m.clauses, n)
	}
	return m
}

// carriers says for each printed leaf which clause and which of its runs carry it: the frame counts as one.
func carriers(a letter.Assembled) map[terms.Pointer][]string {
	out := map[terms.Pointer][]string{}
	add := func(who string, runs []letter.Run) {
		for _, r := range runs {
			for _, p := range r.Terms {
				if !slices.Contains(out[p], who) {
					out[p] = append(out[p], who)
				}
			}
		}
	}
	for _, d := range a.Documents {
		for _, b := range d.Blocks {
			who := "frame"
			if b.Source != nil {
				who = b.Source.Clause
			}
			if strings.HasPrefix(who, "summary") {
				continue // it only repeats
			}
			add(who, b.Runs)
			for _, i := range b.Items {
				add(who, i.Runs)
			}
		}
	}
	out["/candidate/name"] = append(out["/candidate/name"], "frame") // the address
	return out
}

// alone lists the leaves that only one clause carries and no clause states.
func alone(a letter.Assembled, id string) []terms.Pointer {
	stated := map[terms.Pointer]bool{}
	for _, s := range a.States {
		stated[s.Term] = true
	}
	var out []terms.Pointer
	for p, who := range carriers(a) {
		if slices.Equal(who, []string{id}) && !stated[p] {
			out = append(out, p)
		}
	}
	return out
}

// lost lists the leaves that one letter prints or states and another does not.
func lost(before, after letter.Assembled) []terms.Pointer {
	kept := map[terms.Pointer]bool{}
	for _, s := range after.States {
		kept[s.Term] = true
	}
	var out []terms.Pointer
	for p := range before.Printed {
		if _, ok := after.Printed[p]; !ok && !kept[p] {
			out = append(out, p)
		}
	}
	return out
}

// removal is one thing taken out of one clause.
type removal struct {
	name  string
	files clause.Files
	slot  string // the slot that is gone; empty when everything is
}

var whereIn = regexp.MustCompile(`(?m)^where: (.*)$`)

// neverWhere is an item guard that lets nothing through and still guards what slots rely on.
func neverWhere(line string) string {
	guard := strings.TrimPrefix(line, "where: ")
	if strings.HasPrefix(guard, "'") {
		guard = strings.Trim(guard, "'")
	}
	return "where: '(" + guard + ") && false'"
}

var slotIn = regexp.MustCompile(`\{\{ *([a-z_]+) *\}\}`)

// removals takes out the clause, its item guard, and each of its slots in turn.
func removals(item library.Item) []removal {
	out := []removal{{name: "clause"}}
	if y := string(item.Files["clause.yaml"]); strings.Contains(y, "\nwhere:") {
		files := maps.Clone(clause.Files(item.Files))
		files["clause.yaml"] = []byte(whereIn.ReplaceAllStringFunc(y, neverWhere))
		out = append(out, removal{name: "item guard", files: files})
	}
	standard := string(item.Files["standard.md"])
	seen := map[string]bool{}
	for _, m := range slotIn.FindAllStringSubmatch(standard, -1) {
		if seen[m[1]] {
			continue
		}
		seen[m[1]] = true
		files := maps.Clone(clause.Files(item.Files))
		files["standard.md"] = regexp.MustCompile(`\{\{ *`+m[1]+` *\}\}`).ReplaceAll([]byte(standard), []byte("(nothing)"))
		out = append(out, removal{name: "slot " + m[1], files: files, slot: m[1]})
	}
	return out
}

// stands says whether a letter holds a clause: what is not in it cannot be lost with it.
func stands(a letter.Assembled, id string) bool {
	return slices.ContainsFunc(a.Clauses, func(v *clause.Version) bool { return string(v.ID) == id })
}

// TestRemovedIsUnwritten takes everything out of every clause in turn, over records that say everything: the leaves that
// it alone carried must turn up as lost, and no others.
func TestRemovedIsUnwritten(t *testing.T) {
	lib := embedded(t)
	done := map[string]bool{} // clauses that an earlier letter holds: the next one shows nothing new of them
	for _, l := range letters {
		in := input(t, lib, wholeRecord(l.entity, l.language, l.place))
		before := assemble(t, in)
		for _, item := range lib.Items() {
			if item.Kind != library.Clause || strings.HasPrefix(item.ID, "summary") || done[item.ID] || !stands(before, item.ID) {
				continue
			}
			done[item.ID] = len(alone(before, item.ID)) > 0
			for _, r := range removals(item) {
				t.Run(fmt.Sprintf("%s/%s/%s", l.place, item.ID, r.name), func(t *testing.T) {
					mutated := in
					mutated.Library = mutate(t, lib, item, r.files)
					after, err := letter.Assemble(mutated)
					if err != nil {
						return // no letter at all: nothing can be lost in it
					}
					got, carried := lost(before, after), alone(before, item.ID)
					for _, p := range got {
						if !slices.Contains(carried, p) {
							t.Errorf("%s is lost although %v carry it", p, carriers(before)[p])
						}
					}
					for _, p := range carried {
						if by := after.Printed[p]; by != "" && by != before.Printed[p] {
							continue // another clause won in its place
						}
						if r.slot == "" || conveyedBy(lib, item, r.slot, p) {
							if !slices.Contains(got, p) {
								t.Errorf("%s is still counted as printed", p)
							}
						} else if slices.Contains(got, p) {
							t.Errorf("%s is lost although another slot carries it", p)
						}
					}
				})
			}
		}
	}
}

// conveyedBy says whether a slot, or one within its list, conveys a leaf.
func conveyedBy(lib *library.Snapshot, item library.Item, slot string, p terms.Pointer) bool {
	v, _ := lib.Clause(item.ID, item.Version)
	at := ""
	if v.Each != nil {
		at = "/" + strings.Join(v.Each.Path, "/") + "/item"
	}
	return conveys(v.Slots[slot], at, p)
}

func conveys(s *clause.Slot, at string, p terms.Pointer) bool {
	absolute := func(path string) string {
		root, below, _ := strings.Cut(path, ".")
		below = "/" + strings.ReplaceAll(below, ".", "/")
		if root == "item" {
			return strings.TrimSuffix(at+below, "/")
		}
		return "/" + root + below
	}
	for _, c := range s.Conveys {
		if got := absolute(c.String()); got == string(p) || got == "/terms/explicitly_none/item" && p == "/terms/explicitly_none/severance" {
			return true
		}
	}
	if s.Inner == nil {
		return false
	}
	list, _ := s.From.Path()
	below := absolute(strings.Join(list, ".")) + "/item"
	if strings.HasSuffix(below, "/signatories/item") {
		below = "/terms/offer/signature/signatories/people"
	}
	for _, in := range s.Inner.Slots {
		if conveys(in, below, p) {
			return true
		}
	}
	return false
}
