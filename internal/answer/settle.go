package answer

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// Chosen is the option that was taken of one of the letter's choices.
type Chosen struct {
	Choice terms.ID `json:"choice" jsonschema:"title=Choice,example=package"`
	Option terms.ID `json:"option" jsonschema:"title=Option,example=equity_heavy"`
}

// Fill is a day that the letter leaves to the candidate.
type Fill struct {
	Term terms.Pointer `json:"term" jsonschema:"title=Term,example=/terms/start"`
	Date cal.Date      `json:"date" jsonschema:"title=Date,example=2027-01-11"`
}

// Blank is a day that the letter leaves to the candidate, with the bounds that it sets.
type Blank struct {
	Term             terms.Pointer
	Label            string
	Earliest, Latest *cal.Date
}

// Open lists the choices that the letter leaves to the candidate, in the order of the record.
func Open(s terms.Sheet) []terms.Alternative {
	var out []terms.Alternative
	for _, a := range s.Terms.Alternatives {
		if a.ChosenBy == "candidate" && a.Chosen == nil {
			out = append(out, a)
		}
	}
	return out
}

// Needed says whether the answer itself must make a choice: not where it can be made later, or something holds without.
func Needed(a terms.Alternative) bool { return a.Otherwise == nil && a.Until == nil }

// Blanks lists the days that the letter leaves to the candidate, in the order of the record.
func Blanks(s terms.Sheet) []Blank {
	var out []Blank
	for _, l := range s.Leaves() {
		if w, ok := l.Value.(terms.When); ok && w.Type == terms.CandidateFills {
			out = append(out, Blank{Term: l.Term, Label: s.Label(l.Term), Earliest: w.Earliest, Latest: w.Latest})
		}
	}
	return out
}

// Settle gives the terms as an acceptance makes them: each choice taken, each blank filled. What is missing, unknown or
// out of bounds is a fault with a pointer into the request; the Sheet is of use only without faults.
func Settle(s terms.Sheet, chosen []Chosen, fills []Fill) (terms.Sheet, []fault.Fault) {
	c := settling{sheet: s}
	c.choose(Open(s), chosen)
	c.fill(Blanks(s), fills)
	return c.sheet, c.faults
}

type settling struct {
	sheet  terms.Sheet
	faults []fault.Fault
}

func (c *settling) fault(code fault.Code, at fault.Pointer, term terms.Pointer, message string, args ...any) {
	c.faults = append(c.faults, fault.Fault{Code: code, Pointer: at, Term: string(term), Message: fmt.Sprintf(message, args...)})
}

func (c *settling) choose(open []terms.Alternative, chosen []Chosen) {
	done := map[terms.ID]bool{}
	for i, x := range chosen {
		at := fault.Pointer("/choices").Child(strconv.Itoa(i))
		n := slices.IndexFunc(open, func(a terms.Alternative) bool { return a.ID == x.Choice })
		switch {
		case n < 0:
			c.fault(fault.CodeBadReference, at.Child("choice"), "", "the letter leaves no such choice to the candidate")
		case done[x.Choice]:
			c.fault(fault.CodeDuplicateID, at.Child("choice"), "", "this choice was made already in this answer")
		default:
			c.take(at, open[n], x.Option)
		}
		done[x.Choice] = true
	}
	for _, a := range open {
		if !done[a.ID] && Needed(a) {
			c.fault(fault.CodeRequired, "/choices", alternative(a.ID), "choose: %s", a.Label)
		}
	}
}

func alternative(id terms.ID) terms.Pointer {
	return terms.Pointer("/terms/alternatives").Child(string(id))
}

// take makes the changes of an option and writes down that it was taken.
func (c *settling) take(at fault.Pointer, a terms.Alternative, option terms.ID) {
	n := slices.IndexFunc(a.Options, func(o terms.Option) bool { return o.ID == option })
	if n < 0 {
		c.fault(fault.CodeBadReference, at.Child("option"), alternative(a.ID), "the choice has no such option")
		return
	}
	word, err := json.Marshal(option)
	if err != nil {
		panic("answer: an id cannot be written: " + err.Error()) // ids are plain words
	}
	set := append(slices.Clone(a.Options[n].Set), terms.Patch{Op: terms.Set, Term: alternative(a.ID).Child("chosen"), Value: word})
	next, faults := terms.Apply(c.sheet, set)
	if len(faults) > 0 {
		c.fault(fault.CodeContradiction, at.Child("option"), alternative(a.ID), "the option does not fit what was chosen besides")
		return
	}
	c.sheet = next
}

func (c *settling) fill(blanks []Blank, fills []Fill) {
	done := map[terms.Pointer]bool{}
	for i, f := range fills {
		at := fault.Pointer("/fills").Child(strconv.Itoa(i))
		n := slices.IndexFunc(blanks, func(b Blank) bool { return b.Term == f.Term })
		switch {
		case n < 0:
			c.fault(fault.CodeBadReference, at.Child("term"), f.Term, "the letter leaves no such blank to the candidate")
		case done[f.Term]:
			c.fault(fault.CodeDuplicateID, at.Child("term"), f.Term, "this blank was filled already in this answer")
		case blanks[n].Outside(f.Date):
			c.fault(fault.CodeOutOfRange, at.Child("date"), f.Term, "%s", blanks[n].bounds())
		default:
			c.write(f)
		}
		done[f.Term] = true
	}
	for _, b := range blanks {
		if !done[b.Term] {
			c.fault(fault.CodeRequired, "/fills", b.Term, "fill in: %s", b.Label)
		}
	}
}

// Outside says whether a day is one that the blank does not take.
func (b Blank) Outside(d cal.Date) bool {
	return b.Earliest != nil && d.Before(*b.Earliest) || b.Latest != nil && b.Latest.Before(d)
}

// bounds say which days a blank takes.
func (b Blank) bounds() string {
	switch {
	case b.Latest == nil:
		return fmt.Sprintf("the day must be %s or later", b.Earliest)
	case b.Earliest == nil:
		return fmt.Sprintf("the day must be %s or earlier", b.Latest)
	}
	return fmt.Sprintf("the day must be from %s to %s", b.Earliest, b.Latest)
}

func (c *settling) write(f Fill) {
	value, err := json.Marshal(terms.When{Type: terms.OnDate, Date: &f.Date})
	if err != nil {
		panic("answer: a day cannot be written: " + err.Error()) // a date always can
	}
	next, faults := terms.Apply(c.sheet, []terms.Patch{{Op: terms.Set, Term: f.Term, Value: value}})
	if len(faults) > 0 {
		c.fault(fault.CodeContradiction, "/fills", f.Term, "the day does not fit the term")
		return
	}
	c.sheet = next
}
