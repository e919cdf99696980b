package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/library"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// dog is a record with a special term.
func dog(t *testing.T, application, text string) []byte {
	t.Helper()
	return example(t, usExample, `"not_discussed"`, `"special_terms": [{"id": "dog", "label": "Dog", "text": "`+text+`"}], "not_discussed"`,
		`"application": "234556"`, `"application": "`+application+`"`)
}

const dogs = "The dog may come to the office."

// queue is what Kim finds waiting.
func (o *office) queue(q store.WaitingQuery) desk.Tasks {
	o.t.Helper()
	tasks, err := o.Queue(o.t.Context(), kim, q)
	if err != nil {
		o.t.Fatal(err)
	}
	return tasks
}

// TestTheQueueFollowsTheOffer: a flag waits from its letter to its decision; a further letter carries on.
func TestTheQueueFollowsTheOffer(t *testing.T) {
	o := newOffice(t)
	r := o.receive(dog(t, "1", dogs))
	tasks := o.queue(store.WaitingQuery{})
	if len(tasks.Items) != 1 || tasks.Count.Waiting != 1 || tasks.Count.Late != 0 {
		t.Fatalf("%s", asJSON(t, tasks))
	}
	got := tasks.Items[0]
	if got.Content.ID != r.Flags[0].ID || got.Card.Candidate != "Ana Ruiz" || got.Card.Title == "" || !got.Mine || got.Identical || got.Letter != 1 {
		t.Errorf("%s", asJSON(t, got))
	}
	if byRobin, err := o.Queue(t.Context(), robin, store.WaitingQuery{}); err != nil || byRobin.Items[0].Mine {
		t.Errorf("its author can decide: %v", err)
	}
	if want := time.Date(2026, 11, 28, 1, 0, 0, 0, time.UTC); !got.Due.Equal(want) && !got.Due.After(o.clock) {
		t.Errorf("due at %s", got.Due)
	}
	r = o.revise(r, lowered())
	if tasks = o.queue(store.WaitingQuery{Decides: []policy.Decider{policy.ByLegal}}); len(tasks.Items) != 1 || tasks.Items[0].Letter != 2 {
		t.Fatalf("%s", asJSON(t, tasks))
	}
	f := flagOf(t, r, "VB-CO-SPECIAL-01")
	if _, err := o.Decide(t.Context(), kim, r.Offer, 2, f.ID, desk.Ruling{Verdict: review.Clear, Fingerprint: f.Fingerprint}, nil); err != nil {
		t.Fatal(err)
	}
	if tasks = o.queue(store.WaitingQuery{}); len(tasks.Items) != 0 || tasks.Count.Waiting != 0 {
		t.Fatalf("%s", asJSON(t, tasks))
	}
}

// TestIdenticalFlagsAreClearedTogether: only what equals a precedent can be cleared without being opened.
func TestIdenticalFlagsAreClearedTogether(t *testing.T) {
	o := newOffice(t)
	first := o.receive(dog(t, "1", dogs))
	f := first.Flags[0]
	if _, err := o.Decide(t.Context(), kim, first.Offer, 1, f.ID, desk.Ruling{Verdict: review.Clear, Fingerprint: f.Fingerprint, Comment: "house rule"}, nil); err != nil {
		t.Fatal(err)
	}
	o.receive(dog(t, "2", dogs))
	o.receive(dog(t, "3", dogs))
	o.receive(dog(t, "4", "Two dogs may come to the office."))
	var c desk.Clearing
	identical := 0
	for _, task := range o.queue(store.WaitingQuery{}).Items {
		if task.Identical {
			identical++
			if p := task.Precedents[0]; p.By != string(kim.ID) || p.Comment != "house rule" || !p.At.Equal(o.clock) {
				t.Errorf("the precedent is %+v", p)
			}
		}
		c.Flags = append(c.Flags, desk.Picked{Offer: task.Offer, Letter: task.Letter, Flag: task.Flag, Fingerprint: task.Content.Fingerprint})
	}
	if identical != 2 {
		t.Fatalf("%d identical", identical)
	}
	done, err := o.ClearAll(t.Context(), kim, c)
	if err != nil || done.Cleared != 2 || len(done.Items) != 3 {
		t.Fatalf("%v %s", err, asJSON(t, done))
	}
	o.clock = o.clock.Add(review.PrecedentAge + time.Hour)
	o.receive(dog(t, "5", dogs))
	for _, task := range o.queue(store.WaitingQuery{}).Items {
		if task.Identical {
			t.Errorf("a precedent older than a year counts: %s", asJSON(t, task.Precedents))
		}
	}
}

