package terms

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"verbatim/internal/locale"
)

// Comparison is what Diff holds beside each other.
type Comparison struct {
	Verbal     Sheet       // as said
	Amended    Sheet       // verbal with the amendments applied
	Written    Written     // what the letter says
	Amendments []Amendment // why amended differs from verbal
}

// Diff compares what was said with what is written: each difference is one row, in the order of the differences view
// (dashboards.md section 1): missing material, changed for the worse, changed otherwise, dropped, added material, minor,
// rounding. An item or object whose every part is on one side only is one row at it.
func Diff(c Comparison, words *locale.Locale) []Change {
	d := differ{Comparison: c, words: words, written: make(map[Pointer]WrittenLeaf, len(c.Written.Leaves))}
	verbal := c.Verbal.Leaves()
	d.said = indexLeaves(verbal)
	amended := verbal
	if d.amended = d.said; !shared(c.Verbal, c.Amended) {
		amended = c.Amended.Leaves()
		d.amended = indexLeaves(amended)
	}
	for _, l := range c.Written.Leaves {
		d.written[l.Term] = l
	}
	// What the written Sheet holds beside its leaves is only there because its types cannot leave it out.
	printed := slices.DeleteFunc(c.Written.Sheet.Leaves(), func(l Leaf) bool { return !d.isWritten(l.Term) })
	d.values = indexLeaves(printed)
	for _, leaf := range verbal {
		d.compareSaid(leaf)
	}
	for _, leaf := range amended {
		if _, said := d.said[leaf.Term]; !said {
			d.compareAmended(leaf)
		}
	}
	for _, l := range c.Written.Leaves {
		_, said := d.said[l.Term]
		_, amended := d.amended[l.Term]
		if !said && !amended {
			d.row(l.Term, Added, l.Origin)
		}
	}
	rows := d.collapse()
	for i := range rows {
		d.fill(&rows[i])
	}
	order(rows)
	return rows
}

type differ struct {
	Comparison
	words         *locale.Locale
	said, amended map[Pointer]Leaf
	values        map[Pointer]Leaf // written
	written       map[Pointer]WrittenLeaf
	rows          []Change
}

func (d *differ) row(p Pointer, class Class, origin Origin) {
	d.rows = append(d.rows, Change{Term: p, Class: class, Origin: origin})
}

// compareSaid judges a value that was said.
func (d *differ) compareSaid(said Leaf) {
	if family, ok := strings.CutPrefix(string(said.Term), string(nonePointer)+"/"); ok {
		d.compareNone(said, Family(family))
		return
	}
	if said.Term.Under("/terms/not_discussed") {
		return
	}
	amended, kept := d.amended[said.Term]
	written, isWritten := d.values[said.Term]
	switch {
	case isWritten && said.Equal(written):
	case isWritten && equalByRounding(said, written):
		d.row(said.Term, EqualByRounding, d.written[said.Term].Origin)
	case isWritten:
		d.row(said.Term, Changed, d.written[said.Term].Origin)
	case !kept:
		d.row(said.Term, Removed, Amended)
	case mustPrint(said.Term):
		d.row(said.Term, Unwritten, "")
	case !said.Equal(amended):
		d.row(said.Term, Changed, Amended)
	}
}

// compareAmended judges a value that only an amendment brought.
func (d *differ) compareAmended(leaf Leaf) {
	if _, isWritten := d.values[leaf.Term]; isWritten {
		d.row(leaf.Term, Added, d.written[leaf.Term].Origin)
	} else if mustPrint(leaf.Term) {
		d.row(leaf.Term, Unwritten, Amended)
	}
}

// compareNone judges "there is none": the letter must say nothing of the family, or say that there is none.
func (d *differ) compareNone(said Leaf, f Family) {
	_, kept := d.amended[said.Term]
	_, isWritten := d.written[said.Term]
	switch {
	case !kept:
		d.row(said.Term, Removed, Amended)
	case isWritten:
	default:
		d.row(said.Term, Changed, d.originOf(f))
	}
}

func (d *differ) originOf(f Family) Origin {
	for _, l := range d.Written.Leaves {
		if l.Term.Family() == f {
			return l.Origin
		}
	}
	return Clause
}

func mustPrint(p Pointer) bool {
	e, ok := Lookup(p)
	return !ok || e.Print == Must
}

func equalByRounding(a, b Leaf) bool {
	x, okx := rateOf(a.Value)
	y, oky := rateOf(b.Value)
	return okx && oky && x.EqualByRounding(y)
}

// collapse joins rows of one class below an object or list item into one row at it, where nothing below it stands on the
// other side. Parts that a letter may leave out do not keep an item from being wholly missing.
func (d *differ) collapse() []Change {
	classOf := map[Pointer]Class{}
	for _, r := range d.rows {
		classOf[r.Term] = r.Class
	}
	covered := map[Pointer]Pointer{}
	for _, r := range d.rows {
		if c := d.container(r, classOf); c != "" {
			covered[r.Term] = c
		}
	}
	var out []Change
	made := map[Pointer]bool{}
	for _, r := range d.rows {
		c, ok := covered[r.Term]
		if !ok {
			out = append(out, r)
			continue
		}
		if !made[c] {
			made[c] = true
			out = append(out, Change{Term: c, Class: r.Class, Origin: r.Origin})
		}
	}
	return out
}

