package api

import (
	"context"
	"net/http"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

func approvalRoutes() []Route {
	const step = "/v1/offers/{offer_id}/approvals/{step}"
	act := func(path string, op auth.Operation, summary, text string, request any, schema string, w writer) Route {
		return Route{
			Method: http.MethodPost, Path: step + path, Operation: op, Tag: "approvals", Summary: summary, Text: text, Request: request, Schema: schema,
			Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: w,
		}
	}
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/approvals", Operation: auth.ListApprovals, Tag: "approvals",
			Summary: "Read where the business approvals of an offer stand", Text: "Each step with the rule that asked for it, who is asked, the terms that it covers and their digest.",
			Response: desk.Approvals{}, Success: []int{http.StatusOK}, handle: listApprovals,
		},
		act("/decision", auth.DecideApproval, "Approve or reject a step",
			"Names the digest of the terms that were seen. Whoever wrote the terms cannot; to reject takes a reason.",
			desk.Consent{}, "consent/v1", onStep((*desk.Service).Approve)),
		act("/override", auth.OverrideApproval, "Settle a step without its approvers", "The reason is kept, sealed, with an event of its own.",
			desk.Override{}, "override/v1", onStep((*desk.Service).OverrideApproval)),
		act("/replacement", auth.ReplaceApprover, "Put another approver in the place of one", "Consents that were given stay; the step does not begin anew.",
			desk.Replacement{}, "replacement/v1", onStep((*desk.Service).ReplaceApprover)),
		{
			Method: http.MethodGet, Path: "/v1/approvals", Operation: auth.MyApprovals, Tag: "approvals",
			Summary: "List the steps that wait for you", Text: "In person, by a role, or because somebody delegated to you; the longest waiting first.",
			Query:    []Parameter{{Name: "limit", Text: "How many at most: 1 to 200; 50 when absent.", Integer: true}},
			Response: OpenApprovals{}, Success: []int{http.StatusOK}, handle: myApprovals,
		},
		{
			Method: http.MethodPost, Path: "/v1/approvals:preview", Operation: auth.PreviewApprovals, Tag: "approvals",
			Summary: "Ask which approvals a proposal would need, and store nothing", Text: "Every step of the chains in force: asked or not, and the condition that decided.",
			Request: handoff.Proposal{}, Schema: handoff.ProposalSchema, Response: desk.ApprovalPlan{}, Success: []int{http.StatusOK}, handle: previewApprovals,
		},
		{
			Method: http.MethodGet, Path: "/v1/delegations", Operation: auth.ListDelegations, Tag: "approvals",
			Summary: "List who decides for you, and for whom you decide", Response: Delegations{}, Success: []int{http.StatusOK}, handle: listDelegations,
		},
		{
			Method: http.MethodPost, Path: "/v1/delegations", Operation: auth.Delegate, Tag: "approvals",
			Summary: "Let somebody decide for you for a time", Request: desk.Delegating{}, Schema: "delegation/v1", Response: approval.Delegation{},
			Success: []int{http.StatusCreated}, Writes: true, handle: delegate,
		},
		{
			Method: http.MethodDelete, Path: "/v1/delegations/{delegation_id}", Operation: auth.EndDelegation, Tag: "approvals",
			Summary: "Take a delegation back", Success: []int{http.StatusNoContent}, Writes: true, handle: endDelegation,
		},
		{
			Method: http.MethodGet, Path: "/v1/metrics/approvals", Operation: auth.GetApprovalReport, Tag: "approvals",
			Summary: "Report how long each step takes, and what asking at once would save", Text: "Days are calendar days of 24 hours, as decimals with one digit.",
			Response: desk.ApprovalReport{}, Success: []int{http.StatusOK}, handle: approvalReport,
		},
	}
}

// OpenApprovals are steps that wait.
type OpenApprovals struct {
	Items []store.OpenApproval `json:"items"`
}

// Delegations are those from and to the caller.
type Delegations struct {
	Items []approval.Delegation `json:"items"`
}

// onStep makes a writer of an act on one step.
func onStep[T any](do func(*desk.Service, context.Context, actor.Actor, offer.ID, string, T, *store.Claim) (desk.Result, error)) writer {
	return func(ctx context.Context, a *API, c *call) (desk.Result, error) {
		id, err := c.id("offer_id")
		if err != nil {
			return desk.Result{}, err
		}
		body, err := decode[T](a, c)
		if err != nil {
			return desk.Result{}, err
		}
		return do(a.Desk, ctx, c.by, offer.ID(id), c.path("step"), body, c.claim)
	}
}

func listApprovals(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	out, err := a.Desk.Approvals(ctx, c.by, offer.ID(id))
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusOK, body: out}.with("ETag", etag(out.Revision)), nil
}

func myApprovals(ctx context.Context, a *API, c *call) (reply, error) {
	limit, err := c.pageSize(maxOffers)
	if err != nil {
		return reply{}, err
	}
	if limit == 0 {
		limit = 50
	}
	items, err := a.Desk.MyApprovals(ctx, c.by, limit)
	if err != nil {
		return reply{}, err
	}
	return ok(OpenApprovals{Items: list(items)})
}

func previewApprovals(ctx context.Context, a *API, c *call) (reply, error) {
	plan, err := a.Desk.PreviewApprovals(ctx, c.by, c.body)
	if err != nil {
		return reply{}, err
	}
	return ok(plan)
}

func listDelegations(ctx context.Context, a *API, c *call) (reply, error) {
	items, err := a.Desk.Delegations(ctx, c.by)
	if err != nil {
		return reply{}, err
	}
	return ok(Delegations{Items: list(items)})
}

func delegate(ctx context.Context, a *API, c *call) (reply, error) {
	body, err := decode[desk.Delegating](a, c)
	if err != nil {
		return reply{}, err
	}
	d, err := a.Desk.Delegate(ctx, c.by, body)
	return reply{status: http.StatusCreated, body: d}, err
}

func endDelegation(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("delegation_id")
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusNoContent}, a.Desk.EndDelegation(ctx, c.by, id)
}

func approvalReport(ctx context.Context, a *API, c *call) (reply, error) {
	report, err := a.Desk.ApprovalReport(ctx, c.by)
	if err != nil {
		return reply{}, err
	}
	return ok(report)
}
