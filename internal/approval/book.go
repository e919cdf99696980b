package approval

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/event"
)

// Status is where one step stands.
type Status string

// The statuses. Later waits for other steps; Withdrawn is no longer asked for.
const (
	Later      Status = "later"
	Waiting    Status = "waiting"
	Approved   Status = "approved"
	Rejected   Status = "rejected"
	Overridden Status = "overridden"
	Withdrawn  Status = "withdrawn"
)

// Vote is one approver's consent, or refusal.
type Vote struct {
	By      actor.ID  `json:"by"`            // who decided
	For     actor.ID  `json:"for,omitempty"` // who had delegated it; empty when nobody had
	Verdict Status    `json:"verdict"`       // approved, rejected
	At      time.Time `json:"at"`
	// Names are what the voter was counted as: person and roles.
	Names []Approver `json:"as,omitempty"`
}

// State is one step of an offer as it stands.
type State struct {
	Spec
	Status  Status        `json:"status"`
	Attempt int           `json:"attempt"`               // 1, 2, 3: how often it was asked anew because its terms changed
	Seen    digest.Digest `json:"terms,omitempty"`       // of the terms that it was asked about; empty when that was erased
	Asked   time.Time     `json:"asked_at"`              // when the attempt began
	Opened  time.Time     `json:"opened_at,omitzero"`    // when it began to wait for its approvers; zero while it is later
	Done    time.Time     `json:"done_at,omitzero"`      // when it was settled; zero while it is not
	Carried int           `json:"carried,omitempty"`     // over how many changes of other terms it was carried since
	Remind  *time.Time    `json:"reminded_at,omitempty"` //
	Raised  *time.Time    `json:"escalated_at,omitempty"`
	Votes   []Vote        `json:"votes,omitempty"` // of this attempt
}

// Settled says whether the step no longer keeps the letter back.
func (s State) Settled() bool {
	return s.Status == Approved || s.Status == Overridden || s.Status == Withdrawn
}

// Book is where all steps of one offer stand, in the order in which they were first asked.
type Book struct{ States []State }

// Find gives a step; nil when the offer has none of that id.
func (b *Book) Find(step string) *State {
	if i := slices.IndexFunc(b.States, func(s State) bool { return s.ID == step }); i >= 0 {
		return &b.States[i]
	}
	return nil
}

// Pins are the chain versions of steps that were asked and stay in force for the offer.
func (b Book) Pins() map[string]int {
	pins := map[string]int{}
	for _, s := range b.States {
		var id string
		var version int
		if i := slices.Index([]byte(s.Chain), '@'); i > 0 && s.Status != Withdrawn {
			id = s.Chain[:i]
			if _, err := fmt.Sscanf(s.Chain[i+1:], "%d", &version); err == nil {
				pins[id] = version
			}
		}
	}
	return pins
}

// asked is the payload of approval.asked.
type asked struct {
	Terms digest.Digest `json:"terms"`
}

// told are the facts of the events of approvals.
type told struct {
	Step     string     `json:"step"`
	Attempt  int        `json:"attempt"`
	Later    bool       `json:"later"`
	For      actor.ID   `json:"for"`
	As       []Approver `json:"as"`
	Complete bool       `json:"complete"`
	From     Approver   `json:"from"`
	To       Approver   `json:"to"`
}

// Fold reads where the steps stand out of an offer's events, oldest first. The error is for facts that cannot be read.
func Fold(events []event.Event) (Book, error) {
	var b Book
	for _, e := range events {
		if err := b.Take(e); err != nil {
			return Book{}, err
		}
	}
	return b, nil
}

// Take folds one event. Events that are not of approvals change nothing.
func (b *Book) Take(e event.Event) error {
	if !slices.Contains(event.Approvals(), e.Type) {
		return nil
	}
	t, err := read(e)
	if err != nil {
		return err
	}
	if e.Type == event.ApprovalAsked {
		return b.ask(e, t)
	}
	s := b.Find(t.Step)
	if s == nil {
		return fmt.Errorf("approval: event %d of offer %s is about step %s, which was never asked", e.Sequence, e.Offer, t.Step)
	}
	s.take(e, t)
	return nil
}

func read(e event.Event) (t told, err error) {
	if err := json.Unmarshal(e.Facts, &t); err != nil {
		return t, fmt.Errorf("approval: facts of event %d of offer %s: %w", e.Sequence, e.Offer, err)
	}
	return t, nil
}

func (b *Book) ask(e event.Event, t told) error {
	s := State{Status: Waiting, Attempt: t.Attempt, Asked: e.At, Opened: e.At}
	if err := json.Unmarshal(e.Facts, &s.Spec); err != nil {
		return fmt.Errorf("approval: facts of event %d of offer %s: %w", e.Sequence, e.Offer, err)
	}
	var p asked
	if len(e.Payload) > 0 {
		if err := json.Unmarshal(e.Payload, &p); err != nil {
			return fmt.Errorf("approval: payload of event %d of offer %s: %w", e.Sequence, e.Offer, err)
		}
	}
	s.Seen = p.Terms
	if t.Later {
		s.Status, s.Opened = Later, time.Time{}
	}
	if old := b.Find(s.ID); old != nil {
		*old = s
	} else {
		b.States = append(b.States, s)
	}
	return nil
}

func (s *State) take(e event.Event, t told) {
	at := e.At
	switch e.Type {
	case event.ApprovalOpened:
		s.Status, s.Opened = Waiting, at
	case event.ApprovalGiven:
		s.Votes = append(s.Votes, Vote{By: e.Actor, For: t.For, Verdict: Approved, At: at, Names: t.As})
		if t.Complete {
			s.Status, s.Done = Approved, at
		}
	case event.ApprovalRejected:
		s.Votes = append(s.Votes, Vote{By: e.Actor, For: t.For, Verdict: Rejected, At: at, Names: t.As})
		s.Status, s.Done = Rejected, at
	case event.ApprovalOverridden:
		s.Status, s.Done = Overridden, at
	case event.ApprovalWithdrawn:
		s.Status, s.Done = Withdrawn, at
	case event.ApprovalCarried:
		s.Carried++
	case event.ApprovalReplaced:
		if i := slices.Index(s.Approvers, t.From); i >= 0 {
			s.Approvers = slices.Clone(s.Approvers)
			s.Approvers[i] = t.To
		}
	case event.ApprovalReminded:
		s.Remind = &at
	case event.ApprovalEscalated:
		s.Raised = &at
		s.Approvers = append(slices.Clone(s.Approvers), t.To)
		if s.Need == 0 { // the one who is asked too can stand in for any of those who were
			s.Need = len(s.Approvers) - 1
		}
	}
}