// TestAFallbackIsOneAct: the decision, the next letter in the fallback's words and what it carries over come together.
func TestAFallbackIsOneAct(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, "us-executive.json"))
	f := flagOf(t, r, "VB-CO-RARE-01")
	ruling := desk.Ruling{Verdict: review.ClearFallback, Position: "fallback-9", Comment: "softer words", Fingerprint: f.Fingerprint}
	_, err := o.Decide(t.Context(), kim, r.Offer, 1, f.ID, ruling, nil)
	if faults := fault.FaultsOf(err); len(faults) != 1 || faults[0].Pointer != "/position" {
		t.Fatalf("%v", err)
	}
	ruling.Position, ruling.Privileged = "fallback-1", "we lost on this once"
	next, err := o.Decide(t.Context(), kim, r.Offer, 1, f.ID, ruling, nil)
	if err != nil {
		t.Fatal(err)
	}
	g := flagOf(t, next, "VB-CO-RARE-01")
	if next.Letter.Version != 2 || g.Position != "fallback-1" || g.Status != review.ClearedFallback || g.Carried == nil || !g.Opens() {
		t.Fatalf("%s", asJSON(t, next))
	}
	d, err := o.Diff(t.Context(), robin, r.Offer, 2, "1")
	if err != nil || len(d.Wording) != 1 {
		t.Errorf("%v: %d clauses differ", err, len(d.Wording))
	}
	events, err := o.Events(t.Context(), kim, r.Offer, r.Revision, 0)
	if err != nil || events[0].Type != event.FlagDecided || events[1].Type != event.LetterWritten {
		t.Fatalf("%v %s", err, asJSON(t, events))
	}
	o.privileged(r.Offer, asJSON(t, next)+asJSON(t, events), "lost on this")
}

// privileged checks that a note is legal's to read, and stands nowhere else.
func (o *office) privileged(id offer.ID, everywhere, words string) {
	o.t.Helper()
	notes, err := o.PrivilegedNotes(o.t.Context(), kim, id)
	if err != nil || len(notes) != 1 {
		o.t.Fatalf("%d notes, %v", len(notes), err)
	}
	if strings.Contains(everywhere, words) {
		o.t.Errorf("the privileged note is in an answer")
	}
	if notes, err := o.PrivilegedNotes(o.t.Context(), robin, id); err != nil || len(notes) != 0 {
		o.t.Errorf("somebody who is not legal reads %d notes, %v", len(notes), err)
	}
	all, err := o.Events(o.t.Context(), kim, id, 0, 0)
	if err != nil {
		o.t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(e event.Event) bool { return strings.Contains(string(e.Facts), `"privileged_note":"hmac-sha256:`) })
	if i < 0 || strings.Contains(string(all[i].Payload), words) {
		o.t.Errorf("the note's digest is not in the chain")
	}
}

// TestReminderAndEscalation: half of the time, and a business day late, each once and as an event.
func TestReminderAndEscalation(t *testing.T) {
	o := newOffice(t)
	r := o.receive(dog(t, "1", dogs))
	for _, step := range []struct {
		days, seen, late int
	}{{0, 0, 0}, {2, 1, 0}, {0, 0, 0}, {9, 1, 1}, {9, 0, 1}} {
		o.clock = o.clock.AddDate(0, 0, step.days)
		if n, err := o.ReviewsDue(t.Context(), o.clock); err != nil || n != step.seen {
			t.Fatalf("%s: %d, %v", o.clock, n, err)
		}
		if c := o.queue(store.WaitingQuery{}).Count; c.Late != step.late {
			t.Errorf("%s: %+v", o.clock, c)
		}
	}
	events, err := o.Events(t.Context(), robin, r.Offer, r.Revision, 0)
	if err != nil || len(events) != 2 || events[0].Type != event.FlagReminded || events[1].Type != event.FlagEscalated || events[0].Via != "clock" {
		t.Errorf("%v %s", err, asJSON(t, events))
	}
}

