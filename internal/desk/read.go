package desk

import (
	"context"
	"errors"
	"strings"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// Offer gives an offer with its letters in short and its gate.
func (s *Service) Offer(ctx context.Context, by actor.Actor, id offer.ID) (Overview, error) {
	scope := scopeOf(by)
	o, err := s.Store.Offer(ctx, scope, id)
	if err != nil {
		return Overview{}, err
	}
	versions, err := s.Store.ListLetters(ctx, scope, id)
	if err != nil {
		return Overview{}, err
	}
	view := Overview{Offer: o, Letters: []Letter{}}
	for _, v := range versions {
		short := letterOf(v)
		view.Letters = append(view.Letters, short)
		if v.Number == o.IssuedLetter {
			view.Issued = &short
		}
	}
	if o.Letter > 0 {
		r, err := s.result(ctx, scope, o, o.Letter, o.Revision)
		if err != nil {
			return Overview{}, err
		}
		view.Gate, view.ReadBack = r.Gate, r.ReadBack
	}
	events, err := s.allEvents(ctx, scope, id)
	if err != nil {
		return Overview{}, err
	}
	if o.IssuedLetter > 0 {
		if view.Requests, err = s.requestsOf(ctx, by, o, events); err != nil && !errors.Is(err, errErased) {
			return Overview{}, err
		}
	}
	if view.Signed, err = signaturesIn(events); err != nil {
		return Overview{}, err
	}
	view.Allowed = o.Allowed(s.now())
	if err := s.related(ctx, &view); err != nil {
		return Overview{}, err
	}
	if proposal, ok, err := s.proposal(ctx, scope, o); err != nil {
		return Overview{}, err
	} else if ok {
		if view.ProposalTerms, err = termsDigest(proposal); err != nil {
			return Overview{}, err
		}
	}
	return view, nil
}

// Letter gives one letter version with its differences and flags; n = 0 means the latest.
func (s *Service) Letter(ctx context.Context, by actor.Actor, id offer.ID, n int) (Result, error) {
	scope := scopeOf(by)
	o, err := s.Store.Offer(ctx, scope, id)
	if err != nil {
		return Result{}, err
	}
	if n == 0 {
		n = o.Letter
	}
	return s.result(ctx, scope, o, n, o.Revision)
}

// Letters gives every version of an offer in short, newest first.
func (s *Service) Letters(ctx context.Context, by actor.Actor, id offer.ID) ([]Letter, error) {
	if _, err := s.Store.Offer(ctx, scopeOf(by), id); err != nil {
		return nil, err
	}
	versions, err := s.Store.ListLetters(ctx, scopeOf(by), id)
	if err != nil {
		return nil, err
	}
	out := []Letter{}
	for _, v := range versions {
		out = append(out, letterOf(v))
	}
	return out, nil
}

// PDF gives the stored bytes of one document of a version; document "" means the letter itself.
func (s *Service) PDF(ctx context.Context, by actor.Actor, id offer.ID, n int, document string) ([]byte, digest.Digest, error) {
	v, err := s.Store.Letter(ctx, scopeOf(by), id, n)
	if err != nil {
		return nil, "", err
	}
	r, err := rendition(v, document)
	if err != nil {
		return nil, "", err
	}
	pdf, err := s.Store.PDF(ctx, scopeOf(by), id, v.Number, r.Document.ID)
	return pdf, r.PDFDigest, err
}

// HTML gives one document of a version as a page, drawn from its stored block tree.
func (s *Service) HTML(ctx context.Context, by actor.Actor, id offer.ID, n int, document string) ([]byte, error) {
	job, err := s.job(ctx, by, id, n, document)
	if err != nil {
		return nil, err
	}
	return s.Renderer.HTML(job)
}

// Text gives one document of a version as plain text.
func (s *Service) Text(ctx context.Context, by actor.Actor, id offer.ID, n int, document string) ([]byte, error) {
	job, err := s.job(ctx, by, id, n, document)
	if err != nil {
		return nil, err
	}
	return s.Renderer.Text(job)
}

// DOCX gives one document of a version for a word processor.
func (s *Service) DOCX(ctx context.Context, by actor.Actor, id offer.ID, n int, document string) ([]byte, error) {
	job, err := s.job(ctx, by, id, n, document)
	if err != nil {
		return nil, err
	}
	return s.Renderer.DOCX(job)
}

// Copy draws one document of a version again, marked as a copy across each page. It is never stored, and its bytes are
// not the letter's.
func (s *Service) Copy(ctx context.Context, by actor.Actor, id offer.ID, n int, document string) ([]byte, error) {
	job, err := s.job(ctx, by, id, n, document)
	if err != nil {
		return nil, err
	}
	job.Copy = copyWords(job.Document.Language)
	pdf, _, err := s.Renderer.PDF(job)
	return pdf, err
}

// copyWords is the word for a copy in the language of a letter, English where it has none here.
func copyWords(language string) string {
	words := map[string]string{"de": "KOPIE", "nl": "KOPIE", "fr": "COPIE", "it": "COPIA", "es": "COPIA", "pt": "CÓPIA", "pl": "KOPIA", "sv": "KOPIA"}
	base, _, _ := strings.Cut(language, "-")
	if w, ok := words[base]; ok {
		return w
	}
	return "COPY"
}

// job is a stored document as the renderer takes it.
func (s *Service) job(ctx context.Context, by actor.Actor, id offer.ID, n int, document string) (Job, error) {
	v, err := s.Store.Letter(ctx, scopeOf(by), id, n)
	if err != nil {
		return Job{}, err
	}
	r, err := rendition(v, document)
	return Job{Document: r.Document, Lock: v.LockDigest, Images: s.Library.Current().Images()}, err
}

// rendition finds a document of a version; "" is the letter itself.
func rendition(v letter.Version, document string) (letter.Rendition, error) {
	for _, r := range v.Documents {
		if r.Document.ID == document || document == "" {
			return r, nil
		}
	}
	return letter.Rendition{}, store.ErrNotFound.With("this letter version has no document of that name")
}

// Terms gives what was said beside what a version says.
func (s *Service) Terms(ctx context.Context, by actor.Actor, id offer.ID, n int) (terms.Sheet, terms.Written, error) {
	v, err := s.Store.Letter(ctx, scopeOf(by), id, n)
	return v.Verbal, v.Written, err
}

// Lock gives everything that a version is a function of.
func (s *Service) Lock(ctx context.Context, by actor.Actor, id offer.ID, n int) (letter.Lock, error) {
	v, err := s.Store.Letter(ctx, scopeOf(by), id, n)
	return v.Lock, err
}

// Redraws says by an error why the renderer at hand would not draw a letter to the same bytes again: fonts, design or
// version are others. What was stored is the letter then, and is never drawn again.
func (s *Service) Redraws(lock letter.Lock) error { return s.Renderer.Reproduces(lock.Pins) }

// Flags gives the flags of a version with their status.
func (s *Service) Flags(ctx context.Context, by actor.Actor, id offer.ID, n int) ([]review.Flag, error) {
	v, err := s.Store.Letter(ctx, scopeOf(by), id, n)
	if err != nil {
		return nil, err
	}
	return s.Store.Flags(ctx, scopeOf(by), id, v.Number)
}

// Events gives an offer's events after a sequence.
func (s *Service) Events(ctx context.Context, by actor.Actor, id offer.ID, after int64, limit int) ([]event.Event, error) {
	if _, err := s.Store.Offer(ctx, scopeOf(by), id); err != nil {
		return nil, err
	}
	return s.Store.OfferEvents(ctx, scopeOf(by), id, after, limit)
}

// allEvents gives the whole chain of an offer.
func (s *Service) allEvents(ctx context.Context, scope store.Scope, id offer.ID) ([]event.Event, error) {
	const page = 500
	var all []event.Event
	after := int64(0)
	for {
		events, err := s.Store.OfferEvents(ctx, scope, id, after, page)
		if err != nil {
			return nil, err
		}
		all = append(all, events...)
		if len(events) < page {
			return all, nil
		}
		after = events[len(events)-1].Sequence
	}
}
