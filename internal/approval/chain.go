// Package approval owns business consent: who must agree to an offer's terms before they are promised or sent, apart from
// legal review. A Chain is published data: steps, each with the condition under which it is asked, the approvers, and the
// topics of the terms that it covers. A Book is where the steps of one offer stand; it is folded from the offer's events,
// and Plan says which events a change of terms brings. The package knows nothing of storage, keys or HTTP.
package approval

import (
	"encoding/json"
	"fmt"
	"slices"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/expr"
	"verbatim/internal/terms"
)

// Chain is one published version of a chain. It never changes.
type Chain struct {
	ID       string
	Version  int
	Digest   digest.Digest // over chain.yaml without what changes no outcome
	Title    string
	Owner    string
	From     cal.Date    // in force from this day; zero has no beginning
	Until    cal.Date    // and until before this one; zero has no end
	Entities []entity.ID // whose offers it is for; none means all
	When     *expr.Program
	Steps    []Step
}

// Ref names the version as id@number.
func (c Chain) Ref() string { return fmt.Sprintf("%s@%d", c.ID, c.Version) }

// holds says whether the chain is in force on a day.
func (c Chain) holds(day cal.Date) bool {
	return (c.From.IsZero() || !day.Before(c.From)) && (c.Until.IsZero() || day.Before(c.Until))
}

// Step is one consent that a chain can ask for.
type Step struct {
	Spec
	When *expr.Program // nil asks always
}

// Spec is a step as it is asked: it stands in the event, so that what was asked never depends on the library of today.
type Spec struct {
	// ID names the step within an offer: chain.step.
	ID    string `json:"step"`
	Title string `json:"title"`
	// Rule is why it is asked, in the words of the chain; nothing of the candidate is in it.
	Rule string `json:"rule"`
	// Chain is the version that asked, as id@number.
	Chain     string     `json:"chain"`
	Approvers []Approver `json:"approvers"`
	// Need is how many of the approvers must agree; 0 means each of them.
	Need int `json:"need,omitempty"`
	// After are the steps that come first, those that are asked at all.
	After []string `json:"after,omitempty"`
	// Covers are the topics of the terms that it is about; none means every term.
	Covers []terms.Topic `json:"covers,omitempty"`
	// Remind and Escalate are hours after which the approvers are reminded, and EscalateTo is asked too; 0 for never.
	Remind     int      `json:"remind_after_hours,omitempty"`
	Escalate   int      `json:"escalate_after_hours,omitempty"`
	EscalateTo Approver `json:"escalate_to,omitempty"`
}

// needed is how many approvers must agree.
func (s Spec) needed() int {
	if s.Need > 0 && s.Need < len(s.Approvers) {
		return s.Need
	}
	return len(s.Approvers)
}

// Term is one term that can be consented to, and its value.
type Term struct {
	Term  terms.Pointer   `json:"term"`
	Value json.RawMessage `json:"value"`
	topic terms.Topic
}

// Terms lists the terms of a sheet, in the order of the record.
func Terms(sheet terms.Sheet) []Term {
	out := []Term{}
	for _, l := range sheet.Leaves() {
		e, _ := terms.Lookup(l.Term)
		out = append(out, Term{l.Term, l.JSON(), e.Topic})
	}
	return out
}

// Covered picks the terms that the step is about. Terms that change others are of every topic.
func (s Spec) Covered(all []Term) []Term {
	out := []Term{}
	for _, t := range all {
		if len(s.Covers) == 0 || t.topic == terms.TopicAll || slices.Contains(s.Covers, t.topic) {
			out = append(out, t)
		}
	}
	return out
}

// Digest names the terms that the step covers: an approval holds as long as it stays the same. It is kept sealed, since
// the SHA-256 of one amount gives the amount away.
func (s Spec) Digest(all []Term) (digest.Digest, error) { return digest.OfJSON(s.Covered(all)) }

// Approver is somebody who can agree: anybody of a role, or one person. As "role:legal" or "person:<id>" it is a fact.
type Approver string

// The kinds of approvers. A hiring approver is written in chains only: it becomes the person whom the offer names.
const (
	rolePrefix   = "role:"
	personPrefix = "person:"
	hiringPrefix = "hiring:"
)

// OfRole is anybody who has a role.
func OfRole(r actor.Role) Approver { return Approver(rolePrefix + string(r)) }

// OfPerson is one person.
func OfPerson(id actor.ID) Approver { return Approver(personPrefix + string(id)) }

// is says whether a person with roles is this approver.
func (a Approver) is(p Person) bool {
	return a == OfPerson(p.ID) || slices.ContainsFunc(p.Roles, func(r actor.Role) bool { return a == OfRole(r) })
}

// Person is somebody with the roles that the person's keys have.
type Person struct {
	ID    actor.ID
	Roles []actor.Role
}

// Names lists what the person is asked as: the person, and each role.
func (p Person) Names() []Approver {
	out := []Approver{OfPerson(p.ID)}
	for _, r := range p.Roles {
		out = append(out, OfRole(r))
	}
	return out
}