// reviewers adds a file of groups to the library.
func (o *office) reviewers(text string) {
	o.t.Helper()
	now := o.Library.Current()
	item := library.Item{Kind: library.Reviewers, ID: "a", Version: 1, Files: map[string][]byte{review.GroupFile: []byte(text)}}
	next, findings := library.BuildOn(now, append([]library.Item{item}, now.Items()...))
	if len(findings) > 0 {
		o.t.Fatal(findings)
	}
	o.Library.Swap(next, "")
}

// TestReviewers: a flag comes to the group of the library that takes it, is due when that group says, and stays with its
// person when the next letter raises it again.
func TestReviewers(t *testing.T) {
	o := newOffice(t)
	o.reviewers("title: T\nowner: legal\nchangelog: First.\ngroups:\n  - {id: dogs, title: Dogs, rules: [VB-CO-SPECIAL-*], places: [US], people: [kim@acme.example], due_business_days: 6}\n")
	r := o.receive(dog(t, "1", dogs))
	all := o.queue(store.WaitingQuery{})
	if len(all.Items) != 1 || all.Items[0].Group != "dogs" || all.Items[0].Due.Sub(o.clock) < 6*24*time.Hour {
		t.Fatalf("%s", asJSON(t, all))
	}
	groups, err := o.ReviewGroups(t.Context(), kim)
	if err != nil || slices.Contains(groups, "dogs") || !slices.Contains(groups, "role:legal") {
		t.Errorf("kim, whose address nobody knows, is in %v, %v", groups, err)
	}
	if err := o.Store.Apply(t.Context(), store.Changes{People: []store.Person{{ID: robin.ID, Name: robin.Name}, {ID: kim.ID, Name: kim.Name, Address: "kim@acme.example"}}}); err != nil {
		t.Fatal(err)
	}
	if groups, err = o.ReviewGroups(t.Context(), kim); err != nil || !slices.Contains(groups, "dogs") {
		t.Errorf("kim is in %v, %v", groups, err)
	}
	if r, err = o.Assign(t.Context(), kim, r.Offer, 1, r.Flags[0].ID, robin.ID, nil); err != nil {
		t.Fatal(err)
	}
	o.revise(r, lowered())
	if mine := o.queue(store.WaitingQuery{Groups: []string{"dogs"}, Assignee: string(robin.ID)}); len(mine.Items) != 1 || mine.Items[0].Letter != 2 {
		t.Errorf("%s", asJSON(t, mine))
	}
}

// TestAssignment: a flag is given to somebody, and shows so.
func TestAssignment(t *testing.T) {
	o := newOffice(t)
	r := o.receive(dog(t, "1", dogs))
	if _, err := o.Assign(t.Context(), kim, r.Offer, 1, r.Flags[0].ID, "nobody", nil); fault.KindOf(err) != fault.NotFound {
		t.Errorf("given to nobody: %v", err)
	}
	if err := o.Store.Apply(t.Context(), store.Changes{People: []store.Person{{ID: kim.ID, Name: kim.Name}}}); err != nil {
		t.Fatal(err)
	}
	next, err := o.Assign(t.Context(), kim, r.Offer, 1, r.Flags[0].ID, kim.ID, nil)
	if err != nil || next.State != r.State {
		t.Fatalf("%v", err)
	}
	if mine := o.queue(store.WaitingQuery{Assignee: string(kim.ID)}); len(mine.Items) != 1 {
		t.Errorf("%s", asJSON(t, mine))
	}
}

