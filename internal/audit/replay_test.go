package audit_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"verbatim/internal/audit"
	"verbatim/internal/event"
	"verbatim/internal/offer"
)

// life is an offer with every event that its acts made, numbered as a store numbers them.
type life struct {
	offer  offer.Offer
	events []event.Event
	now    time.Time
}

// add takes what an act made; an act that was refused changes nothing.
func (l *life) add(o offer.Offer, events []event.Event, err error) {
	if err != nil {
		return
	}
	for _, e := range events {
		e.Sequence = int64(len(l.events)) + 1
		l.events = append(l.events, e)
	}
	o.Revision = int64(len(l.events))
	l.offer = o
}

// gates are the three states of a letter that is not issued.
var gates = []offer.Gate{{Blocked: []string{"f1"}}, {Open: []string{"f1"}}, {}}

// acts are every act of an offer's life, each on the offer as it stands.
var acts = map[string]func(rt *rapid.T, l *life){
	"hand over": func(rt *rapid.T, l *life) {
		o := counted(rt, l.offer)
		l.add(o.Handover(offer.Handoff{ID: "h" + rapid.StringN(1, 4, 4).Draw(rt, "id"), Letter: o.Letter + 1}, gate(rt), l.now))
	},
	"revise": func(rt *rapid.T, l *life) { l.add(counted(rt, l.offer).Revised(l.offer.Letter+1, gate(rt), l.now)) },
	"decide": func(rt *rapid.T, l *life) { l.add(counted(rt, l.offer).Decided(gate(rt), l.now)) },
	"approve": func(rt *rapid.T, l *life) {
		l.add(counted(rt, l.offer).Consented(event.ApprovalGiven, gate(rt), l.now))
	},
	"tell":            func(rt *rapid.T, l *life) { l.add(counted(rt, l.offer).Told(gate(rt), l.now)) },
	"verbal offer":    func(_ *rapid.T, l *life) { l.add(l.offer.VerbalOffer("phone", l.now)) },
	"verbal answer":   func(_ *rapid.T, l *life) { l.add(l.offer.VerbalAnswer("thinking", l.now)) },
	"accept":          func(_ *rapid.T, l *life) { l.add(l.offer.Accept(l.offer.IssuedLetter, l.now)) },
	"decline":         func(_ *rapid.T, l *life) { l.add(l.offer.Decline("other_offer", l.now)) },
	"expire":          func(_ *rapid.T, l *life) { l.add(l.offer.Expire(l.now)) },
	"rescind":         func(_ *rapid.T, l *life) { l.add(l.offer.Rescind("budget", l.now)) },
	"cancel":          func(_ *rapid.T, l *life) { l.add(l.offer.Cancel("budget", l.now)) },
	"renege":          func(_ *rapid.T, l *life) { l.add(l.offer.Renege("competing_offer", l.now)) },
	"request changes": func(_ *rapid.T, l *life) { l.add(l.offer.RequestChanges(l.now)) },
	"extend":          func(_ *rapid.T, l *life) { l.add(l.offer.Extend(l.now.Add(9*time.Hour), "holiday", l.now)) },
	"pause":           func(_ *rapid.T, l *life) { l.add(l.offer.Pause(offer.PauseNegotiation, l.now)) },
	"resume":          func(_ *rapid.T, l *life) { l.add(l.offer.Resume(l.now)) },
	"stop clock":      func(_ *rapid.T, l *life) { l.add(l.offer.StopClock("robin", offer.StopWaiting, l.now)) },
	"confirm clock":   func(_ *rapid.T, l *life) { l.add(l.offer.ConfirmClock("kim", l.now)) },
	"resume clock":    func(_ *rapid.T, l *life) { l.add(l.offer.ResumeClock(l.now)) },
	"sign":            func(rt *rapid.T, l *life) { l.add(l.offer.SignForEmployer(0, gate(rt), l.now)) },
	"replace proposal": func(rt *rapid.T, l *life) {
		l.add(l.offer.Repropose(offer.Handoff{ID: "p" + rapid.StringN(1, 4, 4).Draw(rt, "proposal")}, l.now))
	},
	"override read back": func(rt *rapid.T, l *life) { l.add(counted(rt, l.offer).OverrideReadBack(gate(rt), l.now)) },
	"amend": func(rt *rapid.T, l *life) {
		l.add(l.offer.Amend(offer.ID("a"+rapid.StringN(1, 4, 4).Draw(rt, "amendment")), l.now))
	},
	"take amendment": func(rt *rapid.T, l *life) {
		if n := len(l.offer.Amendments); n > 0 {
			l.add(l.offer.TakeAmendment(offer.LetterRef{Offer: l.offer.Amendments[n-1], Letter: rapid.IntRange(1, 4).Draw(rt, "letter")}, l.now))
		}
	},
	"issue": func(rt *rapid.T, l *life) {
		var end *time.Time
		if rapid.Bool().Draw(rt, "ends") {
			at := l.now.Add(8 * time.Hour)
			end = &at
		}
		l.add(l.offer.Issue(offer.Gate{}, l.now, end))
	},
}

func gate(rt *rapid.T) offer.Gate { return rapid.SampledFrom(gates).Draw(rt, "gate") }

// counted gives an offer other figures, as its next letter or decision would.
func counted(rt *rapid.T, o offer.Offer) offer.Offer {
	o.Unwritten, o.Differences = rapid.IntRange(0, 3).Draw(rt, "unwritten"), rapid.IntRange(0, 3).Draw(rt, "differences")
	o.OpenFlags, o.BlockedFlags = rapid.IntRange(0, 3).Draw(rt, "open"), rapid.IntRange(0, 3).Draw(rt, "blocked")
	o.Verdict = rapid.SampledFrom([]string{"says_what_was_said", "not_what_was_said"}).Draw(rt, "verdict")
	return o
}

