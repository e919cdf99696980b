package approval

import (
	"slices"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/fault"
)

// Decision is one approver's answer to a step. Terms is the digest of the covered terms that the approver saw.
type Decision struct {
	Step    string
	Verdict Status // approved, rejected
	Terms   digest.Digest
	Reason  string // required to reject
}

// Decide takes a decision of a person. Authors of the terms cannot decide, neither for themselves nor for somebody who
// delegated to them. lent are the people who have delegated to the person for now.
func (b Book) Decide(d Decision, by Person, lent []Person, authors []actor.ID, at time.Time) (Book, []Move, error) {
	s, err := b.waiting(d.Step)
	if err != nil {
		return b, nil, err
	}
	if s.Seen != d.Terms {
		return b, nil, fault.New(fault.Conflict, fault.CodeDigestMismatch, "the terms that this step covers are others than the ones you saw: read the offer's approvals again")
	}
	if slices.Contains(authors, by.ID) {
		return b, nil, fault.New(fault.Forbidden, fault.CodeFourEyes, "whoever wrote the terms does not approve them: another person must")
	}
	if d.Verdict == Rejected && d.Reason == "" {
		return b, nil, fault.New(fault.Invalid, fault.CodeReasonMissing, "to reject takes a reason, for those who must change the terms")
	}
	if slices.ContainsFunc(s.Votes, func(v Vote) bool { return v.By == by.ID }) {
		return b, nil, fault.New(fault.Conflict, fault.CodeApprovalDone, "you have decided on this step already: another person must give the next consent")
	}
	as, behalf, ok := s.counted(by, lent, authors)
	if !ok {
		return b, nil, s.notAsked()
	}
	f := stepFacts{Step: s.ID, Attempt: s.Attempt, As: as}
	if behalf != "" {
		f.For = behalf
	}
	typ := event.ApprovalRejected
	if d.Verdict == Approved {
		typ = event.ApprovalGiven
		complete := s.filled(append(slices.Clone(s.Votes), Vote{Names: as})) >= s.needed()
		f.Complete = &complete
	}
	return b.act(typ, f, d.Reason, event.Event{At: at, Actor: by.ID})
}

// counted says as whom a person's consent would count: oneself first, else one who delegated.
func (s *State) counted(by Person, lent []Person, authors []actor.ID) (as []Approver, behalf actor.ID, ok bool) {
	now := s.filled(s.Votes)
	for i, p := range append([]Person{by}, lent...) {
		if slices.Contains(authors, p.ID) || i > 0 && slices.ContainsFunc(s.Votes, func(v Vote) bool { return v.By == p.ID || v.For == p.ID }) {
			continue
		}
		var names []Approver
		for _, a := range s.Approvers {
			if a.is(p) && !slices.Contains(names, a) {
				names = append(names, a)
			}
		}
		if len(names) == 0 || s.filled(append(slices.Clone(s.Votes), Vote{Names: names})) <= now {
			continue
		}
		if i > 0 {
			behalf = p.ID
		}
		return names, behalf, true
	}
	return nil, "", false
}

// filled is how many of the approvers the votes stand for at most, each vote for one of them: a matching by augmenting
// paths.
func (s *State) filled(votes []Vote) int {
	holder := make([]int, len(s.Approvers))
	for i := range holder {
		holder[i] = -1
	}
	n := 0
	for v := range votes {
		if s.place(votes, v, holder, make([]bool, len(holder))) {
			n++
		}
	}
	return n
}

func (s *State) place(votes []Vote, v int, holder []int, tried []bool) bool {
	for i, a := range s.Approvers {
		if tried[i] || !slices.Contains(votes[v].Names, a) {
			continue
		}
		tried[i] = true
		if holder[i] < 0 || s.place(votes, holder[i], holder, tried) {
			holder[i] = v
			return true
		}
	}
	return false
}

// waiting gives a step that can be decided on.
func (b Book) waiting(step string) (*State, error) {
	s := b.Find(step)
	switch {
	case s == nil:
		return nil, fault.New(fault.NotFound, fault.CodeNotFound, "the offer has no approval step of this id")
	case s.Status == Later:
		return nil, fault.New(fault.Conflict, fault.CodeApprovalLater, "this step comes after others that are not settled yet")
	case s.Status != Waiting:
		return nil, fault.New(fault.Conflict, fault.CodeApprovalDone, "this step is %s already", s.Status)
	}
	return s, nil
}