// TestAWaiverHoldsForTheSameValue: until its end, at the same employer and place, and for no other value.
func TestAWaiverHoldsForTheSameValue(t *testing.T) {
	o := newOffice(t)
	first := o.receive(dog(t, "1", dogs))
	f := first.Flags[0]
	until, late := o.clock.AddDate(0, 0, 30), o.clock.AddDate(2, 0, 0)
	ruling := desk.Ruling{Verdict: review.Clear, Fingerprint: f.Fingerprint, Until: &late}
	_, err := o.Decide(t.Context(), kim, first.Offer, 1, f.ID, ruling, nil)
	if faults := fault.FaultsOf(err); len(faults) != 2 || faults[0].Pointer != "/comment" || faults[1].Pointer != "/holds_until" {
		t.Fatalf("%v", err)
	}
	ruling.Until, ruling.Comment = &until, "dogs are welcome"
	if _, err := o.Decide(t.Context(), kim, first.Offer, 1, f.ID, ruling, nil); err != nil {
		t.Fatal(err)
	}
	same := o.receive(dog(t, "2", dogs))
	if c := same.Flags[0].Carried; c == nil || c.Until == nil || !c.Until.Equal(until) || same.State != offer.Approved {
		t.Fatalf("%s", asJSON(t, same))
	}
	if issued, err := o.Issue(t.Context(), robin, same.Offer, same.Revision, nil); err != nil || issued.State != offer.Issued {
		t.Fatalf("%v", err)
	}
	if other := o.receive(dog(t, "3", "Two dogs may come to the office.")); other.Flags[0].Carried != nil {
		t.Errorf("another value is waived: %s", asJSON(t, other.Flags))
	}
	all, err := o.Waivers(t.Context(), kim)
	if err != nil || len(all) != 1 || all[0].Author != string(kim.ID) || all[0].Code != f.Deviation.Code {
		t.Fatalf("%v %s", err, asJSON(t, all))
	}
	o.clock = until
	if after := o.receive(dog(t, "4", dogs)); after.Flags[0].Carried != nil {
		t.Errorf("a waiver holds after its end")
	}
	o.clock = until.Add(-time.Hour)
	if err := o.EndWaiver(t.Context(), kim, all[0].ID); err != nil {
		t.Fatal(err)
	}
	if after := o.receive(dog(t, "5", dogs)); after.Flags[0].Carried != nil {
		t.Errorf("a waiver holds after it was ended")
	}
	if err := o.EndWaiver(t.Context(), kim, all[0].ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("ended twice: %v", err)
	}
}

