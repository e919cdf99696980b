package policy

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"verbatim/internal/terms"
)

// Check holds a letter against the rules in force on Input.AsOf. It gives a deviation for each rule that fired or could
// not be judged, blocks first, then reviews, then notices, each in the order of the packs; and a trace of all outcomes,
// one for each rule, or for each item that a rule judges by itself. The same Input gives the same Result. An Input that
// cannot be judged at all makes every rule unknown.
func Check(in Input) Result {
	out := Result{Deviations: []Deviation{}, Trace: []Trace{}}
	f, err := newFacts(in)
	if err == nil {
		out.Standing = f.standing()
	}
	if err == nil {
		makeReady(in.Packs, f)
	}
	for _, p := range in.Packs {
		for i := range p.Rules {
			r, found := p.Rules[i].outcomes(f, err)
			for _, j := range found {
				out.Trace = append(out.Trace, r.trace(j, p.Ref()))
				if j.outcome == Fired || j.outcome == Unknown {
					out.Deviations = append(out.Deviations, r.deviation(f, j, p.Ref()))
				}
			}
		}
	}
	rank := map[Severity]int{Block: 0, Review: 1, Notice: 2}
	slices.SortStableFunc(out.Deviations, func(a, b Deviation) int { return cmp.Compare(rank[a.Severity], rank[b.Severity]) })
	return out
}

// makeReady compiles the rules that will be judged and are not compiled yet, beside one another.
func makeReady(packs []Pack, f *facts) {
	var working sync.WaitGroup
	for _, p := range packs {
		var waiting []*Rule
		for i := range p.Rules {
			if r := &p.Rules[i]; r.waits() && r.notJudged(f) == "" {
				waiting = append(waiting, r)
			}
		}
		if len(waiting) > 0 {
			working.Go(func() {
				for _, r := range waiting {
					_, _ = r.ready() // whoever judges it sees the error
				}
			})
		}
	}
	working.Wait()
}

// outcomes judges a rule, and gives it as it was judged: compiled, where it was. broken is why there are no facts.
func (r *Rule) outcomes(f *facts, broken error) (*Rule, []judgement) {
	if broken == nil {
		if why := r.notJudged(f); why != "" {
			return r, notApplicable(why)
		}
	}
	ready, err := r.ready()
	switch {
	case err != nil: // a pack that is known to be in order has no such rule
		return r, []judgement{unknown("the rule cannot be read: "+strings.TrimSuffix(err.Error(), "."), nil)}
	case broken != nil:
		return ready, []judgement{unknown("the terms of the letter cannot be put together", nil)}
	}
	return ready, ready.judge(f)
}

// judgement is what one rule came to on one subject.
type judgement struct {
	outcome  Outcome
	reason   string
	item     terms.Pointer // the item judged, empty for a rule about the whole
	missing  []terms.Pointer
	about    []terms.Pointer
	severity Severity // for fired
	decides  Decider
	message  string
	observed string
	allowed  string
}

func unknown(reason string, missing []terms.Pointer) judgement {
	return judgement{outcome: Unknown, reason: reason, missing: missing, about: missing}
}

func notApplicable(reason string) []judgement {
	return []judgement{{outcome: NotApplicable, reason: reason}}
}

// trace says what a judgement came to. What is allowed stands there whatever the outcome.
func (r *Rule) trace(j judgement, pack string) Trace {
	return Trace{
		Code: r.Code, Title: r.Title, Outcome: j.outcome, Reason: j.reason, Term: j.item, Missing: j.missing, Observed: j.observed,
		Allowed: cmp.Or(j.allowed, r.words.allowed), Basis: r.Basis, Pack: pack,
	}
}

// deviation words a judgement that fired or is unknown.
func (r *Rule) deviation(f *facts, j judgement, pack string) Deviation {
	d := Deviation{
		Code: r.Code, Outcome: j.outcome, Severity: j.severity, Decides: j.decides, Terms: j.about, Title: r.Title, Message: j.message,
		Observed: j.observed, Allowed: j.allowed, Missing: j.missing, Basis: r.Basis, Pack: pack,
	}
	if j.outcome == Unknown {
		d.Severity, d.Decides = r.whenUnknown()
		d.Message = "This cannot be judged: " + j.reason + "."
		d.Allowed = cmp.Or(j.allowed, r.words.allowed)
	}
	if len(d.Terms) > 0 && f != nil {
		d.Clause = f.clauseOf(d.Terms[0])
	}
	return d
}

// whenUnknown is who decides when a rule cannot be judged: as the rule says, legal where it blocks. A rule that could only
// have given a notice gives one.
func (r *Rule) whenUnknown() (Severity, Decider) {
	severity, decides := r.Severity, r.Decides
	for _, c := range r.cases {
		if severity == Notice && c.severity != Notice {
			severity, decides = c.severity, c.decides
		}
	}
	switch {
	case severity == Notice:
		return Notice, ""
	case severity == Block || decides == "":
		return Review, ByLegal
	}
	return Review, decides
}

// fill puts texts into the places of a message.
func fill(message, subject, observed, allowed string) string {
	return strings.NewReplacer("{subject}", subject, "{observed}", observed, "{allowed}", allowed).Replace(message)
}
