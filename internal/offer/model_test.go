package offer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/terms"
)

// model is the reference: design.md section 2's table retold over strings, as plainly as possible.
type model struct {
	state             string
	round             int
	live, paused      bool // the letter that the candidate has can be answered; it is paused
	everIssued, asked bool
	expires           int // hour at which the time to answer ends, 0 for never
	stopped, sure     bool
	until             int    // hour at which the clock runs again by itself
	proposal          string // the id of the one that replaced another, empty while none did
	amendment         bool   // it amends another offer's letter
	amendments        int    // how many amend its letter
	amended           int    // which of them was accepted last, 0 for none
}

var gates = map[string]offer.Gate{
	"drafted": {Blocked: []string{"f1"}}, "in_review": {Open: []string{"f1"}}, "approved": {},
}

func isDraft(s string) bool { return s == "drafted" || s == "in_review" || s == "approved" }
func isOut(s string) bool   { return s == "issued" || s == "negotiating" }

// pass lets the clock run to an hour.
func (m *model) pass(hour int) {
	if m.stopped && hour >= m.until {
		m.stopped = false
	}
	if m.live && m.expires != 0 && hour > m.expires {
		m.live, m.paused = false, false
		if isOut(m.state) {
			m.state = "expired"
		}
	}
}

// try gives the state after an act, empty when it is refused. gate is the state that the gate would give.
func (m *model) try(act, gate string, hour int) string {
	open := isDraft(m.state) || isOut(m.state)
	ended := m.state == "declined" || m.state == "expired"
	signs := m.state == "in_review" && gate == "approved" // it waits for nothing but the signature
	table := map[string]struct {
		ok bool
		to string
	}{
		"replace_proposal":   {m.state == "proposed", "proposed"},
		"override_read_back": {isDraft(m.state), gate},
		"verbal_offer":       {m.state == "proposed", "proposed"},
		"verbal_answer":      {m.state == "proposed", "proposed"},
		"hand_over":          {open || ended || m.state == "proposed", gate},
		"revise":             {open, gate},
		"decide":             {isDraft(m.state), gate},
		"approve":            {isDraft(m.state) || m.state == "proposed", gate},
		"tell_candidate":     {isDraft(m.state), gate},
		"read_back":          {isDraft(m.state), gate},
		"issue":              {isDraft(m.state) && gate == "approved", "issued"},
		"accept":             {m.live && !m.paused, "accepted"},
		"decline":            {open || m.state == "proposed", "declined"},
		"rescind":            {m.live || m.state == "accepted" && !m.amendment, "rescinded"},
		"cancel":             {(isDraft(m.state) || m.state == "proposed") && !m.everIssued, "cancelled"},
		"renege":             {m.state == "accepted" && !m.amendment, "reneged"},
		"request_changes":    {isOut(m.state), "negotiating"},
		"extend":             {m.live && m.expires != 0, m.state},
		"pause":              {m.live && !m.paused, m.state},
		"resume":             {m.live && m.paused, m.state},
		"amend":              {m.state == "accepted" && !m.amendment, "accepted"},
		"take_amendment":     {m.state == "accepted" && m.amendments > 0, "accepted"},
		"stop_clock":         {(open || m.state == "proposed") && !m.stopped, m.state},
		"confirm_clock":      {(open || m.state == "proposed") && m.stopped && !m.sure, m.state},
		"sign_for_employer":  {m.state == "approved" || signs || m.state == "accepted" || m.live, m.state},
		"answer_changes":     {open && m.everIssued, m.state},
		"resume_clock":       {(open || m.state == "proposed") && m.stopped, m.state},
	}
	row := table[act]
	if act == "sign_for_employer" && signs {
		row.to = "approved"
	}
	if act == "approve" && m.state == "proposed" {
		row.to = "proposed"
	}
	if !row.ok {
		return ""
	}
	m.effects(act, hour)
	m.state = row.to
	return row.to
}

// inForce is the letter that holds.
func (m *model) inForce(o *offer.Offer) offer.LetterRef {
	switch {
	case m.state != "accepted":
		return offer.LetterRef{}
	case m.amended > 0:
		return offer.LetterRef{Offer: amendmentID(m.amended), Letter: 1}
	}
	return offer.LetterRef{Offer: "o", Letter: o.IssuedLetter}
}