// TestAnAssigneeStays: who had a flag has it again when the letter after the changes that were required raises it anew; and
// who is in no group of reviewers finds what was given to them.
func TestAnAssigneeStays(t *testing.T) {
	o := newOffice(t)
	r := o.receive(dog(t, "1", dogs))
	if err := o.Store.Apply(t.Context(), store.Changes{People: []store.Person{{ID: "guest", Name: "Gail Guest"}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Assign(t.Context(), kim, r.Offer, 1, r.Flags[0].ID, "guest", nil); err != nil {
		t.Fatal(err)
	}
	f := flagOf(t, r, "VB-CO-SPECIAL-01")
	r, err := o.Decide(t.Context(), kim, r.Offer, 1, f.ID, desk.Ruling{Verdict: review.NeedChanges, Fingerprint: f.Fingerprint, Comment: "say which dog"}, nil)
	if err != nil || len(o.queue(store.WaitingQuery{}).Items) != 0 {
		t.Fatalf("%v", err)
	}
	o.revise(r, desk.Revision{Amendments: []terms.Amendment{{
		ID: "a1", ReasonCode: terms.PolicyReason, Reason: "which dog", Expect: []byte(`"` + dogs + `"`),
		Patch: terms.Patch{Op: terms.Set, Term: "/terms/special_terms/dog/text", Value: []byte(`"Rex may come to the office."`)},
	}}})
	guest := actor.Actor{ID: "guest", Name: "Gail Guest"}
	q, err := o.Mine(t.Context(), guest, store.WaitingQuery{})
	if err != nil || len(q.Groups) != 0 {
		t.Fatalf("%+v, %v", q, err)
	}
	if mine := o.queue(q); len(mine.Items) != 1 || mine.Items[0].Letter != 2 || mine.Items[0].Content.Status != review.Open {
		t.Errorf("%s", asJSON(t, mine))
	}
}

// untold are what the gate says that the candidate was not told of.
func untold(r desk.Result) []desk.Reason {
	return slices.DeleteFunc(slices.Clone(r.Gate.Reasons), func(x desk.Reason) bool { return x.Code != desk.ReasonNotTold })
}

// TestAFallbackIsToldToTheCandidate: a clause with material terms in other words than the standard ones waits until the
// candidate was told or there is a reason, and stays told in the letters after it.
func TestAFallbackIsToldToTheCandidate(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, "us-executive.json"))
	f := flagOf(t, r, "VB-CO-RARE-01")
	r, err := o.Decide(t.Context(), kim, r.Offer, 1, f.ID, desk.Ruling{Verdict: review.ClearFallback, Position: "fallback-1", Comment: "softer", Fingerprint: f.Fingerprint}, nil)
	if err != nil {
		t.Fatal(err)
	}
	todo := untold(r)
	if len(todo) != 1 || todo[0].Clause != "sign_on" || todo[0].Position != "fallback-1" || !todo[0].Term.Under("/terms/one_time_payments/sign_on") {
		t.Fatalf("%s", asJSON(t, r.Gate))
	}
	_, err = o.Issue(t.Context(), robin, r.Offer, r.Revision, nil)
	if faults := fault.FaultsOf(err); !slices.ContainsFunc(faults, func(f fault.Fault) bool { return f.Code == fault.CodeNotTold }) {
		t.Errorf("it can be issued: %v", err)
	}
	for name, row := range map[string]struct {
		told desk.Told
		code fault.Code
	}{
		"of nothing":          {desk.Told{Reason: "r"}, fault.CodeRequired},
		"of both":             {desk.Told{Amendment: "a1", Clause: "sign_on", Position: "fallback-1", Reason: "r"}, fault.CodeContradiction},
		"of another position": {desk.Told{Clause: "sign_on", Position: "fallback-2", Reason: "r"}, fault.CodeBadReference},
		"without a word":      {desk.Told{Clause: "sign_on", Position: "fallback-1"}, fault.CodeRequired},
	} {
		_, err := o.Tell(t.Context(), robin, r.Offer, 2, row.told, nil)
		if faults := fault.FaultsOf(err); len(faults) != 1 || faults[0].Code != row.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if r, err = o.Tell(t.Context(), robin, r.Offer, 2, desk.Told{Clause: "sign_on", Position: "fallback-1", At: &o.clock}, nil); err != nil || len(untold(r)) != 0 {
		t.Fatalf("%v %s", err, asJSON(t, r.Gate))
	}
	if r = o.revise(r, desk.Revision{Redate: true}); len(untold(r)) != 0 {
		t.Errorf("it must be told again: %s", asJSON(t, r.Gate))
	}
}

// TestWhatBlocksWaits: nobody decides it away, so HR operations have it in their queue until another letter comes.
func TestWhatBlocksWaits(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, "gb-fixed-term.json", `"termination": {`, `"termination": { "at_will": true,`)) // there is no such thing there
	i := slices.IndexFunc(r.Flags, func(f review.Flag) bool { return f.Status == review.Blocked })
	if i < 0 {
		t.Fatalf("nothing blocks: %s", asJSON(t, r.Flags))
	}
	got := o.queue(store.WaitingQuery{Groups: []string{"role:hr_ops"}})
	j := slices.IndexFunc(got.Items, func(x desk.Task) bool { return x.Flag == r.Flags[i].ID })
	if j < 0 || got.Items[j].Mine || !got.Items[j].Due.After(o.clock) {
		t.Fatalf("%s", asJSON(t, got))
	}
}
