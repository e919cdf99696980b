package api

import (
	"context"
	"net/http"
	"slices"

	"verbatim/internal/actor"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// employerRoutes are what the employer does of its own: before there is a letter, for its approval, and to end it.
func employerRoutes() []Route {
	return slices.Concat(proposalRoutes(), approvalRoutes(), endingRoutes())
}

// endingRoutes are the acts by which an employer ends an offer or moves its times. Each needs If-Match.
func endingRoutes() []Route {
	act := func(path string, op auth.Operation, summary, text string, request any, schema string, w writer) Route {
		return Route{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/" + path, Operation: op, Tag: "offers", Summary: summary, Text: text,
			Request: request, Schema: schema, Response: desk.Result{}, Success: []int{http.StatusOK},
			Idempotent: true, IfMatch: true, Writes: true, write: w,
		}
	}
	return []Route{
		act("rescind", auth.RescindOffer, "Take an offer back", "While its letter can be answered, or after it was accepted.",
			desk.Ending{}, "ending/v1", reasoned((*desk.Service).Rescind)),
		act("cancel", auth.CancelOffer, "Drop an offer of which no letter was ever issued", "",
			desk.Ending{}, "ending/v1", reasoned((*desk.Service).Cancel)),
		act("extend", auth.ExtendOffer, "Give the candidate more time to answer", "The new end must be later than the present one.",
			desk.Extension{}, "extension/v1", reasoned((*desk.Service).Extend)),
		act("pause", auth.PauseOffer, "Keep the issued letter from being accepted for now", "Its time to answer runs on; it can still be declined.",
			desk.Pausing{}, "pause/v1", reasoned((*desk.Service).Pause)),
		act("resume", auth.ResumeOffer, "End a pause", "", nil, "", wordless((*desk.Service).Resume)),
		act("renege", auth.RenegeOffer, "Record that the candidate backed out after accepting", "",
			desk.Backout{}, "renege/v1", reasoned((*desk.Service).Renege)),
		act("clock/stop", auth.StopClock, "Keep time from counting", "From now on, at most for 14 days. It counts as stopped once another person has confirmed it.",
			desk.Stopping{}, "clock/v1", reasoned((*desk.Service).StopClock)),
		act("clock/confirm", auth.ConfirmClock, "Confirm that the clock is stopped", "Who stopped it cannot.", nil, "", wordless((*desk.Service).ConfirmClock)),
		act("clock/resume", auth.ResumeClock, "Let time count again", "", nil, "", wordless((*desk.Service).ResumeClock)),
	}
}

// reasoned makes a writer of an act that takes a body.
func reasoned[T any](do func(*desk.Service, context.Context, actor.Actor, offer.ID, int64, T, *store.Claim) (desk.Result, error)) writer {
	return func(ctx context.Context, a *API, c *call) (desk.Result, error) {
		id, err := c.id("offer_id")
		if err != nil {
			return desk.Result{}, err
		}
		body, err := decode[T](a, c)
		if err != nil {
			return desk.Result{}, err
		}
		return do(a.Desk, ctx, c.by, offer.ID(id), c.match, body, c.claim)
	}
}

// wordless makes a writer of an act that takes none.
func wordless(do func(*desk.Service, context.Context, actor.Actor, offer.ID, int64, *store.Claim) (desk.Result, error)) writer {
	return func(ctx context.Context, a *API, c *call) (desk.Result, error) {
		id, err := c.id("offer_id")
		if err != nil {
			return desk.Result{}, err
		}
		return do(a.Desk, ctx, c.by, offer.ID(id), c.match, c.claim)
	}
}
