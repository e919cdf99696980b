package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// Replay makes the answer of a finished write again from stored rows, as they stood at its revision. Who repeats a
// request is told what the answer was, whatever has become of the offer since.
func (s *Service) Replay(ctx context.Context, by actor.Actor, done store.ClaimResult) (Result, error) {
	scope := doneScope(by)
	o, err := s.Store.Offer(ctx, scope, done.Offer)
	if err != nil {
		return Result{}, err
	}
	r, err := s.result(ctx, scope, o, done.Letter, done.Revision)
	r.Created, r.Warnings = done.Status == statusCreated, warningsOf(done.Alike)
	if err != nil {
		return r, err
	}
	return s.withMade(ctx, by, r)
}

// statusCreated and statusOK are what a finished claim keeps of the first answer.
const (
	statusCreated = 201
	statusOK      = 200
)

// result makes the answer about one letter version as everything stood at a revision of its offer.
func (s *Service) result(ctx context.Context, scope store.Scope, o offer.Offer, n int, revision int64) (Result, error) {
	events, err := s.allEvents(ctx, scope, o.ID)
	if err != nil {
		return Result{}, err
	}
	h, err := historyOf(events, revision)
	if err != nil {
		return Result{}, err
	}
	if n == 0 {
		return unwritten(o, h, revision), nil
	}
	v, err := s.Store.Letter(ctx, scope, o.ID, n)
	if err != nil {
		return Result{}, err
	}
	flags, err := s.Store.Flags(ctx, scope, o.ID, n)
	if err != nil {
		return Result{}, err
	}
	e, ok := s.Library.Current().Entity(o.Entity)
	if !ok {
		return Result{}, errNoEntity(o)
	}
	flags = h.flagsThen(flags)
	st := standingFrom(e, v, h, flags)
	if st.today, err = dayIn(e, h.at); err != nil {
		return Result{}, err
	}
	if st.read, err = h.readingOf(e, v); err != nil {
		return Result{}, err
	}
	gate := st.gate()
	return Result{
		Offer: o.ID, Revision: revision, State: h.state, Round: v.Round, Handoff: v.Handoff, Letter: letterOf(v),
		Flags: flags, Changes: rows(v.Changes), Verdict: policy.VerdictOf(v.Changes, unknownTerms(flags), sending(gate, h.issued[n])),
		Gate: gate, ReadBack: st.read.shown(), Dropped: h.dropped[v.Handoff],
	}, nil
}

// unwritten is the answer about an offer that has no letter yet.
func unwritten(o offer.Offer, h history, revision int64) Result {
	return Result{
		Offer: o.ID, Revision: revision, State: h.state, Round: o.Round, Flags: []review.Flag{},
		Changes: []terms.Change{},
		Verdict: policy.Verdict{Code: policy.CannotBeJudged, Sentence: "Cannot be judged: no letter was written yet.", Consequence: string(policy.NotSendable)},
		Gate:    Gate{Reasons: append([]Reason{{Code: ReasonNoLetter, Message: "No letter was written yet: hand the agreed terms over."}}, missing(*h.book)...)},
	}
}

// rows is changes as JSON lists them: an empty list and never null.
func rows(changes []terms.Change) []terms.Change {
	if changes == nil {
		return []terms.Change{}
	}
	return changes
}

// sending says what can be done with a letter, for its verdict's consequence.
func sending(g Gate, issued bool) policy.Sending {
	switch {
	case issued:
		return policy.Sent
	case g.Open:
		return policy.Sendable
	}
	return policy.NotSendable
}

// letterOf gives a version in short.
func letterOf(v letter.Version) Letter {
	l := Letter{
		Version: v.Number, PDF: v.Letter().PDFDigest, Lock: v.LockDigest, LetterDate: v.Lock.LetterDate,
		Created: v.Created, Author: v.Author, Mark: v.Lock.Mark, Documents: []Document{},
	}
	for _, r := range v.Documents {
		l.Documents = append(l.Documents, Document{ID: r.Document.ID, Title: r.Document.Title, PDF: r.PDFDigest, Pages: r.Pages, Bytes: r.Size})
	}
	return l
}

// handoffFacts are the facts of a handoff.received event.
type handoffFacts struct {
	Agreed  *agreedFacts    `json:"agreed,omitempty"`
	Handoff string          `json:"handoff_id"`
	Dropped []terms.Pointer `json:"dropped_amendments,omitempty"`
}

// toldFacts are the facts of a candidate.told event: of what, and whether it was told or a reason was given not to.
type toldFacts struct {
	toldOf
	Told   bool       `json:"told"`
	ToldAt *time.Time `json:"told_at,omitempty"`
}

// raisedFacts are what of a flag's facts says what it is about.
type raisedFacts struct {
	Flag  string          `json:"flag_id"`
	Code  string          `json:"code"`
	Terms []terms.Pointer `json:"terms"`
}

// assignedFacts are the facts of a flag.assigned event. Nobody is given a flag that is taken back.
type assignedFacts struct {
	Flag     string   `json:"flag_id"`
	Code     string   `json:"code"`
	Assignee actor.ID `json:"assignee"`
}

// decidedFacts are the facts of a flag.decided event.
type decidedFacts struct {
	Decision string         `json:"decision_id"`
	Flag     string         `json:"flag_id"`
	Code     string         `json:"code"`
	Verdict  review.Verdict `json:"decision"`
}

func factsOf[T any](e event.Event) (facts T, ok bool) {
	return facts, json.Unmarshal(e.Facts, &facts) == nil
}

func factsJSON(v any) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("desk: facts cannot be written: %v", err)) // facts are our own plain types
	}
	return raw
}
