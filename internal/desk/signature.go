package desk

import (
	"context"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// EmployerSigning is a request to record that somebody signed a letter for the employer. At is when; now when absent.
type EmployerSigning struct {
	Signatory string      `json:"signatory" jsonschema:"title=Name of who signed,example=Kim Park,minLength=1,maxLength=200"`
	Title     string      `json:"title,omitempty" jsonschema:"title=Title of who signed,example=Chief People Officer,maxLength=200"`
	Form      answer.Form `json:"form" jsonschema:"title=Form of signature,example=wet_ink"`
	At        *time.Time  `json:"at,omitempty" jsonschema:"title=Signed at,example=2026-11-24T10:00:00-08:00"`
	Letter    int         `json:"letter_version,omitempty" jsonschema:"title=Letter version,minimum=1,example=1"`
	External  *External   `json:"external_signature,omitempty" jsonschema:"title=Signature made elsewhere"`
}

// EmployerSignature is one signature for the employer, with the papers that it is under. Who signed is sealed with the event.
type EmployerSignature struct {
	Letter    int         `json:"letter_version"`
	Signatory string      `json:"signatory,omitempty"` // absent once it was erased, as everything below but Form, At and By
	Title     string      `json:"title,omitempty"`
	Form      answer.Form `json:"form"`
	At        time.Time   `json:"at"`
	Recorded  time.Time   `json:"recorded_at"`
	By        actor.ID    `json:"recorded_by"`
	External  *External   `json:"external_signature,omitempty"`
	Documents []Paper     `json:"documents,omitempty"`
}

// signedFacts are what of a signature for the employer stands in clear.
type signedFacts struct {
	Form     answer.Form `json:"form"`
	Provider string      `json:"signature_provider,omitempty"`
}

// signedPayload is what of it is sealed.
type signedPayload struct {
	Signatory string    `json:"signatory"`
	Title     string    `json:"title,omitempty"`
	External  *External `json:"external_signature,omitempty"`
	Documents []Paper   `json:"documents"`
}

// signsTerm is the term that says when the employer signs.
const signsTerm = terms.Pointer("/terms/offer/signature/employer_signs")

// signsFirst is how many signatures for the employer a letter must have before it is issued, since it says that it has them:
// of each signatory whom its terms name, or of one when they name nobody. It is 0 when the employer signs later or not at all.
func signsFirst(s terms.Sheet) int {
	if s.Terms.Offer == nil || s.Terms.Offer.Signature == nil {
		return 0
	}
	x := s.Terms.Offer.Signature
	if x.EmployerSigns == nil || *x.EmployerSigns != "before_issue" {
		return 0
	}
	return max(1, len(x.Signatories))
}

// signedGate is the gate of the latest letter as it is with one signature more; open when no letter is on its way.
func (s *Service) signedGate(ctx context.Context, by actor.Actor, o offer.Offer) (offer.Gate, error) {
	if o.State != offer.InReview {
		return offer.Gate{}, nil
	}
	j, err := s.judging(ctx, scopeOf(by), o.ID, o.Letter)
	if err != nil {
		return offer.Gate{}, err
	}
	j.gate.unsigned--
	return gateOf(j.gate.gate()), nil
}

// SignForEmployer records a signature for the employer, one for each signatory. Without a number it is under the letter that
// waits to be issued, else under the one that the candidate was last given. A letter that says that the employer has signed it
// waits for that, and for nothing else before it can be signed.
func (s *Service) SignForEmployer(ctx context.Context, by actor.Actor, id offer.ID, x EmployerSigning, claim *store.Claim) (Result, error) {
	return s.whenever(ctx, by, id, claim, func(w *write, o offer.Offer) (offer.Offer, error) {
		at, err := claimed(x.At, w.at)
		if err != nil {
			return o, err
		}
		gate, err := s.signedGate(ctx, by, o)
		if err != nil {
			return o, err
		}
		next, events, err := o.SignForEmployer(x.Letter, gate, at)
		if err != nil {
			return o, err
		}
		e := &events[len(events)-1]
		v, err := s.Store.Letter(ctx, scopeOf(by), id, e.Letter)
		if err != nil {
			return o, err
		}
		if at.Before(v.Created) {
			return o, fault.All(fault.CodeInvalidRequest, "the signature is at fault", []fault.Fault{{
				Code: fault.CodeOutOfRange, Pointer: "/at", Message: "a letter cannot have been signed before it was written, at " + v.Created.UTC().Format(time.RFC3339),
			}})
		}
		if err := x.Form.Check(answer.FormOf(v.Written.Sheet)); err != nil {
			return o, err
		}
		if err := s.signsOnce(ctx, by, id, x.Signatory, e.Letter); err != nil {
			return o, err
		}
		f := signedFacts{Form: x.Form}
		if x.External != nil {
			f.Provider = x.External.Provider
		}
		withFacts(e, f)
		e.Payload = factsJSON(signedPayload{Signatory: x.Signatory, Title: x.Title, External: x.External, Documents: papersOf(v)})
		w.Events, w.letter = events, e.Letter
		return next, nil
	})
}

// signsOnce refuses a second signature of one person under one letter: a form that was sent twice.
func (s *Service) signsOnce(ctx context.Context, by actor.Actor, id offer.ID, signatory string, letter int) error {
	events, err := s.allEvents(ctx, scopeOf(by), id)
	if err != nil {
		return err
	}
	all, err := signaturesIn(events)
	if err != nil {
		return err
	}
	for _, x := range all {
		if x.Letter == letter && answer.SameName(x.Signatory, signatory) {
			return fault.New(fault.Conflict, fault.CodeExists, "a signature of this person under letter %d is recorded already", letter)
		}
	}
	return nil
}

// signaturesIn lists the signatures for the employer, the oldest first.
func signaturesIn(events []event.Event) ([]EmployerSignature, error) {
	var out []EmployerSignature
	for _, e := range events {
		if e.Type != event.EmployerSigned {
			continue
		}
		f, ok := factsOf[signedFacts](e)
		if !ok {
			continue
		}
		x := EmployerSignature{Letter: e.Letter, Form: f.Form, At: e.At, Recorded: e.Recorded, By: e.Actor}
		if len(e.Payload) > 0 {
			kept, err := payloadOf[signedPayload](e)
			if err != nil {
				return nil, err
			}
			x.Signatory, x.Title, x.External, x.Documents = kept.Signatory, kept.Title, kept.External, kept.Documents
		}
		out = append(out, x)
	}
	return out, nil
}
