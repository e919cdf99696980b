package review

import (
	"path"
	"slices"

	"verbatim/internal/actor"
	"verbatim/internal/entity"
	"verbatim/internal/place"
	"verbatim/internal/policy"
)

// Group is a group of reviewers: which flags come to it, who is in it, and how long they may take. Being in a group gives
// nobody the right to decide: the rule names the role that decides, and the group only says whose task it is. What blocks
// comes to a group too: nobody decides it away, but somebody must see to it that the record, the clause or the rule changes.
// A notice comes to nobody.
type Group struct {
	ID    string `json:"id"` // unique among all groups
	Title string `json:"title"`

	// What comes to it. An empty list takes everything.
	Severities []policy.Severity `json:"severities,omitempty"`
	Decides    []policy.Decider  `json:"decides,omitempty"`  // what blocks has no decider
	Places     []place.Code      `json:"places,omitempty"`   // and what lies in them
	Rules      []string          `json:"rules,omitempty"`    // codes, or patterns of them such as VB-US-*
	Owners     []string          `json:"owners,omitempty"`   // owners of rule packs
	Entities   []entity.ID       `json:"entities,omitempty"` // employers

	// Who is in it: everybody who holds one of the roles, and the persons of these staff addresses.
	Roles  []actor.Role `json:"roles,omitempty"`
	People []string     `json:"people,omitempty"`

	Pace Pace `json:"pace"`
}

// Pace is how long a flag may wait, in business days of the employer's calendar. Each is at least 1.
type Pace struct {
	Due      int `json:"due" yaml:"due"`           // until it should be decided
	Remind   int `json:"remind" yaml:"remind"`     // until it is reminded of
	Escalate int `json:"escalate" yaml:"escalate"` // from its due time until it is escalated
}

// OrdinaryPace holds where no group says otherwise.
var OrdinaryPace = Pace{Due: 2, Remind: 1, Escalate: 1}

// UrgentPace holds for what blocks, where no group takes it: the letter can only be written anew.
var UrgentPace = Pace{Due: 1, Remind: 1, Escalate: 1}

// About is what of a flag decides which group it comes to.
type About struct {
	Severity policy.Severity
	Decides  policy.Decider
	Place    place.Code
	Rule     string
	Owner    string // of the rule's pack; empty when the pack is not known
	Entity   entity.ID
}

// RoleGroup names the group of everybody who holds the role that decides: where flags are that come to no other.
func RoleGroup(d policy.Decider) string { return "role:" + string(d) }

// GroupOf finds the first group that takes a flag. Where none does it is the role that decides, at the ordinary pace; what
// blocks comes to HR operations, who write the record, at the urgent one.
func GroupOf(groups []Group, a About) Group {
	for _, g := range groups {
		if g.takes(a) {
			return g
		}
	}
	if a.Severity == policy.Block {
		return Group{ID: RoleGroup(policy.ByHROps), Severities: []policy.Severity{policy.Block}, Roles: []actor.Role{actor.HROps}, Pace: UrgentPace}
	}
	return Group{ID: RoleGroup(a.Decides), Decides: []policy.Decider{a.Decides}, Roles: []actor.Role{role[a.Decides]}, Pace: OrdinaryPace}
}

func (g Group) takes(a About) bool {
	fits := func(pattern string) bool { ok, err := path.Match(pattern, a.Rule); return ok && err == nil }
	return admits(g.Severities, func(s policy.Severity) bool { return s == a.Severity }) &&
		admits(g.Decides, func(d policy.Decider) bool { return d == a.Decides }) &&
		admits(g.Places, a.Place.Within) && admits(g.Rules, fits) &&
		admits(g.Owners, func(o string) bool { return o == a.Owner }) &&
		admits(g.Entities, func(e entity.ID) bool { return e == a.Entity })
}

// admits says whether a list holds what is wanted; an empty one holds everything.
func admits[T ~string](list []T, wanted func(T) bool) bool {
	return len(list) == 0 || slices.ContainsFunc(list, wanted)
}

// GroupsOf are the ids of the groups that somebody is in: by role, by staff address, and those of the roles themselves.
func GroupsOf(groups []Group, by actor.Actor, address string) []string {
	out := []string{}
	for _, g := range groups {
		if slices.ContainsFunc(g.Roles, by.Has) || address != "" && slices.Contains(g.People, address) {
			out = append(out, g.ID)
		}
	}
	for _, d := range []policy.Decider{policy.ByLegal, policy.ByHROps, policy.ByTotalRewards} {
		if by.Has(role[d]) {
			out = append(out, RoleGroup(d))
		}
	}
	return out
}
