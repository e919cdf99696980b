package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// Task is a flag that waits, as the queue shows it to one person.
type Task struct {
	store.Waiting
	Late       bool              `json:"late"`
	Mine       bool              `json:"mine"`                 // the person may decide on it
	Identical  bool              `json:"identical"`            // a flag like it was cleared before: same rule, place and wording, no larger value, within a year
	Precedents []store.Precedent `json:"precedents,omitempty"` // those, newest first
}

// Tasks is a page of the queue.
type Tasks struct {
	Items []Task             `json:"items"`
	Count store.WaitingCount `json:"count"`
	Next  string             `json:"next_cursor,omitempty"`
}

// Deciders are the deciders whose part the actor can take.
func Deciders(by actor.Actor) []policy.Decider {
	var out []policy.Decider
	for _, d := range []policy.Decider{policy.ByLegal, policy.ByHROps, policy.ByTotalRewards} {
		if by.Has(actor.Role(d)) {
			out = append(out, d)
		}
	}
	return out
}

// Queue gives the flags that wait, the most harmful wait first, each with the precedents that it is identical to.
func (s *Service) Queue(ctx context.Context, by actor.Actor, q store.WaitingQuery) (Tasks, error) {
	scope, now := scopeOf(by), s.now()
	page, err := s.Store.ListWaiting(ctx, scope, q)
	if err != nil {
		return Tasks{}, err
	}
	out := Tasks{Items: []Task{}, Next: page.Next}
	if out.Count, err = s.Store.CountWaiting(ctx, scope, q, now); err != nil {
		return Tasks{}, err
	}
	cleared, err := s.clearedLike(ctx, scope, page.Items, now.Add(-review.PrecedentAge))
	if err != nil {
		return Tasks{}, err
	}
	for i, w := range page.Items {
		t := Task{Waiting: w, Late: now.After(w.Due), Mine: mayDecide(by, w.Content), Precedents: identical(w.Content, cleared[i])}
		t.Identical = len(t.Precedents) > 0
		out.Items = append(out.Items, t)
	}
	return out, nil
}

// clearedLike gives for each flag that waits what was cleared of its rule, place and wording since a time. A flag without
// wording is like no other.
func (s *Service) clearedLike(ctx context.Context, scope store.Scope, waiting []store.Waiting, since time.Time) ([][]store.Precedent, error) {
	var keys []store.PrecedentKey
	at := make([]int, len(waiting)) // which key is each flag's; -1 for none
	for i, w := range waiting {
		key := store.PrecedentKey{Code: w.Code, Place: w.Place, Wording: w.Wording, Since: since}
		if at[i] = slices.Index(keys, key); at[i] < 0 && w.Wording != "" {
			at[i], keys = len(keys), append(keys, key)
		}
	}
	found, err := s.Store.Precedents(ctx, scope, keys)
	if err != nil {
		return nil, err
	}
	out := make([][]store.Precedent, len(waiting))
	for i, k := range at {
		if k >= 0 {
			out[i] = found[k]
		}
	}
	return out, nil
}

// mayDecide says whether nothing but the answer itself would keep the actor from deciding.
func mayDecide(by actor.Actor, f review.Flag) bool {
	return by.Has(actor.Role(f.Deviation.Decides)) && !slices.Contains(f.Authors, string(by.ID))
}

func identical(f review.Flag, cleared []store.Precedent) []store.Precedent {
	var out []store.Precedent
	for _, p := range cleared {
		if review.Alike(f, p.Flag) {
			out = append(out, p)
		}
	}
	return out
}

// Precedents gives what was cleared before of a flag's rule, place and wording within a year, newest first, and which of
// it the flag is identical to.
func (s *Service) Precedents(ctx context.Context, by actor.Actor, id offer.ID, n int, flag string) (all, same []store.Precedent, err error) {
	o, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return nil, nil, err
	}
	flags, err := s.Store.Flags(ctx, scopeOf(by), id, n)
	if err != nil {
		return nil, nil, err
	}
	i := flagIndex(flags, flag)
	if i < 0 {
		return nil, nil, store.ErrNotFound
	}
	f := flags[i]
	if f.Wording == "" {
		return nil, nil, nil
	}
	found, err := s.Store.Precedents(ctx, scopeOf(by), []store.PrecedentKey{{
		Code: f.Deviation.Code, Place: o.Place, Wording: f.Wording, Since: s.now().Add(-review.PrecedentAge),
	}})
	if err != nil {
		return nil, nil, err
	}
	all = slices.DeleteFunc(found[0], func(p store.Precedent) bool { return p.Offer == id && p.Flag.ID == flag })
	return all, identical(f, all), nil
}

// Clearing is a request to clear flags that are identical to ones that were cleared before.
type Clearing struct {
	Flags []Picked `json:"flags" jsonschema:"title=Flags,minItems=1,maxItems=100"`
}

// Picked names a flag as somebody saw it.
type Picked struct {
	// Offer is the offer's id.
	Offer offer.ID `json:"offer_id" jsonschema:"title=Offer"`
	// Letter is the letter version.
	Letter int `json:"letter_version" jsonschema:"title=Letter version,example=1,minimum=1"`
	// Flag is the flag's id.
	Flag string `json:"flag_id" jsonschema:"title=Flag,maxLength=36"`
	// Fingerprint is that of the flag as it was seen.
	Fingerprint digest.Digest `json:"fingerprint" jsonschema:"title=Fingerprint,pattern=^sha256:[0-9a-f]{64}$"`
}

