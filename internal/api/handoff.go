package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/review"
)

func handoffRoutes() []Route {
	return []Route{
		{
			Method: http.MethodPost, Path: "/v1/handoffs", Operation: auth.CreateHandoff, Tag: "handoffs",
			Summary: "Hand verbal terms over and get the letter",
			Text: "Opens an offer with its first letter version. A record whose source is known answers 200 with the stored offer when it is the same record, " +
				"and 409 source_exists with the offer's Location when it is another: that one belongs to POST /v1/offers/{offer_id}/handoffs.",
			Request: handoff.Record{}, Schema: handoff.Schema, Response: desk.Result{}, Success: []int{http.StatusCreated, http.StatusOK},
			Idempotent: true, Writes: true, write: createHandoff,
		},
		{
			Method: http.MethodPost, Path: "/v1/handoffs:validate", Operation: auth.ValidateHandoff, Tag: "handoffs",
			Summary: "Check a handoff record and store nothing",
			Request: handoff.Record{}, Schema: handoff.Schema, Response: Valid{}, Success: []int{http.StatusOK}, handle: validateHandoff,
		},
		{
			Method: http.MethodPost, Path: "/v1/handoffs:preview", Operation: auth.PreviewHandoff, Tag: "handoffs",
			Summary: "Make the letter of a handoff record and store nothing",
			Text:    "With Accept: application/pdf the answer is the letter itself, the same bytes as a first version made today.",
			Request: handoff.Record{}, Schema: handoff.Schema, Response: desk.Preview{}, Media: []string{mediaPDF}, Success: []int{http.StatusOK}, handle: previewHandoff,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/handoffs", Operation: auth.HandOver, Tag: "handoffs",
			Summary: "Hand over the next terms of an offer",
			Text:    "A correction within the round, or the first handoff of the next round. The same record again answers 200 with what is stored. Amendments of the version before are dropped and listed.",
			Request: handoff.Record{}, Schema: handoff.Schema, Response: desk.Result{}, Success: []int{http.StatusCreated, http.StatusOK},
			Idempotent: true, IfMatch: true, Writes: true, write: handOver,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/amendments", Operation: auth.AmendOffer, Tag: "handoffs",
			Summary: "Hand over a change to an accepted offer",
			Text: "A record of kind amendment whose letter.amends names the letter in force opens an offer of its own, with a letter, approvals and an answer of its own. The accepted letter stays in force until the candidate accepts the amendment; " +
				"both offers name each other. If-Match is the accepted offer's. The same record again answers 200 with what is stored. 409 amendment_open while an earlier amendment is neither accepted nor ended.",
			Request: handoff.Record{}, Schema: handoff.Schema, Response: desk.Result{}, Success: []int{http.StatusCreated, http.StatusOK},
			Idempotent: true, IfMatch: true, Writes: true, write: amendOffer,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/handoffs:preview", Operation: auth.PreviewNext, Tag: "handoffs",
			Summary: "Show what the next handoff of an offer would change, and store nothing",
			Text:    "next lists the changes against what was said last, and which flags would carry their decision over, reopen, come or go.",
			Request: handoff.Record{}, Schema: handoff.Schema, Response: desk.Preview{}, Success: []int{http.StatusOK}, handle: previewNext,
		},
	}
}

// Valid is the answer to a record that has no faults.
type Valid struct {
	// Valid is always true: a record at fault is refused with all of its faults.
	Valid bool `json:"valid" jsonschema:"title=Valid"`
	// Warnings are what nothing refuses and somebody should look at.
	Warnings []desk.Warning `json:"warnings,omitempty"`
}

func createHandoff(ctx context.Context, a *API, c *call) (desk.Result, error) {
	return a.Desk.Receive(ctx, c.by, c.body, c.claim)
}

func handOver(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.HandOver(ctx, c.by, offer.ID(id), c.match, c.body, c.claim)
}

func amendOffer(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.Amend(ctx, c.by, offer.ID(id), c.match, c.body, c.claim)
}

func validateHandoff(ctx context.Context, a *API, c *call) (reply, error) {
	warnings, err := a.Desk.Validate(ctx, c.by, c.body)
	if err != nil {
		return reply{}, err
	}
	return ok(Valid{Valid: true, Warnings: warnings})
}

func previewHandoff(ctx context.Context, a *API, c *call) (reply, error) {
	p, err := a.Desk.Preview(ctx, c.by, c.body)
	if err != nil {
		return reply{}, err
	}
	if prefer(c.header.Get("Accept"), mediaJSON, mediaPDF) == mediaPDF {
		return pdf(p.Version.Letter().PDF, p.Letter.PDF, "offer-letter-preview.pdf"), nil
	}
	return shown(p)
}

func previewNext(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	p, err := a.Desk.PreviewNext(ctx, c.by, offer.ID(id), c.body)
	if err != nil {
		return reply{}, err
	}
	return shown(p)
}

// shown is the answer about a letter that is not stored.
func shown(p desk.Preview) (reply, error) {
	p.Changes, p.Flags, p.Trace = list(p.Changes), list(p.Flags), list(p.Trace)
	lists := [][]review.Flag{p.Flags}
	if p.Next != nil {
		lists = append(lists, p.Next.Carried, p.Next.Reopened, p.Next.Raised)
	}
	for _, flags := range lists {
		for i := range flags { // nobody is the author of what is not stored
			flags[i].Authors = list(flags[i].Authors)
		}
	}
	return ok(p)
}

// list makes an empty list of none, so that JSON says [] and not null.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
