package letter

import (
	"fmt"
	"strconv"

	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/locale"
	"verbatim/internal/terms"
)

// Input is all that a letter is made of. Assemble reads no clock: days and number come in.
type Input struct {
	Record     handoff.Record
	Verbal     terms.Sheet // as said
	Sheet      terms.Sheet // with the amendments applied: what is worded
	Entity     entity.Entity
	Calendar   cal.Calendar
	Library    Library
	AsOf       cal.Date // the day on which what is in force is judged
	LetterDate cal.Date
	Number     int
	AmendsOf   *cal.Date // the day of the letter that the record amends; nil for none, and where that letter is not at hand
	Choices    []Choice
	Pins       []digest.Pin // of the version before: its template and clauses are kept; nil takes what is in force
	Mark       Mark
}

// Assembled is a letter in words, not yet drawn.
type Assembled struct {
	Documents []Document // the letter, then its companions in the order of the record
	Template  *Template
	Clauses   []*clause.Version        // in the order of the letter, each once
	Printed   map[terms.Pointer]string // leaf to the clause that prints it, as id@version
	States    []terms.Stated           // what clauses say by themselves, in the order of the letter
	Pins      []digest.Pin             // template, clauses, entity, calendar, locale
	Locale    *locale.Locale
}

// Printing is what the letter did with the terms, for terms.Write.
func (a Assembled) Printing() terms.Printing {
	return terms.Printing{Printed: a.Printed, Stated: a.States}
}

// Assemble selects the template, finds the winners of its groups, lays them out over the amended terms, and puts the
// frame around them. It is pure. It fails with every fault at once (kind Invalid), with clause_changed, or with
// letter_lost_term (kind Internal) when a term that a clause is said to print cannot be found in its text.
func Assemble(in Input) (Assembled, error) {
	a := &assembler{Input: in, out: Assembled{Printed: map[terms.Pointer]string{}}}
	if err := a.prepare(); err != nil {
		return Assembled{}, err
	}
	if err := a.write(); err != nil {
		return Assembled{}, err
	}
	if err := refuse(a.faults); err != nil {
		return Assembled{}, err
	}
	if err := a.belt(); err != nil {
		return Assembled{}, err
	}
	return a.out, a.pin()
}

type assembler struct {
	Input
	out    Assembled
	facts  clause.Facts
	choose *chooser
	place  map[clause.ID]string // chosen positions
	papers []*paper
	faults []fault.Fault
}

func (a *assembler) language() string { return a.Record.Letter.Languages[0] }

// Wanted says which wording the letter can be made of.
func (in Input) Wanted() Wanted {
	return Wanted{
		Kind: string(in.Record.Letter.Kind), Place: in.Sheet.Terms.Place.Jurisdiction, Language: in.Record.Letter.Languages[0], On: in.AsOf, Pins: in.Pins,
	}
}

func (a *assembler) prepare() (err error) {
	w := a.Wanted()
	if a.out.Locale, err = locale.For(a.language()); err != nil {
		return fault.New(fault.Invalid, fault.CodeNotAllowed, "%s", err)
	}
	templates, err := a.Library.Templates()
	if err != nil {
		return err
	}
	if a.out.Template, err = Select(templates, w); err != nil {
		return err
	}
	clauses, err := a.Library.Clauses()
	if err != nil {
		return err
	}
	var faults []fault.Fault
	a.choose, faults = newChooser(clauses, w)
	a.faults = append(a.faults, faults...)
	a.facts = a.Facts()
	return nil
}

// write lays out every paper: first what carries terms, then what repeats them, then the frames.
func (a *assembler) write() error {
	if err := a.open(); err != nil {
		return err
	}
	for _, p := range a.papers {
		if err := a.contest(p); err != nil {
			return err
		}
	}
	var faults []fault.Fault
	a.place, faults = positions(a.Choices, a.out.Clauses)
	a.faults = append(append(a.faults, faults...), conflicts(a.out.Clauses)...)
	for _, repeats := range []bool{false, true} {
		for _, p := range a.papers {
			if err := a.lay(p, repeats); err != nil {
				return err
			}
		}
	}
	for _, p := range a.papers {
		if err := a.compose(p); err != nil {
			return err
		}
	}
	return nil
}

// refuse makes one error of all faults; its code is theirs when they have one in common.
func refuse(faults []fault.Fault) error {
	if len(faults) == 0 {
		return nil
	}
	code := faults[0].Code
	for _, f := range faults {
		if f.Code != code {
			code = fault.CodeInvalidRecord
		}
	}
	return fault.All(code, "no letter can be made of this record", faults)
}

// belt is the second one: each term that a block is said to print must be found in the block's words.
func (a *assembler) belt() error {
	var lost []fault.Fault
	for _, p := range a.papers {
		for i, claims := range p.claims {
			if len(claims) == 0 {
				continue
			}
			text := clause.SearchedIn(p.document.Blocks[i].Text())
			for _, c := range claims {
				if !text.Holds(c) {
					lost = append(lost, fault.Fault{Code: fault.CodeLetterLostTerm, Term: string(c.Term), Message: "the letter's words do not hold this term"})
				}
			}
		}
		a.out.Documents = append(a.out.Documents, p.document)
	}
	if len(lost) == 0 {
		return nil
	}
	err := fault.New(fault.Internal, fault.CodeLetterLostTerm, "the letter would have lost a term, so it was not made")
	err.Faults = lost
	return err
}

// pin names everything the letter is a function of that this package knows.
func (a *assembler) pin() error {
	e, err := digest.OfJSON(a.Entity)
	if err != nil {
		return fmt.Errorf("digest of an entity: %w", err)
	}
	l, err := clause.LocalePin(a.language())
	if err != nil {
		return err
	}
	a.out.Pins = append(pinsOf(a.out.Template, a.out.Clauses), digest.Pin{Kind: "entity", ID: string(a.Entity.ID), Version: a.Entity.Version, Digest: e}, l)
	if a.Calendar.ID != "" {
		c, err := digest.OfJSON(calendarContent(a.Calendar))
		if err != nil {
			return fmt.Errorf("digest of a calendar: %w", err)
		}
		a.out.Pins = append(a.out.Pins, digest.Pin{Kind: "calendar", ID: a.Calendar.ID, Digest: c})
	}
	return nil
}

// calendarContent is a calendar as JSON can hold it.
func calendarContent(c cal.Calendar) map[string]any {
	holidays := map[string]string{}
	for d, name := range c.Holidays {
		holidays[d.String()] = name
	}
	weekend := []string{}
	for _, w := range c.Weekend {
		weekend = append(weekend, w.String())
	}
	return map[string]any{"holidays": holidays, "weekend": weekend}
}

func itoa(n int) string { return strconv.Itoa(n) }
