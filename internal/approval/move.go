package approval

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/terms"
)

// Move is one event that approvals bring about, before it is stamped with who and when.
type Move struct {
	Type    event.Type
	Facts   json.RawMessage
	Payload json.RawMessage // sealed
}

// askedFacts are the facts of approval.asked: the step as it is asked.
type askedFacts struct {
	Spec
	Attempt int  `json:"attempt"`
	Later   bool `json:"later,omitempty"`
}

// stepFacts are the facts of the events about one step.
type stepFacts struct {
	Step     string     `json:"step"`
	Attempt  int        `json:"attempt"`
	For      any        `json:"for,omitempty"`
	As       []Approver `json:"as,omitempty"`
	Complete *bool      `json:"complete,omitempty"`
	From     Approver   `json:"from,omitempty"`
	To       Approver   `json:"to,omitempty"`
}

// Next gives what a plan over new terms brings: steps that are asked, or asked anew because the terms that they cover
// changed, carried over because those did not, or withdrawn because the chain no longer asks for them. It gives the book
// after it too. at is when it happens.
func (b Book) Next(plan []Planned, sheet terms.Sheet, at time.Time) (Book, []Move, error) {
	next := Book{States: slices.Clone(b.States)}
	var moves []Move
	do := func(typ event.Type, facts, payload any) error {
		m, err := move(typ, facts, payload)
		if err == nil {
			moves = append(moves, m)
			err = next.Take(event.Event{Type: typ, At: at, Facts: m.Facts, Payload: m.Payload})
		}
		return err
	}
	for _, s := range b.States {
		wanted := slices.ContainsFunc(plan, func(p Planned) bool { return p.Asked && p.ID == s.ID })
		if !wanted && s.Status != Withdrawn {
			if err := do(event.ApprovalWithdrawn, stepFacts{Step: s.ID, Attempt: s.Attempt}, nil); err != nil {
				return b, nil, err
			}
		}
	}
	all := Terms(sheet)
	for _, p := range plan {
		if !p.Asked {
			continue
		}
		sum, err := p.Digest(all)
		if err != nil {
			return b, nil, err
		}
		if err := next.consider(p, sum, do); err != nil {
			return b, nil, err
		}
	}
	opened, err := next.open(at)
	return next, append(moves, opened...), err
}

// consider asks a step, or lets it stand.
func (b *Book) consider(p Planned, sum digest.Digest, do func(event.Type, any, any) error) error {
	attempt := 1
	if s := b.Find(p.ID); s != nil {
		same := s.Seen == sum && s.Status != Withdrawn
		switch {
		case same && (s.Status == Approved || s.Status == Overridden):
			return do(event.ApprovalCarried, stepFacts{Step: s.ID, Attempt: s.Attempt}, nil)
		case same:
			return nil // it waits on, with the consents that it has; a refusal stands
		}
		attempt = s.Attempt + 1
	}
	return do(event.ApprovalAsked, askedFacts{Spec: p.Spec, Attempt: attempt, Later: !b.ready(p.After)}, asked{sum})
}

// ready says whether every one of the steps is settled.
func (b *Book) ready(steps []string) bool {
	for _, id := range steps {
		if s := b.Find(id); s != nil && !s.Settled() {
			return false
		}
	}
	return true
}

// open lets the steps wait for their approvers that came after others which are settled now.
func (b *Book) open(at time.Time) ([]Move, error) {
	var moves []Move
	for i := range b.States {
		s := &b.States[i]
		if s.Status != Later || !b.ready(s.After) {
			continue
		}
		m, err := move(event.ApprovalOpened, stepFacts{Step: s.ID, Attempt: s.Attempt}, nil)
		if err != nil {
			return nil, err
		}
		moves = append(moves, m)
		s.Status, s.Opened = Waiting, at
	}
	return moves, nil
}

// act makes one move about a step, and opens what waited for it.
func (b Book) act(typ event.Type, f stepFacts, reason string, e event.Event) (Book, []Move, error) {
	var payload any
	if reason != "" {
		payload = map[string]string{"reason": reason}
	}
	m, err := move(typ, f, payload)
	if err != nil {
		return b, nil, err
	}
	next := Book{States: slices.Clone(b.States)}
	e.Type, e.Facts = typ, m.Facts
	if err := next.Take(e); err != nil {
		return b, nil, err
	}
	opened, err := next.open(e.At)
	return next, append([]Move{m}, opened...), err
}

func move(typ event.Type, facts, payload any) (Move, error) {
	m := Move{Type: typ}
	var err error
	if m.Facts, err = json.Marshal(facts); err != nil {
		return m, fmt.Errorf("approval: %w", err)
	}
	if payload != nil {
		if m.Payload, err = json.Marshal(payload); err != nil {
			return m, fmt.Errorf("approval: %w", err)
		}
	}
	return m, nil
}
