package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/bundle"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// Bundle gives everything that shows what was offered and answered, as one file that can be checked without a network: the
// letters that were given, their records, locks and terms, decisions and approvals with their reasons, events with their chain, the answer, the papers that came
// in beside it, the certificate and the hand-over. Legal's own notes are in no part of it.
func (s *Service) Bundle(ctx context.Context, by actor.Actor, id offer.ID) ([]byte, error) {
	if _, err := s.Store.Offer(ctx, scopeOf(by), id); err != nil {
		return nil, err
	}
	events, err := s.allEvents(ctx, scopeOf(by), id)
	if err != nil {
		return nil, err
	}
	p := packing{Service: s, scope: scopeOf(by), id: id, files: map[string][]byte{}}
	for _, e := range events {
		if e.Type == event.OfferIssued {
			p.letter(ctx, e.Letter)
		}
	}
	p.events(events)
	decisions, err := s.Store.Decisions(ctx, p.scope, id)
	p.fail(err)
	p.json(bundle.Decisions, append([]review.Decision{}, decisions...))
	p.approved(events)
	p.answered(ctx, by)
	p.attached(ctx, events)
	p.signed(events)
	if p.err != nil {
		return nil, p.err
	}
	return bundle.Write(p.files)
}

// packing collects the files of a bundle; the first error ends it.
type packing struct {
	*Service
	scope store.Scope
	id    offer.ID
	files map[string][]byte
	err   error
}

func (p *packing) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *packing) json(name string, v any) {
	raw, err := json.MarshalIndent(v, "", "  ")
	p.fail(err)
	p.files[name] = append(raw, '\n')
}

// letter packs a letter that was given, with the record that it was written from.
func (p *packing) letter(ctx context.Context, n int) {
	v, err := p.Store.Letter(ctx, p.scope, p.id, n)
	if err != nil {
		p.fail(err)
		return
	}
	dir := fmt.Sprintf("letters/%d/", n)
	for _, r := range v.Documents {
		pdf, err := p.Store.PDF(ctx, p.scope, p.id, n, r.Document.ID)
		p.fail(err)
		p.files[dir+r.Document.ID+".pdf"] = pdf
	}
	p.json(dir+"lock.json", v.Lock)
	p.json(dir+"written.json", v.Written)
	p.json(dir+"verbal.json", v.Verbal)
	p.json(dir+"changes.json", rows(v.Changes))
	h, err := p.Store.Handoff(ctx, p.scope, p.id, v.Handoff)
	p.fail(err)
	p.files["records/"+v.Handoff+".json"] = h.Raw
}

// events packs the chain, one event a line.
func (p *packing) events(events []event.Event) {
	var b bytes.Buffer
	for _, e := range events {
		line, err := json.Marshal(e)
		p.fail(err)
		b.Write(line)
		b.WriteByte('\n')
	}
	p.files[bundle.Events] = b.Bytes()
}

// attached packs the papers that came in, with what is known of each.
func (p *packing) attached(ctx context.Context, events []event.Event) {
	all, err := attachmentsIn(events)
	p.fail(err)
	for _, a := range all {
		content, err := p.Store.Attachment(ctx, p.scope, p.id, a.ID)
		p.fail(err)
		p.files["attachments/"+a.ID+answer.Extension(a.Media)] = content
	}
	if len(all) > 0 {
		p.json(bundle.Attachments, all)
	}
}

// signed packs who signed for the employer.
func (p *packing) signed(events []event.Event) {
	all, err := signaturesIn(events)
	p.fail(err)
	if len(all) > 0 {
		p.json(bundle.Signatures, all)
	}
}

// answered packs what came of the offer, where something did.
func (p *packing) answered(ctx context.Context, by actor.Actor) {
	absent := func(err error) bool { return errors.Is(err, store.ErrNotFound) }
	if kept, err := p.Evidence(ctx, by, p.id); err == nil {
		p.json(bundle.Evidence, kept)
	} else if !absent(err) {
		p.fail(err)
	}
	if pdf, err := p.Certificate(ctx, by, p.id); err == nil {
		p.files["certificate.pdf"] = pdf
	} else if !absent(err) {
		p.fail(err)
	}
	if x, err := p.Onboarding(ctx, by, p.id); err == nil {
		p.json(bundle.Onboarding, x)
	} else if !absent(err) {
		p.fail(err)
	}
}