// container finds the outermost object or item, below its family's list, of which all is like row r.
func (d *differ) container(r Change, classOf map[Pointer]Class) Pointer {
	if r.Class != Removed && r.Class != Added && r.Class != Unwritten {
		return ""
	}
	names := r.Term.Segments()
	at := Pointer("")
	for i, name := range names[:len(names)-1] {
		at = at.Child(name)
		typ, ok := TypeAt(at)
		if i == 0 || !ok || typ.Kind() != reflect.Struct || IsWhole(typ) {
			continue
		}
		if d.allLike(at, r, classOf) {
			return at
		}
	}
	return ""
}

func (d *differ) allLike(at Pointer, r Change, classOf map[Pointer]Class) bool {
	for _, side := range []map[Pointer]Leaf{d.said, d.amended, d.values} {
		for p := range side {
			if !p.Under(at) {
				continue
			}
			class, isRow := classOf[p]
			if isRow && class != r.Class {
				return false
			}
			if !isRow && (mustPrint(p) || d.isWritten(p)) {
				return false
			}
		}
	}
	return true
}

func (d *differ) isWritten(p Pointer) bool { _, ok := d.written[p]; return ok }

// fill completes a row with label, values, words, difference and the amendment behind it.
func (d *differ) fill(c *Change) {
	e, _ := Lookup(c.Term)
	c.Material = e.Material
	from, to := &d.Verbal, &d.Written.Sheet
	if c.Class == Unwritten && c.Origin == Amended { // an amendment's value that no clause prints
		from = &d.Amended
	}
	c.Label = d.Verbal.label(c.Term)
	if c.Class == Added {
		c.Label = to.label(c.Term)
	}
	if c.Class != Added {
		c.From, c.FromText = from.at(c.Term, d.words)
	}
	if c.Class != Removed && c.Class != Unwritten {
		c.To, c.ToText = to.at(c.Term, d.words)
	}
	if c.Term.Under(nonePointer) && c.Class == Changed {
		c.Material = d.familyMaterial(Family(lastName(c.Term)))
		c.FromText, c.ToText = "none", "not none"
	}
	a, b := d.said[c.Term], d.values[c.Term]
	if a.Value != nil && b.Value != nil {
		c.Delta, c.Worse = delta(c.Term, a.Value, b.Value, d.words)
	}
	if w, ok := d.written[c.Term]; ok {
		c.Clause = w.Clause
	} else {
		c.Clause = d.clauseUnder(c.Term)
	}
	d.amendment(c)
}

func (d *differ) familyMaterial(f Family) bool {
	for _, l := range d.Written.Leaves {
		if e, ok := Lookup(l.Term); ok && l.Term.Family() == f && e.Material {
			return true
		}
	}
	return false
}

func (d *differ) clauseUnder(p Pointer) string {
	for _, l := range d.Written.Leaves {
		if l.Term.Under(p) {
			return l.Clause
		}
	}
	return ""
}

// amendment names the last amendment that touched the row's term, if one did.
func (d *differ) amendment(c *Change) {
	for _, a := range slices.Backward(d.Amendments) {
		if a.Term.Under(c.Term) || c.Term.Under(a.Term) {
			c.Amendment, c.ReasonCode, c.Reason, c.By, c.At, c.Told = a.ID, a.ReasonCode, a.Reason, a.By, a.At, a.ToldCandidateAt
			return
		}
	}
}

// at gives the value or object at a term as JSON, its members in alphabetical order, and in words. Both are empty when
// there is none.
func (s *Sheet) at(p Pointer, words *locale.Locale) (json.RawMessage, string) {
	v, at, there := s.look(p)
	if !there {
		return nil, ""
	}
	raw, err := json.Marshal(v.Interface())
	var value any
	if err != nil || decodeNumbers(raw, &value) != nil {
		return nil, ""
	}
	if raw, err = json.Marshal(value); err != nil {
		return nil, ""
	}
	w := walker{}
	if w.walk(p, v, at); len(w.leaves) == 0 && at.id >= 0 { // an item that says nothing but that it is there
		w.add(p, true)
	}
	return raw, wordsOfAll(words, p, w.leaves)
}

// Compare lists how the written terms of a later version differ from those of an earlier one: added, removed, changed.
func Compare(earlier, later Written, words *locale.Locale) []Change {
	// The later Sheet stands in as the amended one, so that a value it lacks reads as removed and not as unwritten.
	return Diff(Comparison{Verbal: earlier.Sheet, Amended: later.Sheet, Written: later}, words)
}

func order(rows []Change) {
	slices.SortStableFunc(rows, func(a, b Change) int { return rank(a) - rank(b) })
}

func rank(c Change) int {
	switch {
	case c.Class == EqualByRounding:
		return 9
	case !c.Material:
		return 6
	case c.Class == Unwritten:
		return 0
	case c.Class == Changed && c.Worse:
		return 1
	case c.Class == Changed:
		return 2
	case c.Class == Removed:
		return 3
	}
	return 4
}
