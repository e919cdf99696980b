package offer

import (
	"encoding/json"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/event"
	"verbatim/internal/terms"
)

// do performs one act at its own time: an expiry that had passed by then is recorded first, so that no act slips past it,
// then the act is permitted or refused, then change gives the next offer. On refusal the offer stays as it was.
func (o Offer) do(a Act, at time.Time, typ event.Type, change func(*Offer) facts) (Offer, []event.Event, error) {
	next, events := o.settle(at)
	if err := next.permit(a); err != nil {
		return o, nil, err
	}
	from := next.State
	f := change(&next)
	return next, append(events, next.record(typ, at, from, f)), nil
}

// facts are what of an act stands in clear: ids, numbers, codes, never a name.
type facts map[string]any

// record makes the event of an act that led from a state to the present one, and dates the offer by it.
func (o *Offer) record(typ event.Type, at time.Time, from State, f facts) event.Event {
	at = at.UTC().Truncate(time.Millisecond)
	o.Changed = at
	e := event.Event{Offer: string(o.ID), Type: typ, At: at, From: string(from), To: string(o.State), Letter: o.Letter}
	if len(f) > 0 {
		raw, err := json.Marshal(f)
		if err != nil { // facts hold words, numbers, dates and instants only
			panic("offer: facts cannot be written: " + err.Error())
		}
		e.Facts = raw
	}
	return e
}

// settle records what time alone has done by at: a stopped clock that runs again, and the end of the time to answer.
func (o Offer) settle(at time.Time) (Offer, []event.Event) {
	clock := o.Clock
	if clock == nil || at.Before(clock.Until) {
		return o.settleAnswer(at)
	}
	o, before := o.settleAnswer(clock.Until)
	resumed := o.record(event.ClockResumed, clock.Until, o.State, o.resumeClock(true))
	o, after := o.settleAnswer(at)
	return o, append(append(before, resumed), after...)
}

// settleAnswer records that the issued letter's time to answer has passed by at. While a later version is being written
// the state stays and only the issued letter ends.
func (o Offer) settleAnswer(at time.Time) (Offer, []event.Event) {
	if !o.Due(at) {
		return o, nil
	}
	from, expired := o.State, *o.Expires
	o.end(o.State)
	if from == Issued || from == Negotiating {
		o.State = Expired
	}
	e := o.record(event.OfferExpired, expired, from, facts{"expires_at": expired})
	e.Letter = o.IssuedLetter
	return o, []event.Event{e}
}

// end closes the issued letter for answers and sets the state.
func (o *Offer) end(s State) { o.State, o.Answerable, o.Paused = s, false, false }

// counts are the figures of the latest version that lists show; desk sets them before the act.
func (o Offer) counts() facts {
	return facts{
		"round": o.Round, "handoff_id": o.Handoff, "unwritten": o.Unwritten, "differences": o.Differences,
		"open_flags": o.OpenFlags, "blocked_flags": o.BlockedFlags, "verdict": o.Verdict,
	}
}

// with is f and one more fact.
func (f facts) with(name string, value any) facts { f[name] = value; return f }

// Anchors are the days and the instant that an answer-by point may count from.
type Anchors struct {
	Issued     time.Time
	LetterDate cal.Date
	Start      *terms.When // the start as agreed; an answer can count from it only when it is a date
}
