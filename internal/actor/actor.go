// Package actor owns who acts: a person or service, its roles, and the entities it may see. The actor is an argument of
// every act and is stored with its event as evidence; it is never hidden in a context.
package actor

import "slices"

// ID is a person's or service's id in people: a UUIDv7. It is a fact and never an e-mail address.
type ID string

// Role is one set of permissions.
type Role string

// The roles of design.md section 7.
const (
	Admin         Role = "admin" // keys, people, settings
	HROps         Role = "hr_ops"
	Legal         Role = "legal"
	TotalRewards  Role = "total_rewards"
	Recruiter     Role = "recruiter"
	HiringManager Role = "hiring_manager"
	ATS           Role = "ats"
)

// Roles lists every role.
func Roles() []Role {
	return []Role{Admin, HROps, Legal, TotalRewards, Recruiter, HiringManager, ATS}
}

// Enum lists the roles, for the schema.
func (Role) Enum() []string {
	out := []string{}
	for _, r := range Roles() {
		out = append(out, string(r))
	}
	return out
}

// Actor is who performs an act.
type Actor struct {
	ID         ID       `json:"id"`
	Name       string   `json:"name"`                   // as people lists it; never in logs
	Roles      []Role   `json:"roles"`                  // empty for the clock
	Entities   []string `json:"entities,omitempty"`     // the entities it may see; empty means all
	Via        string   `json:"via"`                    // key prefix, "cli", "console", "clock"
	OnBehalfOf string   `json:"on_behalf_of,omitempty"` // who asked, when a service acts for a person
	Test       bool     `json:"test,omitempty"`         // a test key: everything it makes is marked
}

// Has says whether the actor has a role.
func (a Actor) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// Clock is the actor of acts that time alone performs, such as expiry.
func Clock() Actor { return Actor{ID: "clock", Name: "clock", Via: "clock"} }

// Candidate is the actor of the answers that a candidate gives through the link of the letter. Who it is stands in the
// sealed evidence, never in a fact.
func Candidate() Actor { return Actor{ID: CandidateID, Name: "candidate", Via: "link"} }

// CandidateID stands for the candidate of the offer wherever an id of a person is wanted: as the actor of an answer, or as
// the one on whose behalf staff recorded it.
const CandidateID ID = "candidate"
