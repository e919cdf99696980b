package desk

import (
	"context"
	"fmt"
	"slices"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/locale"
	"verbatim/internal/policy"
	"verbatim/internal/terms"
)

// order is what a letter is to be made of: the input of the middle of the corridor, which create, revise, preview and
// the command line share.
type order struct {
	record     handoff.Record
	digest     digest.Digest
	amendments []terms.Amendment
	choices    []letter.Choice
	pins       []digest.Pin // of the version before; nil takes what is in force
	bands      bandRows     // what the employer's bands of pay have for the record
	number     int
	letterDate cal.Date
	amendsOf   *cal.Date // the day of the letter that the record amends; nil for none
	asOf       cal.Date
	mark       letter.Mark
}

// draft is a letter that was made and judged, and not yet stored.
type draft struct {
	order
	entity    entity.Entity
	calendar  cal.Calendar
	words     *locale.Locale
	verbal    terms.Sheet
	amended   terms.Sheet
	assembled letter.Assembled
	written   terms.Written
	changes   []terms.Change
	packs     []policy.Pack
	band      policy.Banding
	result    policy.Result
	lock      letter.Lock
	locked    digest.Digest
	documents []letter.Rendition
}

// parse is the first two steps: every fault of the schema, then of the record.
func (s *Service) parse(raw []byte) (handoff.Record, digest.Digest, error) {
	record, err := handoff.Parse(raw, s.Validator)
	if err != nil {
		return handoff.Record{}, "", err
	}
	d, err := record.Digest()
	return record, d, err
}

// first is the order for a first letter that is made now.
func (s *Service) first(ctx context.Context, by actor.Actor, record handoff.Record, d digest.Digest, number int) (order, error) {
	e, err := s.entityOf(record)
	if err != nil {
		return order{}, err
	}
	today, err := dayIn(e, s.now())
	if err != nil {
		return order{}, err
	}
	asOf := today
	if s.WordingOf != nil {
		asOf = *s.WordingOf
	}
	bands, err := s.bandsOf(ctx, record)
	if err != nil {
		return order{}, err
	}
	amendsOf, err := s.amendsOf(ctx, by, record)
	return order{
		record: record, digest: d, number: number, letterDate: today, asOf: asOf, amendsOf: amendsOf, mark: s.markFor(by), bands: bands,
	}, err
}

func (s *Service) markFor(by actor.Actor) letter.Mark {
	switch {
	case s.Simulated:
		return letter.Simulated
	case by.Test:
		return letter.Test
	}
	return letter.NoMark
}

func (s *Service) entityOf(record handoff.Record) (entity.Entity, error) {
	lib := s.Library.Current()
	e, ok := lib.Entity(entity.ID(record.Employer.Entity))
	if !ok {
		return entity.Entity{}, fault.All(fault.CodeInvalidRecord, "the record is at fault", []fault.Fault{{
			Code: fault.CodeUnknownEntity, Pointer: "/employer/entity", Term: "/employer/entity",
			Message: "no entity has this key: there are " + lib.EntityKeys(),
		}})
	}
	return e, nil
}

// make runs the middle of the corridor: select, assemble, compare, check, lock, render.
func (s *Service) make(o order) (draft, error) {
	lib := s.Library.Current()
	d, err := s.check(o, lib)
	if err != nil {
		return draft{}, err
	}
	if err := d.makeLock(s.Renderer.Pins()); err != nil {
		return draft{}, err
	}
	return d, d.render(s.Renderer, lib)
}

// check makes the letter's content and judges it: select, assemble, compare, check.
func (s *Service) check(o order, lib *library.Snapshot) (draft, error) {
	d := draft{order: o, verbal: o.record.Sheet()}
	var err error
	if d.entity, err = s.entityOf(o.record); err != nil {
		return draft{}, err
	}
	d.calendar = lib.Calendar(d.entity.Calendar)
	if d.words, err = locale.For(o.record.Letter.Languages[0]); err != nil {
		return draft{}, err
	}
	if err := d.amend(s.Validator); err != nil {
		return draft{}, err
	}
	if err := d.assemble(lib); err != nil {
		return draft{}, err
	}
	return d, d.check(lib)
}

