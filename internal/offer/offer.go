// Package offer owns the promise as a whole: its state machine, its rounds, and the gate between a letter and its issue.
// Every act is a method that gives the next offer and its event, or says which acts the present state allows. It knows
// nothing of storage, letters' content or HTTP.
package offer

import (
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/entity"
	"verbatim/internal/place"
)

// ID is an offer's id, a UUIDv7.
type ID string

// State is where an offer stands.
type State string

// The states of design.md section 2. Drafted, InReview and Approved are computed from the gate; nobody sets them.
const (
	Proposed    State = "proposed"
	Drafted     State = "drafted"
	InReview    State = "in_review"
	Approved    State = "approved"
	Issued      State = "issued"
	Negotiating State = "negotiating"
	Accepted    State = "accepted"
	Declined    State = "declined"
	Expired     State = "expired"
	Rescinded   State = "rescinded"
	Cancelled   State = "cancelled"
	Reneged     State = "reneged"
)

// Offer is the promise over its life. All of it is facts: nothing in it names the candidate.
type Offer struct {
	ID           ID         `json:"id"`
	Revision     int64      `json:"revision"` // sequence of its last event
	State        State      `json:"state"`
	Round        int        `json:"round"`                   // 1, 2, 3: negotiation cycles
	Entity       entity.ID  `json:"entity"`                  //
	Source       Source     `json:"source"`                  // zero when the record had none
	Groups       Groups     `json:"groups"`                  // frozen when the offer is opened
	Place        place.Code `json:"place,omitempty"`         // where the work is done; empty for an imported offer whose history did not say
	Kind         string     `json:"kind"`                    // kind of letter
	Handoff      string     `json:"handoff_id"`              // the handoff in force
	Proposal     string     `json:"proposal_id,omitempty"`   // the proposal that was put up for approval, empty for none
	Letter       int        `json:"letter_version"`          // the latest version, 0 for none
	IssuedLetter int        `json:"issued_letter,omitempty"` // the version the candidate was last given, 0 for none
	Issued       *time.Time `json:"issued_at,omitempty"`     // when it was given
	Expires      *time.Time `json:"expires_at,omitempty"`    // when the issued letter's answer is due
	Answerable   bool       `json:"answerable,omitempty"`    // the issued letter waits for an answer; its expiry is judged apart
	Paused       bool       `json:"paused,omitempty"`        // the issued letter cannot be accepted for now
	Asked        bool       `json:"asked_changes,omitempty"` // the candidate asked for other terms: the next handoff begins a round
	Start        *cal.Date  `json:"start_date,omitempty"`    // for lists, when the record gives a date
	Author       string     `json:"author"`                  // person who handed over
	Opened       time.Time  `json:"opened_at"`               //
	Changed      time.Time  `json:"changed_at"`              // time of its last event
	Unwritten    int        `json:"unwritten"`               // rows of the latest version that somebody must look at
	Differences  int        `json:"differences"`             // all rows but rounding
	OpenFlags    int        `json:"open_flags"`              // review flags that wait
	BlockedFlags int        `json:"blocked_flags"`           // flags that keep the gate shut for good
	Verdict      string     `json:"verdict"`                 // says_what_was_said, not_what_was_said, cannot_be_judged
	Mark         string     `json:"mark,omitempty"`          // test, simulated
	Confidential bool       `json:"confidential,omitempty"`  //
	Clock        *Clock     `json:"clock,omitempty"`         // while time does not count; nil while it runs
	Amends       *LetterRef `json:"amends,omitempty"`        // the accepted letter that this one amends; nil for an offer of its own
	Amendments   []ID       `json:"amendments,omitempty"`    // the offers of amendment letters to this one, oldest first
	Amended      *LetterRef `json:"amended_by,omitempty"`    // the amendment that was accepted last; nil while the offer's own letter is in force
}

// Source names an offer for the system it came from. A Source without Application names nothing.
type Source struct {
	System      string `json:"system,omitempty"`
	Account     string `json:"account,omitempty"`
	Application string `json:"application,omitempty"`
}

// Groups are what the dashboard counts by.
type Groups struct {
	Requisition   string `json:"requisition,omitempty"`
	Department    string `json:"department,omitempty"`
	JobFamily     string `json:"job_family,omitempty"`
	Level         string `json:"level,omitempty"`
	HiringManager string `json:"hiring_manager,omitempty"` // person id, never the address
	Recruiter     string `json:"recruiter,omitempty"`      // person id, never the address
}

// AwaitsApproval says whether approvals can still be given in a state: until the letter is issued.
func (s State) AwaitsApproval() bool {
	return s == Proposed || s == Drafted || s == InReview || s == Approved
}

// Ended says whether the offer is over: nobody waits for anything on it. A new handoff can open a declined or expired one
// again.
func (o Offer) Ended() bool {
	switch o.State {
	case Accepted, Declined, Expired, Rescinded, Cancelled, Reneged:
		return true
	}
	return false
}
