package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
)

// proposalRoutes are what happens before a handoff: terms are proposed, approved, and offered aloud.
func proposalRoutes() []Route {
	return []Route{
		{
			Method: http.MethodPost, Path: "/v1/offers", Operation: auth.ProposeOffer, Tag: "offers",
			Summary: "Propose an offer before anybody promises it",
			Text: "A handoff record without agreed. Approvals begin; no letter is made until the agreed terms are handed over at POST /v1/offers/{offer_id}/handoffs. " +
				"A proposal whose source is known answers 200 with the stored offer when it is the same proposal, and 409 source_exists otherwise.",
			Request: handoff.Proposal{}, Schema: handoff.ProposalSchema, Response: desk.Result{}, Success: []int{http.StatusCreated, http.StatusOK},
			Idempotent: true, Writes: true, write: proposeOffer,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/proposal", Operation: auth.GetProposal, Tag: "offers",
			Summary: "Read the proposal of an offer as it came", Response: handoff.Proposal{}, Success: []int{http.StatusOK}, handle: getProposal,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/proposal", Operation: auth.ReplaceProposal, Tag: "offers",
			Summary: "Put another package of terms in the place of a proposal",
			Text: "Before the agreed terms are handed over. Approvals of which no term changed carry over, each with an event; the others ask again. " +
				"The person becomes an author of the terms. The proposal that stands already answers with what is stored.",
			Request: handoff.Proposal{}, Schema: handoff.ProposalSchema, Response: desk.Result{}, Success: []int{http.StatusOK},
			Idempotent: true, IfMatch: true, Writes: true, write: replaceProposal,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/verbal", Operation: auth.TellVerbal, Tag: "offers",
			Summary: "Record that a proposed offer was made aloud, and the candidate's answer",
			Text:    "With an answer and no verbal offer before, both are recorded. The answer declined ends the offer without a letter; its reason is a code.",
			Request: desk.Verbal{}, Schema: "verbal/v1", Response: desk.Result{}, Success: []int{http.StatusOK},
			Idempotent: true, IfMatch: true, Writes: true, write: reasoned((*desk.Service).Verbal),
		},
	}
}

func proposeOffer(ctx context.Context, a *API, c *call) (desk.Result, error) {
	return a.Desk.Propose(ctx, c.by, c.body, c.claim)
}

func replaceProposal(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.Repropose(ctx, c.by, offer.ID(id), c.match, c.body, c.claim)
}

func getProposal(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	raw, err := a.Desk.ProposalRecord(ctx, c.by, offer.ID(id))
	return reply{status: http.StatusOK, bytes: raw, media: mediaJSON}, err
}