// amend applies the amendments; the amended record must still be one.
func (d *draft) amend(v Validator) error {
	amended, faults := terms.Amend(d.verbal, d.amendments)
	if len(faults) == 0 && len(d.amendments) > 0 {
		record := d.record
		record.Candidate.Name, record.Employer, record.Terms = amended.Candidate.Name, amended.Employer, amended.Terms
		faults = handoff.Conforms(record, v)
	}
	d.amended = amended
	for _, f := range faults {
		if f.Code == fault.CodeExpectMismatch { // somebody else changed the term: a conflict, not a fault of the request
			return &fault.Error{Kind: fault.Conflict, Code: f.Code, Message: "the terms have changed since the amendment's author saw them", Faults: faults}
		}
	}
	return fault.All(fault.CodeBadAmendment, "the amendments are at fault", faults)
}

func (d *draft) assemble(lib *library.Snapshot) (err error) {
	in := letter.Input{
		Record: d.record, Verbal: d.verbal, Sheet: d.amended, Entity: d.entity, Calendar: d.calendar,
		AsOf: d.asOf, LetterDate: d.letterDate, Number: d.number, AmendsOf: d.amendsOf, Choices: d.choices, Pins: d.pins, Mark: d.mark,
	}
	if in.Library, err = lib.For(in); err != nil {
		return err
	}
	if d.assembled, err = letter.Assemble(in); err != nil {
		return err
	}
	d.written, err = terms.Write(d.verbal, d.amended, d.assembled.Printing(), d.words)
	if err != nil {
		return fmt.Errorf("written terms: %w", err)
	}
	d.changes = terms.Diff(terms.Comparison{
		Verbal: d.verbal, Amended: d.amended, Written: d.written, Amendments: d.amendments,
	}, d.words)
	return nil
}

// check holds the letter against the rules in force on its as-of day, or against those of the version before.
func (d *draft) check(lib *library.Snapshot) error {
	packs, err := lib.Packs()
	if err != nil {
		return err
	}
	d.packs = pinned(packs, d.pins)
	if d.pins == nil {
		d.packs = policy.Select(packs, d.asOf)
	}
	d.band = d.banding()
	d.result = policy.Check(d.judged(d.packs, d.asOf))
	return nil
}

// pinned gives the packs that a lock names.
func pinned(packs []policy.Pack, pins []digest.Pin) []policy.Pack {
	var out []policy.Pack
	for _, p := range packs {
		if slices.Contains(pins, p.Pin()) {
			out = append(out, p)
		}
	}
	return out
}

// judged is what rules judge on a day: the letter's own, or the day of issue.
func (d *draft) judged(packs []policy.Pack, day cal.Date) policy.Input {
	return policy.Input{
		Record: d.record, Verbal: d.verbal, Amended: d.amended, Written: d.written, Changes: d.changes, Entity: d.entity, Calendar: d.calendar,
		AsOf: day, Letter: d.letterDate, IssueDay: day, Packs: packs, Banding: d.band, Words: d.words,
	}
}

func (d *draft) makeLock(renderer []digest.Pin) (err error) {
	d.lock = letter.Lock{
		Handoff: d.digest, LetterDate: d.letterDate, AsOf: d.asOf, Number: d.number, Language: d.record.Letter.Languages[0], Mark: d.mark,
		Pins: append(append([]digest.Pin{}, d.assembled.Pins...), renderer...),
	}
	for _, p := range d.packs {
		d.lock.Pins = append(d.lock.Pins, p.Pin())
	}
	d.lock.Pins = append(d.lock.Pins, d.band.Pins()...)
	for _, a := range d.amendments {
		d.lock.Amendments = append(d.lock.Amendments, a.Patch)
	}
	for _, c := range d.choices {
		d.lock.Choices = append(d.lock.Choices, letter.ChoicePin{Clause: c.Clause, Position: c.Position})
	}
	d.locked, err = d.lock.Digest()
	return err
}

// render checks every paper for what cannot be drawn, then draws each.
func (d *draft) render(r Renderer, lib *library.Snapshot) error {
	if err := d.undrawable(r); err != nil {
		return err
	}
	for _, doc := range d.assembled.Documents {
		attachment, err := attachmentOf(d.version(), doc.ID)
		if err != nil {
			return err
		}
		pdf, pages, err := r.PDF(Job{Document: doc, Lock: d.locked, Terms: attachment, Images: lib.Images()})
		if err != nil {
			return err
		}
		d.documents = append(d.documents, letter.Rendition{
			Document: doc, PDF: pdf, PDFDigest: digest.Of(pdf), Pages: pages, Size: len(pdf),
		})
	}
	return nil
}
