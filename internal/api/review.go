package api

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/offer"
	"verbatim/internal/place"
	"verbatim/internal/policy"
	"verbatim/internal/store"
)

func reviewRoutes() []Route {
	const flag = "/v1/offers/{offer_id}/letters/{letter}/flags/{flag_id}"
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/reviews", Operation: auth.ListReviews, Tag: "flags",
			Summary: "List the flags that wait, the most harmful wait first",
			Text:    "A flag waits for a decision, or, where it blocks, for another letter. The order is: the candidate's time to answer, then the days since the verbal offer, then the flag's own due time. identical says that a flag of the same rule, place and wording and no smaller value was cleared within a year.",
			Query: []Parameter{
				{Name: "decides", Text: "Only flags that this part decides; may be repeated.", Allowed: deciderNames(), Many: true},
				{Name: "rule", Text: "Only flags of this rule."},
				{Name: "place", Text: "Only offers of this place of work."},
				{Name: "assignee", Text: "Only flags given to this person id."},
				{Name: "whose", Text: "mine lists only flags of the groups of reviewers that the caller is in; for a caller in none, those given to the caller.", Allowed: []string{"mine", "all"}},
				{Name: "group", Text: "Only flags of this group of reviewers; may be repeated. role:legal, role:hr_ops and role:total_rewards are those of no other group.", Many: true},
				{Name: "cursor", Text: "next_cursor of the page before."},
				{Name: "limit", Text: "How many at most: 1 to 200; 50 when absent.", Integer: true},
			},
			Response: desk.Tasks{}, Success: []int{http.StatusOK}, handle: listReviews,
		},
		{
			Method: http.MethodPost, Path: "/v1/reviews:clear", Operation: auth.ClearReviews, Tag: "flags",
			Summary: "Clear flags that are identical to ones that were cleared before",
			Text:    "Each is decided by itself, and each by the fingerprint that was seen: one that is not identical to a precedent, or has changed, is refused and the others stand.",
			Request: desk.Clearing{}, Schema: "clearing/v1", Response: desk.Clearings{}, Success: []int{http.StatusOK}, Writes: true, handle: clearReviews,
		},
		{
			Method: http.MethodGet, Path: flag + "/precedents", Operation: auth.ListPrecedents, Tag: "flags",
			Summary:  "List what was cleared before of the same rule, place and wording, newest first",
			Response: Precedents{}, Success: []int{http.StatusOK}, handle: listPrecedents,
		},
		{
			Method: http.MethodPost, Path: flag + "/assignee", Operation: auth.AssignFlag, Tag: "flags",
			Summary: "Give a waiting flag to a person, or take it back",
			Request: desk.Assignment{}, Schema: "assignment/v1", Response: desk.Result{}, Success: []int{http.StatusOK}, Idempotent: true, Writes: true, write: assignFlag,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/privileged-notes", Operation: auth.ListPrivileged, Tag: "flags",
			Summary: "Read legal's own notes on an offer's flags", Text: "No letter, bundle, webhook or other answer holds them.",
			Response: PrivilegedNotes{}, Success: []int{http.StatusOK}, handle: listPrivileged,
		},
		{
			Method: http.MethodGet, Path: "/v1/waivers", Operation: auth.ListWaivers, Tag: "flags",
			Summary: "List the clearances that hold beyond their letter, newest first", Text: "Each covers one value that one rule found, at one employer and place, until a time.",
			Response: Waivers{}, Success: []int{http.StatusOK}, handle: listWaivers,
		},
		{
			Method: http.MethodPost, Path: "/v1/waivers/{waiver_id}/end", Operation: auth.EndWaiver, Tag: "flags",
			Summary: "End a clearance that holds beyond its letter", Text: "What it has cleared stays cleared.",
			Success: []int{http.StatusNoContent}, Writes: true, handle: endWaiver,
		},
	}
}

// Precedents are what was cleared before.
type Precedents struct {
	Items []store.Precedent `json:"items"`
	// Identical counts those that the flag is identical to: on their strength it can be cleared together with others.
	Identical int `json:"identical"`
}

// PrivilegedNotes are legal's own notes.
type PrivilegedNotes struct {
	Items []store.PrivilegedNote `json:"items"`
}

// Waivers are clearances that hold beyond their letter.
type Waivers struct {
	Items []store.Waiver `json:"items"`
}

func listWaivers(ctx context.Context, a *API, c *call) (reply, error) {
	all, err := a.Desk.Waivers(ctx, c.by)
	if err != nil {
		return reply{}, err
	}
	return ok(Waivers{Items: list(all)})
}

func endWaiver(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("waiver_id")
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusNoContent}, a.Desk.EndWaiver(ctx, c.by, id)
}

func deciderNames() []string {
	return []string{string(policy.ByLegal), string(policy.ByHROps), string(policy.ByTotalRewards)}
}

func listReviews(ctx context.Context, a *API, c *call) (reply, error) {
	limit, err := c.number("limit")
	if err != nil {
		return reply{}, err
	}
	q := store.WaitingQuery{
		Code: c.query.Get("rule"), Place: place.Code(c.query.Get("place")), Assignee: c.query.Get("assignee"), Cursor: c.query.Get("cursor"), Limit: int(min(limit, 200)),
	}
	for _, d := range c.query["decides"] {
		q.Decides = append(q.Decides, policy.Decider(d))
	}
	q.Groups = c.query["group"]
	if c.query.Get("whose") == "mine" {
		if q, err = a.Desk.Mine(ctx, c.by, q); err != nil {
			return reply{}, err
		}
	}
	tasks, err := a.Desk.Queue(ctx, c.by, q)
	if err != nil {
		return reply{}, err
	}
	return ok(tasks)
}

func clearReviews(ctx context.Context, a *API, c *call) (reply, error) {
	clearing, err := decode[desk.Clearing](a, c)
	if err != nil {
		return reply{}, err
	}
	done, err := a.Desk.ClearAll(ctx, c.by, clearing)
	if err != nil {
		return reply{}, err
	}
	return ok(done)
}

func listPrecedents(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	flag, err := c.id("flag_id")
	if err != nil {
		return reply{}, err
	}
	all, same, err := a.Desk.Precedents(ctx, c.by, id, n, flag)
	if err != nil {
		return reply{}, err
	}
	return ok(Precedents{Items: list(all), Identical: len(same)})
}

func assignFlag(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, n, err := c.letter()
	if err != nil {
		return desk.Result{}, err
	}
	flag, err := c.id("flag_id")
	if err != nil {
		return desk.Result{}, err
	}
	to, err := decode[desk.Assignment](a, c)
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.Assign(ctx, c.by, id, n, flag, to.Person, c.claim)
}

func listPrivileged(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	notes, err := a.Desk.PrivilegedNotes(ctx, c.by, offer.ID(id))
	if err != nil {
		return reply{}, err
	}
	out := PrivilegedNotes{Items: []store.PrivilegedNote{}}
	for _, decision := range slices.Sorted(maps.Keys(notes)) {
		out.Items = append(out.Items, notes[decision])
	}
	return ok(out)
}
