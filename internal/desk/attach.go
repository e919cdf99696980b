package desk

import (
	"context"
	"slices"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// Attachment is a paper that came in beside a letter, as it is listed. Its bytes are read apart.
type Attachment struct {
	ID     string           `json:"id"` // UUIDv7
	Kind   answer.PaperKind `json:"kind"`
	Letter int              `json:"letter_version,omitempty"` // absent when no letter was given yet
	Media  string           `json:"media_type"`
	Bytes  int              `json:"bytes"`
	// Digest is the SHA-256 of the file; absent once it was erased.
	Digest digest.Digest `json:"sha256,omitempty"`
	// CarriesLetter says that the file holds the letter's own lock, as the letter's PDF does also after a provider has put
	// signatures on it. A scan holds none.
	CarriesLetter bool       `json:"carries_letter,omitempty"`
	External      *External  `json:"external_signature,omitempty"` // absent when it came from no provider
	Signed        *time.Time `json:"signed_at,omitempty"`          // as claimed
	By            actor.ID   `json:"by"`                           // who handed it in
	Received      time.Time  `json:"received_at"`
}

// attachedFacts are what of a paper stands in clear.
type attachedFacts struct {
	ID       string           `json:"attachment_id"`
	Kind     answer.PaperKind `json:"kind"`
	Media    string           `json:"media_type"`
	Bytes    int              `json:"bytes"`
	Carries  bool             `json:"carries_letter,omitempty"`
	Provider string           `json:"signature_provider,omitempty"`
}

// attachedPayload is what of a paper is sealed beside its bytes.
type attachedPayload struct {
	Digest    digest.Digest `json:"sha256"`
	Reference string        `json:"reference,omitempty"`
	Signed    *time.Time    `json:"signed_at,omitempty"`
}

// Attach stores a paper beside the letter that it belongs to. It changes nothing of where the offer stands: an acceptance is
// an act of its own.
func (s *Service) Attach(ctx context.Context, by actor.Actor, id offer.ID, p answer.Paper, claim *store.Claim) (Result, error) {
	if err := fault.All(fault.CodeInvalidRequest, "the paper cannot be taken", p.Check(s.now())); err != nil {
		return Result{}, err
	}
	return s.whenever(ctx, by, id, claim, func(w *write, o offer.Offer) (offer.Offer, error) {
		events, err := s.allEvents(ctx, scopeOf(by), id)
		if err != nil {
			return o, err
		}
		n, err := placeOf(p, o, events)
		if err != nil {
			return o, err
		}
		f := attachedFacts{ID: w.newID(), Kind: p.Kind, Media: p.Media, Bytes: len(p.Content), Provider: p.Provider}
		if n > 0 {
			v, err := s.Store.Letter(ctx, scopeOf(by), id, n)
			if err != nil {
				return o, err
			}
			f.Carries = p.Media == "application/pdf" && slices.Contains(s.Renderer.Attached(p.Content).Locks, v.LockDigest)
		}
		w.letter, w.Attachment = n, &store.Attachment{ID: f.ID, Content: p.Content}
		w.tell(event.AnswerAttached, n, f, attachedPayload{Digest: digest.Of(p.Content), Reference: p.Reference, Signed: inUTC(p.Signed)})
		return o, nil
	})
}

// inUTC gives a claimed instant as events keep them.
func inUTC(at *time.Time) *time.Time {
	if at == nil {
		return nil
	}
	utc := at.UTC().Truncate(time.Millisecond)
	return &utc
}

// placeOf is the letter that a paper belongs to, which the candidate must have been given. A paper that is no signed letter
// may come before any. All papers of an offer together have a bound.
func placeOf(p answer.Paper, o offer.Offer, events []event.Event) (int, error) {
	n, given, held := p.Letter, map[int]bool{}, len(p.Content)
	for _, e := range events {
		switch e.Type {
		case event.OfferErased:
			return 0, errErased
		case event.OfferIssued:
			given[e.Letter] = true
		case event.AnswerAttached:
			if f, ok := factsOf[attachedFacts](e); ok {
				held += f.Bytes
			}
		}
	}
	if n == 0 {
		n = o.IssuedLetter
	}
	switch {
	case held > answer.MaxPapers:
		return 0, fault.New(fault.TooLarge, fault.CodeTooLarge, "the papers of one offer may have %d bytes together: with this one they have %d", answer.MaxPapers, held)
	case n == 0 && p.Kind == answer.SignedLetter:
		return 0, fault.New(fault.Conflict, fault.CodeState, "no letter was given to the candidate yet: there is none that could be signed")
	case n > 0 && !given[n]:
		return 0, fault.All(fault.CodeInvalidRequest, "the paper cannot be taken",
			[]fault.Fault{{Code: fault.CodeBadReference, Message: "letter_version: the candidate was given no letter of this number"}})
	}
	return n, nil
}

// attachmentIn is the paper that an event speaks of. Of one that was erased, what stood in clear is left.
func attachmentIn(e event.Event) (*Attachment, error) {
	f, ok := factsOf[attachedFacts](e)
	if !ok {
		return nil, nil
	}
	a := &Attachment{
		ID: f.ID, Kind: f.Kind, Letter: e.Letter, Media: f.Media, Bytes: f.Bytes, CarriesLetter: f.Carries, By: e.Actor, Received: e.Recorded,
	}
	if len(e.Payload) == 0 {
		return a, nil
	}
	kept, err := payloadOf[attachedPayload](e)
	a.Digest, a.Signed = kept.Digest, kept.Signed
	if f.Provider != "" {
		a.External = &External{Provider: f.Provider, Reference: kept.Reference}
	}
	return a, err
}

// Attachments lists the papers of an offer, the oldest first.
func (s *Service) Attachments(ctx context.Context, by actor.Actor, id offer.ID) ([]Attachment, error) {
	if _, err := s.Store.Offer(ctx, scopeOf(by), id); err != nil {
		return nil, err
	}
	events, err := s.allEvents(ctx, scopeOf(by), id)
	if err != nil {
		return nil, err
	}
	return attachmentsIn(events)
}

func attachmentsIn(events []event.Event) ([]Attachment, error) {
	out := []Attachment{}
	for _, e := range events {
		if e.Type != event.AnswerAttached {
			continue
		}
		a, err := attachmentIn(e)
		if err != nil {
			return nil, err
		}
		if a != nil {
			out = append(out, *a)
		}
	}
	return out, nil
}

// AttachmentFile gives the bytes of a paper, with what is listed of it.
func (s *Service) AttachmentFile(ctx context.Context, by actor.Actor, id offer.ID, attachment string) ([]byte, Attachment, error) {
	all, err := s.Attachments(ctx, by, id)
	if err != nil {
		return nil, Attachment{}, err
	}
	for _, a := range all {
		if a.ID == attachment {
			content, err := s.Store.Attachment(ctx, scopeOf(by), id, a.ID)
			return content, a, err
		}
	}
	return nil, Attachment{}, store.ErrNotFound.With("the offer has no attachment of this id")
}