// TestReplayEqualsTheRow leads offers through random lives: after every act the events make the row.
func TestReplayEqualsTheRow(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := &life{now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
		if rapid.Bool().Draw(rt, "proposed") {
			l.add(offer.Propose(offer.Offer{ID: "o"}, l.now))
		} else {
			l.add(offer.Open(counted(rt, offer.Offer{ID: "o", Handoff: "h1", Letter: 1}), gate(rt), l.now))
		}
		for range rapid.IntRange(1, 25).Draw(rt, "acts") {
			l.now = l.now.Add(time.Duration(rapid.IntRange(0, 5).Draw(rt, "hours")) * time.Hour)
			acts[rapid.SampledFrom(names).Draw(rt, "act")](rt, l)
			got, err := audit.Replay(l.events)
			if err != nil {
				rt.Fatal(err)
			}
			if want := standing(l.offer); !same(got, want) {
				rt.Fatalf("the events make %+v, the row is %+v", got, want)
			}
		}
	})
}

// TestEveryEnding replays one life to each state in which an offer can rest.
func TestEveryEnding(t *testing.T) {
	hour := func(n int) time.Time { return time.Date(2026, 11, 24, n, 0, 0, 0, time.UTC) }
	end := hour(12)
	issue := func(l *life) { l.add(l.offer.Issue(offer.Gate{}, hour(3), &end)) }
	accept := func(l *life) { l.add(l.offer.Accept(1, hour(4))) }
	for state, acts := range map[offer.State][]func(*life){
		offer.Approved:    nil,
		offer.Drafted:     {func(l *life) { l.add(l.offer.Revised(2, gates[0], hour(2))) }},
		offer.InReview:    {func(l *life) { l.add(l.offer.Revised(2, gates[1], hour(2))) }},
		offer.Issued:      {issue},
		offer.Negotiating: {issue, func(l *life) { l.add(l.offer.RequestChanges(hour(4))) }},
		offer.Accepted:    {issue, accept},
		offer.Declined:    {issue, func(l *life) { l.add(l.offer.Decline("other_offer", hour(4))) }},
		offer.Expired:     {issue, func(l *life) { l.add(l.offer.Expire(hour(13))) }},
		offer.Rescinded:   {issue, func(l *life) { l.add(l.offer.Rescind("budget", hour(4))) }},
		offer.Cancelled:   {func(l *life) { l.add(l.offer.Cancel("budget", hour(2))) }},
		offer.Reneged:     {issue, accept, func(l *life) { l.add(l.offer.Renege("competing_offer", hour(5))) }},
	} {
		l := &life{}
		l.add(offer.Open(offer.Offer{ID: "o", Handoff: "h1", Letter: 1, Verdict: "says_what_was_said"}, offer.Gate{}, hour(1)))
		for _, act := range acts {
			act(l)
		}
		got, err := audit.Replay(l.events)
		if err != nil || l.offer.State != state || !same(got, standing(l.offer)) {
			t.Errorf("%s: the events make %+v, the row is %+v (%v)", state, got, standing(l.offer), err)
		}
	}
}

// names are the acts, those that lead far more often.
var names = func() []string {
	out := slices.Sorted(maps.Keys(acts))
	return append(out, "issue", "issue", "issue", "decide", "decide", "accept", "hand over")
}()

// standing is the row of an offer in the audit's words.
func standing(o offer.Offer) audit.Standing {
	s := audit.Standing{
		Revision: o.Revision, State: string(o.State), Round: o.Round, Handoff: o.Handoff, Proposal: o.Proposal, Letter: o.Letter, IssuedLetter: o.IssuedLetter,
		Issued: o.Issued, Expires: o.Expires, Answerable: o.Answerable, Paused: o.Paused, Asked: o.Asked,
		Counts: audit.Counts{Unwritten: o.Unwritten, Differences: o.Differences, OpenFlags: o.OpenFlags, BlockedFlags: o.BlockedFlags, Verdict: o.Verdict},
	}
	for _, id := range o.Amendments {
		s.Amendments = append(s.Amendments, string(id))
	}
	if o.Amended != nil {
		s.Amended = audit.Amended{Offer: string(o.Amended.Offer), Letter: o.Amended.Letter}
	}
	if o.Clock != nil {
		s.Stopped, s.Confirmed = &o.Clock.Stopped, o.Clock.Confirmed
	}
	return s
}

// same compares two standings, times by their instants.
func same(a, b audit.Standing) bool {
	if !sameTime(a.Issued, b.Issued) || !sameTime(a.Expires, b.Expires) || !sameTime(a.Stopped, b.Stopped) {
		return false
	}
	a.Issued, a.Expires, a.Stopped, b.Issued, b.Expires, b.Stopped = nil, nil, nil, nil, nil, nil
	return reflect.DeepEqual(a, b)
}

func sameTime(a, b *time.Time) bool { return (a == nil) == (b == nil) && (a == nil || a.Equal(*b)) }

// TestFactsThatCannotBeRead shows that an event whose facts are no object is named.
func TestFactsThatCannotBeRead(t *testing.T) {
	bad := []event.Event{{Offer: "o", Sequence: 1, Type: event.OfferOpened, Facts: []byte(`[1]`)}}
	if _, err := audit.Replay(bad); err == nil {
		t.Fatal("facts that are no object are taken")
	}
}
