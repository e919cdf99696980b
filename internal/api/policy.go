package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/library"
	"verbatim/internal/policy"
	"verbatim/internal/store"
)

func policyRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/policies", Operation: auth.ListPolicies, Tag: "library",
			Summary: "List the published versions of rule packs, with their rules", Response: Policies{}, Success: []int{http.StatusOK}, handle: listPolicies,
		},
		{
			Method: http.MethodGet, Path: "/v1/policies/{pack}", Operation: auth.GetPolicy, Tag: "library",
			Summary: "Read every published version of a rule pack, with its files", Response: Policies{}, Success: []int{http.StatusOK}, handle: getPolicy,
		},
	}
}

// Policies are published versions of rule packs.
type Policies struct {
	Items []Policy `json:"items"`
}

// Policy is one published version of a rule pack.
type Policy struct {
	ID      string        `json:"id"`
	Version int           `json:"version"`
	Digest  digest.Digest `json:"digest"`
	Title   string        `json:"title"`
	InForce Span          `json:"in_force"`
	// Rules are in the order in which they are judged.
	Rules     []Rule `json:"rules"`
	Owner     string `json:"owner"`
	Changelog string `json:"changelog,omitempty"`
	// Files are the files of the version as published, by name; only when one pack is read.
	Files map[string]string `json:"files,omitempty"`
}

// Span is a time in force: from a day, and until before another. Without a from it has no beginning, without an until no
// end.
type Span struct {
	From  *cal.Date `json:"from,omitempty"`
	Until *cal.Date `json:"until,omitempty"`
}

// Rule is one rule of a pack, in short; its conditions stand in the pack's files.
type Rule struct {
	Code  string `json:"code"`
	Title string `json:"title"`
	// At says which place must lie in Jurisdictions: of work, of residence, or of the law chosen.
	At policy.At `json:"at"`
	// Jurisdictions are the places where it holds; absent means everywhere.
	Jurisdictions string          `json:"jurisdictions,omitempty"`
	Effective     Span            `json:"effective"`
	Severity      policy.Severity `json:"severity"`
	// Decides is the role that decides on its flags, for a review.
	Decides policy.Decider `json:"decides,omitempty"`
	// Message is what a flag says; {subject}, {observed} and {allowed} stand for those texts.
	Message string       `json:"message"`
	Allowed string       `json:"allowed,omitempty"`
	Basis   policy.Basis `json:"basis"`
}

func listPolicies(_ context.Context, a *API, _ *call) (reply, error) {
	packs, err := a.Desk.Library.Current().Packs()
	if err != nil {
		return reply{}, err
	}
	out := []Policy{}
	for _, p := range packs {
		out = append(out, policyOf(p))
	}
	return ok(Policies{out})
}

func getPolicy(_ context.Context, a *API, c *call) (reply, error) {
	snapshot, id := a.Desk.Library.Current(), c.path("pack")
	packs, err := snapshot.Packs()
	if err != nil {
		return reply{}, err
	}
	out := []Policy{}
	for _, p := range packs {
		if p.ID == id {
			view := policyOf(p)
			view.Files = files(snapshot, library.Policy, id, p.Version)
			out = append(out, view)
		}
	}
	if len(out) == 0 {
		return reply{}, store.ErrNotFound
	}
	return ok(Policies{out})
}

func policyOf(p policy.Pack) Policy {
	out := Policy{
		ID: p.ID, Version: p.Version, Digest: p.Digest, Title: p.Title, InForce: timeOf(p.InForce), Rules: []Rule{},
		Owner: p.Owner, Changelog: p.Changes,
	}
	for _, r := range p.Rules {
		out.Rules = append(out.Rules, Rule{
			Code: r.Code, Title: r.Title, At: r.At, Jurisdictions: r.Jurisdictions.String(), Effective: timeOf(r.Effective),
			Severity: r.Severity, Decides: r.Decides, Message: r.Message(), Allowed: r.Allowed(), Basis: r.Basis,
		})
	}
	return out
}

func timeOf(s policy.Span) Span {
	var out Span
	if !s.From.IsZero() {
		out.From = &s.From
	}
	if !s.Until.IsZero() {
		out.Until = &s.Until
	}
	return out
}