func (m *model) effects(act string, hour int) {
	switch act {
	case "hand_over":
		if m.asked || m.state == "declined" || m.state == "expired" {
			m.round++
		}
		m.asked = false
	case "issue":
		m.live, m.paused, m.everIssued, m.asked, m.expires = true, false, true, false, hour+10
	case "accept", "decline", "rescind", "cancel", "renege":
		m.live, m.paused, m.asked = false, false, false
	case "request_changes":
		m.asked = true
	case "extend":
		m.expires += 5
	case "pause":
		m.paused = true
	case "stop_clock":
		m.stopped, m.sure, m.until = true, false, hour+14*24
	case "confirm_clock":
		m.sure = true
	case "resume_clock":
		m.stopped = false
	case "resume":
		m.paused = false
	case "replace_proposal":
		m.proposal = fmt.Sprint("p", hour)
	case "amend":
		m.amendments++
	case "take_amendment":
		m.amended = m.amendments
	}
}

var epoch = time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)

func at(hour int) time.Time { return epoch.Add(time.Duration(hour) * time.Hour) }

// perform runs one act on the real thing.
func perform(o offer.Offer, act string, g offer.Gate, hour int) (offer.Offer, []event.Event, error) {
	now := at(hour)
	switch offer.Act(act) {
	case offer.ActRepropose:
		return o.Repropose(offer.Handoff{ID: fmt.Sprint("p", hour), Kind: "executive", Author: "kim"}, now)
	case offer.ActOverrideRead:
		return o.OverrideReadBack(g, now)
	case offer.ActVerbalOffer:
		return o.VerbalOffer("phone", now)
	case offer.ActVerbalAnswer:
		return o.VerbalAnswer("thinking", now)
	case offer.ActHandOver:
		return o.Handover(offer.Handoff{ID: "h", Letter: o.Letter + 1}, g, now)
	case offer.ActRevise:
		return o.Revised(o.Letter+1, g, now)
	case offer.ActDecide:
		return o.Decided(g, now)
	case offer.ActApprove:
		return o.Consented(event.ApprovalGiven, g, now)
	case offer.ActTell:
		return o.Told(g, now)
	case offer.ActReadBack:
		return o.ReadBack(g, now)
	case offer.ActIssue:
		end := at(hour + 10)
		return o.Issue(g, now, &end)
	case offer.ActAccept:
		return o.Accept(o.IssuedLetter, now)
	case offer.ActDecline:
		return o.Decline("other_offer", now)
	case offer.ActRescind:
		return o.Rescind("budget", now)
	case offer.ActCancel:
		return o.Cancel("budget", now)
	case offer.ActRenege:
		return o.Renege("competing_offer", now)
	case offer.ActRequestChanges:
		return o.RequestChanges(now)
	case offer.ActExtend:
		return o.Extend(o.Expires.Add(5*time.Hour), "holiday", now)
	case offer.ActPause:
		return o.Pause("negotiation", now)
	case offer.ActResume:
		return o.Resume(now)
	case offer.ActStopClock:
		return o.StopClock("robin", offer.StopWaiting, now)
	case offer.ActConfirmClock:
		return o.ConfirmClock("kim", now)
	case offer.ActSign:
		return o.SignForEmployer(0, g, now)
	case offer.ActAnswerChanges:
		return o.AnswerChanges(now)
	case offer.ActResumeClock:
		return o.ResumeClock(now)
	}
	if act == "take_amendment" {
		return o.TakeAmendment(offer.LetterRef{Offer: amendmentID(len(o.Amendments)), Letter: 1}, now)
	}
	return o.Amend(amendmentID(len(o.Amendments)+1), now)
}

func amendmentID(n int) offer.ID { return offer.ID(fmt.Sprint("amendment ", n)) }

var walked = []string{
	"replace_proposal", "verbal_offer", "verbal_answer", "override_read_back", "hand_over", "revise", "decide", "approve", "tell_candidate", "read_back", "issue", "issue", "accept", "decline",
	"rescind", "cancel", "renege", "request_changes", "extend", "pause", "resume", "amend", "take_amendment", "stop_clock", "confirm_clock", "resume_clock", "answer_changes",
	"sign_for_employer",
}

