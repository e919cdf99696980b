package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/offer"
)

func answerRoutes() []Route {
	return []Route{
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/accept", Operation: auth.AcceptOffer, Tag: "answers",
			Summary: "Record on behalf that the candidate accepted",
			Text:    "Names the letter by number and digest instead of a revision. at is the instant on the paper; the act is judged by it, so that a paper signed in time is taken after the offer expired too, and marked as backdated. A form of signature that the letter does not take is 409.",
			Request: desk.Acceptance{}, Schema: "accept/v1", Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: acceptOffer,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/decline", Operation: auth.DeclineOffer, Tag: "answers",
			Summary: "Record on behalf that the candidate declined",
			Text:    "The reason is on a closed list; unknown says that nobody asked, not_said that the candidate would not say.",
			Request: desk.Refusal{}, Schema: "decline/v1", Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: declineOffer,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/request-changes", Operation: auth.RequestChanges, Tag: "answers",
			Summary: "Record on behalf that the candidate asks for other terms",
			Text:    "The letter that was given stays answerable; the next handoff begins a round.",
			Request: desk.Wish{}, Schema: "request-changes/v1", Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: requestChanges,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/employer-signature", Operation: auth.SignForEmployer, Tag: "answers",
			Summary: "Record that somebody signed a letter for the employer",
			Text: "Once for each signatory. Without letter_version it is the letter that waits to be issued, else the one that the candidate was last given. " +
				"A letter whose terms say that the employer signs before it is issued waits for this, and is signed once it waits for nothing else. " +
				"The form must be one that the letter takes. The name is sealed; it stands in the overview, the certificate and the evidence.",
			Request: desk.EmployerSigning{}, Schema: "employer-signature/v1", Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: signForEmployer,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/evidence", Operation: auth.GetEvidence, Tag: "answers",
			Summary: "Read what was kept of the latest answer", Text: "Who gave it, to which bytes, in which form, when, from where.",
			Response: desk.Evidence{}, Success: []int{http.StatusOK}, handle: getEvidence,
		},
	}
}

// answerOf reads the offer and the body of an answer and records it.
func answerOf[T any](
	ctx context.Context, a *API, c *call, record func(context.Context, offer.ID, T) (desk.Result, error),
) (desk.Result, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return desk.Result{}, err
	}
	given, err := decode[T](a, c)
	if err != nil {
		return desk.Result{}, err
	}
	return record(ctx, offer.ID(id), given)
}

func acceptOffer(ctx context.Context, a *API, c *call) (desk.Result, error) {
	return answerOf(ctx, a, c, func(ctx context.Context, id offer.ID, given desk.Acceptance) (desk.Result, error) {
		return a.Desk.Accept(ctx, c.by, id, given, desk.Seen{}, c.claim)
	})
}

func declineOffer(ctx context.Context, a *API, c *call) (desk.Result, error) {
	return answerOf(ctx, a, c, func(ctx context.Context, id offer.ID, given desk.Refusal) (desk.Result, error) {
		return a.Desk.Decline(ctx, c.by, id, given, desk.Seen{}, c.claim)
	})
}

func requestChanges(ctx context.Context, a *API, c *call) (desk.Result, error) {
	return answerOf(ctx, a, c, func(ctx context.Context, id offer.ID, given desk.Wish) (desk.Result, error) {
		return a.Desk.RequestChanges(ctx, c.by, id, given, desk.Seen{}, c.claim)
	})
}

func signForEmployer(ctx context.Context, a *API, c *call) (desk.Result, error) {
	return answerOf(ctx, a, c, func(ctx context.Context, id offer.ID, given desk.EmployerSigning) (desk.Result, error) {
		return a.Desk.SignForEmployer(ctx, c.by, id, given, c.claim)
	})
}

func getEvidence(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	e, err := a.Desk.Evidence(ctx, c.by, offer.ID(id))
	if err != nil {
		return reply{}, err
	}
	return ok(e)
}
