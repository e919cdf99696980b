package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// What the clock looks at.
const (
	dueSettle store.DueKind = "settle" // the time to answer, or a stop of the clock, ends
	dueRemind store.DueKind = "remind" // the candidate's time to answer ends soon; the subject is how many days before
)

// ticked are what the clock does for each kind. Each is an ordinary conditional command: a replica that runs it too, or an
// act that came first, makes it one that changes nothing.
var ticked = map[store.DueKind]func(*Service, context.Context, store.Due) error{
	dueSettle:   (*Service).settle,
	dueRemind:   (*Service).remind,
	dueApproval: (*Service).approvalDue,
}

// tickAtOnce is how many rows one Tick looks at, and tickAgain how long one that failed waits for its next try.
const (
	tickAtOnce = 100
	tickAgain  = 5 * time.Minute
)

// Tick does what time has come for, and says how many rows it looked at; more may wait when it is a hundred. What fails waits,
// so that it keeps nothing else from being done.
func (s *Service) Tick(ctx context.Context) (looked int, err error) {
	rows, err := s.Store.Due(ctx, s.now(), tickAtOnce)
	if err != nil {
		return 0, err
	}
	for _, d := range rows {
		act, ok := ticked[d.Kind]
		if !ok {
			continue // of a newer program, which does it
		}
		if failed := act(s, ctx, d); failed != nil && !errors.Is(failed, store.ErrStale) {
			err = errors.Join(err, fmt.Errorf("%s of offer %s: %w", d.Kind, d.Offer, failed), s.Store.PutOff(ctx, d, s.now().Add(tickAgain)))
		}
	}
	reviewed, failed := s.ReviewsDue(ctx, s.now())
	return max(len(rows), reviewed), errors.Join(err, failed)
}

// settle records what time alone did: an end of the time to answer, an end of a stop of the clock.
func (s *Service) settle(ctx context.Context, d store.Due) error {
	o, err := s.Store.Offer(ctx, store.Scope{}, d.Offer)
	if err != nil {
		return err
	}
	w := s.begin(actor.Clock(), nil)
	w.Expect = o.Revision
	next, events, err := o.Expire(w.at)
	var refused *fault.Error
	if errors.As(err, &refused) && refused.Code == fault.CodeState { // an act came first, or moved the end
		return s.Store.PutOff(ctx, d, settles(o))
	}
	if err != nil {
		return err
	}
	w.Events = events
	_, err = s.apply(ctx, w, next)
	return err
}

// remind says that the time to answer ends soon: an event, and a mail where mails are sent.
func (s *Service) remind(ctx context.Context, d store.Due) error {
	o, err := s.Store.Offer(ctx, store.Scope{}, d.Offer)
	if err != nil {
		return err
	}
	w := s.begin(actor.Clock(), nil)
	if !o.Answerable || o.Expires == nil || !o.Expires.After(w.at) {
		return s.Store.PutOff(ctx, d, time.Time{})
	}
	days, err := strconv.Atoi(d.Subject)
	if err != nil {
		return err
	}
	w.Expect = o.Revision
	w.tell(event.AnswerReminded, o.IssuedLetter, remindedFacts{Days: days, Expires: *o.Expires}, nil)
	w.Due = append(w.Due, store.Due{Offer: o.ID, Kind: dueRemind, Subject: d.Subject})
	if err := s.remindByMail(ctx, w, o); err != nil {
		return err
	}
	_, err = s.apply(ctx, w, o)
	return err
}

type remindedFacts struct {
	Days    int       `json:"days"`
	Expires time.Time `json:"expires_at"`
}

// moving are the events after which something else is due than before.
var moving = []event.Type{
	event.OfferIssued, event.OfferExtended, event.OfferAccepted, event.OfferDeclined, event.OfferExpired, event.OfferRescinded,
	event.OfferCancelled, event.ClockStopped, event.ClockResumed,
}

// dueAfter gives the rows of the clock that an act changes.
func (s *Service) dueAfter(events []event.Event, next offer.Offer) []store.Due {
	if !slices.ContainsFunc(events, func(e event.Event) bool { return slices.Contains(moving, e.Type) }) {
		return nil
	}
	out := []store.Due{{Offer: next.ID, Kind: dueSettle, At: settles(next)}}
	for _, days := range s.Candidates.Remind {
		r := store.Due{Offer: next.ID, Kind: dueRemind, Subject: strconv.Itoa(days)}
		switch {
		case !next.Answerable || next.Expires == nil:
			out = append(out, r)
		case slices.ContainsFunc(events, func(e event.Event) bool { return e.Type == event.OfferIssued || e.Type == event.OfferExtended }):
			if at := next.Expires.AddDate(0, 0, -days); at.After(next.Changed) {
				r.At = at
			}
			out = append(out, r)
		}
	}
	return out
}

// settles is when time alone next changes an offer; zero when it does not.
func settles(o offer.Offer) time.Time {
	var at time.Time
	if o.Answerable && o.Expires != nil {
		at = o.Expires.Add(time.Millisecond) // the last instant still belongs to the time to answer
	}
	if o.Clock != nil && (at.IsZero() || o.Clock.Until.Before(at)) {
		at = o.Clock.Until
	}
	return at
}