// TestRandomWalks holds the state machine against the model: 10,000 walks of 30 acts.
func TestRandomWalks(t *testing.T) {
	for seed := range uint64(10_000) {
		r := rand.New(rand.NewPCG(seed, 2))
		if err := walk(r); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

func walk(r *rand.Rand) error {
	names := []string{"drafted", "in_review", "approved", "approved"}
	gate := names[r.IntN(len(names))]
	m := model{state: "proposed", round: 1}
	o, _, err := offer.Propose(offer.Offer{ID: "o"}, at(0))
	if r.IntN(2) == 0 {
		m.state = gate
		first := offer.Offer{ID: "o", Letter: 1}
		if m.amendment = r.IntN(3) == 0; m.amendment {
			first.Amends = &offer.LetterRef{Offer: "before", Letter: 2}
		}
		o, _, err = offer.Open(first, gates[gate], at(0))
	}
	if err != nil {
		return err
	}
	hour := 0
	for step := range 30 {
		if hour += r.IntN(4); r.IntN(40) == 0 {
			hour += 15 * 24
		}
		act := walked[r.IntN(len(walked))]
		gate = names[r.IntN(len(names))]
		if act == "extend" && o.Expires == nil {
			continue
		}
		if err := compare(&o, &m, act, gate, hour); err != nil {
			return fmt.Errorf("step %d, %s with gate %s at hour %d: %w", step, act, gate, hour, err)
		}
	}
	return nil
}

// compare performs one act on both and tells where they part.
func compare(o *offer.Offer, m *model, act, gate string, hour int) error {
	settled := *m
	settled.pass(hour)
	attempt := settled
	want := attempt.try(act, gate, hour)
	allowed := o.Allowed(at(hour))
	next, events, err := perform(*o, act, gates[gate], hour)
	switch {
	case want == "" && err == nil:
		return fmt.Errorf("from %s: done, the model refuses", settled.state)
	case want != "" && err != nil:
		return fmt.Errorf("from %s: refused, the model does it: %w", settled.state, err)
	case want == "" && next.State != o.State:
		return fmt.Errorf("refused, yet the state moved to %s", next.State)
	case want == "":
		return nil
	}
	if act != "issue" && act != "take_amendment" && !slices.Contains(allowed, offer.Act(act)) {
		return fmt.Errorf("done, but not listed as allowed: %v", allowed)
	}
	*o, *m = next, attempt
	if string(o.State) != m.state || o.Round != m.round || o.Answerable != m.live || o.Paused != m.paused || o.Asked != m.asked {
		return fmt.Errorf("is %s round %d answerable %v paused %v asked %v, the model says %+v", o.State, o.Round, o.Answerable, o.Paused, o.Asked, *m)
	}
	if o.Proposal != m.proposal {
		return fmt.Errorf("the proposal is %q, the model says %q", o.Proposal, m.proposal)
	}
	if want := m.inForce(o); len(o.Amendments) != m.amendments || o.InForce() != want {
		return fmt.Errorf("%d amendments, in force %+v, the model says %d and %+v", len(o.Amendments), o.InForce(), m.amendments, want)
	}
	if (o.Clock != nil) != m.stopped || m.stopped && o.Clock.Confirmed != m.sure {
		return fmt.Errorf("the clock is %+v, the model says stopped %v confirmed %v", o.Clock, m.stopped, m.sure)
	}
	if last := events[len(events)-1]; last.To != m.state || len(events) > 4 {
		return fmt.Errorf("events %v do not end in %s", events, m.state)
	}
	for i := 1; i < len(events); i++ {
		if events[i].From != events[i-1].To {
			return fmt.Errorf("event %d begins where the one before did not end: %v", i, events)
		}
	}
	return nil
}

func TestStateOf(t *testing.T) {
	rows := map[string]struct {
		gate offer.Gate
		want offer.State
	}{
		"no letter":                 {offer.Gate{NoLetter: true}, offer.Drafted},
		"blocked":                   {offer.Gate{Blocked: []string{"f"}}, offer.Drafted},
		"refused":                   {offer.Gate{Refused: []string{"f"}}, offer.Drafted},
		"stale letter date":         {offer.Gate{StaleDate: true}, offer.Drafted},
		"blocked and open":          {offer.Gate{Blocked: []string{"f"}, Open: []string{"g"}}, offer.Drafted},
		"open flag":                 {offer.Gate{Open: []string{"f"}}, offer.InReview},
		"unwritten":                 {offer.Gate{Unwritten: []terms.Pointer{"/terms/start"}}, offer.InReview},
		"candidate not told":        {offer.Gate{NotTold: []terms.ID{"a1"}}, offer.InReview},
		"approval missing":          {offer.Gate{Approvals: []string{"vp"}}, offer.InReview},
		"not signed":                {offer.Gate{Unsigned: true}, offer.InReview},
		"not read back":             {offer.Gate{Unread: true}, offer.InReview},
		"objected to":               {offer.Gate{Objected: true, Unread: true}, offer.Drafted},
		"nothing stands in the way": {offer.Gate{}, offer.Approved},
	}
	for name, row := range rows {
		if got := offer.StateOf(row.gate); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
		if row.gate.Clear() != (row.want == offer.Approved) {
			t.Errorf("%s: Clear() is %v", name, row.gate.Clear())
		}
	}
}