// notAsked is the refusal of somebody whom the step does not ask, or not any more.
func (s *State) notAsked() error {
	e := fault.New(fault.Forbidden, fault.CodeForbidden, "this step does not ask you, or those it asks you for have consented already")
	for _, a := range s.Approvers {
		e.Allowed = append(e.Allowed, string(a))
	}
	return e
}

// Override settles a step without its approvers. The reason is kept, sealed.
func (b Book) Override(step, reason string, by actor.ID, authors []actor.ID, at time.Time) (Book, []Move, error) {
	s := b.Find(step)
	switch {
	case s == nil:
		_, err := b.waiting(step)
		return b, nil, err
	case s.Settled():
		return b, nil, fault.New(fault.Conflict, fault.CodeApprovalDone, "this step is %s already", s.Status)
	case reason == "":
		return b, nil, fault.New(fault.Invalid, fault.CodeReasonMissing, "to override an approval takes a reason")
	case slices.Contains(authors, by):
		return b, nil, fault.New(fault.Forbidden, fault.CodeFourEyes, "whoever wrote the terms does not override their approval")
	}
	return b.act(event.ApprovalOverridden, stepFacts{Step: s.ID, Attempt: s.Attempt}, reason, event.Event{At: at, Actor: by})
}

// Replace puts another approver in the place of one. Consents that were given stay; the step does not begin anew.
func (b Book) Replace(step string, from, to Approver, reason string, by actor.ID, at time.Time) (Book, []Move, error) {
	s := b.Find(step)
	switch {
	case s == nil || s.Status != Waiting && s.Status != Later:
		_, err := b.waiting(step)
		return b, nil, err
	case !slices.Contains(s.Approvers, from):
		e := fault.New(fault.Invalid, fault.CodeBadReference, "the step does not ask %s", from)
		for _, a := range s.Approvers {
			e.Allowed = append(e.Allowed, string(a))
		}
		return b, nil, e
	}
	if role, isRole := strings.CutPrefix(string(to), rolePrefix); isRole && !slices.Contains(actor.Roles(), actor.Role(role)) {
		return b, nil, fault.New(fault.Invalid, fault.CodeBadReference, "there is no role %s: roles are %v", role, actor.Roles())
	}
	return b.act(event.ApprovalReplaced, stepFacts{Step: s.ID, Attempt: s.Attempt, From: from, To: to}, reason, event.Event{At: at, Actor: by})
}

// Due gives when the step's next timer runs out: a reminder, or an escalation; nil when it has none.
func (s State) Due() *time.Time {
	var due *time.Time
	consider := func(hours int, done *time.Time) {
		if hours == 0 || done != nil || s.Status != Waiting {
			return
		}
		at := s.Opened.Add(time.Duration(hours) * time.Hour)
		if due == nil || at.Before(*due) {
			due = &at
		}
	}
	consider(s.Spec.Remind, s.Remind)
	consider(s.Escalate, s.Raised)
	return due
}

// Timers gives what the clock does by a time: reminders and escalations that are due.
func (b Book) Timers(at time.Time) (Book, []Move, error) {
	next, moves := b, []Move(nil)
	passed := func(s State, hours int, done *time.Time) bool {
		return s.Status == Waiting && hours > 0 && done == nil && !at.Before(s.Opened.Add(time.Duration(hours)*time.Hour))
	}
	for _, s := range b.States {
		f := stepFacts{Step: s.ID, Attempt: s.Attempt}
		e := event.Event{At: at, Actor: actor.Clock().ID}
		var made []Move
		var err error
		if passed(s, s.Spec.Remind, s.Remind) {
			if next, made, err = next.act(event.ApprovalReminded, f, "", e); err != nil {
				return b, nil, err
			}
			moves = append(moves, made...)
		}
		if passed(s, s.Escalate, s.Raised) {
			f.To = s.EscalateTo
			if next, made, err = next.act(event.ApprovalEscalated, f, "", e); err != nil {
				return b, nil, err
			}
			moves = append(moves, made...)
		}
	}
	return next, moves, nil
}