// Clearings say what became of each flag, in the order of the request.
type Clearings struct {
	Items   []Cleared `json:"items"`
	Cleared int       `json:"cleared"`
}

// Cleared is what became of one flag: cleared, or why not.
type Cleared struct {
	Offer   offer.ID   `json:"offer_id"`
	Flag    string     `json:"flag_id"`
	Cleared bool       `json:"cleared"`
	Code    fault.Code `json:"code,omitempty"`
	Detail  string     `json:"detail,omitempty"`
}

// Assignment gives a flag to a person.
type Assignment struct {
	// Person is the person's id; empty takes the flag back.
	Person actor.ID `json:"person" jsonschema:"title=Person,maxLength=36"`
}

// ClearAll clears flags one by one. A refusal of one leaves the others; only a store that does not answer ends it.
func (s *Service) ClearAll(ctx context.Context, by actor.Actor, c Clearing) (Clearings, error) {
	out := Clearings{Items: []Cleared{}}
	for _, p := range c.Flags {
		done := Cleared{Offer: p.Offer, Flag: p.Flag}
		_, err := s.ClearAlike(ctx, by, p)
		var refused *fault.Error
		switch {
		case err == nil:
			done.Cleared = true
			out.Cleared++
		case errors.As(err, &refused) && refused.Kind != fault.Internal && refused.Kind != fault.Unavailable && refused.Kind != fault.Full:
			done.Code, done.Detail = refused.Code, refused.Message
		default:
			return out, err
		}
		out.Items = append(out.Items, done)
	}
	return out, nil
}

// ClearAlike clears a flag that is identical to a precedent; any other is refused, since it must be read first.
func (s *Service) ClearAlike(ctx context.Context, by actor.Actor, p Picked) (Result, error) {
	_, same, err := s.Precedents(ctx, by, p.Offer, p.Letter, p.Flag)
	if err != nil {
		return Result{}, err
	}
	if len(same) == 0 {
		return Result{}, fault.New(fault.Conflict, fault.CodeState, "the flag is not identical to one that was cleared before: open it and decide on it by itself")
	}
	return s.Decide(ctx, by, p.Offer, p.Letter, p.Flag, Ruling{Verdict: review.Clear, Fingerprint: p.Fingerprint}, nil)
}

// Assign gives a waiting flag to a person, or takes it back with an empty one.
func (s *Service) Assign(ctx context.Context, by actor.Actor, id offer.ID, n int, flag string, to actor.ID, claim *store.Claim) (Result, error) {
	j, err := s.judging(ctx, scopeOf(by), id, n)
	if err != nil {
		return Result{}, err
	}
	i := flagIndex(j.flags, flag)
	if i < 0 {
		return Result{}, store.ErrNotFound
	}
	if !waits(j.flags[i]) {
		return Result{}, fault.New(fault.Conflict, fault.CodeFlagDecided, "the flag does not wait for anybody")
	}
	if to != "" {
		if _, err := s.Store.Person(ctx, to); err != nil {
			return Result{}, err
		}
	}
	w := s.begin(by, claim)
	w.Expect = j.offer.Revision
	w.Assign = []store.Assignment{{Flag: flag, Person: string(to)}}
	w.tell(event.FlagAssigned, n, assignedFacts{Flag: flag, Code: j.flags[i].Deviation.Code, Assignee: to}, nil)
	return s.judged(ctx, by, w, j.offer)
}

// dueAtOnce is how many waiting flags one tick of the clock looks at.
const dueAtOnce = 100

// ReviewsDue reminds of flags that have waited for half of their time and escalates those that are late, each as an event
// of its offer. It gives how many it saw to, and can be called again at once when that is many.
func (s *Service) ReviewsDue(ctx context.Context, now time.Time) (int, error) {
	due, err := s.Store.DueWaiting(ctx, now, dueAtOnce)
	if err != nil {
		return 0, err
	}
	done := 0
	var failed error
	for _, w := range due {
		switch err := s.step(ctx, w, now); {
		case err == nil:
			done++
		case fault.KindOf(err) != fault.Stale: // stale is somebody who acts on the offer just now: the next tick sees to it
			failed = errors.Join(failed, fmt.Errorf("flag %s of offer %s: %w", w.Flag, w.Offer, err))
		}
	}
	return done, failed
}

// step does the next step of one waiting flag.
func (s *Service) step(ctx context.Context, waiting store.Waiting, now time.Time) error {
	o, err := s.Store.Offer(ctx, store.Scope{}, waiting.Offer)
	if err != nil {
		return err
	}
	w := s.begin(actor.Clock(), nil)
	w.at, w.Expect = now.UTC().Truncate(time.Millisecond), o.Revision
	typ, next := event.FlagReminded, s.lateAt(o, waiting)
	stepped := store.Stepped{Flag: waiting.Flag, Step: waiting.Step + 1, Next: &next}
	if waiting.Step > 0 {
		typ, stepped.Next = event.FlagEscalated, nil
	}
	w.Stepped = []store.Stepped{stepped}
	w.tell(typ, waiting.Letter, map[string]any{
		"flag_id": waiting.Flag, "code": waiting.Code, "decides": waiting.Decides, "due_at": waiting.Due, "assignee": waiting.Assignee,
	}, nil)
	_, err = s.apply(ctx, w, o)
	return err
}

// Cards says in short who offers are for.
func (s *Service) Cards(ctx context.Context, by actor.Actor, ids []offer.ID) (map[offer.ID]store.Card, error) {
	return s.Store.Cards(ctx, scopeOf(by), ids)
}
