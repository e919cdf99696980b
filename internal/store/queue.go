package store

import (
	"context"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/offer"
	"verbatim/internal/place"
	"verbatim/internal/policy"
	"verbatim/internal/review"
)

// Queue reads the flags that wait for a decision over all offers, what was decided before, and who an offer is for. It is
// made by Apply together with what it shows: a flag waits from the letter that raised it until its decision, the next
// letter, or the end of its offer (QueueFollowsTheOffer).
type Queue interface {
	// ListWaiting gives a page by the harm of waiting: the candidate's time to answer, then the verbal offer, then the
	// flag's own due time (QueueByHarm).
	ListWaiting(ctx context.Context, s Scope, q WaitingQuery) (Page[Waiting], error)
	// CountWaiting counts what a query would list.
	CountWaiting(ctx context.Context, s Scope, q WaitingQuery, now time.Time) (WaitingCount, error)
	// DueWaiting gives up to limit waiting flags whose next step (reminder, escalation) is due, without their content.
	DueWaiting(ctx context.Context, now time.Time, limit int) ([]Waiting, error)
	// Precedents gives for each key, in their order, the decisions that cleared a flag of the same rule, place and wording
	// since a time, newest first, at most 50 of a key (PrecedentsAreAlike). A key may be asked twice; at most 200 are asked
	// at once, as many as a page of the queue has flags. Those of erased offers cannot be read and are left out.
	Precedents(ctx context.Context, s Scope, keys []PrecedentKey) ([][]Precedent, error)
	// Cards says who offers are for. An erased offer has none, nor has one outside of the scope (CardsAreSealed).
	Cards(ctx context.Context, s Scope, ids []offer.ID) (map[offer.ID]Card, error)
}

// Waiting is a flag that waits for a decision.
type Waiting struct {
	Offer    offer.ID       `json:"offer_id"`
	Flag     string         `json:"flag_id"`
	Letter   int            `json:"letter_version"`
	Code     string         `json:"code"`
	Decides  policy.Decider `json:"decides"`
	Entity   string         `json:"entity"`
	Place    place.Code     `json:"place"`
	Raised   time.Time      `json:"raised_at"`
	Due      time.Time      `json:"due_at"`                        // by when it should be decided
	AnswerBy *time.Time     `json:"candidate_answer_by,omitempty"` // the end of an earlier letter that the candidate can still answer
	Said     time.Time      `json:"said_at"`                       // when the terms were agreed aloud
	Assignee string         `json:"assignee,omitempty"`            // person id
	Group    string         `json:"group,omitempty"`               // the reviewers that it was given to
	Step     int            `json:"step"`                          // 0 waiting, 1 reminded, 2 escalated
	Next     *time.Time     `json:"next_step_at,omitempty"`        // when the next step is due
	Wording  digest.Digest  `json:"wording,omitempty"`             // the clause concerned, in its position; empty for none
	Content  review.Flag    `json:"flag"`                          // read side: the flag itself
	Card     Card           `json:"offer"`                         // read side: whose offer it is
}

// WaitingQuery filters the queue; zero fields do not filter.
type WaitingQuery struct {
	Decides  []policy.Decider
	Code     string
	Place    place.Code
	Assignee string   // person id
	Groups   []string // one of them
	Cursor   string
	Limit    int // 1 to 200; 0 means 50
}

// WaitingCount is the first line of the queue.
type WaitingCount struct {
	Waiting int `json:"waiting"`
	Late    int `json:"late"`   // past their due time
	Urgent  int `json:"urgent"` // of an offer whose candidate must answer within a day
}

// PrecedentKey is what precedents have in common.
type PrecedentKey struct {
	Code    string
	Place   place.Code
	Wording digest.Digest
	Since   time.Time
}

// Precedent is a flag that was cleared before.
type Precedent struct {
	Offer   offer.ID       `json:"offer_id"`
	Key     PrecedentKey   `json:"-"`
	Flag    review.Flag    `json:"-"` // with its decision
	By      string         `json:"by"`
	At      time.Time      `json:"at"`
	Verdict review.Verdict `json:"verdict"`
	Comment string         `json:"comment,omitempty"`
}

// Card says in short who an offer is for. It is sealed under the offer's key.
type Card struct {
	Candidate string    `json:"candidate"`
	Title     string    `json:"title"`
	Said      time.Time `json:"said_at"`
}

// Assignment gives a waiting flag to a person; an empty person gives it back.
type Assignment struct {
	Flag   string
	Person string
}

// Stepped says that a waiting flag was reminded of or escalated. Next is nil after the last step.
type Stepped struct {
	Flag string
	Step int
	Next *time.Time
}
