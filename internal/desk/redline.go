package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
)

// AgainstStandard is the letter as the standard positions of its clauses would word it.
const AgainstStandard = "standard"

// Redline shows in the words of one document what came and went since another text of the same letter.
type Redline struct {
	Offer    offer.ID             `json:"offer_id"`
	Letter   int                  `json:"letter_version"`
	Document string               `json:"document"`
	Against  string               `json:"against"` // a version number, "verbal" or "standard"
	Blocks   []letter.EditedBlock `json:"blocks"`
}

// Forms of a redline.
const (
	FormPDF  = "pdf"
	FormHTML = "html"
	FormText = "text"
	FormDOCX = "docx"
)

// Redline compares a document of a version with another text and gives what came and went as data. against is the number
// of another version, AgainstVerbal for the letter as it would be without its amendments, or AgainstStandard for the
// letter with every clause in its standard position; both are worded with the clause versions of the letter's own lock.
func (s *Service) Redline(ctx context.Context, by actor.Actor, id offer.ID, n int, document, against string) (Redline, error) {
	job, err := s.compared(ctx, by, id, n, document, against)
	if err != nil {
		return Redline{}, err
	}
	blocks, err := s.Renderer.Redline(job)
	return Redline{Offer: id, Letter: job.Document.Number, Document: job.Document.ID, Against: against, Blocks: blocks}, err
}

// RedlineAs is Redline drawn in one of the forms. It is never stored.
func (s *Service) RedlineAs(ctx context.Context, by actor.Actor, id offer.ID, n int, document, against, form string) ([]byte, error) {
	job, err := s.compared(ctx, by, id, n, document, against)
	if err != nil {
		return nil, err
	}
	return s.drawn(job, form)
}

// compared is a stored document with the text that it is held against. A document that the other side lacks is new as a
// whole.
func (s *Service) compared(ctx context.Context, by actor.Actor, id offer.ID, n int, document, against string) (Job, error) {
	job, err := s.job(ctx, by, id, n, document)
	if err != nil {
		return Job{}, err
	}
	others, err := s.otherText(ctx, by, id, n, against)
	if err != nil {
		return Job{}, err
	}
	i := slices.IndexFunc(others, func(d letter.Document) bool { return d.ID == job.Document.ID })
	if i >= 0 {
		job.Against = &others[i]
		return job, nil
	}
	empty := job.Document
	empty.Blocks = nil
	job.Against = &empty
	return job, nil
}

func (s *Service) otherText(ctx context.Context, by actor.Actor, id offer.ID, n int, against string) ([]letter.Document, error) {
	if against == AgainstVerbal || against == AgainstStandard {
		return s.reworded(ctx, by, id, n, against)
	}
	m, err := strconv.Atoi(against)
	if err != nil || m < 1 {
		return nil, fault.New(fault.Unreadable, fault.CodeBadParameter, "against is verbal, standard, or the number of a letter version")
	}
	v, err := s.Store.Letter(ctx, scopeOf(by), id, m)
	if err != nil {
		return nil, err
	}
	var out []letter.Document
	for _, r := range v.Documents {
		out = append(out, r.Document)
	}
	return out, nil
}

// reworded assembles a version again from its own lock, without its amendments or without its choices of wording.
func (s *Service) reworded(ctx context.Context, by actor.Actor, id offer.ID, n int, against string) ([]letter.Document, error) {
	v, err := s.Store.Letter(ctx, scopeOf(by), id, n)
	if err != nil {
		return nil, err
	}
	h, err := s.Store.Handoff(ctx, scopeOf(by), id, v.Handoff)
	if err != nil {
		return nil, err
	}
	record, err := handoff.Stored(h.Raw)
	if err != nil {
		return nil, fmt.Errorf("handoff %s: %w", h.ID, err)
	}
	amendsOf, err := s.amendsOf(ctx, by, record)
	if err != nil {
		return nil, err
	}
	o := order{
		record: record, amendsOf: amendsOf, digest: v.Lock.Handoff, amendments: v.Amendments, choices: v.Choices, pins: v.Lock.Pins,
		number: v.Number, letterDate: v.Lock.LetterDate, asOf: v.Lock.AsOf, mark: v.Lock.Mark,
	}
	if against == AgainstVerbal {
		o.amendments = nil
	} else {
		o.choices = nil
	}
	d, err := s.check(o, s.Library.Current())
	return d.assembled.Documents, err
}
